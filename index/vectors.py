"""Passage vectors in FAISS: exact inner product behind ``IDMap2``, mapped from disk.

Exact search holds to about 100,000 passages (``docs/decisions/0004``); beyond, an IVF index takes this one's place
behind the same four methods.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import CorruptIndex


class DenseIndex:
    """Vectors of one generation, read-only, safe to search from several threads.

    :param within: which chunk ids there are at all for whoever searches it, by chunk id; ``None`` for all.
    """

    def __init__(self, index: faiss.Index, within: NDArray[np.bool_] | None = None) -> None:
        self._index = index
        self._within = within

    @classmethod
    def open(cls, path: Path) -> DenseIndex:
        """Map an index file.

        :raises CorruptIndex: FAISS cannot read the file.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise CorruptIndex(f"{path}: FAISS cannot read it. Rebuild with `policykb build --full`.") from error

    def limited_to(self, within: NDArray[np.bool_]) -> DenseIndex:
        """The same vectors, of which only those of some chunks are ever found."""
        return DenseIndex(self._index, within)

    def __len__(self) -> int:
        """How many vectors there are, found or not."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(
        self, vector: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None = None
    ) -> dict[int, float]:
        """The nearest chunks.

        :param vector: shape ``[d]``, unit length.
        :param allowed: which chunk ids may be found, indexed by chunk id; ``None`` for all.
        :returns: cosine by chunk id, best first, at most ``count``.
        """
        parameters = None
        if self._within is not None:
            allowed = self._within if allowed is None else self._within & allowed
        if allowed is not None:
            # faiss's Python layer takes an array and keyword arguments, which its generated stubs do not know.
            selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        count = min(count, len(self))
        if count == 0:
            return {}
        scores, ids = self._index.search(vector[np.newaxis], count, params=parameters)
        return {int(key): float(score) for key, score in zip(ids[0], scores[0], strict=True) if key >= 0}

    def scores(self, vector: NDArray[np.float32], ids: list[int]) -> dict[int, float]:
        """Cosine of the vector with each of these chunks, all of which must be in the index; what is not to be found
        has none.
        """
        if self._within is not None:
            ids = [key for key in ids if self._within[key]]
        if not ids:
            return {}
        rows = self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return dict(zip(ids, (rows @ vector).tolist(), strict=True))


def write_dense_index(path: Path, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
    """Write vectors of shape ``[n, d]`` under their chunk ids."""
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    if len(ids):
        index.add_with_ids(vectors, ids)
    faiss.write_index(index, str(path))
