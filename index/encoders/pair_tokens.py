"""The form in which the cross-encoder reads a question and a text together, in training as in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from index.encoders.text_cleaning import encodable

#: Most tokens of a pair, special tokens included.
WINDOW: Final = 192
_QUESTION: Final = 64
_SENTENCE: Final = 120
_SPECIAL: Final = 5


class _Tokenizer(Protocol):
    def encode(self, text: str) -> list[int]: ...


def pair_tokens(tokenizer: _Tokenizer, question: str, texts: Sequence[tuple[str, str]]) -> list[list[int]]:
    """The tokens of each pair: ``<s> question </s></s> sentence </s> context </s>``.

    :param tokenizer: gives a text's tokens between one that begins and one that ends it.
    :param texts: each a sentence and what it stands under; what is too long is cut off at its end.
    """

    def inner(text: str, most: int) -> list[int]:
        return tokenizer.encode(encodable(text))[1:-1][:most]

    begin, end = tokenizer.encode("")
    asked = inner(question, _QUESTION)
    pairs: list[list[int]] = []
    for sentence, context in texts:
        said = inner(sentence, _SENTENCE)
        under = inner(context, WINDOW - _SPECIAL - len(asked) - len(said))
        pairs.append([begin, *asked, end, end, *said, end, *under, end])
    return pairs
