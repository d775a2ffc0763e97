from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoders.hashing import HashingEncoder
from index.errors import CorruptIndex
from index.vector_cache import VectorCache


class CountingEncoder(HashingEncoder):
    """Remembers what it was asked to embed; fails from the given call on."""

    def __init__(self, dimension: int = 16, calls: int = 1000) -> None:
        super().__init__(dimension)
        self.texts: list[str] = []
        self.calls = calls

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.calls == 0:
            raise RuntimeError("the power went")
        self.calls -= 1
        self.texts += texts
        return super().encode_passages(texts)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path / "cache" / "vectors.db")
    yield cache
    cache.close()


def test_vectors_stand_in_the_order_of_the_texts(cache: VectorCache) -> None:
    texts = ["芯片", "低空", "芯片", "人才"]
    encoder = CountingEncoder()
    expected = HashingEncoder(16).encode_passages(texts)
    np.testing.assert_array_equal(cache.encode_passages(encoder, texts), expected)
    assert encoder.texts == ["芯片", "低空", "人才"]
    np.testing.assert_array_equal(cache.encode_passages(encoder, texts[::-1]), expected[::-1])
    assert len(encoder.texts) == 3


def test_more_texts_than_a_statement_takes_marks(cache: VectorCache) -> None:
    texts = [f"第{number}条" for number in range(1203)]
    first = cache.encode_passages(CountingEncoder(), texts)
    again = CountingEncoder()
    np.testing.assert_array_equal(cache.encode_passages(again, texts), first)
    assert again.texts == []


def test_texts_without_a_utf8_form_have_a_key_too(cache: VectorCache) -> None:
    encoder = CountingEncoder()
    assert cache.encode_passages(encoder, ["\ud800", "\x00", ""]).shape == (3, 16)
    cache.encode_passages(encoder, ["\ud800", "\x00", ""])
    assert len(encoder.texts) == 3


def test_no_texts_no_rows(cache: VectorCache) -> None:
    assert cache.encode_passages(HashingEncoder(16), []).shape == (0, 16)


def test_another_model_has_vectors_of_its_own(cache: VectorCache) -> None:
    assert cache.encode_passages(HashingEncoder(16), ["芯片"]).shape == (1, 16)
    assert cache.encode_passages(HashingEncoder(32), ["芯片"]).shape == (1, 32)


def test_fresh_embeds_again(cache: VectorCache) -> None:
    encoder = CountingEncoder()
    cache.encode_passages(encoder, ["芯片"])
    cache.encode_passages(encoder, ["芯片"], fresh=True)
    assert encoder.texts == ["芯片", "芯片"]


def test_the_result_may_be_written_to(cache: VectorCache) -> None:
    vectors = cache.encode_passages(HashingEncoder(16), ["芯片"])
    vectors[0] = 0
    assert cache.encode_passages(HashingEncoder(16), ["芯片"]).any()


def test_progress_counts_distinct_texts(cache: VectorCache) -> None:
    told: list[tuple[int, int]] = []
    cache.encode_passages(HashingEncoder(16), ["0"])
    texts = [str(number) for number in range(100)] + ["0", "1"]
    cache.encode_passages(HashingEncoder(16), texts, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 100), (65, 100), (100, 100)]


def test_what_was_embedded_before_a_failure_is_kept(tmp_path: Path) -> None:
    texts = [str(number) for number in range(100)]
    cache = VectorCache(tmp_path / "vectors.db")
    with pytest.raises(RuntimeError, match="the power went"):
        cache.encode_passages(CountingEncoder(calls=1), texts)
    cache.close()
    cache, encoder = VectorCache(tmp_path / "vectors.db"), CountingEncoder()
    cache.encode_passages(encoder, texts)
    cache.close()
    assert encoder.texts == texts[64:]


def test_a_file_that_is_no_cache_is_named_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "vectors.db").write_bytes(b"no cache at all" * 100)
    with pytest.raises(CorruptIndex, match=r"vectors\.db: .*Delete the file"):
        VectorCache(tmp_path / "vectors.db")


def test_a_cache_damaged_inside_is_named_with_the_fix(tmp_path: Path) -> None:
    path = tmp_path / "vectors.db"
    texts = [str(number) for number in range(500)]
    cache = VectorCache(path)
    cache.encode_passages(HashingEncoder(16), texts)
    cache.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    cache = VectorCache(path)
    with pytest.raises(CorruptIndex, match="Delete the file"):
        cache.encode_passages(HashingEncoder(16), texts)
    cache.close()
