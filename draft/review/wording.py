"""How alike two wordings are: by pairs of characters, figures left out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.tokens import bigrams

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
