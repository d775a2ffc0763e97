"""The worker, with a program in the place of ``policykb`` that tells what is done to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from service.jobs import Job, JobFile, JobKind, JobState, JobTable, Worker

# Called as `search_cli --home HOME build CURRENT`: is about to publish generation-2, then writes what it was given.
PROGRAM = """
import json, signal, sys, time
from pathlib import Path

home, current = Path(sys.argv[2]), sys.argv[4]
signals = []
signal.signal(signal.SIGINT, lambda *_: signals.append(1))

def tell(stage, note=""):
    print(json.dumps({"stage": stage, "done": 0, "total": 1, "note": note}), file=sys.stderr, flush=True)

tell("read")
tell("publish", "generation-2")
(home / "CURRENT").write_text(current)
tell("done")
while not signals:
    time.sleep(0.01)
for stage in ("read", "write", "embed"):  # progress that is read after the job was cancelled
    tell(stage)
    time.sleep(0.2)
(home / "signals").write_text(str(len(signals)))
sys.exit(130)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "search_cli.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.syspath_prepend(str(programs))
    home = tmp_path / "home"
    home.mkdir()
    (home / "CURRENT").write_text("generation-1", encoding="ascii")
    return home


@pytest.fixture
def table(home: Path) -> Iterator[JobTable]:
    with closing(JobTable(home / "jobs.db")) as table:
        yield table


def until(table: JobTable, number: int, *, stage: str) -> Job:
    """The job at a stage; at its end for none."""
    deadline = time.monotonic() + 60
    while (job := table.get(number)).is_open and (not stage or job.stage != stage):
        assert time.monotonic() < deadline, job
        time.sleep(0.02)
    return job


def cancelled(home: Path, table: JobTable, current: str) -> Job:
    """A job that was cancelled when its process had got as far as it gets."""
    number = table.add(JobKind.UPLOAD, ["build", current], files=[JobFile("一.pdf", "/一.pdf", 7)])
    worker = Worker(home, table)
    worker.start()
    try:
        until(table, number, stage="done")
        assert table.cancel(number) is JobState.CANCELLING
        worker.cancel(number)
        return until(table, number, stage="")
    finally:
        worker.stop()


def test_a_job_that_is_cancelled_is_interrupted_once(home: Path, table: JobTable) -> None:
    job = cancelled(home, table, "generation-1")
    assert (job.state, [file.code for file in job.files]) == (JobState.CANCELLED, ["cancelled"])
    assert (home / "signals").read_text("ascii") == "1"


def test_what_was_published_before_it_was_cancelled_is_done(home: Path, table: JobTable) -> None:
    job = cancelled(home, table, "generation-2")
    assert (job.state, [file.state for file in job.files]) == (JobState.DONE, ["done"])


def test_what_another_published_meanwhile_is_not_taken_for_its_own(home: Path, table: JobTable) -> None:
    assert cancelled(home, table, "generation-3").state is JobState.CANCELLED
