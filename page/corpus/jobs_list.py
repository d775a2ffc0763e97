"""The jobs in the background with the progress of each of their files, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from markupsafe import Markup

from index.types import Failure
from ingest.inner_path import split_inner_path
from page.corpus.buttons import button
from page.strings import Strings

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a job.

    :ivar state: ``received``, ``reading``, ``embedding``, ``done`` or ``failed``.
    :ivar code: of ``CorpusStrings.failures``; empty for none.
    """

    name: str
    path: str
    size: int
    state: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ShownJob:
    """A job as the page shows it.

    :ivar kind: of ``CorpusStrings.job_kinds``; ``state`` of ``job_states``, ``stage`` of ``stages``.
    :ivar at: when it was asked for, ISO with zone.
    :ivar counts: files added, changed, removed and failed, of one that is done.
    :ivar may_cancel: whether it can end before its time.
    :ivar brought: whether it brought files, which go to the trash should it be cancelled.
    """

    number: int
    kind: str
    state: str
    subject: str
    by: str
    at: str
    stage: str
    done: int
    total: int
    seconds_left: float | None
    message: str
    counts: tuple[int, int, int, int]
    files: tuple[ShownFile, ...]
    may_cancel: bool = False
    brought: bool = False


def jobs_html(jobs: Sequence[ShownJob], strings: Strings) -> Markup:
    """The jobs, the latest first."""
    if not jobs:
        return Markup('<p class="empty">{}</p>').format(strings.corpus.no_jobs)
    return Markup('<ol class="jobs">{}</ol>').format(Markup("").join(_job(job, strings) for job in jobs))


def strip_html(jobs: Sequence[ShownJob], strings: Strings) -> Markup:
    """One line on what is going on, to be seen whatever else is looked at; empty where nothing is."""
    running = next((job for job in jobs if job.state == "running"), None)
    if running is None:
        return Markup("")
    return Markup('<p class="strip" role="status"><span class="dots"></span>{}：{}</p>').format(
        strings.corpus.job_kinds[running.kind], _stage(running, strings)
    )


def failures_html(failures: Sequence[Failure], uploads: str, strings: Strings, *, may_change: bool) -> Markup:
    """The files that the last builds could not read.

    :param uploads: the folder of uploaded files; only those can be discarded here.
    """
    words = strings.corpus
    if not failures:
        return Markup('<p class="empty">{}</p>').format(words.no_failed_files)
    rows = Markup("").join(_failure(failure, uploads, strings, may_change=may_change) for failure in failures)
    several = sum(map(is_retriable, failures)) > 1
    everything = button("retry_all", "", words.retry_all, strings) if may_change and several else Markup("")
    return Markup('<p class="about">{}</p><ul class="failures">{}</ul>{}').format(words.failed_hint, rows, everything)


def is_retriable(failure: Failure) -> bool:
    """Whether it is about a file that can be read again; not about a source, or a correction by hand."""
    return failure.code not in ("unreachable", "correction")


def size_in_words(size: int) -> str:
    """``1.5 MB``, ``12 KB``."""
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{max(size // 1024, 1)} KB"


def time_in_words(moment: str) -> str:
    """A moment with zone as the clock on the wall of the server shows it; as it is where it is none."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return moment


def _job(job: ShownJob, strings: Strings) -> Markup:
    words = strings.corpus
    facts = [time_in_words(job.at), job.by]
    if job.state == "running":
        facts.append(_stage(job, strings))
    elif job.state == "done" and any(job.counts):
        added, changed, removed, failed = job.counts
        facts.append(words.job_counts.format(added=added, changed=changed, removed=removed, failed=failed))
    bar = Markup("")
    if job.state == "running":
        measured = Markup(' value="{}" max="{}"').format(job.done, job.total) if job.total else Markup("")
        bar = Markup('<progress aria-label="{}"{}></progress>').format(words.stages.get(job.stage, job.stage), measured)
    error = Markup('<p class="reason">{}</p>').format(job.message) if job.message else Markup("")
    files = Markup("").join(_file(file, strings) for file in job.files)
    return Markup(
        '<li class="job {state}" data-job="{number}"><p class="what"><b>{kind}</b> {subject}'
        '<span class="state">{name}</span></p><p class="when">{facts}</p>{bar}{error}{files}{cancel}</li>'
    ).format(
        state=job.state,
        number=job.number,
        kind=words.job_kinds[job.kind],
        subject=job.subject,
        name=words.job_states[job.state],
        facts=" · ".join(filter(None, facts)),
        bar=bar,
        error=error,
        files=Markup('<ul class="files">{}</ul>').format(files) if files else "",
        cancel=_cancel(job, strings) if job.may_cancel else "",
    )


def _cancel(job: ShownJob, strings: Strings) -> Markup:
    words = strings.corpus
    confirm = words.cancel_upload_confirm if job.brought else words.cancel_rebuild_confirm
    label = f"{words.cancel_job} {words.job_kinds[job.kind]}"
    # “Cancel” as the way out of a question about cancelling would be misread.
    yes, no = words.cancel_job, words.cancel_not
    shown = button("cancel", job.number, words.cancel_job, strings, confirm=confirm, yes=yes, no=no, label=label)
    return Markup('<p class="actions">{}</p>').format(shown)


def _file(file: ShownFile, strings: Strings) -> Markup:
    words = strings.corpus
    told = words.failures.get(file.code, "").format(message=file.message) if file.code else ""
    # The reader's own words say more than the code, to whoever can use them.
    detail = file.message if file.state == "failed" and file.code != "job" else ""
    return Markup(
        '<li class="file {state}"><span class="name">{name}</span> <small>{size}</small>'
        '<span class="state">{called}</span>{told}</li>'
    ).format(
        state=file.state,
        name=file.name,
        size=size_in_words(file.size) if file.size else "",
        called=words.file_states[file.state],
        told=Markup('<small class="told" title="{}">{}</small>').format(detail, told) if told else "",
    )


def _stage(job: ShownJob, strings: Strings) -> str:
    words = strings.corpus
    parts = [words.stages.get(job.stage, job.stage)]
    if job.total and job.stage in ("read", "embed"):
        parts.append(f"{job.done}/{job.total}")
    if job.seconds_left is not None and job.seconds_left >= 1:
        minutes, seconds = divmod(round(job.seconds_left), 60)
        parts.append(words.left.format(time=f"{minutes}:{seconds:02d}"))
    return " · ".join(parts)


def _failure(failure: Failure, uploads: str, strings: Strings, *, may_change: bool) -> Markup:
    words = strings.corpus
    path = PurePath(failure.path)
    buttons = Markup("")
    if may_change and is_retriable(failure):
        buttons = button("retry", failure.path, words.retry, strings, label=f"{words.retry} {path.name}")
        if str(path.parent) == uploads and split_inner_path(failure.path) is None:
            confirm = words.discard_confirm.format(name=path.name)
            buttons += button("discard", failure.path, words.discard, strings, confirm=confirm, kind="grave")
    return Markup(
        '<li><p><b>{name}</b> <span class="told">{told}</span></p><p class="reason">{message}</p>'
        '<p class="where">{folder}</p><p class="actions">{buttons}</p></li>'
    ).format(
        name=path.name,
        told=words.failures.get(failure.code, failure.code).format(message=failure.message),
        message=failure.message,
        folder=str(path.parent),
        buttons=buttons,
    )
