"""The users file: who may log in, as what, and what each role sees.

::

    [users."张三"]
    role = "keeper"
    password = "$argon2id$…"     # without one, nobody logs in by this name
    token = "…"                  # SHA-256 of a token for programs

    [roles.reader]
    sees = ["public", "on_request"]

``policykb users`` writes it (``users_editing.py``); it may be edited by hand as well.
"""

from __future__ import annotations

import logging
import stat
import threading
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from index.serving import Serving
from index.visibility import Visibility
from ingest.letter import DISCLOSURES
from service.errors import UsersError
from service.passwords import hash_token, is_password_hash
from service.reader import DEFAULT_VISIBILITY, Reader, Role

USERS_FILE: Final = "users.toml"
LONGEST_NAME: Final = 64
#: What documents can state, and a role be allowed to see.
KNOWN_DISCLOSURES: Final = tuple(dict.fromkeys(DISCLOSURES.values()))
_USER_KEYS: Final = ("role", "password", "token")
_HEX_DIGITS: Final = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in, or a program that may ask.

    :ivar password: argon2 hash; ``None`` for one who only has a token. ``token`` is the SHA-256 of that.
    """

    name: str
    role: Role
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Users:
    """What a users file says."""

    by_name: Mapping[str, User]
    visibility: Mapping[Role, Visibility]

    def reader(self, user: User) -> Reader:
        """What a user may see and do."""
        return Reader(user.name, user.role, self.visibility[user.role])

    def with_token(self, token: str) -> User | None:
        """Whose token it is."""
        hashed = hash_token(token)
        return next((user for user in self.by_name.values() if user.token == hashed), None)


def users_path(home: Path, serving: Serving) -> Path:
    """Where the users file of a home lies."""
    return home / (serving.users or USERS_FILE)


class UsersFile:
    """The users of a server, read again as soon as their file has changed; safe to use from several threads.

    :param must_exist: whether the settings name it, so that a login is wanted.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self._path = path
        self._must_exist = must_exist
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, ...], Users | UsersError] | None = None

    def users(self) -> Users | None:
        """Those of the file as it is now; ``None`` where there is none, and has been none since the start.

        :raises UsersError: the file cannot be used, or is gone. Nobody is let in then: that somebody was taken out must
            never stay without effect, and a lost file must not open the door.
        """
        with self._lock:
            try:
                state = self._path.stat()
            except OSError as error:
                if self._read is None and not self._must_exist and isinstance(error, FileNotFoundError):
                    return None
                raise UsersError(
                    f"{self._path}: the users file is not there ({error.strerror}). "
                    "Put it back, or correct the settings."
                ) from error
            mark = (state.st_ino, state.st_size, state.st_mtime_ns, state.st_mode)
            if self._read is None or self._read[0] != mark:
                self._read = (mark, self._read_now())
            found = self._read[1]
            if isinstance(found, UsersError):
                raise found
            return found

    def _read_now(self) -> Users | UsersError:
        try:
            found = read_users(self._path)
        except UsersError as error:
            return error
        for warning in warnings_about(self._path):
            _log.warning("%s", warning)
        return found


def read_users(path: Path) -> Users:
    """Read a users file.

    :raises UsersError: it cannot be read, or holds an unknown key or a wrong value.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsersError(f"{path}: cannot be read as TOML ({error}). Correct the file.") from error
    _check_keys(path, values, ("users", "roles"), "")
    users = [_user(path, name, given) for name, given in _table(path, values, "users").items()]
    visibility = dict(DEFAULT_VISIBILITY)
    for name, given in _table(path, values, "roles").items():
        visibility[_role(path, name, "[roles]")] = _visibility(path, name, given)
    return Users({user.name: user for user in users}, visibility)


def warnings_about(path: Path) -> list[str]:
    """What is wrong with who may read and write the file."""
    mode = path.stat().st_mode
    wrong = []
    if mode & stat.S_IROTH:
        wrong.append("everybody on this machine can read the password hashes in it")
    if mode & (stat.S_IWOTH | stat.S_IWGRP):
        wrong.append("others than its owner can write it, and so give themselves any role")
    return [f"{path}: {what}. Run `chmod 600 {path}`." for what in wrong]


def normal_name(name: str) -> str:
    """A user's name, the same however a keyboard composes it.

    :raises UsersError: it is none: empty, too long, or with characters that cannot be seen.
    """
    name = unicodedata.normalize("NFC", name.strip())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsersError(f"{name!r}: not a user's name; expected 1 to {LONGEST_NAME} visible characters.")
    return name


def _user(path: Path, name: str, given: object) -> User:
    where = f'[users."{name}"]'
    if name != normal_name(name):
        raise UsersError(f"{path}: {where}: {name!r} is no user's name; expected {normal_name(name)!r}. Correct it.")
    if not isinstance(given, dict):
        raise UsersError(f"{path}: {where} is no table. Correct the file.")
    _check_keys(path, given, _USER_KEYS, where)
    password, token = given.get("password"), given.get("token")
    # What stands there is not repeated: it may be a password.
    if password is not None and not (isinstance(password, str) and is_password_hash(password)):
        raise UsersError(f"{path}: password in {where} is no argon2 hash. Run `policykb users password {name}`.")
    if token is not None and not (isinstance(token, str) and _is_sha256(token)):
        raise UsersError(f"{path}: token in {where} is no SHA-256 of a token. Run `policykb users token {name}`.")
    return User(name, _role(path, given.get("role"), where), password, token)


def _role(path: Path, given: object, where: str) -> Role:
    if given not in set(Role):
        raise UsersError(f"{path}: role {given!r} in {where} is not known; known are {', '.join(Role)}. Correct it.")
    return Role(str(given))


def _visibility(path: Path, role: str, given: object) -> Visibility:
    where = f"[roles.{role}]"
    if not isinstance(given, dict):
        raise UsersError(f"{path}: {where} is no table. Correct the file.")
    _check_keys(path, given, ("sees",), where)
    sees = given.get("sees")
    if not isinstance(sees, list) or not all(disclosure in KNOWN_DISCLOSURES for disclosure in sees):
        raise UsersError(
            f"{path}: sees in {where} is {sees!r}, expected a list of these: {', '.join(KNOWN_DISCLOSURES)}. "
            "Correct the line."
        )
    return Visibility(frozenset(sees))


def _table(path: Path, values: Mapping[str, Any], name: str) -> Mapping[str, object]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise UsersError(f"{path}: {name} is no table. Correct the file.")
    return table


def _check_keys(path: Path, values: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in values:
        if key not in known:
            place = f" in {where}" if where else ""
            raise UsersError(f"{path}: unknown key {key!r}{place}; known are {', '.join(known)}. Remove it.")


def _is_sha256(text: str) -> bool:
    return len(text) == _HEX_DIGITS and all(digit in "0123456789abcdef" for digit in text)
