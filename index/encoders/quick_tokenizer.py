"""The model's tokenizer, of which Chinese and English texts load less than half.

The whole vocabulary, of ninety languages, takes 0.7 s to load: most of what a search would wait for. A Unigram model
joins pieces that occur in the text, so a text without, say, Cyrillic letters comes out the same when the pieces with
Cyrillic letters are not there. The lesser vocabulary holds all pieces made of the characters below, and so is exact for
texts made of them; the first other text loads the whole one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.encoders.loaded_once import LoadedOnce
from index.encoders.model_folder import LESSER_IDS, LESSER_TOKENIZER, TOKENIZER
from index.encoders.packaged_weights import Vocabulary

# ASCII, Latin-1 signs, dashes and quotes, mathematical signs, what Chinese is written in, and U+2581 for a space.
_COVERED: Final = re.compile(
    r"[ -~\u00a0-\u00bf\u00d7\u00f7\u2010-\u205e\u2200-\u22ff\u2581\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
    r"\U00020000-\U0003ffff]*"
)


class QuickTokenizer:
    """Gives the ids that the whole tokenizer gives."""

    def __init__(self, folder: Path) -> None:
        self._lesser = LoadedOnce(lambda: _load(folder / LESSER_TOKENIZER))
        self._ids: LoadedOnce[NDArray[np.int32]] = LoadedOnce(lambda: np.load(folder / LESSER_IDS))
        self._whole = LoadedOnce(lambda: _load(folder / TOKENIZER))

    def warm_up(self) -> None:
        """Load what Chinese and English texts need."""
        self._lesser.get()

    @property
    def whole_is_loaded(self) -> bool:
        """Whether a text with other characters has come by."""
        return self._whole.is_loaded

    def encode(self, text: str) -> list[int]:
        """Give a text's tokens, special tokens included, however many they are."""
        lesser = self._lesser.get()
        if _COVERED.fullmatch(lesser.normalizer.normalize_str(text)):
            ids: list[int] = self._ids.get()[lesser.encode(text).ids].tolist()
            return ids
        return list(self._whole.get().encode(text).ids)


def lesser_vocabulary(vocabulary: Vocabulary, also: tuple[str, ...]) -> tuple[Vocabulary, NDArray[np.int32]]:
    """Take out the pieces that no covered text can hold.

    :param also: pieces to keep all the same.
    :returns: the lesser vocabulary, and for each of its ids the one in the whole vocabulary.
    """
    special = {vocabulary.begin, vocabulary.end, vocabulary.padding, vocabulary.unknown}
    # An unknown character's score is derived from the lowest of all.
    lowest = vocabulary.scores.index(min(vocabulary.scores))
    kept = [
        number
        for number, piece in enumerate(vocabulary.pieces)
        if number in special or number == lowest or piece in also or _COVERED.fullmatch(piece)
    ]
    lesser = replace(
        vocabulary,
        pieces=tuple(vocabulary.pieces[number] for number in kept),
        scores=tuple(vocabulary.scores[number] for number in kept),
        begin=kept.index(vocabulary.begin),
        end=kept.index(vocabulary.end),
        padding=kept.index(vocabulary.padding),
        unknown=kept.index(vocabulary.unknown),
    )
    return lesser, np.array(kept, dtype=np.int32)


def _load(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
