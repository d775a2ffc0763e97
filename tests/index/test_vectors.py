"""FAISS against NumPy brute force."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import CorruptIndex
from index.vectors import DenseIndex, write_dense_index

COUNT, DIMENSION = 500, 32


@pytest.fixture
def vectors() -> NDArray[np.float32]:
    rows: NDArray[np.float32] = np.random.default_rng(7).normal(size=(COUNT, DIMENSION)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


@pytest.fixture
def index(tmp_path: Path, vectors: NDArray[np.float32]) -> DenseIndex:
    ids = np.arange(1, COUNT + 1, dtype=np.int64) * 3
    write_dense_index(tmp_path / "v.faiss", ids, vectors)
    return DenseIndex.open(tmp_path / "v.faiss")


def test_search_equals_brute_force(index: DenseIndex, vectors: NDArray[np.float32]) -> None:
    for query in vectors[:20]:
        cosines = vectors @ query
        expected = np.argsort(-cosines)[:10]
        found = index.search(query, 10)
        assert list(found) == [(int(row) + 1) * 3 for row in expected]
        assert list(found.values()) == pytest.approx(cosines[expected].tolist(), abs=1e-5)


def test_search_among_some_equals_brute_force_among_them(index: DenseIndex, vectors: NDArray[np.float32]) -> None:
    allowed = np.zeros(COUNT * 3 + 1, dtype=np.bool_)
    rows = np.arange(0, COUNT, 50)
    allowed[(rows + 1) * 3] = True
    found = index.search(vectors[3], 100, allowed)
    expected = rows[np.argsort(-(vectors[rows] @ vectors[3]))]
    assert list(found) == ((expected + 1) * 3).tolist()


def test_scores_are_the_cosines_of_the_named_chunks(index: DenseIndex, vectors: NDArray[np.float32]) -> None:
    found = index.scores(vectors[0], [3, 30, 1500])
    assert found == pytest.approx(
        {3: 1.0, 30: float(vectors[9] @ vectors[0]), 1500: float(vectors[499] @ vectors[0])}, abs=1e-5
    )


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    write_dense_index(tmp_path / "e.faiss", np.zeros(0, dtype=np.int64), np.zeros((0, DIMENSION), dtype=np.float32))
    index = DenseIndex.open(tmp_path / "e.faiss")
    assert index.search(np.ones(DIMENSION, dtype=np.float32), 5) == {}
    assert index.scores(np.ones(DIMENSION, dtype=np.float32), []) == {}


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "v.faiss").write_bytes(b"not an index")
    with pytest.raises(CorruptIndex, match=r"v\.faiss: FAISS cannot read it"):
        DenseIndex.open(tmp_path / "v.faiss")
