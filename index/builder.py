"""Builds: read what changed, embed what is new, write a whole generation aside, verify it, publish it."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.encoders.encoder import Encoder, EncoderIdentity
from index.errors import CorruptIndex, NoIndex, UnknownDocument
from index.generation import (
    STORE,
    current_generation,
    generations_folder,
    new_generation_id,
    publish,
    published_generations,
    read_manifest,
    remove_old_generations,
    staging_folder,
    writer_lock,
)
from index.model import open_encoder
from index.plan import Plan, PlannedFile, is_storable, make_plan, place_of
from index.reader import check_model
from index.settings import Settings
from index.snapshot import Snapshot
from index.store import Store, StoredVersion
from index.types import BuildEvent, BuildReport, Failure
from index.vector_cache import VectorCache
from index.writer import Contents, Shelved, write_generation
from ingest import Document, FileError, Source, SourceError
from ingest.reading import READER_VERSION, read_document

Progress = Callable[[BuildEvent], None]


@dataclass(frozen=True, slots=True)
class _Previous:
    """What a build starts from; all empty before the first."""

    store: Store | None = None
    sources: tuple[Source, ...] = ()
    excluded: frozenset[str] = frozenset()
    versions: dict[str, StoredVersion] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Changes:
    """The planned files, sorted by what became of them."""

    added: list[PlannedFile] = field(default_factory=list)
    changed: list[PlannedFile] = field(default_factory=list)
    unchanged: list[PlannedFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class _Stopwatch:
    """Wall seconds by stage, and the progress that is told while they run."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._stage, self._since = "scan", time.perf_counter()

    def tell(self, stage: str, done: int, total: int, note: str = "") -> None:
        now = time.perf_counter()
        self.seconds[self._stage] = round(self.seconds.get(self._stage, 0.0) + now - self._since, 3)
        self._stage, self._since = stage, now
        if self._progress:
            self._progress(BuildEvent(stage, done, total, note))


def build_index(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    full: bool = False,
    workers: int = 1,
    dry_run: bool = False,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date and publish a new generation.

    Readers go on with the old generation until the new one is whole. Where nothing changed, the current one stays. A
    file that cannot be read is a failure in the report; what it was read as before stays in the index.

    :param paths: folders or files to add to the remembered sources; empty for all remembered ones.
    :param full: read and embed everything again; also mends a damaged index and changes the model.
    :param workers: how many processes read files.
    :param dry_run: only say what would be done: nothing is read beyond the files' bytes, nothing is written.
    :raises SourceError: a named path cannot be reached, or nothing was named and nothing is remembered.
    :raises IndexUnavailable: locked by another build, damaged, of another model, or no model.
    """
    watch = _Stopwatch(progress)
    if dry_run:
        with _previous(settings.home, None, full=full) as previous:
            plan = _plan(paths, previous, watch)
            return _report(plan, _sort(plan, previous, full=full), _current(settings.home), watch)
    encoder = encoder or open_encoder(settings)
    with writer_lock(settings.home), _previous(settings.home, encoder.identity, full=full) as previous:
        plan = _plan(paths, previous, watch)
        changes = _sort(plan, previous, full=full)
        watch.tell("read", 0, len(changes.added) + len(changes.changed))
        fresh = dict(_read_all([*changes.added, *changes.changed], workers, changes.failures, watch))
        changes = _without_failed(changes, fresh)
        excluded = previous.excluded - {planned.file.name for planned in plan.files}
        kept = {name: version for name, version in previous.versions.items() if name not in plan.gone | fresh.keys()}
        remembered = (set(plan.sources), excluded) == (set(previous.sources), previous.excluded)
        same = not (full or fresh or plan.gone) and remembered
        if not same and (fresh or kept or previous.store):
            contents = Contents(plan.sources, sorted(excluded), lambda: _shelved(previous.store, kept, fresh))
            _write_and_publish(settings, contents, encoder, full=full, watch=watch)
        return _report(plan, changes, _current(settings.home), watch)


def remove_document(
    settings: Settings, key: str, *, encoder: Encoder | None = None, progress: Progress | None = None
) -> str:
    """Take a document out; it stays out until its file is named in a build.

    :param key: the document's name, id or path.
    :returns: its name.
    :raises UnknownDocument: nothing goes by that.
    """
    encoder = encoder or open_encoder(settings)
    with writer_lock(settings.home), _previous(settings.home, encoder.identity, full=False) as previous:
        found = previous.store and previous.store.find(key)
        if not found:
            raise UnknownDocument(f"{key}: not in the index. `policykb list` shows what is.")
        name = next(name for name, version in previous.versions.items() if version.ordinal == found[0])
        _rewrite(settings, previous, encoder, {name}, previous.sources, previous.excluded | {name}, progress)
    return name


def remove_source(
    settings: Settings, key: str, *, encoder: Encoder | None = None, progress: Progress | None = None
) -> int:
    """Forget a source and take its documents out.

    :param key: the source's name or path; a name may stand for several files of one folder.
    :returns: how many documents went.
    :raises SourceError: no source goes by that.
    """
    encoder = encoder or open_encoder(settings)
    with writer_lock(settings.home), _previous(settings.home, encoder.identity, full=False) as previous:
        place = place_of(Path(key))
        paths = {str(s.path) for s in previous.sources if key == s.name or place in (s.path, place_of(s.path))}
        if not paths:
            raise SourceError(f"{key}: not a remembered source. `policykb sources` shows what is.")
        gone = {name for name, version in previous.versions.items() if version.source in paths}
        sources = tuple(source for source in previous.sources if str(source.path) not in paths)
        _rewrite(settings, previous, encoder, gone, sources, previous.excluded, progress)
    return len(gone)


def _rewrite(
    settings: Settings,
    previous: _Previous,
    encoder: Encoder,
    gone: set[str],
    sources: Sequence[Source],
    excluded: Iterable[str],
    progress: Progress | None,
) -> None:
    kept = {name: version for name, version in previous.versions.items() if name not in gone}
    contents = Contents(sources, sorted(excluded), lambda: _shelved(previous.store, kept, {}))
    _write_and_publish(settings, contents, encoder, full=False, watch=_Stopwatch(progress))


@contextmanager
def _previous(home: Path, encoder: EncoderIdentity | None, *, full: bool) -> Iterator[_Previous]:
    """What the current generation holds; for a full build, what the newest one holds whose store is whole."""
    try:
        folders = published_generations(home)
    except NoIndex:
        yield _Previous()
        return
    if not full:
        current = generations_folder(home) / current_generation(home)
        manifest = read_manifest(current)
        if encoder:
            check_model(manifest.encoder, encoder)
        folders = [current]
    store = _first_whole_store(folders)
    if store is None:
        yield _Previous()
        return
    with closing(store):
        yield _Previous(store, store.sources(), store.excluded(), store.versions())


def _first_whole_store(folders: Iterable[Path]) -> Store | None:
    for folder in folders:
        try:
            store = Store.open(folder / STORE)
        except CorruptIndex:
            continue
        if store.is_whole():
            return store
        store.close()
    return None


def _plan(paths: Sequence[Path], previous: _Previous, watch: _Stopwatch) -> Plan:
    if not paths and not previous.sources:
        raise SourceError("no source is remembered yet. Name a folder or a file: `policykb build FOLDER`.")
    watch.tell("scan", 0, 0)
    return make_plan(paths, previous.sources, previous.versions, previous.excluded)


def _sort(plan: Plan, previous: _Previous, *, full: bool) -> _Changes:
    changes = _Changes(failures=list(plan.unreachable))
    for planned in plan.files:
        known = previous.versions.get(planned.file.name)
        if not is_storable(planned.file.path):
            message = "its name is not UTF-8, so that it could be neither stored nor shown. Rename the file."
            changes.failures.append(Failure(str(planned.file.path), "unreadable", message))
            continue
        try:
            with planned.file.path.open("rb") as file:
                content_hash = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            message = f"cannot be opened ({error.strerror}). Check the file's permissions."
            changes.failures.append(Failure(str(planned.file.path), "unreadable", message))
            continue
        if known is None:
            changes.added.append(planned)
        elif full or (known.content_hash, known.reader_version) != (content_hash, READER_VERSION):
            changes.changed.append(planned)
        else:
            changes.unchanged.append(planned)
    return changes


def _read_all(
    files: Sequence[PlannedFile], workers: int, failures: list[Failure], watch: _Stopwatch
) -> Iterator[tuple[str, Shelved]]:
    done = _read_here(files) if workers <= 1 or len(files) < 2 else _read_in_processes(files, workers)
    for count, (planned, outcome) in enumerate(zip(files, done, strict=True), start=1):
        watch.tell("read", count, len(files), planned.file.name)
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            yield planned.file.name, Shelved(outcome, str(planned.source.path))


def _read_here(files: Iterable[PlannedFile]) -> Iterator[Document | Failure]:
    return map(_read, files)


def _read_in_processes(files: Iterable[PlannedFile], workers: int) -> Iterator[Document | Failure]:
    context = multiprocessing.get_context("spawn")  # pdfium and onnxruntime do not survive a fork
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(_read, files)


def _read(planned: PlannedFile) -> Document | Failure:
    try:
        return read_document(planned.file.path, planned.file.name)
    except FileError as error:
        return Failure(str(planned.file.path), error.code, error.message)


def _without_failed(changes: _Changes, read: dict[str, Shelved]) -> _Changes:
    added, changed = ([p for p in group if p.file.name in read] for group in (changes.added, changes.changed))
    return _Changes(added, changed, changes.unchanged, changes.failures)


def _shelved(store: Store | None, kept: dict[str, StoredVersion], fresh: dict[str, Shelved]) -> Iterator[Shelved]:
    for name in sorted(kept.keys() | fresh.keys()):
        if name in fresh:
            yield fresh[name]
        elif store is not None:
            yield Shelved(store.document(kept[name].ordinal).document, kept[name].source)


def _write_and_publish(
    settings: Settings, contents: Contents, encoder: Encoder, *, full: bool, watch: _Stopwatch
) -> None:
    home, generation = settings.home, new_generation_id()
    with staging_folder(home, generation) as folder, closing(VectorCache(home / "cache" / "vectors.db")) as cache:
        write_generation(folder, generation, contents, encoder, cache, fresh=full, progress=watch.tell)
        watch.tell("publish", 0, 2)
        Snapshot(folder, read_manifest(folder)).close()  # what cannot be opened is never published
        watch.tell("publish", 1, 2)
        publish(home, folder, generation)
    remove_old_generations(home, settings.keep_generations)
    watch.tell("publish", 2, 2)


def _current(home: Path) -> str | None:
    try:
        return current_generation(home)
    except NoIndex:
        return None


def _report(plan: Plan, changes: _Changes, generation: str | None, watch: _Stopwatch) -> BuildReport:
    watch.tell("done", 1, 1)
    return BuildReport(
        found=len(plan.files),
        added=len(changes.added),
        changed=len(changes.changed),
        unchanged=len(changes.unchanged),
        removed=len(plan.gone),
        failures=tuple(changes.failures),
        generation=generation,
        seconds=watch.seconds,
    )
