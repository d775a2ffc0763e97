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

from index.arrays import load_array
from index.engines import Engines, Selection
from index.errors import CorruptIndex
from index.filters import And, Node, tree_of
from index.fusion import FusionWeights, RetrieverScores, combine
from index.generation import (
    LEXICAL,
    MEASURES,
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
from index.measure_table import MeasureTable
from index.store import Store
from index.types import Candidate, Filters, Mode, StoredChunk
from index.vectors import DenseIndex
from index.visibility import EVERYTHING, Visibility

_CANDIDATES = 500
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
    measures: MeasureTable

    @classmethod
    def open(cls, folder: Path) -> _Engines:
        """Open a generation's.

        :raises CorruptIndex: one of them cannot be read.
        """
        passages = Engines.open(folder / VECTORS, folder / LEXICAL)
        requests = Engines.open(folder / REQUEST_VECTORS, folder / REQUEST_LEXICAL)
        moments = np.load(folder / MOMENTS)
        measures = MeasureTable.open(folder / MEASURES)
        sentences = load_array(folder / SENTENCES)
        return cls(passages, requests, sentences, moments["mean"], moments["covariance"], measures)

    def limited_to(self, selection: Selection) -> _Engines:
        """The same, of which only what is selected is ever found."""
        if selection.documents is None:
            return self
        return replace(
            self,
            passages=self.passages.limited_to(selection),
            requests=self.requests.limited_to(selection),
            measures=self.measures.limited_to(selection.documents),
        )


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
    def measures(self) -> MeasureTable:
        """What tells which support measures fit; the store has them in full."""
        return self._engines.measures

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
        requests: bool = False,
    ) -> list[Candidate]:
        """The best chunks, best first; ties broken by chunk id.

        :param vector: the embedded query, shape ``[d]``; not needed in lexical mode.
        :param requests: among what members asked for, which is found by nothing else; ``store.answers`` gives what
            answered it.
        """
        engines = self._engines.requests if requests else self._engines.passages
        depth = max(count, _CANDIDATES)
        scores = engines.score(query, vector, mode=mode, depth=depth, selection=self._selection(filters, as_of))
        fused = combine(scores, weights)
        best = sorted(fused, key=lambda key: (-fused[key], key))[:count]
        return [Candidate(key, fused[key], scores.cosines.get(key)) for key in best]

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

    def sentence_cosine(self, vector: NDArray[np.float32], chunk: StoredChunk, position: int) -> float:
        """The cosine of a query and one of a chunk's sentences in context; 0 where the chunk is not searched."""
        return 0.0 if chunk.vector_row is None else float(self.sentence_vectors(chunk)[position] @ vector)

    def standing(self, vector: NDArray[np.float32], cosine: float) -> float:
        """How far a cosine stands above the query's cosines with all passages, in standard deviations.

        The mean and the variance over all passages follow exactly from the passages' mean and covariance. Among
        passages that lie all alike, a lone one above all, nothing stands out: 0.
        """
        mean, deviation = self._spread(vector)
        return (cosine - mean) / deviation if deviation else 0.0

    def cosine_at(self, vector: NDArray[np.float32], standing: float) -> float:
        """The cosine that stands so high; infinite where nothing stands out."""
        mean, deviation = self._spread(vector)
        return mean + standing * deviation if deviation else math.inf

    def _spread(self, vector: NDArray[np.float32]) -> tuple[float, float]:
        """Mean and standard deviation of a query's cosines with all passages; 0 for a deviation that is none."""
        variance = float(vector @ self._engines.covariance @ vector)
        return float(vector @ self._engines.mean), math.sqrt(variance) if variance >= _LEAST_VARIANCE else 0.0

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
