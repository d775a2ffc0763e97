"""An index opened for reading: searches the current generation, and takes up a new one by itself."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoders.encoder import CrossEncoder, Encoder
from index.errors import UnknownDocument
from index.facets import Facets, facets
from index.hits import hits_of
from index.newest_generation import NewestGeneration
from index.settings import Settings, load_settings
from index.snapshot import Snapshot
from index.store import Store, StoredDocument
from index.summaries import summaries
from index.types import (
    Candidate,
    DocumentSummary,
    Filters,
    Hit,
    IndexStatus,
    Mode,
    RequestHit,
    RequestResult,
    SearchResult,
)
from index.visibility import EVERYTHING, Visibility


def open_index(
    home: Path | str | None = None,
    *,
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    load_model: bool = True,
) -> Index:
    """Open the index of a home for reading; nothing is ever written.

    :param home: the folder; ``None`` for ``$POLICYKB_HOME`` or the platform's user data folder.
    :param settings: in place of those that the home's ``settings.toml`` gives.
    :param encoder: in place of the one that the settings name.
    :param load_model: false puts off opening the encoder until a query is embedded; what an index holds, and searching
        by words, needs none.
    :raises IndexUnavailable: no index, a damaged one, one of another model, or no model.
    """
    settings = settings or load_settings(Path(home) if home is not None else None, os.environ)
    return Index(settings, encoder, load_model=load_model)


class Index:
    """The current generation of one home; safe to use from several threads.

    A build never disturbs it: each query runs over one generation from start to end, and the next query takes
    the newest one. Close it, or use it as a context manager.
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder | None = None,
        *,
        load_model: bool = True,
        newest: NewestGeneration | None = None,
        visibility: Visibility = EVERYTHING,
    ) -> None:
        """Open it; ``limited_to`` gives the last two.

        :param newest: open already, and closed by whoever opened it.
        """
        self.settings = settings
        self._visibility = visibility
        self._owns_newest = newest is None
        self._newest = newest or NewestGeneration(settings, encoder, load_model=load_model)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it; queries in flight end first, and what they read is closed after them."""
        if self._owns_newest:
            self._newest.close()

    def limited_to(self, visibility: Visibility) -> Index:
        """The same index, of which only the documents that may be seen are ever found, counted or shown.

        It is closed with this one.
        """
        return Index(self.settings, newest=self._newest, visibility=visibility & self._visibility)

    @property
    def generation(self) -> str:
        """Id of the generation that the next query will read."""
        with self.snapshot() as snapshot:
            return snapshot.generation

    @property
    def document_count(self) -> int:
        with self.snapshot() as snapshot:
            return snapshot.store.count_documents()

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The newest generation as far as it may be seen, kept open until the block ends.

        Where the newest cannot be used (damaged, of another model), the one that is open goes on answering.

        :raises ValueError: the index was closed.
        """
        return self._newest.snapshot(self._visibility)

    def embed_query(self, query: str) -> NDArray[np.float32]:
        """The query's vector, shape ``[d]``.

        :raises IndexUnavailable: no model, or another than the index was built with; only where it was not loaded yet.
        """
        vector: NDArray[np.float32] = self.embed_queries([query])[0]
        return vector

    def embed_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of queries, shape ``[n, d]``; raises as ``embed_query``."""
        return self._newest.embed(queries)

    @property
    def cross_encoder(self) -> CrossEncoder | None:
        """What reads a question and a text together, where the model can; raises as ``embed_query``."""
        encoder = self._newest.encoder()
        return encoder if isinstance(encoder, CrossEncoder) else None

    def search(
        self,
        query: str,
        *,
        mode: Mode = Mode.HYBRID,
        top: int = 10,
        filters: Filters = Filters(),  # noqa: B008 - immutable
        as_of: date | None = None,
    ) -> SearchResult:
        """The passages that fit a query best.

        :param top: most passages, from 1.
        """
        started = time.perf_counter()
        with self._ranked(query, mode, top, filters, as_of) as (snapshot, _, hits):
            return SearchResult(query, hits, snapshot.generation, _milliseconds_since(started))

    def search_requests(
        self,
        text: str,
        *,
        mode: Mode = Mode.HYBRID,
        top: int = 10,
        filters: Filters = Filters(),  # noqa: B008 - immutable
        as_of: date | None = None,
    ) -> RequestResult:
        """What members asked for before that is like ``text``, each with what answered it.

        ``search`` finds none of these: a wish is no measure.

        :param top: most requests, from 1.
        """
        started = time.perf_counter()
        with self._ranked(text, mode, top, filters, as_of, requests=True) as (snapshot, found, hits):
            answers = snapshot.store.answers(candidate.chunk for candidate in found)
            chunks = snapshot.store.chunks(key for keys in answers.values() for key in keys)
            requests = tuple(
                RequestHit(hit, tuple(chunks[key] for key in answers.get(candidate.chunk, ())))
                for hit, candidate in zip(hits, found, strict=True)
            )
            return RequestResult(text, requests, snapshot.generation, _milliseconds_since(started))

    @contextmanager
    def _ranked(
        self, query: str, mode: Mode, top: int, filters: Filters, as_of: date | None, *, requests: bool = False
    ) -> Iterator[tuple[Snapshot, list[Candidate], tuple[Hit, ...]]]:
        """What fits a query best, best first, and the snapshot that it is of, kept open until the block ends."""
        if top < 1:
            raise ValueError(f"top is {top}, expected at least 1")
        as_of = as_of or date.today()
        vector = None if mode is Mode.LEXICAL else self.embed_query(query)
        with self.snapshot() as snapshot:
            found = snapshot.retrieve(
                query, vector, mode=mode, count=top, filters=filters, as_of=as_of, requests=requests
            )
            yield snapshot, found, hits_of(found, snapshot, as_of)

    def facets(self) -> Facets:
        """What the documents can be narrowed by."""
        with self.snapshot() as snapshot:
            return facets(snapshot.store)

    def documents(self, as_of: date | None = None) -> tuple[DocumentSummary, ...]:
        """Every document in one row each, ordered by name."""
        as_of = as_of or date.today()
        with self.snapshot() as snapshot:
            return summaries(snapshot.store, as_of)

    def document(self, key: str, *, by_path: bool = True) -> StoredDocument:
        """One document, whole.

        :param key: its name, its id, or its path on disk; a copy's do, too.
        :param by_path: false for a key that comes from another machine: paths are then not looked at.
        :raises UnknownDocument: nothing goes by that.
        """
        with self.snapshot() as snapshot:
            return snapshot.store.document(_found(snapshot.store, key, by_path=by_path))

    def document_and_summary(
        self, key: str, as_of: date | None = None, *, by_path: bool = True
    ) -> tuple[StoredDocument, DocumentSummary]:
        """One document, whole, and what ``documents`` says of it.

        :param key: as for ``document``, and ``by_path``.
        :raises UnknownDocument: nothing goes by that.
        """
        with self.snapshot() as snapshot:
            ordinal = _found(snapshot.store, key, by_path=by_path)
            (summary,) = summaries(snapshot.store, as_of or date.today(), only=ordinal)
            return snapshot.store.document(ordinal), summary

    def sources(self) -> tuple[tuple[str, str], ...]:
        """Remembered sources as ``(name, path)``."""
        with self.snapshot() as snapshot:
            return tuple((source.name, str(source.path)) for source in snapshot.store.sources())

    def status(self) -> IndexStatus:
        """Counts, model and size of the current generation."""
        with self.snapshot() as snapshot:
            manifest = snapshot.manifest
            return IndexStatus(
                generation=manifest.generation,
                published_at=manifest.published_at,
                documents=snapshot.store.count_documents(),
                copies=sum(map(len, snapshot.store.copies().values())),
                chunks=snapshot.store.count_chunks(),
                sentences=snapshot.store.count_sentences(),
                sources=tuple((source.name, str(source.path)) for source in snapshot.store.sources()),
                model=manifest.encoder.model,
                precision=manifest.encoder.precision,
                dimension=manifest.encoder.dimension,
                size_bytes=sum(mark.size for mark in manifest.files.values()),
            )


def _found(store: Store, key: str, *, by_path: bool) -> int:
    found = store.find(key, by_path=by_path)
    if not found:
        raise UnknownDocument(key)
    return found[0]


def _milliseconds_since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
