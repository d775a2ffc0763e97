"""Recognised lines in reading order, measured as lines on paper are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.characters import CJK, is_cjk, width
from ingest.ocr.engine import Point, RecognisedLine, RecognisedPage

# Stretches whose middles are closer than this share of their height stand on one line.
_SAME_LINE: Final = 0.5
# A wider gap than this, in characters, between two stretches of one line shows as a space.
_GAP: Final = 0.6
# Type that differs less from the usual size is taken for the usual one: boxes are that unsteady.
_SIZE_NOISE: Final = 1.18
_FEWEST_MEASURED: Final = 6
# Two columns: so much of the width on either side has no line across, and so many full lines stand on each side.
_GUTTER_WITHIN: Final = (0.3, 0.7)
_FEWEST_IN_COLUMN: Final = 5
_MOST_ACROSS: Final = 0.34
_FULL_COLUMN: Final = 0.75
_SHARE_FULL: Final = 0.5

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_WIDENED: Final = str.maketrans(",;:?!", "，；：？！")
_NARROW_MARK: Final = re.compile(rf"(?<=[{CJK}])[,;:?!](?=[{CJK}\s]|$)|(?<=[{CJK}])[;:](?=\S)")
_PARENTHESES: Final = re.compile(r"\(([^()（）]*)\)|\(([^()（）]*)）|（([^()（）]*)\)")
_HAS_HAN: Final = re.compile(f"[{_HAN}]")
_SPACE_AFTER: Final = re.compile(rf"(?<=）) (?=[{_HAN}])")
_YEAR_BRACKETS: Final = re.compile(rf"(?<=[{_HAN}])[\[【（(［]((?:19|20)\d\d)[\]】）)］](?=\d{{1,5}}号)")
# “甲“ with no other mark before the next opening one.
_TWICE_OPENED: Final = re.compile("(“[^“”]+)“(?![^“]*”)")
_NARROW_STOP: Final = re.compile(rf"(?<=[{_HAN}])\.$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A recognised line, seen upright and level.

    :ivar left: in pixels, as the other edges; y grows downwards.
    :ivar line: as it was found.
    """

    left: float
    right: float
    middle: float
    height: float
    line: RecognisedLine

    @property
    def text(self) -> str:
        """Repaired."""
        return repaired(self.line.text)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on paper.

    :ivar column_left: left edge of the text that it belongs to, in pixels.
    :ivar pitch: width of a Chinese character of the page's usual type, in pixels.
    :ivar size: of its own type; ``None`` where the line is too short to tell.
    """

    stretches: tuple[Stretch, ...]
    column_left: float
    pitch: float
    size: float | None

    @property
    def indent(self) -> float:
        """In characters from the left edge of the text."""
        return max((self.stretches[0].left - self.column_left) / self._character, 0.0)

    @property
    def extent(self) -> float:
        """Where it ends, in characters from the left edge of the text."""
        return max((self.stretches[-1].right - self.column_left) / self._character, 0.0)

    @property
    def _character(self) -> float:
        return self.size or self.pitch

    def gap_before(self, at: int) -> str:
        """What stands between a stretch and the one before it."""
        before, after = self.stretches[at - 1], self.stretches[at]
        if is_cjk(before.text[-1]) and is_cjk(after.text[0]) and after.left - before.right < _GAP * self._character:
            return ""
        return " "


def printed_lines(stretches: Sequence[Stretch]) -> list[PrintedLine]:
    """The lines of a page in reading order, by one or two columns.

    :param stretches: as ``levelled`` gives them.
    """
    if not stretches:
        return []
    pitch = usual_pitch(stretches)
    lines: list[PrintedLine] = []
    for column in _columns(stretches):
        rows = list(rows_of(column))
        edge = _left_edge(rows, pitch)
        lines += (PrintedLine(tuple(row), edge, pitch, _size(row, pitch)) for row in rows)
    return lines


def usual_pitch(stretches: Sequence[Stretch]) -> float:
    """The width of a Chinese character of the usual type, in pixels."""
    pitches = [pitch for stretch in stretches if (pitch := _pitch(stretch)) is not None]
    return median(pitches) if pitches else median(stretch.height for stretch in stretches)


def repaired(text: str) -> str:
    """Undo what recognition is known to do to Chinese print, where nothing else can be meant."""
    text = text.strip()
    text = _YEAR_BRACKETS.sub(r"〔\1〕", text)
    text = _PARENTHESES.sub(_widened_parentheses, text)
    text = _SPACE_AFTER.sub("", text)
    text = _TWICE_OPENED.sub(r"\1”", text)
    text = _NARROW_STOP.sub("。", text)
    return _NARROW_MARK.sub(lambda mark: mark.group().translate(_WIDENED), text)


def _widened_parentheses(match: re.Match[str]) -> str:
    """Around or beside Chinese, and where the two differ; those in and after Latin text stay."""
    inner = next(group for group in match.groups() if group is not None)
    beside = match.string[: match.start()][-1:] + match.string[match.end() :].lstrip()[:1]
    same = match.group()[0] == "(" and match.group()[-1] == ")"
    return match.group() if same and not _HAS_HAN.search(inner + beside) else f"（{inner}）"


def tilt_of(page: RecognisedPage) -> float:
    """By how much its lines run down to the right once the page is turned upright, in radians."""
    tilts = []
    for line in page.lines:
        first, second = (_upright(corner, page) for corner in line.corners[:2])
        if width(line.text) >= _FEWEST_MEASURED and second[0] > first[0]:
            tilts.append(math.atan2(second[1] - first[1], second[0] - first[0]))
    return median(tilts) if tilts else 0.0


def levelled(page: RecognisedPage, tilt: float) -> list[Stretch]:
    """The page turned upright, and then by ``tilt`` about the top left, counter-clockwise."""
    cosine, sine = math.cos(tilt), math.sin(tilt)
    stretches = []
    for line in page.lines:
        if not line.text.strip():
            continue
        corners = [_upright(corner, page) for corner in line.corners]
        level = [(x * cosine + y * sine, y * cosine - x * sine) for x, y in corners]
        xs, ys = [x for x, _ in level], sorted(y for _, y in level)
        # The means of the upper and the lower corners: what tilt is left does not make a line higher.
        top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
        stretches.append(Stretch(min(xs), max(xs), (top + bottom) / 2, max(bottom - top, 1.0), line))
    return stretches


def _upright(corner: Point, page: RecognisedPage) -> Point:
    x, y = corner
    turns = {0: (x, y), 1: (page.height - y, x), 2: (page.width - x, page.height - y), 3: (y, page.width - x)}
    return turns[page.turned]


def _pitch(stretch: Stretch) -> float | None:
    """The width of a character, where the line has enough of them to measure by and they are as wide as high."""
    characters = width(stretch.line.text)
    if characters < _FEWEST_MEASURED or sum(map(is_cjk, stretch.line.text)) < 0.7 * len(stretch.line.text):
        return None
    return (stretch.right - stretch.left) / characters


def _size(row: Sequence[Stretch], usual: float) -> float | None:
    measured = [pitch for stretch in row if (pitch := _pitch(stretch)) is not None]
    if not measured:
        return None
    own = max(measured)
    return usual if usual / _SIZE_NOISE <= own <= usual * _SIZE_NOISE else own


def _left_edge(rows: Iterable[Sequence[Stretch]], pitch: float) -> float:
    """Of the long lines' beginnings the leftmost that is no single outlier."""
    starts = [row[0].left for row in rows if row[-1].right - row[0].left >= _FEWEST_MEASURED * 2 * pitch]
    starts = sorted(starts or [row[0].left for row in rows])
    return next((first for first, second in pairwise(starts) if second - first < 0.7 * pitch), starts[0])


def rows_of(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches grouped to lines, from top to bottom, each from left to right."""
    row: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda each: each.middle):
        if row and not _on_one_line(row[-1], stretch):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(stretch)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _on_one_line(one: Stretch, other: Stretch) -> bool:
    return abs(one.middle - other.middle) < _SAME_LINE * min(one.height, other.height)


def _columns(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """The page cut to parts that are each read from top to bottom."""
    gutter = _gutter(stretches)
    if gutter is None:
        yield list(stretches)
        return
    left: list[Stretch] = []
    right: list[Stretch] = []
    for row in rows_of(stretches):
        across = [stretch for stretch in row if stretch.left < gutter < stretch.right]
        if across:
            # What runs over both columns ends them: a title, a running header.
            yield from filter(None, (left, right, row))
            left, right = [], []
            continue
        left += (stretch for stretch in row if stretch.right <= gutter)
        right += (stretch for stretch in row if stretch.left >= gutter)
    yield from filter(None, (left, right))


def _gutter(stretches: Sequence[Stretch]) -> float | None:
    """The x that separates two columns of running text, ``None`` for a page with one.

    A table's columns do not count: few of their cells fill the width.
    """
    start, end = min(s.left for s in stretches), max(s.right for s in stretches)
    lower, upper = (start + share * (end - start) for share in _GUTTER_WITHIN)
    edges = sorted({stretch.right + 1.0 for stretch in stretches if lower <= stretch.right <= upper})
    best: tuple[int, float] | None = None
    for x in edges:
        across = sum(stretch.left < x < stretch.right for stretch in stretches)
        if best is None or across < best[0]:
            best = across, x
    if best is None or best[0] > _MOST_ACROSS * len(stretches):
        return None
    x = best[1]
    sides = [[s for s in stretches if s.right <= x], [s for s in stretches if s.left >= x]]
    return x if all(map(_is_column, sides)) else None


def _is_column(stretches: Sequence[Stretch]) -> bool:
    if len(stretches) < _FEWEST_IN_COLUMN:
        return False
    reach = max(s.right for s in stretches) - min(s.left for s in stretches)
    full = sum(s.right - s.left >= _FULL_COLUMN * reach for s in stretches)
    return full >= _SHARE_FULL * len(stretches) and full >= _FEWEST_IN_COLUMN
