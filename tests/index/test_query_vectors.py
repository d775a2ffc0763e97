from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoders.hashing import HashingEncoder
from index.query_vectors import QueryVectors


class Counting:
    def __init__(self) -> None:
        self.encoded: list[str] = []

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        return HashingEncoder().encode_queries(texts)


def test_a_text_is_encoded_once_and_gives_the_encoders_vector() -> None:
    encode = Counting()
    vectors = QueryVectors(encode)
    texts = ["流片补贴", "低空经济", "流片补贴"]
    expected = HashingEncoder().encode_queries(texts)
    np.testing.assert_array_equal(vectors.of(texts), expected)
    np.testing.assert_array_equal(vectors.of(texts[::-1]), expected[::-1])
    assert encode.encoded == ["流片补贴", "低空经济"]


def test_the_least_recently_asked_is_forgotten() -> None:
    encode = Counting()
    vectors = QueryVectors(encode, capacity=2)
    for text in ("甲", "乙", "甲", "丙", "甲", "乙"):
        vectors.of([text])
    assert encode.encoded == ["甲", "乙", "丙", "乙"]


def test_no_texts_give_no_vectors_of_the_encoders_dimension() -> None:
    expected = HashingEncoder().encode_queries([])
    assert QueryVectors(Counting()).of([]).shape == expected.shape
