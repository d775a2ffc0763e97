"""The shipped fake: the same everywhere, and close where wording is."""

from __future__ import annotations

import subprocess
import sys
import zlib

import numpy as np
import pytest

from index.encoders.hashing import HashingEncoder


def test_values_worked_out_by_hand() -> None:
    # " ai " has the bigrams " a", "ai", "i ", and the word "ai", which is also a bigram: its bucket counts two.
    buckets = [zlib.crc32(feature) % 256 for feature in (b" a", b"ai", b"i ")]
    assert len(set(buckets)) == 3
    expected = np.zeros(256, dtype=np.float32)
    expected[buckets] = np.array([1, 2, 1]) / np.sqrt(6)

    np.testing.assert_allclose(HashingEncoder().encode_queries(["AI"])[0], expected, rtol=1e-6)


def test_another_process_gives_the_same_vectors() -> None:
    code = (
        "import sys; from index.encoders.hashing import HashingEncoder\n"
        "sys.stdout.buffer.write(HashingEncoder().encode_passages(['绿色工厂', 'green factory']).tobytes())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout == HashingEncoder().encode_passages(["绿色工厂", "green factory"]).tobytes()


def test_shared_wording_lies_closer() -> None:
    vectors = HashingEncoder().encode_passages(["绿色工厂奖励标准", "绿色工厂奖励条件", "飞行服务站布局"])

    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@pytest.mark.parametrize("dimension", [8, 1024])
def test_the_dimension_is_a_choice(dimension: int) -> None:
    encoder = HashingEncoder(dimension)

    assert encoder.identity.dimension == dimension
    assert encoder.encode_queries(["人才"]).shape == (1, dimension)


def test_sixteen_characters_are_ten_tokens() -> None:
    # 16 / 1.6, and the two special tokens.
    assert HashingEncoder().count_tokens("支" * 16) == 12
