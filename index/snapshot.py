"""One generation opened for reading: the stores and the retrieval over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.engines import Engines, Selection
from index.errors import CorruptIndex
from index.filters import And, Node, tree_of
from index.fusion import FusionWeights, RetrieverScores, combine
from index.generation import (
    LEXICAL,
    MOMENTS,
    REQUEST_LEXICAL,
    REQUEST_VECTORS,
    SENTENCES,
    STORE,
    VECTORS,
    Manifest,
    generations_folder,
    read_manifest,
)
from index.lexical import LexicalIndex
from index.store import Store
from index.types import Candidate, Filters, Mode, StoredChunk
from index.vectors import DenseIndex
from index.visibility import EVERYTHING, Visibility

_CANDIDATES = 500
_MAPPED_BYTES = 1 << 16
_LEAST_VARIANCE = 1e-6


@dataclass(frozen=True, slots=True)
class _Engines:
    """What a generation is searched with, beside its store.

    :ivar requests: over what members asked for.
    :ivar sentences: vectors, shape ``[n, d]``; ``mean`` and ``covariance`` are those of the passages' vectors.
    """

    passages: Engines
    requests: Engines
    sentences: NDArray[np.float16]
    mean: NDArray[np.float32]
    covariance: NDArray[np.float32]

    @classmethod
    def open(cls, folder: Path) -> _Engines:
        """Open a generation's.

        :raises CorruptIndex: one of them cannot be read.
        """
        passages = Engines.open(folder / VECTORS, folder / LEXICAL)
        requests = Engines.open(folder / REQUEST_VECTORS, folder / REQUEST_LEXICAL)
        moments = np.load(folder / MOMENTS)
        return cls(passages, requests, _load_array(folder / SENTENCES), moments["mean"], moments["covariance"])

    def limited_to(self, selection: Selection) -> _Engines:
        """The same, of which only what is selected is ever found."""
        return replace(self, passages=self.passages.limited_to(selection), requests=self.requests.limited_to(selection))


class Snapshot:
    """A generation, immutable; open it once, search it from several threads, close it when no query is in flight.

    :ivar store: its documents and chunks, as far as they may be seen.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, visibility: Visibility = EVERYTHING, *, engines: _Engines | None = None
    ) -> None:
        """Open it; ``limited_to`` gives the last two.

        :param engines: those of the whole generation, open already.
        """
        self.folder = folder
        self.manifest = manifest
        self._visibility = visibility
        self.store = Store.open(folder / STORE, visibility)
        with ExitStack() as undo:
            undo.callback(self.store.close)
            if engines is None:
                self._engines = _Engines.open(folder)
                self._check_counts()
            else:
                self._engines = engines.limited_to(self._select(And(())))
            undo.pop_all()

    def _check_counts(self) -> None:
        manifest, searched = self.manifest, (self._engines.passages, self._engines.requests)
        counts = (
            *(len(index) for engines in searched for index in (engines.dense, engines.lexical)),
            len(self._engines.sentences),
            self.store.count_chunks(),
        )
        expected = (
            *(count for count in (manifest.searchable, manifest.requests) for _ in range(2)),
            manifest.sentences,
            manifest.chunks,
        )
        if counts != expected:
            raise CorruptIndex(
                f"{self.folder}: holds {counts}, its manifest says {expected}. Rebuild with `policykb build --full`."
            )

    @classmethod
    def open(cls, home: Path, generation: str) -> Snapshot:
        """Open a published generation.

        :raises CorruptIndex: a file is missing or damaged.
        """
        folder = generations_folder(home) / generation
        return cls(folder, read_manifest(folder))

    @property
    def dense(self) -> DenseIndex:
        """The vectors of the passages."""
        return self._engines.passages.dense

    @property
    def lexical(self) -> LexicalIndex:
        """The full text of the passages."""
        return self._engines.passages.lexical

    @property
    def generation(self) -> str:
        return self.manifest.generation

    def limited_to(self, visibility: Visibility) -> Snapshot:
        """The same generation, of which only the documents that may be seen are ever found; to be closed itself.

        How common words are, and how cosines are spread, is told of the whole generation.
        """
        return Snapshot(self.folder, self.manifest, visibility & self._visibility, engines=self._engines)

    def close(self) -> None:
        self.store.close()

    def retrieve(
        self,
        query: str,
        vector: NDArray[np.float32] | None,
        *,
        mode: Mode,
        count: int,
        filters: Filters,
        as_of: date,
        weights: FusionWeights = FusionWeights(),  # noqa: B008 - immutable
    ) -> list[Candidate]:
        """The best chunks, best first; ties broken by chunk id.

        :param vector: the embedded query, shape ``[d]``; not needed in lexical mode.
        """
        depth = max(count, _CANDIDATES)
        scores = self.score(query, vector, mode=mode, depth=depth, filters=filters, as_of=as_of)
        return _best(scores, weights, count)

    def retrieve_requests(
        self,
        query: str,
        vector: NDArray[np.float32] | None,
        *,
        mode: Mode,
        count: int,
        filters: Filters,
        as_of: date,
        weights: FusionWeights = FusionWeights(),  # noqa: B008 - immutable
    ) -> list[Candidate]:
        """As ``retrieve``, among what members asked for; ``store.answers`` gives what answered it."""
        scores = self._engines.requests.score(
            query,
            vector,
            mode=mode,
            depth=max(count, _CANDIDATES),
            selection=self._selection(filters, as_of),
        )
        return _best(scores, weights, count)

    def score(
        self,
        query: str,
        vector: NDArray[np.float32] | None,
        *,
        mode: Mode,
        depth: int,
        filters: Filters,
        as_of: date,
    ) -> RetrieverScores:
        """The best ``depth`` chunks of each retriever with its own scores; in hybrid mode all of them with a cosine."""
        selection = self._selection(filters, as_of)
        return self._engines.passages.score(query, vector, mode=mode, depth=depth, selection=selection)

    def sentence_vectors(self, chunk: StoredChunk) -> NDArray[np.float32]:
        """The vectors of a chunk's sentences in context, shape ``[len(chunk.sentences), d]``."""
        if chunk.vector_row is None:
            return np.zeros((0, self.manifest.encoder.dimension), dtype=np.float32)
        rows = self._engines.sentences[chunk.vector_row : chunk.vector_row + len(chunk.sentences)]
        return np.asarray(rows, dtype=np.float32)

    def sentence_cosines(self, vector: NDArray[np.float32], places: Sequence[tuple[int, int]]) -> list[float]:
        """The cosine of a query and each of some sentences; 0 for one of a passage that is not searched.

        :param places: ``(chunk id, place among its sentences)``.
        """
        first_rows = self.store.vector_rows({chunk for chunk, _ in places})
        rows = np.array([first_rows.get(chunk, -1 - at) + at for chunk, at in places], dtype=np.int64)
        if not len(rows) or not len(self._engines.sentences):
            return [0.0] * len(rows)
        cosines = np.asarray(self._engines.sentences[np.maximum(rows, 0)], dtype=np.float32) @ vector
        return [float(cosine) for cosine in np.where(rows >= 0, cosines, 0.0)]

    def standing(self, vector: NDArray[np.float32], cosine: float) -> float:
        """How far a cosine stands above the query's cosines with all passages, in standard deviations.

        The mean and the variance over all passages follow exactly from the passages' mean and covariance. Among
        passages that lie all alike, a lone one above all, nothing stands out: 0.
        """
        variance = float(vector @ self._engines.covariance @ vector)
        if variance < _LEAST_VARIANCE:
            return 0.0
        return (cosine - float(vector @ self._engines.mean)) / math.sqrt(variance)

    def documents_passing(self, filters: Filters, as_of: date) -> Sequence[int] | None:
        """Ordinals of the documents that pass a filter; ``None`` where nothing is filtered."""
        return self._selection(filters, as_of).documents

    def _selection(self, filters: Filters, as_of: date) -> Selection:
        if filters == Filters():
            return Selection()
        return self._select(tree_of(filters, as_of))

    def _select(self, node: Node) -> Selection:
        documents, ranges = self.store.selection(node)
        allowed = np.zeros(self.manifest.chunks + 1, dtype=np.bool_)
        for first, end in ranges:
            allowed[first:end] = True
        return Selection(documents, allowed)


def _best(scores: RetrieverScores, weights: FusionWeights, count: int) -> list[Candidate]:
    fused = combine(scores, weights)
    best = sorted(fused, key=lambda key: (-fused[key], key))[:count]
    return [
        Candidate(key, fused[key], scores.cosines.get(key), scores.words.get(key, 0.0), scores.bigrams.get(key, 0.0))
        for key in best
    ]


def _load_array(path: Path) -> NDArray[np.float16]:
    try:
        small = path.stat().st_size < _MAPPED_BYTES  # an empty array cannot be mapped
        array: NDArray[np.float16] = np.load(path, mmap_mode=None if small else "r")
    except (OSError, ValueError) as error:
        raise CorruptIndex(f"{path}: NumPy cannot read it. Rebuild with `policykb build --full`.") from error
    return array
