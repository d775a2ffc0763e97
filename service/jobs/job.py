"""What a job is: who asked for what, which command does it, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class JobKind(StrEnum):
    """What a job does to the index."""

    UPLOAD = "upload"
    DELETE = "delete"
    CORRECT = "correct"
    REBUILD = "rebuild"
    REBUILD_FULL = "rebuild_full"
    ROLLBACK = "rollback"


class JobState(StrEnum):
    """Where a job stands; the last three are ends."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: Jobs that leave all as it was when they end before their time.
CANCELLABLE: Final = frozenset({JobKind.UPLOAD, JobKind.REBUILD, JobKind.REBUILD_FULL})


class FileState(StrEnum):
    """Where an uploaded file stands: on disk, being read, read and being embedded, in the index, or not."""

    RECEIVED = "received"
    READING = "reading"
    EMBEDDING = "embedding"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobFile:
    """A file that a job is about.

    :ivar path: on disk.
    :ivar size: in bytes, all received.
    :ivar code: why it failed: one of the codes of ``docs/cli.md``, ``job`` where the job failed as a whole, or
        ``cancelled`` where it was cancelled; ``copy`` where its content is in the index under another name, which
        ``message`` then is; ``partly`` where some files in an archive failed, of which ``message`` is the number; else
        empty.
    :ivar before: where that lies now which lay under ``path`` before: ``path`` itself where it is the same, a file in
        the trash where it was replaced; empty where there was nothing.
    :ivar digest: SHA-256 of what the job brought, by which that is known again; empty where it brought nothing.
    """

    name: str
    path: str
    size: int
    state: FileState = FileState.RECEIVED
    code: str = ""
    message: str = ""
    before: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the table.

    :ivar command: arguments of ``policykb``.
    :ivar subject: what it is about, for people: a document, a generation; empty for all.
    :ivar requested_by: name of the user; empty without login.
    :ivar requested_at: ISO with zone, like ``started_at`` and ``finished_at``, which are empty until then.
    :ivar tries: how often it was begun.
    :ivar stage: as of ``BuildEvent``, like ``progress`` and ``total``.
    :ivar message: the line of the error that ended it; for a done one empty.
    :ivar failed: files that could not be read, of all those that it looked at.
    """

    id: int
    kind: JobKind
    command: tuple[str, ...]
    subject: str = ""
    requested_by: str = ""
    requested_at: str = ""
    state: JobState = JobState.QUEUED
    started_at: str = ""
    finished_at: str = ""
    tries: int = 0
    stage: str = ""
    progress: int = 0
    total: int = 0
    seconds_left: float | None = None
    message: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    files: tuple[JobFile, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is still something to come."""
        return self.state in (JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING)

    @property
    def is_cancellable(self) -> bool:
        return self.kind in CANCELLABLE and self.state in (JobState.QUEUED, JobState.RUNNING)
