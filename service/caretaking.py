"""What a keeper does with the corpus: takes files in, takes documents out, corrects, rebuilds, goes back.

Each is a job, done in the background while others go on asking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from index.settings import Settings
from index.types import DocumentSummary
from ingest.inner_path import container_path
from service.jobs import FileState, Job, JobFile, JobKind, JobState, JobTable, Worker
from service.jobs.outcome import cancelled
from service.metadata_edits import MetadataEdits
from service.uploads import Clash, Received, UploadRefused, Uploads, digest_of

_BUILD: Final = ("build", "--json", "--events", "--wait")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has reached this machine.

    :ivar path: where it lies.
    :ivar name: what its owner calls it.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Caretaking:
    """The jobs of one home; safe to use from several threads.

    :ivar jobs: to look at; what is asked for here is queued there.
    """

    jobs: JobTable
    uploads: Uploads
    edits: MetadataEdits
    worker: Worker

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """For a home; ``start`` begins with what is queued.

        :raises JobTableDamaged: ``jobs.db`` cannot be read.
        """
        uploads = Uploads(settings.home, settings.upload_mb)
        jobs = JobTable(settings.home / "jobs.db")

        def after(job: Job) -> None:
            if job.state is JobState.CANCELLED:
                _take_back(job.id, jobs, uploads)
            uploads.empty_trash()

        worker = Worker(settings.home, jobs, after=after)
        return cls(jobs, uploads, MetadataEdits(settings.home), worker)

    def start(self) -> None:
        """Begin with what is queued, and with what an earlier server was doing when it ended."""
        self.worker.start()

    def close(self) -> None:
        """End; what was being done is begun again by the next server."""
        self.worker.stop()
        self.jobs.close()

    def take_in(self, arrivals: Iterable[Arrival], *, clash: Clash = Clash.NUMBER, by: str = "") -> int:
        """Receive files, and bring the index up to date with them.

        :returns: the job's number; its files tell which were refused, and why.
        """
        files: dict[str, JobFile] = {}
        with self.uploads.lock:  # whose job is cancelled meanwhile must see that this one counts on the files
            for arrival in arrivals:
                try:
                    file = _file_of(self.uploads.receive(arrival.path, arrival.name, clash))
                except UploadRefused as error:
                    arrival.path.unlink(missing_ok=True)
                    key = f"refused:{len(files)}"
                    files[key] = JobFile(error.name, key, 0, FileState.FAILED, error.code, str(error))
                else:
                    files[file.path] = _after(files[file.path], file) if file.path in files else file
            paths = [file.path for file in files.values() if file.state is FileState.RECEIVED]
            paths = [str(self.uploads.folder), *paths]
            return self._build(JobKind.UPLOAD, paths, files=list(files.values()), by=by)

    def retry(self, paths: Sequence[str], *, by: str = "") -> int:
        """Read uploaded files again that could not be read.

        :param paths: those of other files are read again, too, where they lie.
        """
        there = [Path(path) for path in dict.fromkeys(map(container_path, paths)) if Path(path).exists()]
        files = [JobFile(path.name, str(path), path.stat().st_size, before=str(path)) for path in there]
        return self._build(JobKind.UPLOAD, [str(self.uploads.folder), *map(str, there)], files=files, by=by)

    def take_out(self, summary: DocumentSummary, *, by: str = "") -> int:
        """Take a document out of the index.

        One of which all files were uploaded goes to the trash with them, and what was corrected about it is forgotten.
        Of any other the files stay where they are, and it stays out until a build names it, as by ``policykb remove``.
        """
        title = summary.title or summary.document
        is_own = all(map(self.uploads.holds, summary.paths))
        self.uploads.discard(summary.paths)
        if is_own:
            self.edits.forget([summary.document, *summary.also_at, summary.id, *summary.paths])
            return self._build(JobKind.DELETE, [str(self.uploads.folder)], subject=title, by=by)
        command = ("remove", "--json", "--events", "--wait", "--", summary.id)
        return self._queue(JobKind.DELETE, command, subject=title, by=by)

    def cancel(self, number: int) -> bool:
        """Have an upload or a rebuild end before its time: what is published stays, and goes on answering.

        Files that the job brought go to the trash, and what they replaced comes back. What was deleted or replaced
        since, and what a later job is to read, stays as it is.

        :returns: whether there was something to cancel.
        """
        with self.uploads.lock:
            state = self.jobs.cancel(number)
            if state is JobState.CANCELLED:
                self.jobs.note_files(number, cancelled(self.jobs.get(number)).files)
                self.jobs.end_cancelled(number)
                _take_back(number, self.jobs, self.uploads)
        if state is JobState.CANCELLING:
            self.worker.cancel(number)
        return state is not None

    def restore(self, key: str, *, by: str = "") -> int:
        """Take a file back in that was deleted.

        :param key: as of ``Uploads.trash``.
        :raises NotInTrash: it is there no longer.
        """
        with self.uploads.lock:
            file = _file_of(self.uploads.restore(key))
            return self._build(JobKind.UPLOAD, [str(self.uploads.folder), file.path], files=[file], by=by)

    def discard_failed(self, paths: Sequence[str], *, by: str = "") -> int | None:
        """Move uploaded files that could not be read to the trash.

        :returns: the job that takes them off the list of failed files; ``None`` where none was uploaded.
        """
        gone = self.uploads.discard(paths)
        if not gone:
            return None
        return self._build(JobKind.DELETE, [str(self.uploads.folder)], subject=gone[0], by=by)

    def correct(
        self,
        document: str,
        title: str,
        path: str,
        values: Mapping[str, str | None],
        *,
        names: Sequence[str],
        by: str = "",
    ) -> int:
        """Say what a document's fields are, and bring the index up to date with that.

        :param document: its name; ``names`` is what else it goes by.
        :param path: of its file, on disk or into a container.
        :param values: as of ``MetadataEdits.write``, whose errors this raises.
        """
        self.edits.write(document, values, names=names, note=by)
        return self._build(JobKind.CORRECT, [container_path(path)], subject=title, by=by)

    def rebuild(self, *, full: bool = False, by: str = "") -> int:
        """Bring every source up to date.

        :param full: read and embed everything again.
        """
        if full:
            return self._build(JobKind.REBUILD_FULL, [], "--full", by=by)
        return self._build(JobKind.REBUILD, [], by=by)

    def go_back(self, generation: str, *, by: str = "") -> int:
        """Make an earlier generation the current one."""
        return self._queue(JobKind.ROLLBACK, ("rollback", "--json", "--", generation), subject=generation, by=by)

    def _build(
        self,
        kind: JobKind,
        paths: Sequence[str],
        *options: str,
        subject: str = "",
        by: str = "",
        files: Sequence[JobFile] = (),
    ) -> int:
        self.uploads.folder.mkdir(parents=True, exist_ok=True)
        return self._queue(kind, (*_BUILD, *options, "--", *paths), subject=subject, by=by, files=files)

    def _queue(
        self, kind: JobKind, command: Sequence[str], *, subject: str = "", by: str = "", files: Sequence[JobFile] = ()
    ) -> int:
        number = self.jobs.add(kind, command, subject=subject, requested_by=by, files=files)
        self.worker.wake()
        return number


def _file_of(received: Received) -> JobFile:
    before = "" if received.before is None else str(received.before)
    digest = "" if received.is_known else received.digest
    return JobFile(received.name, str(received.path), received.size, before=before, digest=digest)


def _after(earlier: JobFile, later: JobFile) -> JobFile:
    """The later of two files of one path, such that taking it back takes back both."""
    if not earlier.digest:
        return later
    return replace(later, before=earlier.before, digest=later.digest or earlier.digest)


def _take_back(number: int, jobs: JobTable, uploads: Uploads) -> None:
    """Undo what a cancelled job brought.

    A file of which the path is that of a later job, too, is left to that one; should it be cancelled as well, then what
    lay there before both comes back.
    """
    with uploads.lock:
        later = [job for job in jobs.open_jobs() if job.id > number]
        for file in jobs.get(number).files:
            heir = next(((job.id, each) for job in later for each in job.files if each.path == file.path), None)
            if heir is None:
                uploads.take_back(file.path, file.digest, file.before)
            elif file.digest and digest_of(Path(heir[1].before)) == file.digest:
                jobs.note_origin(heir[0], _after(file, heir[1]))
