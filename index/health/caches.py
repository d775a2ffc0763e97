"""Whether the caches can be read, of which what cannot is deleted and costs time only, and what servers write down."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from index.health.finding import Finding

_CACHES: Final = ("vectors.db", "documents.db")
# Of the home: jobs, kept answers and verdicts, logins.
_RECORDS: Final = ("jobs.db", "records.db", "sessions.db")


def cache_findings(home: Path) -> Iterator[Finding]:
    """The caches that SQLite finds damaged; all of their pages are read."""
    for path in damaged_caches(home):
        fix = "Delete the file, or run `policykb doctor --fix`; what it held is made anew."
        yield Finding("cache_damaged", str(path), "SQLite finds it damaged.", fix, True, True)


def record_findings(home: Path) -> Iterator[Finding]:
    """What servers write down, where SQLite finds it damaged; nothing makes it anew, so nobody deletes it unasked."""
    for name in _RECORDS:
        path = home / name
        if path.is_file() and not _is_whole(path):
            fix = f"Put back a copy of it, or move it away: a server begins a new {name}."
            yield Finding("records_damaged", str(path), "SQLite finds it damaged.", fix)


def damaged_caches(home: Path) -> list[Path]:
    """Those that are there and cannot be read."""
    return [path for name in _CACHES if (path := home / "cache" / name).is_file() and not _is_whole(path)]


def mend_caches(home: Path) -> None:
    """Delete the damaged ones; the writer's lock must be held."""
    for path in damaged_caches(home):
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.OperationalError:  # locked by a build, or not ours to open: no sign of damage
        return True
    except sqlite3.DatabaseError:
        return False
