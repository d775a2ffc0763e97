from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.types import BuildEvent
from service.jobs import FileState, JobFile, JobKind, JobState, JobTable, JobTableDamaged, UnknownJob

FILE = JobFile("一.pdf", "/home/uploads/一.pdf", 7)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[JobTable]:
    with closing(JobTable(tmp_path / "home" / "jobs.db")) as table:
        yield table


def test_a_job_is_kept_as_it_was_asked_for(table: JobTable, tmp_path: Path) -> None:
    number = table.add(JobKind.UPLOAD, ["build", "--", "一"], subject="一.pdf", requested_by="李四", files=[FILE])
    with closing(JobTable(tmp_path / "home" / "jobs.db")) as other:
        job = other.get(number)
    assert (job.kind, job.command, job.subject, job.requested_by) == (
        JobKind.UPLOAD,
        ("build", "--", "一"),
        "一.pdf",
        "李四",
    )
    assert (job.state, job.files, job.is_open) == (JobState.QUEUED, (FILE,), True)
    with pytest.raises(UnknownJob):
        table.get(number + 1)


def test_jobs_are_done_in_their_order(table: JobTable) -> None:
    first, second = (table.add(JobKind.REBUILD, ["build"]) for _ in range(2))
    begun = table.begin_next()
    assert begun is not None
    assert (begun.id, begun.state, begun.tries) == (first, JobState.RUNNING, 1)
    assert [job.id for job in table.open_jobs()] == [first, second]
    table.note_event(first, BuildEvent("embed", 3, 9, seconds_left=1.5))
    job = table.get(first)
    assert (job.stage, job.progress, job.total, job.seconds_left) == ("embed", 3, 9, 1.5)
    table.finish(first, added=2, failed=1)
    job = table.get(first)
    assert (job.state, job.added, job.failed, job.is_open) == (JobState.DONE, 2, 1, False)
    table.begin_next()
    table.finish(second, message="no room.")
    assert (table.get(second).state, table.get(second).message) == (JobState.FAILED, "no room.")
    assert table.begin_next() is None
    assert [job.id for job in table.recent()] == [second, first]


def test_what_was_interrupted_is_queued_again_but_not_for_ever(table: JobTable) -> None:
    number = table.add(JobKind.UPLOAD, ["build"], files=[FILE])
    for tries in (1, 2, 3):
        job = table.begin_next()
        assert job is not None
        assert job.tries == tries
        table.note_files(number, [JobFile(FILE.name, FILE.path, FILE.size, FileState.READING)])
        table.requeue_interrupted()
        if tries < 3:
            assert table.get(number).files == (FILE,)
    job = table.get(number)
    assert job.state is JobState.FAILED
    assert "3 times" in job.message


def test_a_server_that_ends_in_good_order_costs_no_try(table: JobTable) -> None:
    number = table.add(JobKind.REBUILD, ["build"])
    table.begin_next()
    table.requeue(number)
    assert (table.get(number).state, table.get(number).tries) == (JobState.QUEUED, 0)


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    path.write_bytes(b"no such table" * 100)
    with pytest.raises(JobTableDamaged, match=r"jobs\.db"):
        JobTable(path)


def test_a_table_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(JobTableDamaged, match="another version"):
        JobTable(path)


def test_a_queued_job_is_cancelled_at_once_and_a_running_one_when_it_has_ended(table: JobTable) -> None:
    running, queued = (table.add(JobKind.REBUILD, ["build"]) for _ in range(2))
    table.begin_next()
    assert table.cancel(queued) is JobState.CANCELLED
    assert table.cancel(running) is JobState.CANCELLING
    assert table.cancel(running) is None
    assert table.get(running).is_open
    assert table.begin_next() is None
    table.requeue_interrupted()
    assert [job.id for job in table.open_jobs()] == [running]
    table.end_cancelled(running)
    job = table.get(running)
    assert (job.state, job.is_open, bool(job.finished_at)) == (JobState.CANCELLED, False, True)


def test_what_would_be_left_half_done_cannot_be_cancelled(table: JobTable) -> None:
    number = table.add(JobKind.DELETE, ["build"])
    assert not table.get(number).is_cancellable
    assert table.cancel(number) is None
    assert table.get(number).state is JobState.QUEUED


def test_a_job_that_is_being_cancelled_is_not_queued_again(table: JobTable) -> None:
    number = table.add(JobKind.REBUILD, ["build"])
    table.begin_next()
    table.cancel(number)
    table.requeue(number)
    assert (table.get(number).state, table.get(number).tries) == (JobState.CANCELLING, 1)


def test_what_a_file_is_taken_back_to_is_kept(table: JobTable) -> None:
    number = table.add(JobKind.UPLOAD, ["build"], files=[FILE])
    file = dataclasses.replace(FILE, digest="ab", before="/home/trash/1/一.pdf")
    table.note_origin(number, file)
    assert table.get(number).files == (file,)


@pytest.mark.parametrize(
    "left",
    [
        "ALTER TABLE files DROP COLUMN before; ALTER TABLE files DROP COLUMN digest; PRAGMA user_version = 1;",
        "ALTER TABLE files DROP COLUMN digest; PRAGMA user_version = 1;",  # by a server that ended at it
        "ALTER TABLE files DROP COLUMN digest; PRAGMA user_version = 2;",
    ],
)
def test_a_table_of_a_version_before_is_taken_over(left: str, tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with closing(JobTable(path)) as table:
        number = table.add(JobKind.UPLOAD, ["build"], files=[FILE])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(left)
    with closing(JobTable(path)) as table:
        assert table.get(number).files == (FILE,)
    with closing(JobTable(path)) as table:
        assert table.get(number).files == (FILE,)
