"""The text layer of a PDF page, by pdfium. Whoever calls into this module holds ``PDFIUM_LOCK``."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.source_text import Line, split_lines

# pdfium is not thread-safe: whoever calls it anywhere in this process holds this lock.
PDFIUM_LOCK: Final = threading.Lock()
_SHORTEST_BODY_LINE: Final = 12


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a text layer.

    :ivar position: in the page's text.
    :ivar edges: left, bottom, right, top in points in the page's own space, where y grows upwards.
    :ivar is_made_up: a space or line end that pdfium put where the page has a gap.
    """

    position: int
    text: str
    edges: tuple[float, float, float, float]
    is_made_up: bool


def placed_lines(textpage: pypdfium2.PdfTextPage, text: str) -> list[Line]:
    """The lines of a page's text, each with where it begins and ends.

    Measured from the left edge of the page's text, in characters of the line's own size.
    """
    lines = [*split_lines(text.replace("\f", "\n"))]
    at = _Positions(text)
    firsts = [_box(textpage, at.units(line.start)) for line in lines]
    lasts = [_box(textpage, at.units(line.end - 1)) for line in lines]
    edges = [first.left for line, first in zip(lines, firsts, strict=True) if first and _is_body(line)]
    edge = min(edges, default=None)
    if edge is None:
        return lines
    placed = []
    for line, first, last in zip(lines, firsts, lasts, strict=True):
        if first is None or last is None or last.right <= first.left:
            placed.append(line)
            continue
        indent, extent = (first.left - edge) / first.size, (last.right - edge) / first.size
        placed.append(replace(line, indent=max(indent, 0.0), extent=extent, size=first.size))
    return placed


def characters(textpage: pypdfium2.PdfTextPage, text: str) -> Iterator[Character]:
    """Every character of a page's text that pdfium can place."""
    at = _Positions(text)
    box = pdfium.FS_RECTF()
    for position, character in enumerate(text):
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, at.units(position))
        if index < 0 or not pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, byref(box)):
            continue
        made_up = pdfium.FPDFText_IsGenerated(textpage.raw, index) == 1
        yield Character(position, character, (box.left, box.bottom, box.right, box.top), made_up)


def _is_body(line: Line) -> bool:
    return line.end - line.start >= _SHORTEST_BODY_LINE


class _Positions:
    """Turns positions in a Python string to those of pdfium, which counts UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Rare, and counting the characters before each line would be most of the work.
        self._has_long = any(character > "\uffff" for character in set(text))

    def units(self, position: int) -> int:
        if not self._has_long:
            return position
        return position + sum(character > "\uffff" for character in self._text[:position])


@dataclass(frozen=True, slots=True)
class _CharacterBox:
    """A character's place on the page and its size, in points."""

    left: float
    right: float
    size: float


def _box(textpage: pypdfium2.PdfTextPage, units: int) -> _CharacterBox | None:
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, units)
    box = pdfium.FS_RECTF()
    if index < 0 or not pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, byref(box)):
        return None
    size = float(pdfium.FPDFText_GetFontSize(textpage.raw, index))
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(textpage.raw, index, byref(matrix)):
        # The nominal size is no measure where a matrix scales the type, as browsers do.
        size *= math.hypot(matrix.c, matrix.d)
    return _CharacterBox(box.left, box.right, size) if size > 0 and math.isfinite(size + box.left + box.right) else None
