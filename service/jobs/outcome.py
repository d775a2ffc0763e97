"""What a build's events and its report say of the files of a job."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from index.types import BuildEvent
from ingest.inner_path import split_inner_path
from service.jobs.job import FileState, Job, JobFile

_OPEN = (FileState.RECEIVED, FileState.READING, FileState.EMBEDDING)


class Row(msgspec.Struct, frozen=True):
    """A file that failed."""

    path: str
    code: str
    message: str


class CopyRow(msgspec.Struct, frozen=True):
    """A file that holds what another document holds."""

    path: str
    document: str


class Report(msgspec.Struct, frozen=True):
    """What ``build --json`` says, as far as jobs are concerned; other commands say less."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    failures: tuple[Row, ...] = ()
    copies: tuple[CopyRow, ...] = ()


def report_of(output: str) -> Report:
    """Read what a command printed; an empty report where it is about something else."""
    try:
        return msgspec.json.decode(output, type=Report)
    except msgspec.DecodeError:  # `remove` says the name of what it removed where a build has a count
        return Report()


def with_event(job: Job, event: BuildEvent) -> Job:
    """The job with its files as far as an event tells.

    An event of the stage ``read`` names the document that was just read: ``SOURCE/FILE``, or ``SOURCE/FILE/MEMBER``.
    """
    document = event.note.partition("/")[2] if event.stage == "read" else ""
    return replace(job, files=tuple(_moved(file, event.stage, document) for file in job.files))


def _moved(file: JobFile, stage: str, document: str) -> JobFile:
    if file.state not in _OPEN:
        return file
    if stage in ("chunk", "embed") or document == file.name or document.startswith(f"{file.name}/"):
        return replace(file, state=FileState.EMBEDDING)
    if stage == "read" and file.state is FileState.RECEIVED:
        return replace(file, state=FileState.READING)
    return file


def ended(job: Job, report: Report | None, message: str) -> Job:
    """The job with its files as they are at its end.

    :param report: ``None`` where it failed as a whole, of which ``message`` says why.
    """
    if report is None:
        return replace(job, files=tuple(_failed(file, "job", message) for file in job.files))
    failures = {row.path: row for row in report.failures}
    copies = {row.path: row.document for row in report.copies}
    inner = [split[0] for row in report.failures if (split := split_inner_path(row.path))]
    return replace(job, files=tuple(_ended(file, failures, copies, inner.count(file.path)) for file in job.files))


def cancelled(job: Job) -> Job:
    """The job with its files as they are when it was cancelled."""
    return replace(job, files=tuple(_failed(file, "cancelled", "") for file in job.files))


def _ended(file: JobFile, failures: dict[str, Row], copies: dict[str, str], unread: int) -> JobFile:
    if file.state not in _OPEN:
        return file
    if file.path in failures:
        return _failed(file, failures[file.path].code, failures[file.path].message)
    if file.path in copies:
        return replace(file, state=FileState.DONE, code="copy", message=copies[file.path])
    if unread:
        return replace(file, state=FileState.DONE, code="partly", message=str(unread))
    return replace(file, state=FileState.DONE)


def _failed(file: JobFile, code: str, message: str) -> JobFile:
    return replace(file, state=FileState.FAILED, code=code, message=message) if file.state in _OPEN else file
