"""The jobs of a home, in one SQLite file that several threads and servers may use at once."""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from index.types import BuildEvent
from ingest.errors import PolicyKBError
from service.jobs.job import CANCELLABLE, FileState, Job, JobFile, JobKind, JobState

_VERSION: Final = 3
_SCHEMA: Final = f"""
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    command TEXT NOT NULL,
    subject TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT '{JobState.QUEUED}',
    started_at TEXT NOT NULL DEFAULT '',
    finished_at TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    stage TEXT NOT NULL DEFAULT '',
    progress INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    seconds_left REAL,
    message TEXT NOT NULL DEFAULT '',
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS files (
    job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT '{FileState.RECEIVED}',
    code TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    before TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (job, path)
);
CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state);
"""
_LATER_COLUMNS: Final = ("before", "digest")  # of files, which its first version had not
# A job that took its server down with it this often is not begun again.
_MOST_TRIES: Final = 3
_KEPT: Final = 500
_NAMES: Final = tuple(field.name for field in dataclasses.fields(Job) if field.name != "files")
_COLUMNS: Final = ", ".join(_NAMES)
_FILE_NAMES: Final = tuple(field.name for field in dataclasses.fields(JobFile))
_FILE_COLUMNS: Final = ", ".join(_FILE_NAMES)
_CANCELLABLE: Final = ", ".join(f"'{kind}'" for kind in sorted(CANCELLABLE))


class UnknownJob(PolicyKBError):
    """There is no job of that number."""


class JobTableDamaged(PolicyKBError):
    """``jobs.db`` cannot be read."""


class JobTable:
    """Rows of jobs and of their files; safe to use from several threads.

    :raises JobTableDamaged: the file is no such table.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        with self._transaction() as cursor:
            found = cursor.execute("PRAGMA user_version").fetchone()[0]
        if not 0 <= found <= _VERSION:
            message = f"{self._path}: of another version of policykb ({found}). Rename or delete the file."
            raise JobTableDamaged(message)
        with self._transaction() as cursor:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")  # progress is written often, and may be a little behind
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.executescript(_SCHEMA)
            cursor.execute("BEGIN IMMEDIATE")  # another server may be at the same
            there = {row[1] for row in cursor.execute("PRAGMA table_info (files)")}
            for name in _LATER_COLUMNS:
                if name not in there:
                    cursor.execute(f"ALTER TABLE files ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
            cursor.execute(f"PRAGMA user_version = {_VERSION}")

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def add(
        self,
        kind: JobKind,
        command: Sequence[str],
        *,
        subject: str = "",
        requested_by: str = "",
        files: Sequence[JobFile] = (),
    ) -> int:
        """Queue a job.

        :returns: its number.
        """
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT INTO jobs (kind, command, subject, requested_by, requested_at) VALUES (?, ?, ?, ?, ?)",
                (kind, msgspec.json.encode(list(command)).decode(), subject, requested_by, _now()),
            )
            number = int(cursor.lastrowid or 0)
            cursor.executemany(
                f"INSERT INTO files (job, {_FILE_COLUMNS}) VALUES (?{', ?' * len(_FILE_NAMES)})",  # noqa: S608 - own text
                [(number, *(getattr(each, name) for name in _FILE_NAMES)) for each in files],
            )
            ended = f"state IN ('{JobState.DONE}', '{JobState.FAILED}', '{JobState.CANCELLED}')"
            cursor.execute(f"DELETE FROM jobs WHERE {ended} AND id <= ?", (number - _KEPT,))  # noqa: S608 - own text
        return number

    def get(self, number: int) -> Job:
        """One job.

        :raises UnknownJob: there is none of that number.
        """
        found = self._jobs("WHERE id = ?", (number,))
        if not found:
            raise UnknownJob(f"{number}: there is no such job.")
        return found[0]

    def recent(self, count: int = 20) -> list[Job]:
        """The last jobs, the latest first."""
        return self._jobs("ORDER BY id DESC LIMIT ?", (count,))

    def open_jobs(self) -> list[Job]:
        """What has not come to its end, in the order in which it is done."""
        return self._jobs(
            "WHERE state IN (?, ?, ?) ORDER BY id", (JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING)
        )

    def begin_next(self) -> Job | None:
        """Take the next job in hand; ``None`` where nothing is queued."""
        with self._transaction() as cursor:
            row = cursor.execute("SELECT id FROM jobs WHERE state = ? ORDER BY id", (JobState.QUEUED,)).fetchone()
            if row is None:
                return None
            cursor.execute(
                "UPDATE jobs SET state = ?, started_at = ?, tries = tries + 1, stage = '', progress = 0, total = 0, "
                "seconds_left = NULL WHERE id = ?",
                (JobState.RUNNING, _now(), row[0]),
            )
        return self.get(row[0])

    def note_event(self, number: int, event: BuildEvent) -> None:
        """Keep how far a running job is."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE jobs SET stage = ?, progress = ?, total = ?, seconds_left = ? WHERE id = ?",
                (event.stage, event.done, event.total, event.seconds_left, number),
            )

    def note_files(self, number: int, files: Sequence[JobFile]) -> None:
        """Keep how far the files of a running job are; by their paths."""
        with self._transaction() as cursor:
            cursor.executemany(
                "UPDATE files SET state = ?, code = ?, message = ? WHERE job = ? AND path = ?",
                [(each.state, each.code, each.message, number, each.path) for each in files],
            )

    def note_origin(self, number: int, file: JobFile) -> None:
        """Keep what a file of a job is to be taken back to: its ``digest`` and ``before``."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE files SET digest = ?, before = ? WHERE job = ? AND path = ?",
                (file.digest, file.before, number, file.path),
            )

    def finish(
        self, number: int, *, message: str = "", added: int = 0, changed: int = 0, removed: int = 0, failed: int = 0
    ) -> None:
        """End a job.

        :param message: why it failed; empty for one that is done.
        """
        state = JobState.FAILED if message else JobState.DONE
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE jobs SET state = ?, finished_at = ?, message = ?, added = ?, changed = ?, removed = ?, "
                "failed = ? WHERE id = ?",
                (state, _now(), message, added, changed, removed, failed, number),
            )

    def cancel(self, number: int) -> JobState | None:
        """Have a job end before its time: one that is queued at once, one that is running when its process has ended.

        :returns: its state then; ``None`` for one that has ended, is being cancelled, or cannot be.
        """
        with self._transaction() as cursor:
            for state, then in ((JobState.QUEUED, JobState.CANCELLED), (JobState.RUNNING, JobState.CANCELLING)):
                cursor.execute(
                    f"UPDATE jobs SET state = ? WHERE id = ? AND state = ? AND kind IN ({_CANCELLABLE})",  # noqa: S608 - own text
                    (then, number, state),
                )
                if cursor.rowcount:
                    return then
        return None

    def end_cancelled(self, number: int) -> None:
        """End a job that was cancelled."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE jobs SET state = ?, finished_at = ? WHERE id = ?", (JobState.CANCELLED, _now(), number)
            )

    def requeue_interrupted(self) -> None:
        """Queue again what was running when its server ended; what did so several times has failed."""
        reason = f"The server ended {_MOST_TRIES} times while this was running, so it is not begun again."
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE jobs SET state = ?, finished_at = ?, message = ? WHERE state = ? AND tries >= ?",
                (JobState.FAILED, _now(), reason, JobState.RUNNING, _MOST_TRIES),
            )
            cursor.execute("UPDATE jobs SET state = ? WHERE state = ?", (JobState.QUEUED, JobState.RUNNING))
            cursor.execute(
                "UPDATE files SET state = ? WHERE state IN (?, ?) AND job IN (SELECT id FROM jobs WHERE state = ?)",
                (FileState.RECEIVED, FileState.READING, FileState.EMBEDDING, JobState.QUEUED),
            )

    def requeue(self, number: int) -> None:
        """Put a running job back, as if it had not been begun: its server ends in good order.

        One that is being cancelled stays so.
        """
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE jobs SET state = ?, tries = tries - 1 WHERE id = ? AND state = ?",
                (JobState.QUEUED, number, JobState.RUNNING),
            )

    def _jobs(self, rest: str, values: Sequence[object]) -> list[Job]:
        with self._transaction() as cursor:
            rows = cursor.execute(f"SELECT {_COLUMNS} FROM jobs {rest}", values).fetchall()  # noqa: S608 - own text
            files = {row[0]: _files(cursor, row[0]) for row in rows}
        return [
            msgspec.convert(
                dict(zip(_NAMES, row, strict=True)) | {"command": msgspec.json.decode(row[2]), "files": files[row[0]]},
                Job,
            )
            for row in rows
        ]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        try:
            with self._lock, self._connection:
                yield self._connection.cursor()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            message = f"{self._path}: SQLite cannot read it. Rename or delete the file; what it held was a log."
            raise JobTableDamaged(message) from error


def _files(cursor: sqlite3.Cursor, job: int) -> list[dict[str, Any]]:
    rows = cursor.execute(f"SELECT {_FILE_COLUMNS} FROM files WHERE job = ? ORDER BY rowid", (job,))  # noqa: S608 - own text
    return [dict(zip(_FILE_NAMES, row, strict=True)) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
