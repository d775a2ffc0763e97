"""Recognised lines cut where a ruling runs through them: narrow columns are taken for one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from ingest.characters import is_blank, is_cjk, width
from ingest.ocr.engine import Point, RecognisedLine
from ingest.ocr.page_lines import Stretch

# How far the place of a character may be off, since figures and letters differ in width, in characters.
_DOUBT: Final = 1.5


def cut_at(stretch: Stretch, xs: Sequence[float]) -> list[Stretch]:
    """The parts of a stretch between some of its places.

    Where exactly, in the text, is reckoned from the widths of its characters; a blank or a change between Chinese and
    other characters that is near wins over what is nearest.

    :param xs: between its ends, in pixels as ``Stretch.left``.
    """
    text = stretch.line.text
    edges = [0.0, *accumulate(width(character) for character in text)]
    if not xs or not edges[-1]:
        return [stretch]
    scale = edges[-1] / (stretch.right - stretch.left)
    cuts = {0, len(text), *(_position(text, edges, (x - stretch.left) * scale) for x in xs)}
    return list(_parts(stretch, edges, sorted(cuts)))


def _position(text: str, edges: Sequence[float], at: float) -> int:
    near = [place for place, edge in enumerate(edges) if abs(edge - at) <= _DOUBT]
    apart = [place for place in near if 0 < place < len(text) and _parts_words(text[place - 1], text[place])]
    return min(apart or range(len(edges)), key=lambda place: abs(edges[place] - at))


def _parts_words(before: str, after: str) -> bool:
    return is_blank(before) or is_blank(after) or is_cjk(before) is not is_cjk(after)


def _parts(stretch: Stretch, edges: Sequence[float], cuts: Sequence[int]) -> Iterator[Stretch]:
    line, length = stretch.line, stretch.right - stretch.left
    for start, end in pairwise(cuts):
        if all(map(is_blank, line.text[start:end])):
            continue
        first, last = edges[start] / edges[-1], edges[end] / edges[-1]
        upper, lower = (line.corners[0], line.corners[1]), (line.corners[3], line.corners[2])
        corners = (_between(*upper, first), _between(*upper, last), _between(*lower, last), _between(*lower, first))
        part = RecognisedLine(line.text[start:end].strip(), corners, line.confidence)
        yield replace(stretch, left=stretch.left + first * length, right=stretch.left + last * length, line=part)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
