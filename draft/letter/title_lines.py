"""Where a title that is too long for one line is parted: between words, into lines of like length."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

import rjieba

from ingest.characters import width

# 十四届, 三次会议, 第143018号提案, a short 《…》 are not torn apart.
_WHOLE: Final = re.compile(
    r"《[^》]{1,20}》|第\w{1,12}号(?:提案|建议|议案)?|[零一二三四五六七八九十\d]+(?:届|次(?:全体)?会议)|【[^】]*】"
)
_NOT_FIRST: Final = "，。；：、！？》”）】〕的"
_NOT_LAST: Final = "《“（【〔第"
_MOST_LINES: Final = 4


def title_lines(title: str, most: float) -> tuple[str, ...]:
    """The lines of a title.

    :param most: the widest line, in characters.
    """
    least = max(math.ceil(width(title) / most), 1)
    breaks = list(_breaks(title))
    for count in range(least, _MOST_LINES + 1):
        parted = [_parted(title, chosen) for chosen in combinations(breaks, count - 1)]
        fitting = [lines for lines in parted if all(width(line) <= most for line in lines)]
        if fitting:
            return min(fitting, key=_spread)
    return (title,)  # Word breaks it


def _breaks(title: str) -> Iterator[int]:
    """Positions between words."""
    whole = [match.span() for match in _WHOLE.finditer(title)]
    at = 0
    for word in rjieba.cut(title):
        at += len(word)
        if at == len(title) or title[at] in _NOT_FIRST or title[at - 1] in _NOT_LAST:
            continue
        if not any(start < at < end for start, end in whole):
            yield at


def _parted(title: str, breaks: Sequence[int]) -> tuple[str, ...]:
    edges = (0, *breaks, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))


def _spread(lines: Sequence[str]) -> tuple[float, float]:
    """Like lengths first; of equal ones the longer line above."""
    widths = [width(line) for line in lines]
    return max(widths) - min(widths), -widths[0]
