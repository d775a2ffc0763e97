"""Line breaks for Chinese and Latin text side by side, by the width of the cells of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

# No line begins with the first set, none ends with the second (GB/T 15834-2011, 5.1: the places of punctuation marks).
_NOT_FIRST: Final = "，。、；：！？）》〉」』】〕”’％…,.;:!?)%"
_NOT_LAST: Final = "（《〈「『【〔“‘(￥"

# The year and number of a 文号, a marker [12], one wide character, or a run of anything else that has no blank in it;
# with the blanks that follow.
_WIDE: Final = r"[\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…]"
_PIECE: Final = re.compile(rf"(?:〔\d{{4}}〕\d+号|\[\d+\]|{_WIDE}|(?:(?!{_WIDE}|\[\d+\])\S)+)\s*|\s+")
_MARKER: Final = re.compile(r"\[\d+\]")


def wrap(text: str, width: int) -> list[str]:
    """Break one paragraph into lines of at most ``width`` cells.

    A Latin word, or the marks that cling to a character, are only parted where they alone are wider than a line.
    The lines, joined, are the text, but for the blanks at the breaks.

    :param width: in cells, at least 2; a Chinese character takes two.
    """
    if width < 2:
        raise ValueError(f"width is {width}, expected at least 2 cells")
    lines: list[str] = []
    line = ""
    for unit in _units(text):
        if cell_len(line + unit.rstrip()) <= width:
            line += unit
            continue
        if line:
            lines.append(line.rstrip())
        *full, line = _chopped(unit, width)
        lines.extend(part.rstrip() for part in full)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _units(text: str) -> Iterator[str]:
    """What must stay on one line: pieces with the marks that may not begin or end a line."""
    unit = ""
    for piece in _PIECE.findall(text):
        clings = piece[0] in _NOT_FIRST or _MARKER.match(piece) is not None
        if unit and not clings and not unit.endswith(tuple(_NOT_LAST)):
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _chopped(unit: str, width: int) -> list[str]:
    parts = [""]
    for character in unit:
        if cell_len((parts[-1] + character).rstrip()) > width:
            parts.append("")
        parts[-1] += character
    return parts
