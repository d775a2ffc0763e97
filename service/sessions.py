"""Who is logged in: random ids that browsers hold as a cookie, kept as hashes in a file that outlives the server."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from service.errors import UsersError
from service.users import User, Users

SESSIONS_FILE: Final = "sessions.db"
#: Seconds after the last request, and after logging in, at which a session ends.
LONGEST_IDLE: Final = 8 * 3600
LONGEST: Final = 7 * 24 * 3600

_NOTED_EVERY: Final = 60
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS sessions (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    mark BLOB NOT NULL,
    begun REAL NOT NULL,
    seen REAL NOT NULL
) WITHOUT ROWID
"""


class Sessions:
    """Safe to use from several threads. The file is made when somebody logs in first.

    :param now: seconds since the epoch; a clock of its own in tests.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def begin(self, user: User) -> str:
        """Begin a session.

        :returns: its id, for nobody but the browser; here only a hash of it is kept.
        """
        key, now = secrets.token_urlsafe(32), self._now()
        with self._lock, self._open() as connection:
            ended = (now - LONGEST_IDLE, now - LONGEST)
            connection.execute("DELETE FROM sessions WHERE seen <= ? OR begun <= ?", ended)
            row = (_hash(key), user.name, _mark(user), now, now)
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", row)
        return key

    def user(self, key: str, users: Users) -> User | None:
        """Whose session it is; ``None`` where it is none, or has ended: by time, by a new password, with its user."""
        now = self._now()
        with self._lock, self._open() as connection:
            row = connection.execute("SELECT * FROM sessions WHERE id = ?", (_hash(key),)).fetchone()
            if row is None:
                return None
            _, name, mark, begun, seen = row
            user = users.by_name.get(name)
            if user is None or mark != _mark(user) or now >= seen + LONGEST_IDLE or now >= begun + LONGEST:
                connection.execute("DELETE FROM sessions WHERE id = ?", (_hash(key),))
                return None
            if now >= seen + _NOTED_EVERY:  # not at every request: that would write all the time
                connection.execute("UPDATE sessions SET seen = ? WHERE id = ?", (now, _hash(key)))
            return user

    def end(self, key: str) -> None:
        """End a session."""
        with self._lock, self._open() as connection:
            connection.execute("DELETE FROM sessions WHERE id = ?", (_hash(key),))

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        """The connection; as a context manager it commits."""
        if self._connection is None:
            try:
                self._connection = _connect(self._path)
            except (OSError, sqlite3.DatabaseError) as error:
                raise UsersError(
                    f"{self._path}: cannot be used ({error}). Remove the file, and let everybody log in again."
                ) from error
        return self._connection


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # its owner's alone from the beginning
    with ExitStack() as undo:
        connection = sqlite3.connect(path, check_same_thread=False)
        undo.callback(connection.close)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        connection.commit()
        undo.pop_all()
    return connection


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _mark(user: User) -> bytes:
    """Another one as soon as the user's password is another."""
    return hashlib.sha256((user.password or "").encode()).digest()
