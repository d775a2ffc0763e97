"""The engines over one set of passages: vectors and full text, asked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.fusion import RetrieverScores
from index.lexical import LexicalField, LexicalIndex
from index.types import Mode
from index.vectors import DenseIndex


@dataclass(frozen=True, slots=True)
class Selection:
    """What may be found; ``None`` for everything.

    :ivar documents: ordinals, for full text.
    :ivar chunks: by chunk id, for vectors.
    """

    documents: Sequence[int] | None = None
    chunks: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Engines:
    """Vectors and full text of the same passages, read-only."""

    dense: DenseIndex
    lexical: LexicalIndex

    @classmethod
    def open(cls, vectors: Path, lexical: Path) -> Engines:
        """Open both.

        :raises CorruptIndex: one of them cannot be read.
        """
        return cls(DenseIndex.open(vectors), LexicalIndex.open(lexical))

    def limited_to(self, selection: Selection) -> Engines:
        """The same engines, of which only what is selected is ever found."""
        if selection.documents is None or selection.chunks is None:
            return self
        return Engines(self.dense.limited_to(selection.chunks), self.lexical.limited_to(selection.documents))

    def score(
        self, query: str, vector: NDArray[np.float32] | None, *, mode: Mode, depth: int, selection: Selection
    ) -> RetrieverScores:
        """The best ``depth`` chunks of each retriever with its own scores; in hybrid mode all of them with a cosine."""
        cosines: dict[int, float] = {}
        words: dict[int, float] = {}
        bigrams: dict[int, float] = {}
        if mode is not Mode.LEXICAL:
            if vector is None:
                raise ValueError(f"mode {mode} needs the embedded query")
            cosines = self.dense.search(vector, depth, selection.chunks)
        if mode is not Mode.DENSE:
            words = self.lexical.search(query, LexicalField.WORDS, depth, selection.documents)
            bigrams = self.lexical.search(query, LexicalField.BIGRAMS, depth, selection.documents)
        if mode is Mode.HYBRID and vector is not None:
            cosines |= self.dense.scores(vector, [key for key in words | bigrams if key not in cosines])
        return RetrieverScores(cosines, words, bigrams)
