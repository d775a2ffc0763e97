"""How the knowledge base is served to others: ``[serve]`` in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import SettingsError

_TABLE: Final = "serve"
_KNOWN: Final = ("users", "hosts", "https")


@dataclass(frozen=True, slots=True)
class Serving:
    """What a server needs to know of the place it stands in.

    :ivar users: the file of those who may log in, as seen from the home; ``None`` for its ``users.toml``, without which
        nobody need log in.
    :ivar hosts: the names by which it is reached, besides those of this machine itself.
    :ivar https: whether browsers reach it by https though it is itself asked by http, as behind a proxy.
    """

    users: Path | None = None
    hosts: tuple[str, ...] = ()
    https: bool = False


def read_serving(path: Path, values: Mapping[str, object]) -> Serving:
    """What a settings file says of it.

    :param path: the settings file, for messages.
    :param values: what it holds.
    :raises SettingsError: an unknown key, or a wrong value.
    """
    table = values.get(_TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {_TABLE} is no table, expected a line [{_TABLE}]. Correct the line.")
    for key in table:
        if key not in _KNOWN:
            known = ", ".join(_KNOWN)
            raise SettingsError(f"{path}: unknown setting {key!r} in [{_TABLE}]; known are {known}. Remove the line.")
    users, hosts, https = table.get("users"), table.get("hosts", []), table.get("https", False)
    if users is not None and (not isinstance(users, str) or not users):
        raise SettingsError(f"{path}: users in [{_TABLE}] is {users!r}, expected a file in quotes. Correct the line.")
    if not isinstance(hosts, list) or not all(isinstance(host, str) and _is_name(host) for host in hosts):
        raise SettingsError(
            f"{path}: hosts in [{_TABLE}] is {hosts!r}, expected names without port or path, "
            'like ["policy.example.gov.cn"]. Correct the line.'
        )
    if not isinstance(https, bool):
        raise SettingsError(f"{path}: https in [{_TABLE}] is {https!r}, expected true or false. Correct the line.")
    return Serving(None if users is None else Path(users).expanduser(), tuple(hosts), https)


def _is_name(host: str) -> bool:
    return bool(host) and not any(sign in host for sign in "/:@ *")
