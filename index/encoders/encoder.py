"""The encoder seam: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What makes two encoders' vectors comparable; an index's manifest holds it.

    :ivar model: a name for people, for example ``multilingual-e5-small``.
    :ivar weights_hash: hexadecimal SHA-256 over the weights.
    :ivar precision: how passages and queries are computed, for example ``passages int8, queries fp32``.
    :ivar dimension: length of a vector.
    :ivar window: most tokens of a text that the model sees, prompt and special tokens included.
    """

    model: str
    weights_hash: str
    precision: str
    dimension: int
    query_prompt: str
    passage_prompt: str
    window: int


class Encoder(Protocol):
    """Embeds queries and passages into one vector space.

    Both ``encode`` methods return float32, L2-normalised, shape ``[len(texts), dimension]``; the inner product of
    two rows is their cosine. They may be called from several threads.
    """

    @property
    def identity(self) -> EncoderIdentity: ...

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def count_tokens(self, text: str) -> int:
        """How many tokens of the window a passage takes, prompt and special tokens included."""
        ...


@runtime_checkable
class CrossEncoder(Protocol):
    """Reads a question and a text together: slower than comparing vectors, and better at telling whether it answers.

    An encoder may be one too. It may be called from several threads.
    """

    def cross_encode(self, question: str, texts: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """How likely each text answers a question, as logits, shape ``[len(texts)]``.

        :param texts: each a sentence and what it stands under; what is too long for the model is cut off.
        """
        ...
