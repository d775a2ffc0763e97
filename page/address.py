"""Where the page listens: on this machine only, unless there is a login, or somebody insists."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Final

from page.errors import AddressRefused

# What this machine is called by itself; other names would let another site's script ask the page (DNS rebinding).
OWN_NAMES: Final = ("127.0.0.1", "localhost", "::1")
#: At which a server hears whoever reaches the machine, by whichever of its addresses.
_ANY_ADDRESS: Final = ("", "0.0.0.0", "::")  # noqa: S104 - recognised here, not listened at


def serves_others(host: str, hosts: Sequence[str]) -> bool:
    """Whether other machines reach a server.

    :param host: that it listens at.
    :param hosts: by which people reach it, from the settings: a proxy on this machine may stand before it.
    """
    return host not in OWN_NAMES or bool(hosts)


def listen(
    host: str, port: int, *, hosts: Sequence[str] = (), has_login: bool = False, forced: bool = False
) -> socket.socket:
    """A socket that listens.

    :param port: 0 takes a free one.
    :param hosts: as for ``serves_others``.
    :param has_login: whether somebody must log in; without it only this machine is served.
    :param forced: whether to serve others all the same.
    :raises AddressRefused: others would be served without a login, or the address cannot be taken.
    """
    if serves_others(host, hosts) and not has_login and not forced:
        raise AddressRefused(
            f"host {host}{' for ' if hosts else ''}{', '.join(hosts)}: would serve other machines, and no login is set "
            "up. Add users with `policykb users add NAME --role keeper`, or use --host 127.0.0.1 and no hosts in the "
            "settings; --force-open lets whoever reaches it read the public documents."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise AddressRefused(
            f"{host}:{port}: cannot be listened on ({error}). Stop what is using it, or choose another with --port."
        ) from error


def hosts_served(host: str, hosts: Sequence[str]) -> list[str]:
    """The names by which a server answers, as ``TrustedHostMiddleware`` takes them.

    :param host: that it listens at.
    :param hosts: by which people reach it, from the settings. Without any, a server that listens at all of a machine's
        addresses answers to every name: it cannot know its own.
    """
    if not hosts and host in _ANY_ADDRESS:
        return ["*"]
    return [*OWN_NAMES, "[::1]", *hosts, *(() if host in _ANY_ADDRESS else (f"[{host}]" if ":" in host else host,))]
