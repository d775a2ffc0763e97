"""What a reader hands on: the raw text of a file and its lines, before any repair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ingest.characters import is_blank, width
from ingest.document import NO_FACTS, PageBoxes, StatedFacts

# \v and U+2028 stand for a soft break inside a paragraph in exported text; all of these end a line on paper.
_LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


class LineStyle(StrEnum):
    """What the format itself says about a line (a DOCX style, a Markdown mark)."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    LIST_ITEM = "list_item"


class Layout(StrEnum):
    """Whether a line is a line on paper, or a whole paragraph."""

    WRAPPED = "wrapped"
    PARAGRAPHS = "paragraphs"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source that is not blank.

    :ivar start: ``SourceText.text[start:end]`` is the line without the blanks around it.
    :ivar page: physical page or form-feed sheet, from 1.
    :ivar indent: how far it is set in, in widths of a Chinese character.
    :ivar gap: how many blank lines stand before it.
    :ivar extent: where it ends, measured on the page from the left edge of the text in widths of a Chinese
        character; ``None`` where the format does not tell.
    :ivar size: size of its type in points, ``None`` likewise.
    :ivar depth: for a heading by style, 1 is the outermost; 0 otherwise.
    :ivar table: which table it is a row of (cells separated by tabs), else ``None``.
    :ivar ends_paragraph: whether it is known that no other line goes on with it.
    """

    start: int
    end: int
    page: int = 1
    indent: float = 0.0
    gap: int = 0
    extent: float | None = None
    size: float | None = None
    style: LineStyle = LineStyle.PLAIN
    depth: int = 0
    table: int | None = None
    ends_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file as it was extracted, and its lines.

    :ivar has_pages: whether ``Line.page`` is a physical page that may be cited.
    :ivar page_count: how many pages there are, those without text included; 0 where that is not known.
    :ivar header_rows: for each table how many of its first rows are its header.
    :ivar dated: a day that the file bears outside its text (a page's day of publication, an e-mail's Date): second
        best for a text that tells none.
    :ivar facts: what a page states about its document above the text.
    """

    text: str
    lines: tuple[Line, ...]
    layout: Layout
    has_pages: bool = False
    header_rows: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    page_boxes: tuple[PageBoxes, ...] = ()
    dated: date | None = None
    facts: StatedFacts = NO_FACTS
    page_count: int = 0

    def of(self, line: Line) -> str:
        """The text of one line."""
        return self.text[line.start : line.end]


def split_lines(text: str, start: int = 0, *, page: int = 1) -> Iterator[Line]:
    """The lines of ``text[start:]`` that are not blank; a form feed opens the next sheet."""
    gap = 0
    while start <= len(text):
        end_mark = _LINE_END.search(text, start)
        end = end_mark.start() if end_mark else len(text)
        line = trimmed(text, start, end, page=page, gap=gap)
        gap = 0 if line else gap + 1
        if line:
            yield line
        if end_mark is None:
            return
        page += end_mark.group() == "\f"
        start = end_mark.end()


def trimmed(text: str, start: int, end: int, *, page: int = 1, gap: int = 0) -> Line | None:
    """The line in ``text[start:end]`` without the blanks around it; ``None`` where nothing else is there."""
    first, last = start, end
    while first < last and is_blank(text[first]):
        first += 1
    while last > first and is_blank(text[last - 1]):
        last -= 1
    if first == last:
        return None
    return Line(first, last, page=page, indent=width(text[start:first]), gap=gap)
