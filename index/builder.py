"""Builds: read what changed, embed what is new, write a whole generation aside, verify it, publish it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from index.changes import Changes, ending_of, find_changes
from index.corrections import Corrections, find_corrections
from index.document_cache import DocumentCache, remove_document_cache
from index.document_reading import read_documents
from index.encoders.encoder import Encoder
from index.errors import NoIndex, UnknownDocument
from index.failure_log import write_failures
from index.generation import (
    current_generation,
    new_generation_id,
    publish,
    read_manifest,
    remove_old_generations,
    set_aside,
    staging_folder,
)
from index.holdings import Holding, count_removed, holdings, staying_files
from index.model import open_encoder
from index.plan import Plan, make_plan
from index.previous import Previous, open_previous
from index.settings import Settings
from index.shelving import Shelf
from index.snapshot import Snapshot
from index.stopwatch import Progress, Stopwatch
from index.types import BuildReport, Copy, Failure, LikelyVersion
from index.vector_cache import VectorCache
from index.writer import Contents, Shelved, write_generation
from index.writer_lock import writer_lock
from ingest import Source, SourceError
from ingest.file_orders import PERFORM
from ingest.isolation.pool import WorkerPool
from ingest.reader_version import READER_VERSION
from ingest.sources import place_of

_MOST_WORKERS = 4


def default_workers() -> int:
    """How many processes read files if nobody says: one for each processor, up to four."""
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def build_index(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    full: bool = False,
    workers: int | None = None,
    dry_run: bool = False,
    wait: bool = False,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date and publish a new generation.

    Readers go on with the old generation until the new one is whole. Where nothing changed, the current one stays. A
    file that cannot be read is a failure in the report; what it was read as before stays in the index. What a build
    has read when it is interrupted, the next one does not read again.

    :param paths: folders or files to add to the remembered sources; empty for all remembered ones.
    :param full: read and embed everything again; also mends a damaged index and changes the model.
    :param workers: how many processes read files; ``None`` for ``default_workers``.
    :param dry_run: only say what would be done: nothing is read beyond the files' bytes, nothing is written.
    :param wait: where another process is building, begin when it ends.
    :raises SourceError: a named path cannot be reached, or nothing was named and nothing is remembered.
    :raises IndexUnavailable: locked by another build, damaged, of another model, or no model.
    """
    with WorkerPool(PERFORM, default_workers() if workers is None else workers, settings.limits) as pool:
        build = _Build(settings, paths, pool, Stopwatch(progress), full=full, wait=wait)
        return build.rehearse() if dry_run else build.run(encoder or open_encoder(settings))


@dataclass(frozen=True, slots=True)
class _Build:
    """One build, with all that its steps need."""

    settings: Settings
    paths: Sequence[Path]
    pool: WorkerPool
    watch: Stopwatch
    full: bool = field(kw_only=True)
    wait: bool = field(kw_only=True)

    def rehearse(self) -> BuildReport:
        """Say what would be done."""
        with open_previous(self.settings.home, None, full=self.full) as previous:
            _, changes, _ = self.look(previous)
            return self.report(changes, self.holdings(changes, previous))

    def run(self, encoder: Encoder) -> BuildReport:
        """Do it."""
        home, full = self.settings.home, self.full
        documents = home / "cache" / "documents.db"
        waiting = partial(self.watch.tell, "wait", 0, 0) if self.wait else None
        with writer_lock(home, waiting=waiting), open_previous(home, encoder.identity, full=full) as previous:
            undone = set_aside(home)
            plan, changes, corrections = self.look(previous)
            if full:
                remove_document_cache(documents)
            with closing(DocumentCache(documents)) as cache:
                at_hand = self.at_hand(changes, previous) - corrections.to_read_again(previous)
                to_read = changes.to_read(at_hand)
                limits, means = self.settings.limits, self.settings.means
                reading = read_documents(to_read, self.pool, means, limits, cache, self.watch)
                read = {
                    found.content_hash: partial(cache.get, reading.keys[found.name])
                    for found in reversed(to_read)  # the first that can be read is the one
                    if found.name in reading.keys
                }
                failures = {f.kind: reading.failures[f.name] for f in to_read if f.name in reading.failures}
                shelf = Shelf(previous, corrections, read)
                changes = changes.once_read(at_hand | read.keys(), failures)
                changes = replace(changes, failures=(*changes.failures, *shelf.misplaced_pages()))
                held = self.holdings(changes, previous)
                contents = self.contents(plan, changes, previous, shelf.documents(held))
                related: Sequence[LikelyVersion] = ()
                if contents:
                    related = _write_and_publish(self.settings, contents, encoder, full=full, watch=self.watch)
                cache.forget_documents()
            write_failures(home, changes.failures, self.looked_at(plan))
            return replace(self.report(changes, held, related), set_aside=undone)

    def look(self, previous: Previous) -> tuple[Plan, Changes, Corrections]:
        """Find out what is to be done."""
        if not self.paths and not previous.sources:
            raise SourceError("no source is remembered yet. Name a folder or a file: `policykb build FOLDER`.")
        self.watch.tell("scan", 0, 0)
        plan = make_plan(self.paths, previous.sources, previous.versions, previous.excluded, self.settings.home)
        limits, means = self.settings.limits, self.settings.means
        changes = find_changes(plan, previous, self.pool, means, limits, named=self.paths, full=self.full)
        corrections = find_corrections(plan, self.settings.home, changes, previous)
        changes = corrections.applied_to(changes, previous)
        if previous.lost:
            message = "the index was damaged beyond reading: sources and documents not named now are forgotten."
            failure = Failure(str(self.settings.home), "damaged", message)
            changes = replace(changes, failures=(failure, *changes.failures))
        return plan, changes, corrections

    def at_hand(self, changes: Changes, previous: Previous) -> set[str]:
        """Hashes of the contents that need no reading: these readers read them, by an ending that they still have."""
        endings = {
            (holding.content_hash, ending_of(place.name))
            for holding in self.holdings(changes, previous)
            for place in (holding.original, *holding.copies)
        }
        return {
            version.content_hash
            for version in previous.versions.values()
            if version.reader_version == READER_VERSION and not version.is_copy and not self.full
            if (version.content_hash, ending_of(version.document)) in endings
        }

    def holdings(self, changes: Changes, previous: Previous) -> list[Holding]:
        """What there is after these changes."""
        staying = staying_files(previous.versions, changes.leaving)
        return holdings(previous.versions, staying, (*changes.added, *changes.changed))

    def looked_at(self, plan: Plan) -> set[Path] | None:
        """The files and folders that this build tells of; ``None`` for everything."""
        if not self.paths:
            return None
        named = {place_of(path) for path in self.paths}
        return named | {planned.file.path for planned in plan.sidecars} | {self.settings.home / "corrections"}

    def contents(
        self, plan: Plan, changes: Changes, previous: Previous, documents: Iterable[Shelved]
    ) -> Contents | None:
        """What the new generation is to hold; ``None`` where the old one, or none, will do."""
        excluded = previous.excluded - changes.names - {planned.file.name for planned in plan.files}
        remembered = (set(plan.sources), excluded) == (set(previous.sources), previous.excluded)
        if remembered and not (self.full or changes.added or changes.leaving):
            return None
        if not (changes.added or changes.changed or previous.store):
            return None
        return Contents(plan.sources, sorted(excluded), documents)

    def report(self, changes: Changes, held: Iterable[Holding], related: Iterable[LikelyVersion] = ()) -> BuildReport:
        self.watch.tell("done", 1, 1)
        arriving = {found.name for found in (*changes.added, *changes.changed)}
        return BuildReport(
            found=changes.found,
            added=len(changes.added),
            changed=len(changes.changed),
            unchanged=len(changes.unchanged),
            removed=len(changes.gone),
            copies=tuple(
                Copy(copy.path, holding.original.name)
                for holding in held
                for copy in holding.copies
                if copy.name in changes.names
            ),
            versions=tuple(pair for pair in related if arriving & {pair.document, pair.of}),
            failures=changes.failures,
            generation=_current(self.settings.home),
            seconds=self.watch.seconds,
        )


def remove_document(
    settings: Settings,
    key: str,
    *,
    wait: bool = False,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> str:
    """Take a document out, with all its copies; each of its files stays out until it is named itself in a build.

    :param key: the document's name, id or path, or a copy's.
    :param wait: where another process is building, begin when it ends.
    :returns: its name.
    :raises UnknownDocument: nothing goes by that.
    """
    encoder = encoder or open_encoder(settings)
    waiting = partial(Stopwatch(progress).tell, "wait", 0, 0) if wait else None
    with (
        writer_lock(settings.home, waiting=waiting),
        open_previous(settings.home, encoder.identity, full=False) as previous,
    ):
        found = previous.store and previous.store.find(key)
        if not found:
            raise UnknownDocument(key)
        files = [version for version in previous.versions.values() if version.ordinal == found[0]]
        names = {version.document for version in files}
        _rewrite(settings, previous, encoder, names, previous.sources, previous.excluded | names, progress)
    return next(version.document for version in files if not version.is_copy)


def remove_source(
    settings: Settings, key: str, *, encoder: Encoder | None = None, progress: Progress | None = None
) -> int:
    """Forget a source and take its documents out, but for those of which a copy lies in another source.

    :param key: the source's name or path; a name may stand for several files of one folder.
    :returns: how many documents went.
    :raises SourceError: no source goes by that.
    """
    encoder = encoder or open_encoder(settings)
    with writer_lock(settings.home), open_previous(settings.home, encoder.identity, full=False) as previous:
        place = place_of(Path(key))
        paths = {str(s.path) for s in previous.sources if key == s.name or place in (s.path, place_of(s.path))}
        if not paths:
            raise SourceError(f"{key}: not a remembered source. `policykb sources` shows what is.")
        gone = {name for name, version in previous.versions.items() if version.source in paths}
        sources = tuple(source for source in previous.sources if str(source.path) not in paths)
        _rewrite(settings, previous, encoder, gone, sources, previous.excluded, progress)
        return count_removed(previous.versions, gone, staying_files(previous.versions, gone))


def _rewrite(
    settings: Settings,
    previous: Previous,
    encoder: Encoder,
    gone: set[str],
    sources: Sequence[Source],
    excluded: Iterable[str],
    progress: Progress | None,
) -> None:
    held = holdings(previous.versions, staying_files(previous.versions, gone), ())
    contents = Contents(sources, sorted(excluded), Shelf(previous, Corrections(), {}).documents(held))
    _write_and_publish(settings, contents, encoder, full=False, watch=Stopwatch(progress))


def _write_and_publish(
    settings: Settings, contents: Contents, encoder: Encoder, *, full: bool, watch: Stopwatch
) -> Sequence[LikelyVersion]:
    """Returns which of the documents are likely versions of one another."""
    home = settings.home
    generation, parent = new_generation_id(home), _current(home)
    with staging_folder(home, generation) as folder, closing(VectorCache(home / "cache" / "vectors.db")) as cache:
        write_generation(folder, generation, contents, encoder, cache, parent=parent, fresh=full, progress=watch.tell)
        watch.tell("publish", 0, 2)
        with closing(Snapshot(folder, read_manifest(folder))) as snapshot:  # what cannot be opened is never published
            related = snapshot.store.likely_versions()
        watch.tell("publish", 1, 2, generation)  # before it is, so that who ends us here can see whether it was
        publish(home, folder, generation)
    remove_old_generations(home, settings.keep_generations)
    watch.tell("publish", 2, 2)
    return related


def _current(home: Path) -> str | None:
    try:
        return current_generation(home)
    except NoIndex:
        return None
