"""Whether one line goes on in the next: the evidence of line widths, indents and formulas.

The rules are those of ``domain.md`` section 4, point 4; W is the usual width of a full line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest import formulas
from ingest.characters import CJK, is_cjk, width
from ingest.fragments import ENDS_NO_LINE, STARTS_NO_LINE, are_cut_up, goes_on
from ingest.headings import ARTICLE, NUMBERED, SECTION, Marker, find_marker, is_bare_article
from ingest.source_text import Layout, Line, LineStyle, SourceText
from ingest.title import title_end

_SHORTEST_FULL_LINE: Final = 12
_WIDEST_PAGE: Final = 62
# Lines on paper that go on in the next end about here, and there are at least so many.
_RAGGED: Final = 3.0
_FEWEST_WRAPPED: Final = 2
_FIRST_WORD: Final = re.compile(rf"[A-Za-z0-9.,%+\-/]+|[{CJK}]|\S")
_SAME_SIZE: Final = 1.15
# A line that could have taken this much more was ended on purpose.
_DELIBERATE: Final = 2.5
# Where first lines are set in, a line at the left edge goes on with the one before unless that ends far off.
_ENDED_EARLY: Final = 8.0
# With a sentence ended, even room for less is.
_ROOM_FOR_MORE: Final = 0.5
_LOOK_BACK: Final = 40
_TITLE_WITHIN: Final = 16
# 第一章, its name on the next line.
_BARE_MARKER: Final = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[编章节]")
_CHAPTER_NAME: Final = re.compile(r"[^。；：，！？;:,]{2,30}")
# 主办单位 | 市教育局: a row of a form, its cells apart.
_ROW: Final = re.compile(r"[\u4e00-\u9fff]{2,10}(?:\t|[ \u3000]{2,})\S")
_FIRST_LINE_INDENT: Final = (1.5, 4.5)


def detect_layout(lines: Sequence[Line], text: str) -> Layout:
    """Whether the lines of a plain text are lines on paper or whole paragraphs.

    On paper few full lines happen to end where a sentence ends, and none is much wider than the others.
    """
    widths = {line: width(text[line.start : line.end]) for line in lines if line.table is None}
    ordered = sorted(widths.values())
    if not ordered or len(ordered) < 3:
        return Layout.PARAGRAPHS
    upper = ordered[int(len(ordered) * 0.9) - 1 if len(ordered) >= 10 else -1]
    full = [line for line in widths if widths[line] >= max(0.75 * upper, _SHORTEST_FULL_LINE)]
    if not full or upper > _WIDEST_PAGE or ordered[-1] > upper * 1.35 + 2:
        return Layout.PARAGRAPHS
    going_on = [line for line in full if text[line.end - 1] not in formulas.HARD_ENDS + ".”）"]
    reaching = [line for line in going_on if widths[line] >= upper - _RAGGED]
    if len(reaching) < _FEWEST_WRAPPED or len(going_on) <= 0.5 * len(full):
        return Layout.PARAGRAPHS
    return Layout.WRAPPED


class Wrapping:
    """Decides for consecutive lines of one text whether a paragraph ends between them."""

    def __init__(self, source: SourceText, lines: Sequence[Line]) -> None:
        self._source = source
        self._joins = source.layout is Layout.WRAPPED
        self._indented = self._joins and _has_first_line_indents(source, lines)
        self._page_width = _usual_widths(source, lines, indented=self._indented)
        self._is_cut_up = are_cut_up(self._ends(lines))
        end = title_end([source.of(line) for line in lines[:_TITLE_WITHIN]]) if self._joins else None
        self._title_end = None if end is None else lines[end]
        self._letterheads = {source.of(line) for line in lines[:6] if formulas.is_organisation(source.of(line))}

    def breaks(self, paragraph: Sequence[Line], following: Line) -> bool:
        """Whether ``following`` opens a new paragraph after the lines of ``paragraph``."""
        last = paragraph[-1]
        after, before = self._source.of(following), self._source.of(last)
        if last.table is not None or following.table is not None or last.ends_paragraph:
            return True
        if _ROW.match(after) or (_ROW.match(before) and not self._is_full(last)):
            return True
        heads = following.style in (LineStyle.PLAIN, LineStyle.HEADING)
        if heads and len(paragraph) == 1 and (_names_chapter(before, after) or _opens_article(before, after)):
            return False
        if following.style is not LineStyle.PLAIN or last.style in (LineStyle.TITLE, LineStyle.HEADING):
            return True
        if after[0] in STARTS_NO_LINE:
            return False
        if self._joins and (last == self._title_end or self._changes_size(last, following)):
            return True
        # The beginning and the end decide; the cap keeps a text of one endless paragraph linear.
        text = "".join(self._source.of(line) for line in (*paragraph[:1], *paragraph[1:][-_LOOK_BACK:]))
        verdict = self._formula_breaks(text, last, before, after) if self._joins else True
        if verdict is None:
            verdict = self._marker_breaks(text, last, following)
        if verdict is None:
            verdict = self._width_breaks(text, last, following)
        return verdict and not (self._is_cut_up and goes_on(text, before, after))

    def _ends(self, lines: Sequence[Line]) -> list[tuple[str, str]]:
        """Where paragraphs end by the file's own account: at each line, or before each that is set in."""
        return [
            (self._source.of(line), self._source.of(following))
            for line, following in pairwise(lines)
            if line.table is None and following.table is None and (not self._joins or self._is_set_in(following))
        ]

    def _formula_breaks(self, text: str, last: Line, before: str, after: str) -> bool | None:
        if formulas.reply_class(text) or formulas.is_document_number(text) or formulas.is_date(text):
            return True
        if formulas.is_document_number(after) or formulas.is_date(after) or formulas.is_enclosure(after):
            return True
        if formulas.is_status(text) or formulas.is_enclosure(text):
            return True
        if formulas.is_label(after) and before[-1] not in ENDS_NO_LINE:
            return True
        ended = before[-1] in formulas.HARD_ENDS
        if formulas.is_status(after):
            return ended or find_marker(text) is not None or self._room(last, after) >= _DELIBERATE
        if formulas.is_personal_salutation(after) or after in self._letterheads:
            return True
        if ended and (formulas.is_closing(after) or formulas.is_organisation(after)):
            return True
        if formulas.ends_like_salutation(text) and self._room(last, after) >= _DELIBERATE:
            return True
        return None

    def _marker_breaks(self, text: str, last: Line, following: Line) -> bool | None:
        after = self._source.of(following)
        opening = find_marker(text)
        if opening and opening.level <= SECTION and not self._is_full(last):
            return True
        marker = find_marker(after)
        if marker is None:
            return None
        if _is_inline(text, after, marker):
            return False
        ended = text[-1] in formulas.HARD_ENDS + "）”"
        if marker.level <= SECTION:
            return ended or len(after) <= 25
        if marker.level == ARTICLE and not ended and not self._is_set_in(following):
            return self._room(last, after) >= _DELIBERATE
        if ended or self._is_set_in(following) or self._room(last, after) >= _DELIBERATE:
            return True
        if opening and opening.level == marker.level and _follows(opening, marker):
            return True  # a list without full stops: 2.… below 1.…
        # A numeral at the beginning of a full line that goes on: 一、二、三产业, or a number cut in two.
        return None if marker.level != NUMBERED else False

    def _width_breaks(self, text: str, last: Line, following: Line) -> bool:
        after = self._source.of(following)
        if self._indented and self._is_set_in(following):
            return True
        if text[-1] in ENDS_NO_LINE:
            return False
        ended = text[-1] in formulas.HARD_ENDS
        room = self._room(last, after)
        if self._indented and last.indent < _FIRST_LINE_INDENT[1] and following.indent < _FIRST_LINE_INDENT[0]:
            return room >= (_DELIBERATE if ended else _ENDED_EARLY)
        page_width = self._page_width[last.page]
        if width(after) >= self._page_width[following.page] - 1 and self._line_width(last) >= page_width - 4:
            return False
        return room >= _DELIBERATE or (ended and room > _ROOM_FOR_MORE)

    def _room(self, last: Line, after: str) -> float:
        """How much of the line ``last`` would have stayed free with the first word of ``after`` on it too."""
        word = _FIRST_WORD.match(after)
        needed = width(word.group()) if word else 1.0
        return self._page_width[last.page] - self._line_width(last) - max(min(needed, 12.0), 1.0)

    def _is_full(self, line: Line) -> bool:
        return self._line_width(line) >= self._page_width[line.page] - 1.5

    def _is_set_in(self, line: Line) -> bool:
        return self._indented and _FIRST_LINE_INDENT[0] <= line.indent <= _FIRST_LINE_INDENT[1]

    def _line_width(self, line: Line) -> float:
        return _measure(self._source, line, indented=self._indented)

    def _changes_size(self, last: Line, following: Line) -> bool:
        """Whether the type grows or shrinks, as between a title and the text."""
        if last.size is None or following.size is None:
            return False
        return max(last.size, following.size) > _SAME_SIZE * min(last.size, following.size)


def _follows(opening: Marker, marker: Marker) -> bool:
    return opening.number is not None and marker.number == opening.number + 1


def _names_chapter(before: str, after: str) -> bool:
    return bool(_BARE_MARKER.fullmatch(before) and _CHAPTER_NAME.fullmatch(after)) and find_marker(after) is None


def _opens_article(before: str, after: str) -> bool:
    return is_bare_article(before) and find_marker(after) is None


def _is_inline(text: str, after: str, marker: Marker) -> bool:
    """Whether a marker stands inside a sentence that lists （一）…；（二）… on purpose or by accident of wrapping."""
    if marker.level <= ARTICLE or marker.number is None:
        return False
    earlier = _sibling(marker, marker.number - 1)
    if marker.number > 1 and earlier and earlier in text[1:] and not text.startswith(earlier):
        return True
    later = _sibling(marker, marker.number + 1)
    return marker.number == 1 and later is not None and re.search(f"[；，;]{re.escape(later)}", after) is not None


def _sibling(marker: Marker, value: int) -> str | None:
    """The marker of the same form with another number, for the Chinese numerals and figures in use."""
    numerals = "零一二三四五六七八九十"
    figure = re.sub(r"\d+", str(value), marker.text)
    if figure != marker.text:
        return figure
    if not 0 < value < len(numerals):
        return None
    return re.sub("[一二三四五六七八九十]+", numerals[value], marker.text)


def _has_first_line_indents(source: SourceText, lines: Sequence[Line]) -> bool:
    wide = [line for line in lines if width(source.of(line)) >= _SHORTEST_FULL_LINE]
    flush = sum(line.indent < 0.75 for line in wide)
    set_in = sum(_FIRST_LINE_INDENT[0] <= line.indent <= _FIRST_LINE_INDENT[1] for line in wide)
    return set_in >= 2 and flush >= 2 and set_in + flush >= 0.6 * len(wide)


def _measure(source: SourceText, line: Line, *, indented: bool) -> float:
    """How far a line reaches: as measured on the page, else by counting characters."""
    counted = width(source.of(line)) + (line.indent if indented else 0.0)
    # Fonts differ in the width of quotes and figures, so that either measure may fall short.
    return counted if line.extent is None else max(counted, line.extent)


def _usual_widths(source: SourceText, lines: Sequence[Line], *, indented: bool) -> dict[int, float]:
    """W for each page: the most frequent width of its lines, or of all lines where the page has few."""

    def measure(line: Line) -> float:
        return _measure(source, line, indented=indented)

    plain = [line for line in lines if line.table is None]
    overall = _most_frequent([measure(line) for line in plain if measure(line) >= _SHORTEST_FULL_LINE], 28.0)
    if _is_mostly_latin(source, plain):
        widths = sorted(measure(line) for line in plain)
        overall = widths[int(0.95 * (len(widths) - 1))] if widths else overall
    by_page: dict[int, float] = {}
    for page in {line.page for line in lines}:
        full = [measure(line) for line in plain if line.page == page and measure(line) >= overall - 4]
        own = max(overall, _most_frequent(full, overall)) if len(full) >= 6 else overall
        by_page[page] = min(own, overall + 1)
    return by_page


def _most_frequent(widths: Sequence[float], default: float) -> float:
    counts = Counter(round(value) for value in widths)
    if not counts:
        return default
    return float(max(counts, key=lambda value: (counts[value], value)))


def _is_mostly_latin(source: SourceText, lines: Sequence[Line]) -> bool:
    text = "".join(source.of(line) for line in lines)
    return sum(map(is_cjk, text)) < 0.2 * len(text)
