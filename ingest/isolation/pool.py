"""Workers that are given up together with the job they fail at, and replaced."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from types import TracebackType
from typing import Final, Self

from ingest.errors import PolicyKBError
from ingest.isolation.limits import Limits
from ingest.isolation.process import Lost, WorkerProcess

_STARTING_TRIES: Final = 3


class WorkersUnavailable(PolicyKBError):
    """No worker process can be started; that is no file's fault."""


class WorkerPool:
    """Runs one function over many jobs, in processes of their own that take one job after another.

    A job whose process dies, hangs or grows too large is lost, and nothing else: the process is replaced. Leaving the
    context ends all processes at once; should this process be killed, they end themselves. Not for several threads.

    :param function: ``module:name`` of a ``worker.Function``; named, so that this process need not load what it needs.
    :param workers: how many processes, at most; each is started when there is work for it.
    """

    def __init__(self, function: str, workers: int, limits: Limits) -> None:
        if workers < 1:
            raise ValueError(f"workers is {workers}, expected at least 1")
        self._function = function
        self._most = workers
        self._limits = limits
        self._workers: list[WorkerProcess] = []
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._dismiss(self._workers)

    def run(self, jobs: Sequence[bytes]) -> Iterator[tuple[int, bytes | Lost]]:
        """Do all jobs.

        :returns: each job's position and what it gave, in the order in which they end.
        :raises WorkersUnavailable: several processes in turn ended before they were ready for a job.
        """
        waiting = deque(range(len(jobs)))
        try:
            while waiting or any(worker.job is not None for worker in self._workers):
                self._employ(waiting, jobs)
                yield from self._collect()
        finally:
            # What is still in hand when the caller stops listening must not come out of the next run.
            self._dismiss([worker for worker in self._workers if worker.job is not None])

    def _employ(self, waiting: deque[int], jobs: Sequence[bytes]) -> None:
        for worker in list(self._workers):
            if waiting and worker.is_idle:
                if worker.give(waiting[0], jobs[waiting[0]]):
                    waiting.popleft()
                else:
                    self._dismiss([worker])
        starting = sum(not worker.is_ready for worker in self._workers)
        for _ in range(min(len(waiting) - starting, self._most - len(self._workers))):
            self._workers.append(WorkerProcess(self._function, self._limits))

    def _collect(self) -> Iterator[tuple[int, bytes | Lost]]:
        """Wait until a process has something to say or has run out of time."""
        deadline = min(worker.deadline for worker in self._workers)
        timeout = None if deadline == float("inf") else max(deadline - time.monotonic(), 0.0)
        speaking = wait([worker.connection for worker in self._workers], timeout)
        for worker in list(self._workers):
            job, outcome = worker.job, None
            if worker.connection in speaking:
                outcome = worker.receive()
            elif worker.deadline <= time.monotonic():
                outcome = worker.overdue()
            self._note_start(worker)
            if worker.has_ended:
                self._dismiss([worker])
            if job is not None and outcome is not None:
                yield job, outcome

    def _note_start(self, worker: WorkerProcess) -> None:
        if worker.is_ready:
            self._failed_starts = 0
        elif worker.has_ended:
            self._failed_starts += 1
        if self._failed_starts >= _STARTING_TRIES:
            raise WorkersUnavailable(
                f"the processes that read files end before they begin (exit status {worker.end()}). "
                "Look at the messages above; install policykb again, or raise memory_mb in settings.toml."
            )

    def _dismiss(self, workers: Sequence[WorkerProcess]) -> None:
        for worker in list(workers):
            worker.end()
            self._workers.remove(worker)
