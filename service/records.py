"""What users leave with the server: answers that they keep, and what they say of answers. ``<home>/records.db``.

Not part of any generation, so that a rebuild, or going back to an earlier generation, leaves it alone.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from answer.types import Answer
from ingest.errors import PolicyKBError

FILE: Final = "records.db"
LONGEST_COMMENT: Final = 1000
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS kept (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    answer BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS kept_owner ON kept (owner, kept_at);
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    given_at TEXT NOT NULL,
    reader TEXT NOT NULL,
    helpful INTEGER NOT NULL,
    comment TEXT NOT NULL,
    answer BLOB NOT NULL
);
"""


class RecordsUnavailable(PolicyKBError):
    """``records.db`` cannot be read or written."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that a user kept, as it was given.

    :ivar id: hard to guess, but no secret: it opens for its owner only.
    :ivar kept_at: UTC.
    """

    id: str
    kept_at: datetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of an answer; ``given_at`` is UTC, ``reader`` empty where there is no login."""

    given_at: datetime
    reader: str
    helpful: bool
    comment: str
    answer: Answer


class Records:
    """Safe to use from several threads and processes; every call opens the file anew.

    An owner's name is empty where there is no login: then all users of the page share what is kept.

    :param most_kept: answers of one owner; the oldest go first.
    """

    def __init__(self, home: Path, *, most_kept: int = 200) -> None:
        self._path = home / FILE
        self._most_kept = most_kept
        self._lock = threading.Lock()

    def keep(self, owner: str, answer: Answer) -> str:
        """Keep an answer; the id of it.

        :raises RecordsUnavailable: the file cannot be written.
        """
        key = secrets.token_urlsafe(9)
        with self._open() as connection:
            connection.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", (key, owner, _now(), _encoded(answer)))
            connection.execute(
                "DELETE FROM kept WHERE owner = ? AND id NOT IN "
                "(SELECT id FROM kept WHERE owner = ? ORDER BY kept_at DESC, rowid DESC LIMIT ?)",
                (owner, owner, self._most_kept),
            )
        return key

    def kept(self, owner: str, *, most: int = -1) -> tuple[KeptAnswer, ...]:
        """An owner's answers, the latest first.

        :param most: how many; by default all.
        """
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, kept_at, answer FROM kept WHERE owner = ? ORDER BY kept_at DESC, rowid DESC LIMIT ?",
                (owner, most),
            ).fetchall()
        return tuple(KeptAnswer(key, datetime.fromisoformat(at), _decoded(answer)) for key, at, answer in rows)

    def kept_answer(self, owner: str, key: str) -> KeptAnswer | None:
        """One of an owner's answers; ``None`` for another's."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT id, kept_at, answer FROM kept WHERE owner = ? AND id = ?", (owner, key)
            ).fetchone()
        return None if row is None else KeptAnswer(row[0], datetime.fromisoformat(row[1]), _decoded(row[2]))

    def discard(self, owner: str, key: str) -> None:
        """Keep an answer no longer; nothing happens where there is none."""
        with self._open() as connection:
            connection.execute("DELETE FROM kept WHERE owner = ? AND id = ?", (owner, key))

    def give_feedback(self, reader: str, answer: Answer, *, helpful: bool, comment: str = "") -> None:
        """Note what a reader said of an answer; a comment is cut at a thousand characters.

        :raises RecordsUnavailable: the file cannot be written.
        """
        with self._open() as connection:
            connection.execute(
                "INSERT INTO feedback (given_at, reader, helpful, comment, answer) VALUES (?, ?, ?, ?, ?)",
                (_now(), reader, helpful, comment.strip()[:LONGEST_COMMENT], _encoded(answer)),
            )

    def feedback(self, *, most: int = 200, unhelpful: bool = False, commented: bool = False) -> tuple[Feedback, ...]:
        """What was said, the latest first.

        :param most: how many; -1 for all.
        :param unhelpful: only of answers that were not right; ``commented``: only with a comment.
        """
        with self._open() as connection:
            rows = connection.execute(
                "SELECT given_at, reader, helpful, comment, answer FROM feedback "
                "WHERE (NOT ? OR NOT helpful) AND (NOT ? OR comment <> '') ORDER BY id DESC LIMIT ?",
                (unhelpful, commented, most),
            ).fetchall()
        return tuple(
            Feedback(datetime.fromisoformat(at), reader, bool(helpful), comment, _decoded(answer))
            for at, reader, helpful, comment, answer in rows
        )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock, closing(sqlite3.connect(self._path, timeout=10)) as connection:
                connection.executescript(_SCHEMA)
                with connection:
                    yield connection
        except (OSError, sqlite3.Error) as error:
            raise RecordsUnavailable(
                f"{self._path}: cannot be used ({error}). Make the folder writable; "
                "move the file away if it is damaged."
            ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _encoded(answer: Answer) -> bytes:
    return msgspec.json.encode(answer)


def _decoded(answer: bytes) -> Answer:
    return msgspec.json.decode(answer, type=Answer)
