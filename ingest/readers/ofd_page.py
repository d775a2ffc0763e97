"""One page of an OFD document: its characters where they are drawn, put together to lines."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.characters import is_blank, is_cjk
from ingest.readers.page_text import PageText
from ingest.source_text import Line

_POINTS_PER_MILLIMETRE: Final = 72 / 25.4
_DEFAULT_SIZE: Final = 3.5
_IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Shares of the type size. Characters this far off the line's base still stand on it (raised figures do).
_SAME_BASE: Final = 0.45
_TWICE_DRAWN: Final = 0.15
_GAP_OF_CHINESE: Final = 0.9
_GAP_OF_LATIN: Final = 0.2
# Text at an angle is a watermark.
_TILTED: Final = 0.1
_SHORTEST_BODY_LINE: Final = 12
_BACKGROUND: Final = "Background"
_FALSE: Final = frozenset({"false", "0"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on the page, in millimetres from its upper left corner; ``base`` is where it stands."""

    text: str
    left: float
    base: float
    size: float
    right: float


def page_glyphs(page: etree._Element) -> list[Glyph]:
    """The characters of a page or template in the order drawn; those in background layers only where alone."""
    layers = list(page.iterfind("{*}Content/{*}Layer"))
    for chosen in ([layer for layer in layers if layer.get("Type") != _BACKGROUND], layers):
        glyphs = [glyph for layer in chosen for element in _text_objects(layer) for glyph in _glyphs(element)]
        if glyphs:
            return glyphs
    return []


def page_text(glyphs: Sequence[Glyph]) -> PageText:
    """The lines from top to bottom, with blanks where characters stand apart."""
    rows = _rows(glyphs)
    texts = ["".join(_spaced(row)) for row in rows]
    edge = min(
        (row[0].left for row, text in zip(rows, texts, strict=True) if len(text) >= _SHORTEST_BODY_LINE), default=None
    )
    lines: list[Line] = []
    length = 0
    for row, text in zip(rows, texts, strict=True):
        size = max(glyph.size for glyph in row)
        placed = (0.0, None) if edge is None else (max((row[0].left - edge) / size, 0.0), (row[-1].right - edge) / size)
        lines.append(
            Line(
                length,
                length + len(text),
                indent=placed[0],
                extent=placed[1],
                size=round(size * _POINTS_PER_MILLIMETRE, 1),
            )
        )
        length += len(text) + 1
    return PageText("\n".join(texts), tuple(lines))


def _text_objects(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if not isinstance(child.tag, str) or child.get("Visible", "true") in _FALSE:
            continue
        name = etree.QName(child).localname
        if name == "TextObject":
            yield child
        elif name == "PageBlock":
            yield from _text_objects(child)


def _glyphs(element: etree._Element) -> Iterator[Glyph]:
    """The characters of one text object (GB/T 33190-2016, 11.3)."""
    box = _numbers(element.get("Boundary"))
    matrix = _numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == len(_IDENTITY) else _IDENTITY
    across, up = math.hypot(a, b), math.hypot(c, d)
    if len(box) < 2 or across == 0 or up == 0 or abs(b) > _TILTED * across or a < 0:
        return
    size = (_numbers(element.get("Size")) or [_DEFAULT_SIZE])[0]
    x, y = 0.0, 0.0
    for code in element.iterfind("{*}TextCode"):
        # Where a code does not say where it begins, it begins where the one before did.
        x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
        text = (code.text or "").strip("\r\n\t")
        for character, (dx, dy) in zip(text, _offsets(code, text, size), strict=True):
            left, base = box[0] + a * (x + dx) + c * (y + dy) + e, box[1] + b * (x + dx) + d * (y + dy) + f
            if not is_blank(character):
                width = size * across * (1.0 if is_wide(character) else 0.5)
                yield Glyph(character, left, base, size * up, left + width)


def is_wide(character: str) -> bool:
    """Whether it is as wide as it is high."""
    return is_cjk(character) or unicodedata.east_asian_width(character) in "WF"


def _offsets(code: etree._Element, text: str, size: float) -> Iterator[tuple[float, float]]:
    """How far each character is from the first; widths stand in where the code gives no distances."""
    right, down = _distances(code.get("DeltaX")), _distances(code.get("DeltaY"))
    x, y = 0.0, 0.0
    for at, character in enumerate(text):
        yield x, y
        advance = 0.0 if down else size * (1.0 if is_wide(character) else 0.5)
        x += right[at] if at < len(right) else advance
        y += down[at] if at < len(down) else 0.0


def _distances(text: str | None) -> list[float]:
    """``g 3 5 2`` stands for ``5 5 5 2``: g, a count, and the number to repeat."""
    out: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word != "g":
            out += _numbers(word)
            continue
        count, value = next(words, ""), _numbers(next(words, ""))
        if count.isdecimal() and value:
            out += value * min(int(count), 10_000)
    return out


def _numbers(text: str | None) -> list[float]:
    try:
        numbers = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that stand on one line, lines from the top, characters from the left."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        last = rows[-1][-1] if rows else None
        if last is not None and glyph.base - last.base <= _SAME_BASE * min(glyph.size, last.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_once(sorted(row, key=lambda glyph: glyph.left)) for row in rows]


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Without the copies that are drawn beside a character to make it look bold."""
    kept: list[Glyph] = []
    for glyph in row:
        near = (other for other in kept[-3:] if abs(other.left - glyph.left) <= _TWICE_DRAWN * glyph.size)
        if not any(other.text == glyph.text for other in near):
            kept.append(glyph)
    return kept


def _spaced(row: Sequence[Glyph]) -> Iterator[str]:
    for at, glyph in enumerate(row):
        if at:
            last = row[at - 1]
            is_latin = not is_wide(last.text) and not is_wide(glyph.text)
            if glyph.left - last.right > glyph.size * (_GAP_OF_LATIN if is_latin else _GAP_OF_CHINESE):
                yield " "
        yield glyph.text
