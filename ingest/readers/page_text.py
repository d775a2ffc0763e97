"""Pages, however they were read, put together to the text of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.document import Box, LineBox, PageBoxes
from ingest.source_text import Layout, Line, LineStyle, SourceText

# The title is in 22 points where the text is in 16 (GB/T 9704-2012).
_LARGER: Final = 1.2
_HEAD: Final = 8


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """Where a stretch of a page's text stands on it.

    :ivar start: offset into the page's text, as ``end``.
    """

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageText:
    """One page's text and its lines, whose positions and tables count from the page's own beginning.

    :ivar places: where the text stands, for what a text layer does not tell: recognised lines and table cells.
    :ivar header_rows: for each table of the page.
    """

    text: str = ""
    lines: tuple[Line, ...] = ()
    places: tuple[PlacedSpan, ...] = ()
    header_rows: tuple[int, ...] = ()


def join_pages(pages: Iterable[tuple[int, PageText]], warnings: Sequence[str]) -> SourceText:
    """Lay the pages one after the other.

    :param pages: each with its number, ascending.
    """
    parts: list[str] = []
    lines: list[Line] = []
    header_rows: list[int] = []
    boxes: list[PageBoxes] = []
    offset = number = 0
    for number, page in pages:
        lines += (_moved(line, number, offset, len(header_rows)) for line in page.lines)
        if page.places:
            placed = (LineBox(place.start + offset, place.end + offset, place.box) for place in page.places)
            boxes.append(PageBoxes(number, tuple(placed)))
        header_rows += page.header_rows
        parts.append(page.text + "\n")
        offset += len(parts[-1])
    return SourceText(
        "".join(parts),
        tuple(_with_title(lines)),
        Layout.WRAPPED,
        has_pages=True,
        header_rows=tuple(header_rows),
        warnings=tuple(warnings),
        page_boxes=tuple(boxes),
        page_count=number,
    )


def _moved(line: Line, page: int, offset: int, tables: int) -> Line:
    table = None if line.table is None else line.table + tables
    return replace(line, start=line.start + offset, end=line.end + offset, page=page, table=table)


def _with_title(lines: Sequence[Line]) -> Iterator[Line]:
    """Mark the lines in larger type at the top of the first page as the title's."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.table is None:
            sizes[line.size or 0.0] += line.end - line.start
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    for at, line in enumerate(lines):
        is_large = at < _HEAD and line.page == 1 and body > 0 and (line.size or 0.0) >= _LARGER * body
        yield replace(line, style=LineStyle.TITLE) if is_large and line.table is None else line
