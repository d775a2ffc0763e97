"""Workers that crash, hang, hoard and are killed: each costs one job, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import FILE_ERROR_CODES
from ingest.isolation.limits import Limits
from ingest.isolation.pool import WorkerPool, WorkersUnavailable
from ingest.isolation.process import Lost

FAULTY = "tests.ingest.isolation.faulty_jobs:perform"
LIMITS = Limits(seconds=30, memory_mb=512)


def outcomes(jobs: list[str], workers: int = 1, limits: Limits = LIMITS) -> list[bytes | Lost]:
    with WorkerPool(FAULTY, workers, limits) as pool:
        done = dict(pool.run([job.encode() for job in jobs]))
    return [done[number] for number in range(len(jobs))]


def words(outcome: bytes | Lost) -> str:
    """The job that a result echoes, or the code of a lost one."""
    return outcome.code if isinstance(outcome, Lost) else outcome.decode().partition(" ")[2]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited for 30 s"
        time.sleep(0.02)


def test_every_job_gives_its_own_result() -> None:
    jobs = [f"job {number}" for number in range(20)]
    assert [words(outcome) for outcome in outcomes(jobs, workers=2)] == jobs


def test_a_worker_takes_one_job_after_another() -> None:
    assert len({outcome.split()[0] for outcome in outcomes(["a", "b", "c"]) if isinstance(outcome, bytes)}) == 1


@pytest.mark.parametrize(
    ("job", "code", "said"),
    [
        ("segfault", "crashed", "SIGSEGV"),
        ("kill", "crashed", "SIGKILL"),
        ("exit 3", "crashed", "exit status 3"),
        ("raise no such thing", "crashed", "RuntimeError: no such thing"),
        ("hoard 100000000000", "out_of_memory", "512 MB"),
        ("hoard_slowly", "out_of_memory", "512 MB"),
    ],
)
def test_a_fault_costs_its_own_job_and_no_other(job: str, code: str, said: str) -> None:
    before, lost, after = outcomes(["before", job, "after"])
    assert (words(before), words(after)) == ("before", "after")
    assert isinstance(lost, Lost)
    assert lost.code == code
    assert said in lost.message
    assert lost.code in FILE_ERROR_CODES


@pytest.mark.parametrize("job", ["sleep 600", "spin"])
def test_a_hang_is_cut_off_and_the_others_go_on(job: str) -> None:
    started = time.monotonic()
    done = outcomes([job, "a", "b"], limits=replace(LIMITS, seconds=1))
    assert [words(outcome) for outcome in done] == ["timed_out", "a", "b"]
    assert time.monotonic() - started < 15


def test_a_job_of_many_steps_has_its_time_anew_with_each() -> None:
    assert words(outcomes(["steps 4"], limits=replace(LIMITS, seconds=1))[0]) == "steps 4"


def test_a_worker_killed_from_outside_in_the_middle_costs_its_file_only(tmp_path: Path) -> None:
    note = tmp_path / "pid"

    def kill() -> None:
        wait_until(lambda: note.exists() and note.read_text() != "")
        os.kill(int(note.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done = outcomes([f"pid {note}", *"abcdef"], workers=2)
    killer.join()
    assert [words(outcome) for outcome in done] == ["crashed", *"abcdef"]


def test_what_a_reader_has_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    done = outcomes([f"child {note}"], limits=replace(LIMITS, seconds=2))
    assert words(done[0]) == "timed_out"
    wait_until(lambda: not any(is_alive(int(pid)) for pid in note.read_text().split()))


def test_what_a_library_prints_does_not_reach_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert words(outcomes(["print"])[0]) == "print"
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "printed by a library" in captured.err


def test_results_that_nobody_took_do_not_come_out_of_the_next_run() -> None:
    with WorkerPool(FAULTY, 2, LIMITS) as pool:
        first = pool.run([b"a", b"b", b"sleep 1", b"sleep 1"])
        next(first)
        first.close()  # type: ignore[attr-defined]  # a generator, promised only as an iterator
        assert sorted(words(outcome) for _, outcome in pool.run([b"c", b"d"])) == ["c", "d"]


def test_workers_that_cannot_start_are_an_error_and_not_a_row_for_every_file() -> None:
    with (
        WorkerPool("no.such.module:perform", 1, LIMITS) as pool,
        pytest.raises(WorkersUnavailable, match="end before they begin"),
    ):
        list(pool.run([b"a"]))


PARENT = """
import sys
from ingest.isolation.limits import Limits
from ingest.isolation.pool import WorkerPool

with WorkerPool("tests.ingest.isolation.faulty_jobs:perform", 2, Limits()) as pool:
    list(pool.run([job.encode() for job in sys.argv[1:]]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    notes = [tmp_path / "one", tmp_path / "two"]
    arguments = [f"pid {notes[0]}", f"child {notes[1]}"]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *arguments],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    wait_until(lambda: all(note.exists() and note.read_text() for note in notes))
    parent.send_signal(number)
    parent.wait(timeout=30)
    pids = [int(pid) for note in notes for pid in note.read_text().split()]
    assert len(pids) == 3
    wait_until(lambda: not any(is_alive(pid) for pid in pids))


def test_a_large_parent_does_not_count_as_its_workers_memory() -> None:
    ballast = bytearray(os.urandom(1 << 20)) * 700  # more than a worker may hold
    assert [words(outcome) for outcome in outcomes(["a"])] == ["a"]
    assert len(ballast) > 512 << 20
