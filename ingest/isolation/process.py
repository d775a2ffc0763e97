"""One worker process, seen from its parent."""

from __future__ import annotations

import contextlib
import logging
import math
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from ingest.isolation.limits import Limits
from ingest.isolation.worker import OUT_OF_MEMORY_STATUS, READY, Orders, Result, Status

_STARTING_S: Final = 120.0
_STDERR: Final = 2
# From the operating system that lacks memory, from a shutdown, or from a person.
_FROM_OUTSIDE: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that gave no result.

    :ivar code: ``crashed``, ``timed_out`` or ``out_of_memory``, as in ``FILE_ERROR_CODES``.
    :ivar message: what happened, and the fix.
    :ivar is_passing: whether another try may go well: the process was ended by someone, not by what it read.
    """

    code: str
    message: str
    is_passing: bool = False


def timed_out(limits: Limits) -> Lost:
    """A job that took too long."""
    limit = f"{limits.seconds:g} s"
    return Lost("timed_out", f"not read within {limit}. Split the file, or raise seconds_per_file in settings.toml.")


class WorkerProcess:
    """A process that does one job at a time: first starting, then idle or busy, in the end ended.

    It leads a session of its own: Ctrl-C reaches only the parent, and what a reader has started is ended with it.

    :ivar job: the number of the job in hand; ``None`` while there is none.
    :ivar deadline: when it must have spoken, on the monotonic clock; infinite while it is idle.
    """

    def __init__(self, function: str, limits: Limits) -> None:
        self.job: int | None = None
        self.is_ready = False
        self.has_ended = False
        self.deadline = time.monotonic() + _STARTING_S
        self._limits = limits
        ours, theirs = socket.socketpair()
        self.connection = Connection(ours.detach())
        # What libraries have to say about broken files is for who asked to hear more; the report says what matters.
        log_level = level if (level := logging.getLogger().getEffectiveLevel()) <= logging.INFO else logging.CRITICAL
        with theirs:
            orders = Orders(theirs.fileno(), function, limits.seconds, limits.memory_bytes, log_level)
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                # -P: a folder named like one of our packages, where the user happens to stand, is not ours.
                [sys.executable, "-P", "-m", "ingest.isolation.worker", msgspec.json.encode(orders).decode()],
                pass_fds=(orders.descriptor,),
                stdin=subprocess.DEVNULL,
                stdout=_STDERR,  # what a library prints must not get into what this program prints
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
            )

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.job is None and not self.has_ended

    def give(self, number: int, job: bytes) -> bool:
        """Hand over a job; false where the process was found dead."""
        try:
            self.connection.send_bytes(job)
        except OSError:
            self.end()
            return False
        self.job, self.deadline = number, time.monotonic() + self._limits.seconds
        return True

    def receive(self) -> bytes | Lost | None:
        """Take what the process has sent, or its end.

        :returns: the result of the job in hand, or why there is none; ``None`` for the word that it is ready,
            or still at work.
        """
        try:
            message = self.connection.recv_bytes(self._limits.memory_bytes)
            if not self.is_ready and message == READY:
                self.is_ready, self.deadline = True, math.inf
                return None
            result = msgspec.msgpack.decode(message, type=Result)
        except (EOFError, OSError, msgspec.DecodeError):
            return self._lost(self.end())
        if result.status is Status.WORKING:
            self.deadline = time.monotonic() + self._limits.seconds
            return None
        self.job, self.deadline = None, math.inf
        if result.last:
            self.end()
        match result.status:
            case Status.DONE:
                return result.content
            case Status.OUT_OF_MEMORY:
                return self._lost(OUT_OF_MEMORY_STATUS)
            case _:
                reason = result.content.decode("utf-8", "replace")
                return Lost("crashed", f"reading it failed ({reason}). This is a fault of policykb; please report it.")

    def overdue(self) -> Lost:
        """End the process because it was not done in time."""
        self.end()
        return timed_out(self._limits)

    def end(self) -> int:
        """End the process and all that it has started, if that has not happened by itself.

        :returns: its exit status; negative for the signal that ended it.
        """
        if not self.has_ended:
            self.has_ended, self.job, self.deadline = True, None, math.inf
            # Before the process is waited for, when its number might already be another's. One that was about to end by
            # itself keeps the status that it ended with.
            with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: the latter, for a group of the dead
                os.killpg(self._process.pid, signal.SIGKILL)
            self.connection.close()
        return self._process.wait()

    def _lost(self, status: int) -> Lost:
        if status == OUT_OF_MEMORY_STATUS:
            megabytes = self._limits.memory_mb
            message = f"needs more than {megabytes} MB of memory. Split the file, or raise memory_mb in settings.toml."
            return Lost("out_of_memory", message)
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        message = f"the process that read it ended at once ({how}). Get a fresh copy, or print it to PDF."
        return Lost("crashed", message, is_passing=-status in _FROM_OUTSIDE)
