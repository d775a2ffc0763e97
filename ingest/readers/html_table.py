"""Tables of a web page: which are tables and which only arrange the page; their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from ingest.readers.cell_grid import MOST_COLUMNS, GridCell, lay_out
from ingest.readers.html_runs import text_runs
from ingest.readers.source_builder import squeezed
from ingest.readers.table_header import guess_header_rows

_CELLS: Final = ("td", "th")
_WIDEST_SPAN: Final = 64
_DEEPEST_HEADER: Final = 3
# One cell with so much of the text in so many paragraphs is a column of the page; in a single row paragraphs tell.
_COLUMN_SHARE: Final = 0.7
_COLUMN_SIZE: Final = 400
_COLUMN_PARAGRAPHS: Final = 5


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table as text.

    :ivar rows: a cell over several columns stands in its first one; over several rows, in each of them.
    """

    caption: str
    rows: tuple[tuple[str, ...], ...]
    header_rows: int


def is_data_table(element: etree._Element) -> bool:
    """Whether its rows and columns mean something; a frame around text or a page in columns is no such table."""
    if element.tag != "table" or element.get("role", "").lower() in ("presentation", "none"):
        return False
    if (
        next(element.iter("th", "caption", "thead"), None) is not None
        and next(element.iterdescendants("table"), None) is None
    ):
        return True
    rows = list(_rows(element))
    if max((len(list(_cells(row))) for row in rows), default=0) < 2:
        return False
    elements = [cell for row in rows for cell in _cells(row)]
    if not any(map(len, elements)):
        return True  # without elements in them, cells hold a paragraph each at most
    cells = [list(text_runs(cell)) for cell in elements]
    sizes = [sum(run.size for run in cell) for cell in cells]
    largest = max(range(len(cells)), key=sizes.__getitem__)
    is_large = len(rows) == 1 or sizes[largest] >= max(_COLUMN_SIZE, _COLUMN_SHARE * sum(sizes))
    return not (is_large and len(cells[largest]) >= _COLUMN_PARAGRAPHS)


def read_table(element: etree._Element) -> HtmlTable:
    """The rows of a table that is one; those without a text of their own are left out."""
    elements = list(_rows(element))
    caption = next((squeezed("".join(child.itertext())) for child in element if child.tag == "caption"), "")
    grid = _grid(elements)
    marked = sum(1 for _ in _marked_header(elements))
    width = max(map(len, grid), default=0)
    rows = tuple(tuple(row) + ("",) * (width - len(row)) for row in grid)
    header = min(marked, len(rows) - 1) if marked else _guess_header(elements, rows)
    return HtmlTable(caption, rows, max(header, 0))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in _CELLS)


def _grid(elements: Sequence[etree._Element]) -> list[list[str]]:
    """The texts of each row that holds more than what reaches down from above."""
    table = [[_grid_cell(cell, len(elements)) for cell in islice(_cells(row), MOST_COLUMNS)] for row in elements]
    rows, _ = lay_out(table)
    return [row for row, cells in zip(rows, table, strict=True) if any(cell.text for cell in cells)]


def _grid_cell(cell: etree._Element, rows: int) -> GridCell:
    text = squeezed(" ".join(run.text for run in text_runs(cell)))
    return GridCell(text, _span(cell, "rowspan", rows), _span(cell, "colspan", _WIDEST_SPAN))


def _span(cell: etree._Element, name: str, most: int) -> int:
    written = (cell.get(name) or "1").strip()
    # 0 reaches to the end; int() of a million digits would take its time.
    count = int(written) if written.isascii() and written.isdecimal() and len(written) <= 6 else 1
    return max(min(count or most, most), 1)


def _marked_header(elements: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """The first rows that the page itself marks as header."""
    for row in elements:
        parent = row.getparent()
        cells = list(_cells(row))
        if not (parent is not None and parent.tag == "thead") and not (
            cells and all(cell.tag == "th" for cell in cells)
        ):
            return
        yield row


def _guess_header(elements: Sequence[etree._Element], rows: Sequence[Sequence[str]]) -> int:
    guessed = guess_header_rows(rows)
    if guessed != 1 or not elements:
        return guessed
    # 类别 over two rows beside 补助 over two columns: the second row still names columns.
    first = list(_cells(elements[0]))
    depth = max(_span(cell, "rowspan", len(elements)) for cell in first)
    if any(_span(cell, "colspan", _WIDEST_SPAN) > 1 for cell in first) and 1 < depth <= _DEEPEST_HEADER:
        return min(depth, len(rows) - 1)
    return guessed
