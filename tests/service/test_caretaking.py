"""Whole jobs, in real processes: each ``policykb`` that a keeper's wish becomes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import open_index
from index.failure_log import read_failures
from index.settings import Settings
from index.writer_lock import writer_lock
from ingest.corrections import CorrectionError
from service.caretaking import Arrival, Caretaking
from service.jobs import FileState, Job, JobKind, JobState, JobTable
from service.uploads import Clash, NotInTrash

RULE = "海州市{0}办法\n海工信规〔2025〕{1}号\n\n第一条 {0}项目补助五百万元。\n第二条 本办法自2025年5月1日起施行。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    return Settings(home=home, cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def caretaking(settings: Settings) -> Iterator[Caretaking]:
    caretaking = Caretaking.of(settings)
    caretaking.start()
    yield caretaking
    caretaking.close()


def arrival(folder: Path, name: str, content: str | bytes) -> Arrival:
    path = folder / f"arrived-{time.monotonic_ns()}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Arrival(path, name)


def until_done(table: JobTable, number: int, seconds: float = 120) -> Job:
    deadline = time.monotonic() + seconds
    while (job := table.get(number)).is_open:
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job


def titles(settings: Settings) -> dict[str, str]:
    with open_index(settings=settings) as index:
        return {document.document: document.title for document in index.documents()}


def test_good_and_broken_files_are_told_apart_and_each_is_kept(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    number = caretaking.take_in(
        [
            arrival(tmp_path, "流片办法.txt", RULE.format("流片", 1)),
            arrival(tmp_path, "坏.pdf", b"%PDF-1.7\nbroken"),
            arrival(tmp_path, "空.txt", b""),
            arrival(tmp_path, "metadata.csv", b"document,field,value\n"),
        ],
        by="李四",
    )
    job = until_done(caretaking.jobs, number)
    assert (job.state, job.added, job.failed, job.requested_by) == (JobState.DONE, 1, 1, "李四")
    outcomes = {file.name: (file.state, file.code) for file in job.files}
    assert outcomes == {
        "流片办法.txt": (FileState.DONE, ""),
        "坏.pdf": (FileState.FAILED, "damaged"),
        "空.txt": (FileState.FAILED, "empty"),
        "metadata.csv": (FileState.FAILED, "sidecar"),
    }
    assert titles(settings) == {"uploads/流片办法.txt": "海州市流片办法"}
    (failed,) = read_failures(settings.home)
    assert Path(failed.path) == settings.home / "uploads" / "坏.pdf"
    retried = until_done(caretaking.jobs, caretaking.retry([failed.path]))
    assert [(file.name, file.code) for file in retried.files] == [("坏.pdf", "damaged")]
    discarded = caretaking.discard_failed([failed.path])
    assert discarded is not None
    until_done(caretaking.jobs, discarded)
    assert read_failures(settings.home) == ()
    assert len(list((settings.home / "trash").glob("*/坏.pdf"))) == 1


def test_a_document_that_was_uploaded_goes_to_the_trash_and_comes_back(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    for name in ("甲", "乙"):
        until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, f"{name}.txt", RULE.format(name, 1))]))
    path = str(settings.home / "uploads" / "甲.txt")
    until_done(caretaking.jobs, caretaking.correct("uploads/甲.txt", "甲", path, {"title": "甲类"}, names=[]))
    with open_index(settings=settings) as index:
        summary = next(each for each in index.documents() if each.document == "uploads/甲.txt")
    until_done(caretaking.jobs, caretaking.take_out(summary))
    assert set(titles(settings)) == {"uploads/乙.txt"}
    assert read_failures(settings.home) == ()  # what was corrected about it has gone with it
    assert len(list((settings.home / "trash").glob("*/甲.txt"))) == 1
    until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))]))
    assert set(titles(settings)) == {"uploads/乙.txt", "uploads/甲.txt"}


def test_a_document_of_another_source_is_taken_out_and_its_file_stays(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "丙.txt").write_text(RULE.format("丙", 3), encoding="utf-8")
    until_done(caretaking.jobs, caretaking.jobs.add(JobKind.REBUILD, ["build", str(folder)]))
    until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, "丁.txt", RULE.format("丁", 4))]))
    with open_index(settings=settings) as index:
        summary = next(each for each in index.documents() if each.document == "rules/丙.txt")
    job = until_done(caretaking.jobs, caretaking.take_out(summary))
    assert (job.state, job.subject) == (JobState.DONE, "海州市丙办法")
    until_done(caretaking.jobs, caretaking.rebuild())
    assert set(titles(settings)) == {"uploads/丁.txt"}
    assert (folder / "丙.txt").exists()


def test_a_correction_counts_at_once_and_a_wrong_one_is_refused(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))]))
    path = str(settings.home / "uploads" / "甲.txt")
    number = caretaking.correct(
        "uploads/甲.txt", "甲", path, {"title": "甲类项目管理办法", "valid_until": "2027-12-31"}, names=[], by="李四"
    )
    job = until_done(caretaking.jobs, number)
    assert (job.state, job.changed) == (JobState.DONE, 1)
    with open_index(settings=settings) as index:
        metadata = index.document("uploads/甲.txt").document.metadata
    assert (metadata.title, str(metadata.valid_until)) == ("甲类项目管理办法", "2027-12-31")
    with pytest.raises(CorrectionError):
        caretaking.correct("uploads/甲.txt", "甲", path, {"valid_until": "soon"}, names=[])


def test_going_back_is_a_job_like_any(caretaking: Caretaking, settings: Settings, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, f"{name}.txt", RULE.format(name, 1))]))
    first = min(path.name for path in (settings.home / "generations").iterdir())
    assert until_done(caretaking.jobs, caretaking.go_back(first)).state is JobState.DONE
    assert set(titles(settings)) == {"uploads/甲.txt"}
    failed = until_done(caretaking.jobs, caretaking.go_back("20200101-000000-000000"))
    assert failed.state is JobState.FAILED
    assert "no such generation" in failed.message


def test_a_job_waits_for_a_build_from_the_command_line(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    with writer_lock(settings.home):
        number = caretaking.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))])
        deadline = time.monotonic() + 60
        while caretaking.jobs.get(number).stage != "wait":
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert until_done(caretaking.jobs, number).state is JobState.DONE


def test_a_server_that_ends_leaves_its_job_to_the_next(settings: Settings, tmp_path: Path) -> None:
    first = Caretaking.of(settings)
    first.start()
    with writer_lock(settings.home):  # so that the job cannot be done before the server ends
        number = first.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))])
        deadline = time.monotonic() + 60
        while first.jobs.get(number).stage != "wait":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        first.close()
    second = Caretaking.of(settings)
    assert (second.jobs.get(number).state, second.jobs.get(number).tries) == (JobState.QUEUED, 0)
    second.start()
    assert until_done(second.jobs, number).state is JobState.DONE
    second.close()
    assert set(titles(settings)) == {"uploads/甲.txt"}


SERVER = """
import sys, time
from pathlib import Path
from index.settings import Settings
from service.caretaking import Arrival, Caretaking
home, file = Path(sys.argv[1]), Path(sys.argv[2])
caretaking = Caretaking.of(Settings(home=home, cache_dir=home / "cache"))
caretaking.start()
number = caretaking.take_in([Arrival(file, "甲.txt")])
while caretaking.jobs.get(number).stage != "wait":
    time.sleep(0.02)
print(number, flush=True)
time.sleep(600)
"""


def test_a_server_that_is_killed_leaves_its_job_to_the_next(settings: Settings, tmp_path: Path) -> None:
    file = arrival(tmp_path, "甲.txt", RULE.format("甲", 1)).path
    with writer_lock(settings.home):
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(settings.home), str(file)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        with server:
            assert server.stdout is not None
            number = int(server.stdout.readline())
            server.send_signal(signal.SIGKILL)
    second = Caretaking.of(settings)
    assert second.jobs.get(number).state is JobState.RUNNING
    second.start()
    job = until_done(second.jobs, number)
    assert (job.state, job.tries, [file.state for file in job.files]) == (JobState.DONE, 2, [FileState.DONE])
    second.close()
    assert set(titles(settings)) == {"uploads/甲.txt"}


def test_a_process_that_is_killed_fails_its_job_with_a_reason(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    with writer_lock(settings.home):
        number = caretaking.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))])
        deadline = time.monotonic() + 60
        while caretaking.jobs.get(number).stage != "wait":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        found = subprocess.run(
            ["pgrep", "-f", f"search_cli --home {settings.home} build"], capture_output=True, text=True, check=True
        )
        os.kill(int(found.stdout.split()[0]), signal.SIGKILL)
        job = until_done(caretaking.jobs, number)
    assert job.state is JobState.FAILED
    assert "signal 9" in job.message
    assert [(file.state, file.code) for file in job.files] == [(FileState.FAILED, "job")]


def until_waiting(table: JobTable, number: int) -> None:
    """The job's process has begun, and waits for whoever holds the writer's lock."""
    deadline = time.monotonic() + 60
    while table.get(number).stage != "wait":
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_cancelled_upload_leaves_everything_as_it_was(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))]))
    generation = (settings.home / "CURRENT").read_text("utf-8")
    before = (settings.home / "uploads" / "甲.txt").read_bytes()
    with writer_lock(settings.home):
        running = caretaking.take_in(
            [arrival(tmp_path, "甲.txt", RULE.format("丙", 3)), arrival(tmp_path, "乙.txt", RULE.format("乙", 2))],
            clash=Clash.REPLACE,
        )
        queued = caretaking.take_in([arrival(tmp_path, "丁.txt", RULE.format("丁", 4))])
        until_waiting(caretaking.jobs, running)
        assert caretaking.cancel(queued)
        assert caretaking.jobs.get(queued).state is JobState.CANCELLED
        assert caretaking.cancel(running)
        job = until_done(caretaking.jobs, running)
    assert job.state is JobState.CANCELLED
    assert [(file.state, file.code) for file in job.files] == [(FileState.FAILED, "cancelled")] * 2
    assert not caretaking.cancel(running)
    until_done(caretaking.jobs, caretaking.rebuild())
    assert set(titles(settings)) == {"uploads/甲.txt"}
    assert (settings.home / "uploads" / "甲.txt").read_bytes() == before
    assert (settings.home / "CURRENT").read_text("utf-8") == generation, "nothing had changed, so nothing was published"
    assert {each.name for each in caretaking.uploads.trash()} == {"甲.txt", "乙.txt", "丁.txt"}


def test_a_file_that_is_read_again_stays_where_it_is_when_that_is_cancelled(
    caretaking: Caretaking, settings: Settings, tmp_path: Path
) -> None:
    until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, "坏.pdf", b"%PDF-1.7\nbroken")]))
    path = settings.home / "uploads" / "坏.pdf"
    with writer_lock(settings.home):
        for number in (
            caretaking.retry([str(path)]),
            caretaking.take_in([arrival(tmp_path, "坏.pdf", path.read_bytes())]),
        ):
            caretaking.cancel(number)
            assert until_done(caretaking.jobs, number).state is JobState.CANCELLED
    assert path.exists()
    assert caretaking.uploads.trash() == ()


@pytest.fixture
def idle(settings: Settings) -> Iterator[Caretaking]:
    """Of a server that does no jobs: what is queued stays so."""
    idle = Caretaking.of(settings)
    yield idle
    idle.jobs.close()


def upload(caretaking: Caretaking, folder: Path, *contents: str) -> int:
    """Queue x.txt, in the place of what has that name; several times for several contents."""
    return caretaking.take_in([arrival(folder, "x.txt", each) for each in contents], clash=Clash.REPLACE)


@pytest.mark.parametrize(
    ("contents", "cancelled", "there"),
    [
        (["甲", "乙"], [0], "乙"),
        (["甲", "乙"], [1], "甲"),
        (["甲", "乙"], [0, 1], "旧"),
        (["甲", "乙"], [1, 0], "旧"),
        (["甲", "甲"], [0], "甲"),
        (["甲", "甲"], [1], "甲"),
        (["甲", "甲"], [0, 1], "旧"),
        (["甲", "甲"], [1, 0], "旧"),
        (["甲", "乙", "丙"], [0, 1, 2], "旧"),
        (["甲", "乙", "丙"], [1, 2, 0], "旧"),
        (["甲", "乙", "甲"], [0, 1], "甲"),
    ],
)
def test_of_uploads_of_one_name_each_takes_back_only_its_own(
    contents: list[str], cancelled: list[int], there: str, idle: Caretaking, tmp_path: Path
) -> None:
    upload(idle, tmp_path, "旧")
    idle.jobs.begin_next()
    idle.jobs.finish(1)
    numbers = [upload(idle, tmp_path, each) for each in contents]
    for each in cancelled:
        assert idle.cancel(numbers[each])
    assert (idle.uploads.folder / "x.txt").read_text("utf-8") == there


def test_two_files_of_one_name_in_one_upload_are_taken_back_together(idle: Caretaking, tmp_path: Path) -> None:
    upload(idle, tmp_path, "旧")
    idle.jobs.begin_next()
    idle.jobs.finish(1)
    assert idle.cancel(upload(idle, tmp_path, "甲", "乙"))
    assert (idle.uploads.folder / "x.txt").read_text("utf-8") == "旧"


def test_a_cancelled_upload_of_what_was_deleted_since_brings_nothing_back(idle: Caretaking, tmp_path: Path) -> None:
    upload(idle, tmp_path, "旧")
    number = upload(idle, tmp_path, "甲")
    idle.discard_failed([str(idle.uploads.folder / "x.txt")])
    assert idle.cancel(number)
    assert not (idle.uploads.folder / "x.txt").exists()
    assert len(idle.uploads.trash()) == 2


def test_a_cancelled_upload_leaves_what_was_brought_back_since(idle: Caretaking, tmp_path: Path) -> None:
    upload(idle, tmp_path, "旧")
    number = upload(idle, tmp_path, "甲")
    path = idle.uploads.folder / "x.txt"
    idle.discard_failed([str(path)])
    upload_again = idle.restore(next(each.key for each in idle.uploads.trash() if each.size == len("甲".encode())))
    assert idle.cancel(number)
    assert path.exists(), "a later job brought it back"
    assert idle.cancel(upload_again)
    assert not path.exists()
    assert len(idle.uploads.trash()) == 2


def test_what_was_being_cancelled_when_its_server_ended_is_cancelled_by_the_next(
    settings: Settings, tmp_path: Path
) -> None:
    first = Caretaking.of(settings)
    number = first.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))])
    assert first.jobs.begin_next() is not None
    assert first.cancel(number)
    first.jobs.close()
    second = Caretaking.of(settings)
    second.start()
    assert until_done(second.jobs, number).state is JobState.CANCELLED
    second.close()
    assert [each.name for each in second.uploads.trash()] == ["甲.txt"]


def test_a_deleted_file_is_restored(caretaking: Caretaking, settings: Settings, tmp_path: Path) -> None:
    until_done(caretaking.jobs, caretaking.take_in([arrival(tmp_path, "甲.txt", RULE.format("甲", 1))]))
    with open_index(settings=settings) as index:
        [summary] = index.documents()
    until_done(caretaking.jobs, caretaking.take_out(summary))
    [deleted] = caretaking.uploads.trash()
    job = until_done(caretaking.jobs, caretaking.restore(deleted.key, by="李四"))
    assert (job.state, job.added, [file.state for file in job.files]) == (JobState.DONE, 1, [FileState.DONE])
    assert set(titles(settings)) == {"uploads/甲.txt"}
    assert caretaking.uploads.trash() == ()
    with pytest.raises(NotInTrash):
        caretaking.restore(deleted.key)
