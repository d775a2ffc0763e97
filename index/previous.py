"""What a build starts from: the generation before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.encoders.encoder import EncoderIdentity
from index.errors import CorruptIndex, NoIndex
from index.generation import (
    LAYOUT_VERSION,
    STORE,
    current_generation,
    generations_folder,
    published_generations,
    read_manifest,
)
from index.newest_generation import check_model
from index.store import Store, StoredDocument, StoredVersion
from index.types import Marks
from ingest import Source


@dataclass(frozen=True, slots=True)
class Previous:
    """What the generation before holds; all empty before the first.

    :ivar versions: the files that it knows, copies included.
    :ivar corrected: by which corrections documents were stored, by content hash; those without are left out.
    :ivar lost: whether there was one, and nothing of it could be read.
    """

    store: Store | None = None
    sources: tuple[Source, ...] = ()
    excluded: frozenset[str] = frozenset()
    versions: dict[str, StoredVersion] = field(default_factory=dict)
    corrected: dict[str, Marks] = field(default_factory=dict)
    lost: bool = False

    def document(self, version: StoredVersion) -> StoredDocument:
        """What was read of one of its files.

        :raises LookupError: nothing, before the first generation.
        """
        if self.store is None:
            raise LookupError(version.document)
        return self.store.document(version.ordinal)


@contextmanager
def open_previous(home: Path, encoder: EncoderIdentity | None, *, full: bool) -> Iterator[Previous]:
    """What the current generation holds; for a full build, what the newest one holds whose store is whole.

    :param encoder: must be the one that it was built with, unless the build is a full one; ``None`` is not compared.
    :raises IndexUnavailable: it is damaged, or of another model; never for a full build.
    """
    try:
        folders = published_generations(home)
    except NoIndex:
        yield Previous()
        return
    if not full:
        current = generations_folder(home) / current_generation(home)
        manifest = read_manifest(current)
        if encoder:
            check_model(manifest.encoder, encoder)
        folders = [current]
    store = _first_whole_store(folders)
    if store is None and not full:
        raise CorruptIndex(f"{folders[0] / STORE}: SQLite finds it damaged. Rebuild with `policykb build --full`.")
    if store is None:
        yield Previous(lost=True)
        return
    with closing(store):
        if store.layout() != LAYOUT_VERSION:  # only before a full build, which reads its documents anew
            yield Previous(None, store.sources(), store.excluded())
            return
        yield Previous(store, store.sources(), store.excluded(), store.versions(), store.corrected())


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
