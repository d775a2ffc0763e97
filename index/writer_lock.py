"""The home's only writing place: one process at a time, and everybody may know which."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock, Timeout

from index.errors import IndexLocked

_LOCK: Final = "writer.lock"
# Beside the lock, not in it: whoever tries to take a lock empties its file.
_NOTE: Final = "writer.json"


@dataclass(frozen=True, slots=True)
class Writer:
    """The process that holds the lock.

    :ivar since: when it took it, ISO with zone.
    """

    pid: int
    since: str


@contextmanager
def writer_lock(home: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the home's only writing place.

    :param waiting: called once where another process holds it, which is then waited for; without it, that is an error.
    :raises IndexLocked: another process holds it. The lock goes with its process, so none is ever left behind.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting is None:
            raise IndexLocked(
                f"{home}: another build is running{_by_whom(home)}. Wait until it ends, then try again."
            ) from None
        waiting()
        lock.acquire()
    note = home / _NOTE
    try:
        writer = Writer(os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        note.write_bytes(msgspec.json.encode(writer))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def present_writer(home: Path) -> Writer | None:
    """Who is writing now, as far as can be told without disturbing: a killed writer's note counts no more."""
    try:
        writer = msgspec.json.decode((home / _NOTE).read_bytes(), type=Writer)
    except (OSError, msgspec.DecodeError):  # none, or one that is being written
        return None
    return writer if is_alive(writer.pid) else None


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _by_whom(home: Path) -> str:
    writer = present_writer(home)
    return f" (process {writer.pid}, since {writer.since})" if writer else ""
