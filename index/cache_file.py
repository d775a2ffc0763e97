"""A SQLite file that may be deleted at any time, and says so when it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from index.errors import CorruptIndex


class CacheFile:
    """What the caches have in common: opening, closing, and naming the file that is damaged.

    :param schema: a script that makes the tables where they are not there yet.
    :param remedy: what a user does about a damaged file, as a sentence.
    :raises CorruptIndex: the file is no such cache.
    """

    def __init__(self, path: Path, schema: str, remedy: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._remedy = remedy
        self._connection = sqlite3.connect(path)
        try:
            with self._named_if_damaged():
                self._connection.executescript(schema)
                self._connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _named_if_damaged(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:  # locked, or the disk is full: the file is not to blame
            raise
        except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
            raise CorruptIndex(f"{self._path}: SQLite cannot read it. {self._remedy}") from error
