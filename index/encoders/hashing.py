"""A shipped fake: vectors from hashed characters, for tests and for trying things out without a model."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoders.encoder import EncoderIdentity
from index.encoders.text_cleaning import encodable
from index.encoders.window import require_fit

_WORD: Final = re.compile(r"[a-z0-9]+")
_CHARACTERS_PER_TOKEN: Final = 1.6  # what multilingual-e5's tokenizer needs for Chinese text
_SPECIAL_TOKENS: Final = 2


class HashingEncoder:
    """Counts character bigrams and Latin words in ``dimension`` buckets; texts that share wording lie close.

    A pure function of its input, the same in every process and on every machine.
    """

    def __init__(self, dimension: int = 256) -> None:
        self._identity = EncoderIdentity(
            model="hashing",
            weights_hash="none",
            precision="float32",
            dimension=dimension,
            query_prompt="",
            passage_prompt="",
            window=512,
        )

    @property
    def identity(self) -> EncoderIdentity:
        """What an index compares its own with."""
        return self._identity

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries, as passages are embedded, but of any length."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages.

        :raises ValueError: a passage is over the window.
        """
        for text in texts:
            require_fit(text, self.count_tokens(text), self._identity.window)
        return self._encode(texts)

    def count_tokens(self, text: str) -> int:
        """Estimate as many tokens as the default model's tokenizer makes of Chinese text."""
        return math.ceil(len(text) / _CHARACTERS_PER_TOKEN) + _SPECIAL_TOKENS

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self._identity.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for feature in _features(text):
                vectors[row, zlib.crc32(feature.encode("utf-8")) % self._identity.dimension] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _features(text: str) -> Iterator[str]:
    text = " ".join(encodable(text).lower().split())
    # The edges stand for a blank text too, which must have a direction.
    framed = f" {text} "
    yield from (framed[i : i + 2] for i in range(len(framed) - 1))
    yield from _WORD.findall(text)
