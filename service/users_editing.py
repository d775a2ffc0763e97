"""Changes to the users file; what people wrote into it by hand, comments too, stays."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import ParseError

from service.errors import UnknownUser, UserExists, UsersError
from service.passwords import GREATEST_LENGTH, LEAST_LENGTH, hash_password, hash_token, new_token
from service.reader import Role
from service.users import normal_name, read_users

_HEAD = "Who may log in; `policykb users` writes this file, a running server follows it. See docs/access.md."


@dataclass(frozen=True, slots=True)
class UsersEditor:
    """Changes a users file; a running server takes each change up at the next request.

    :ivar path: there need not be a file yet.
    :ivar patience: seconds to wait for another program that is changing it.
    """

    path: Path
    patience: float = 10.0

    def add(self, name: str, role: Role, password: str | None) -> None:
        """Add somebody.

        :param password: ``None`` for one who will only have a token.
        :raises UserExists: somebody goes by that name.
        :raises UsersError: it is no name, or no good password, or the file cannot be used.
        """
        name = normal_name(name)
        kept = None if password is None else _kept(password)
        with self._document() as users:
            if name in users:
                raise UserExists(f"{name}: there is such a user. `policykb users password {name}` sets a new password.")
            entry = tomlkit.table()
            entry["role"] = role.value
            if kept is not None:
                entry["password"] = kept
            users[name] = entry

    def remove(self, name: str) -> None:
        """Take somebody out; their sessions and their token end.

        :raises UnknownUser: nobody goes by that name.
        """
        with self._document() as users:
            self._entry(users, name)
            del users[normal_name(name)]

    def set_password(self, name: str, password: str) -> None:
        """Give somebody a new password; their sessions end.

        :raises UnknownUser: nobody goes by that name.
        :raises UsersError: it is no good password.
        """
        kept = _kept(password)
        with self._document() as users:
            self._entry(users, name)["password"] = kept

    def set_token(self, name: str) -> str:
        """Give somebody a new token; the one before, if any, is good no longer.

        :returns: the token, of which only a hash is kept.
        :raises UnknownUser: nobody goes by that name.
        """
        token = new_token()
        with self._document() as users:
            self._entry(users, name)["token"] = hash_token(token)
        return token

    def remove_token(self, name: str) -> None:
        """Take somebody's token away.

        :raises UnknownUser: nobody goes by that name, or has a token.
        """
        with self._document() as users:
            if self._entry(users, name).pop("token", None) is None:
                raise UnknownUser(f"{name}: has no token.")

    def _entry(self, users: Any, name: str) -> Any:
        try:
            return users[normal_name(name)]
        except KeyError:
            raise UnknownUser(f"{name}: no such user in {self.path}. `policykb users list` shows who is.") from None

    @contextmanager
    def _document(self) -> Iterator[Any]:
        """The table of users, written back when the block ends well."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(f"{self.path}.lock", timeout=self.patience):
                document = self._read()
                yield document.setdefault("users", tomlkit.table(is_super_table=True))
                self._write(tomlkit.dumps(document))
        except Timeout:
            raise UsersError(f"{self.path}: another program is changing it. Try again.") from None

    def _read(self) -> tomlkit.TOMLDocument:
        if not self.path.exists():
            document = tomlkit.document()
            document.add(tomlkit.comment(_HEAD))
            document.add(tomlkit.nl())
            return document
        read_users(self.path)  # what is wrong already is told, not written back
        try:
            return tomlkit.parse(self.path.read_text(encoding="utf-8"))
        except (OSError, ParseError) as error:
            raise UsersError(f"{self.path}: cannot be read as TOML ({error}). Correct the file.") from error

    def _write(self, text: str) -> None:
        """Put the new file in the old one's place in one step, with its owner's rights; a first one is its owner's."""
        mode = self.path.stat().st_mode & 0o7777 if self.path.exists() else 0o600
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}-")
        staged = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            staged.chmod(mode)
            staged.replace(self.path)
        finally:
            staged.unlink(missing_ok=True)


def _kept(password: str) -> str:
    """What the file keeps of a new password.

    :raises UsersError: it is too short or too long.
    """
    if not LEAST_LENGTH <= len(password) <= GREATEST_LENGTH:
        raise UsersError(
            f"a password of {len(password)} characters, expected {LEAST_LENGTH} to {GREATEST_LENGTH}. Choose another."
        )
    return hash_password(password)
