from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.types import BuildEvent
from service.jobs.job import FileState, Job, JobFile, JobKind
from service.jobs.outcome import Report, ended, report_of, with_event

ONE, TWO = JobFile("一.pdf", "/home/uploads/一.pdf", 1), JobFile("包.zip", "/home/uploads/包.zip", 1)
JOB = Job(1, JobKind.UPLOAD, (), files=(ONE, TWO))


def states(job: Job) -> list[FileState]:
    return [file.state for file in job.files]


def test_files_move_with_the_stages() -> None:
    assert with_event(JOB, BuildEvent("scan", 0, 0)) == JOB
    job = with_event(JOB, BuildEvent("read", 0, 3))
    assert states(job) == [FileState.READING, FileState.READING]
    job = with_event(job, BuildEvent("read", 1, 3, "uploads/另.pdf"))
    assert states(job) == [FileState.READING, FileState.READING]
    job = with_event(job, BuildEvent("read", 2, 3, "uploads/包.zip/附件/1.pdf"))
    assert states(job) == [FileState.READING, FileState.EMBEDDING]
    job = with_event(job, BuildEvent("embed", 0, 9))
    assert states(job) == [FileState.EMBEDDING, FileState.EMBEDDING]


def test_a_file_that_was_refused_stays_so() -> None:
    refused = replace(ONE, state=FileState.FAILED, code="too_large")
    job = replace(JOB, files=(refused,))
    assert with_event(job, BuildEvent("embed", 0, 9)) == job
    assert ended(job, Report(), "") == job


def test_the_report_tells_what_became_of_each() -> None:
    report = report_of(
        json.dumps(
            {
                "added": 1,
                "failures": [
                    {"path": ONE.path, "code": "damaged", "message": "broken."},
                    {"path": f"{TWO.path}!/1.pdf", "code": "empty", "message": "empty."},
                ],
                "copies": [],
            }
        )
    )
    assert report.added == 1
    one, two = ended(JOB, report, "").files
    assert (one.state, one.code, one.message) == (FileState.FAILED, "damaged", "broken.")
    assert (two.state, two.code, two.message) == (FileState.DONE, "partly", "1")


def test_a_copy_says_of_what() -> None:
    report = report_of(json.dumps({"copies": [{"path": ONE.path, "document": "rules/1.pdf"}]}))
    assert (ended(JOB, report, "").files[0].code, ended(JOB, report, "").files[0].message) == ("copy", "rules/1.pdf")


def test_a_job_that_failed_takes_its_files_along() -> None:
    one, two = ended(JOB, None, "no room.").files
    assert (one.state, one.code, one.message) == (FileState.FAILED, "job", "no room.")
    assert two.state is FileState.FAILED


@pytest.mark.parametrize("output", ["", "no json", '{"removed": "rules/1.pdf"}', '{"generation": "x", "before": "y"}'])
def test_what_other_commands_print_is_an_empty_report(output: str) -> None:
    assert report_of(output) == Report()
