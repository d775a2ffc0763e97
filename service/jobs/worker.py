"""Does the jobs of a home, one after another, each by ``policykb`` in a process of its own.

Building takes memory, and reads files that crash what reads them: neither is the server's, which goes on answering.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import msgspec
from filelock import FileLock, Timeout

from index.errors import IndexUnavailable
from index.generation import current_generation
from index.types import BuildEvent
from service.jobs.job import Job, JobState
from service.jobs.outcome import Report, cancelled, ended, report_of, with_event
from service.jobs.table import JobTable
from service.own_program import own_environment, own_program

_log = logging.getLogger(__name__)

_LOOKING_S: Final = 5.0  # for jobs that another server queued
_LOCK_S: Final = 0.5
_TELLING_S: Final = 0.2
_ENDING_S: Final = 20.0
_NICENESS: Final = 10
_LAST_WORDS: Final = "policykb: "
_DONE: Final = frozenset({0, 1})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a process told while it ran.

    :ivar last_words: its error line; empty for none.
    :ivar generation: which it was about to publish; empty where it did not come to that.
    """

    last_words: str
    generation: str


class Worker:
    """One thread that does what is queued; of several servers over one home, one does it.

    :param home: the ``--home`` of the commands.
    :param after: called with each job that has ended, on the thread.
    """

    def __init__(self, home: Path, table: JobTable, *, after: Callable[[Job], None] | None = None) -> None:
        self._home = home
        self._table = table
        self._after = after
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._number: int | None = None
        self._interrupter: threading.Thread | None = None
        self._thread = threading.Thread(target=self._run, name="policykb jobs", daemon=True)

    def start(self) -> None:
        """Begin with what is queued, and with what an earlier server was doing when it ended."""
        self._thread.start()

    def wake(self) -> None:
        """Look for jobs now."""
        self._wanted.set()

    def cancel(self, number: int) -> None:
        """End the process of a job at once, if it is in hand here; nothing waits for it."""
        with self._lock:
            if self._number == number:
                self._interrupt()

    def stop(self) -> None:
        """End; a job in hand is interrupted, and begun again by the next server from where it was."""
        with self._lock:
            self._stopping.set()
            self._interrupt()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def _interrupt(self) -> None:
        """End the process in hand, if there is one; once only: a second signal would break off its tidying up."""
        if self._process is not None and self._interrupter is None:
            self._interrupter = threading.Thread(target=_interrupt, args=(self._process,), daemon=True)
            self._interrupter.start()

    def _run(self) -> None:
        lock = FileLock(self._home / "jobs.lock", thread_local=False)
        while not self._stopping.is_set():
            try:
                lock.acquire(timeout=0)
            except Timeout:  # another server over the same home is at it
                self._stopping.wait(_LOCK_S)
                continue
            try:
                self._table.requeue_interrupted()
                for job in self._table.open_jobs():
                    if job.state is JobState.CANCELLING:  # its server ended before it did
                        self._cancelled(job)
                self._work()
            except Exception:  # noqa: BLE001 - the thread's edge: a fault here must not end all jobs for good
                _log.exception("the worker of background jobs met an error; it goes on in %s s", _LOOKING_S)
                self._stopping.wait(_LOOKING_S)
            finally:
                lock.release()

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            job = self._table.begin_next()
            if job is None:
                self._wanted.wait(_LOOKING_S)
                continue
            self._do(job)

    def _do(self, job: Job) -> None:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as report:
            with self._lock:
                if self._is_cancelled(job):
                    self._cancelled(job)
                    return
                if self._stopping.is_set():
                    self._table.requeue(job.id)
                    return
                self._process = process = _start(self._home, job.command, report)
                self._number = job.id
                self._interrupter = None
            with process:
                job, told = self._follow(job, process)
            with self._lock:
                self._process = None
            report.seek(0)
            output = report.read()
        code = process.returncode
        # One that is interrupted as it starts may end with status 1, and has said nothing.
        is_done = code in _DONE and bool(output.strip())
        if not is_done and self._is_cancelled(job):
            if self._is_current(told.generation):  # it was too late: what it read is being answered from
                self._finish(job, Report(), "")
            else:
                self._cancelled(job)
        elif not is_done and self._stopping.is_set():
            self._table.requeue(job.id)
        elif code in _DONE:
            self._finish(job, report_of(output), "")
        else:
            self._finish(job, None, told.last_words or _how_it_ended(code))

    def _is_current(self, generation: str) -> bool:
        try:
            return bool(generation) and current_generation(self._home) == generation
        except IndexUnavailable:
            return False

    def _is_cancelled(self, job: Job) -> bool:
        return self._table.get(job.id).state is JobState.CANCELLING

    def _cancelled(self, job: Job) -> None:
        self._table.note_files(job.id, cancelled(job).files)
        self._table.end_cancelled(job.id)
        self._has_ended(job)

    def _has_ended(self, job: Job) -> None:
        if self._after is not None:
            self._after(self._table.get(job.id))

    def _follow(self, job: Job, process: subprocess.Popen[str]) -> tuple[Job, _Told]:
        """Keep the progress that the process tells, until it ends.

        :returns: the job with its files as they are then, and what else the process told.
        """
        last_words = generation = stage = ""
        told = 0.0
        if process.stderr is None:
            raise RuntimeError("the process was started without a pipe for its progress")
        for line in process.stderr:
            if line.startswith(_LAST_WORDS):
                last_words = line.removeprefix(_LAST_WORDS).strip()
                continue
            try:
                event = msgspec.json.decode(line, type=BuildEvent)
            except msgspec.DecodeError:  # a warning, say of a library
                _log.info("job %s: %s", job.id, line.rstrip())
                continue
            if event.stage == "publish" and event.note:
                generation = event.note
            if event.stage != stage or time.monotonic() > told + _TELLING_S:
                self._table.note_event(job.id, event)
                stage, told = event.stage, time.monotonic()
                if self._is_cancelled(job):  # by another server over the same home
                    self.cancel(job.id)
            moved = with_event(job, event)
            if moved != job:
                self._table.note_files(job.id, moved.files)
                job = moved
        return job, _Told(last_words, generation)

    def _finish(self, job: Job, report: Report | None, message: str) -> None:
        """:param report: ``None`` for one that failed, of which ``message`` says why."""
        job = ended(job, report, message)
        self._table.note_files(job.id, job.files)
        if report is None:
            self._table.finish(job.id, message=message)
        else:
            self._table.finish(
                job.id, added=report.added, changed=report.changed, removed=report.removed, failed=report.failed
            )
        self._has_ended(job)


def _start(home: Path, command: tuple[str, ...], report: IO[str]) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and program; the arguments are no shell's
        [*own_program(home), *command],
        stdin=subprocess.DEVNULL,
        stdout=report,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl-C is for the server, which ends its jobs itself
        env=own_environment(),
    )
    with contextlib.suppress(OSError):  # it has ended already; or no such thing on this system
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)  # who is asking comes first
    return process


def _interrupt(process: subprocess.Popen[str]) -> None:
    """End it as Ctrl-C does: nothing is published, and what was read is kept."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_ENDING_S)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _how_it_ended(code: int) -> str:
    if code < 0:
        return (
            f"The process was ended by signal {-code} ({signal.strsignal(-code)}). Is there enough memory? Try again."
        )
    return f"The process ended with status {code} and said nothing. Look at the server's log."
