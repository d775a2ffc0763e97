"""How alike two wordings are: by pairs of characters, figures left out."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from index.lexical import LexicalField, LexicalIndex
from index.tokens import bigrams

#: What commas, stops and lines part.
CLAUSE: Final = re.compile("[^，。；：！？\n]+")
_FIGURES: Final = re.compile(r"[\d０-９.,，．%％]+[亿万千百]*")


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without its figures."""
    return frozenset(pair for pair in bigrams(_FIGURES.sub(" ", text)) if len(pair) > 1)


def coverage(said: str, source: str) -> float:
    """Of the pairs of ``said`` the share that ``source`` holds, 0 to 1."""
    ours = pairs(said)
    return len(ours & pairs(source)) / len(ours) if ours else 0.0


def likeness(first: str, second: str) -> float:
    """The pairs that both have, of all (Dice's coefficient), 0 to 1."""
    ours, theirs = pairs(first), pairs(second)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


class Rarity:
    """How much of a wording another holds, where pairs of characters that few passages have count more."""

    def __init__(self, lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._weights: dict[str, float] = {}

    def coverage(self, said: str, source: str) -> float:
        """Of the weight of ``said`` the share that ``source`` holds, 0 to 1; pairs unknown to the index count not."""
        ours = pairs(said)
        total = sum(map(self._weight, ours))
        return sum(map(self._weight, ours & pairs(source))) / total if total else 0.0

    def of(self, pair: str) -> float:
        """How rare a pair of characters is in the index: 1 where no passage has it, down to 0 where all do."""
        rarest = math.log(1 + (len(self._lexical) + 0.5) / 0.5)
        return (self._weight(pair) or rarest) / rarest

    def _weight(self, pair: str) -> float:
        if pair not in self._weights:
            found, passages = self._lexical.document_frequency(LexicalField.BIGRAMS, pair), len(self._lexical)
            self._weights[pair] = math.log(1 + (passages - found + 0.5) / (found + 0.5)) if found else 0.0
        return self._weights[pair]
