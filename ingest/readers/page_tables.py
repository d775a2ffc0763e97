"""Ruled tables on pages, however their text was read: rows with cells in place of loose lines, merged over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.characters import is_cjk
from ingest.document import Box
from ingest.readers.table_grid import Cell, Grid
from ingest.readers.table_header import guess_header_rows

# Shares of the page's height: what stands outside these is taken for running headers and page numbers.
_BODY: Final = (0.12, 0.88)
# Shares of the page's width: how far columns that are the same may differ, how far sheets may lie apart in a scanner.
_SAME_COLUMN: Final = 0.006
_SAME_PLACE: Final = 0.03
# A line of a cell that leaves less of the column's width free may go on.
_FREE: Final = 0.25
_SENTENCE_END: Final = "。；！？.;!?"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fragment:
    """What stands on one line of a cell; never blank."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class CellText:
    """The lines of one cell, from top to bottom."""

    fragments: tuple[Fragment, ...] = ()

    @property
    def text(self) -> str:
        """The cell on one line."""
        return "".join(text for text, _ in self.parts())

    def parts(self) -> Iterator[tuple[str, Box | None]]:
        """Its pieces in order; the spaces between Latin words of two lines have no box."""
        last = ""
        for fragment in self.fragments:
            if last and not is_cjk(last) and not is_cjk(fragment.text[0]) and last not in "-/":
                yield " ", None
            yield fragment.text, fragment.box
            last = fragment.text[-1]


Row = tuple[CellText, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """The part of a table that stands on one page.

    :ivar position: where in the page's text it stands.
    :ivar taken: the positions of its characters, where the page's text holds them too.
    :ivar columns: where they begin, and where the last one ends, in shares of the page's width.
    :ivar begins_page: whether nothing of the text proper stands above it; ``ends_page`` likewise below.
    :ivar is_open_above: whether its first row began on the page before; ``is_open_below`` likewise.
    :ivar continues: whether it belongs to the last table of the page before.
    """

    position: int
    taken: frozenset[int]
    rows: tuple[Row, ...]
    columns: tuple[float, ...]
    begins_page: bool
    ends_page: bool
    is_open_above: bool = False
    is_open_below: bool = False
    continues: bool = False

    @property
    def has_columns(self) -> bool:
        """Whether text stands side by side between level lines; else it is no table, unless it continues one."""
        if len(self.rows) == 1 and self.is_open_above and self.is_open_below:
            return False
        # At least half a row's cells: printers' marks frame a line of text now and then.
        filled = max(sum(bool(cell.fragments) for cell in row) for row in self.rows) if self.rows else 0
        return filled >= max(2, (len(self.columns) - 1) / 2)

    @property
    def header_rows(self) -> int:
        """How many of its first rows name the columns."""
        return guess_header_rows([_texts(row) for row in self.rows])


def table_of(
    grid: Grid,
    held: Mapping[Cell, CellText],
    outside: Iterable[float],
    size: Point,
    *,
    position: int,
    taken: frozenset[int] = frozenset(),
) -> PageTable | None:
    """The table of a grid whose cells' text is known; ``None`` where the grid frames no text.

    :param outside: at which heights other text stands on the page, in the grid's unit.
    :param size: the page's width and height as it is shown, in the grid's unit.
    :param position: of the table in the page's text, as ``taken`` is.
    """
    width, height = size
    rows = [[CellText()] * (len(grid.columns) - 1) for _ in range(grid.rows)]
    for cell, text in held.items():
        rows[cell.row][cell.column] = text
    filled = tuple(tuple(row) for row in rows if any(cell.fragments for cell in row))
    if not filled:
        return None
    first, last = (share * height for share in _BODY)
    return PageTable(
        position=position,
        taken=taken,
        rows=filled,
        columns=tuple(x / width for x in grid.columns),
        begins_page=not any(first < y < grid.top for y in outside),
        ends_page=not any(grid.bottom < y < last for y in outside),
        is_open_above=grid.is_open_above,
        is_open_below=grid.is_open_below,
    )


def merge_over_pages(pages: Sequence[Sequence[PageTable]]) -> list[list[PageTable]]:
    """Join what page breaks cut.

    A table at the top of a page over the same columns as one at the foot of the page before continues it: a
    repeated header is left out, and a row that the break cut becomes whole on the page where it began. What is no
    table by itself and continues none is left out.
    """
    result = [list(tables) for tables in pages]
    # Where the table that may go on has its header, and where its last row stands.
    header: tuple[tuple[str, ...], ...] = ()
    last_row_on = 0
    for number, (before, after) in enumerate(pairwise(result), start=1):
        if not before or not after or not _is_continued(before[-1], after[0]):
            continue
        if not before[-1].continues and not before[-1].has_columns:
            continue
        if not before[-1].continues:
            header = tuple(_texts(row) for row in before[-1].rows[: before[-1].header_rows])
            last_row_on = number - 1
        rows = after[0].rows
        if header and tuple(_texts(row) for row in rows[: len(header)]) == header:
            rows = rows[len(header) :]
        owner = result[last_row_on][-1]
        if rows and owner.rows and _is_cut(owner.rows[-1], rows[0], before[-1], after[0]):
            whole = tuple(
                CellText(one.fragments + other.fragments) for one, other in zip(owner.rows[-1], rows[0], strict=True)
            )
            result[last_row_on][-1] = replace(owner, rows=(*owner.rows[:-1], whole))
            rows = rows[1:]
        after[0] = replace(after[0], rows=rows, continues=True)
        if rows:
            last_row_on = number
    return [[table for table in tables if table.continues or table.has_columns] for tables in result]


def _is_continued(before: PageTable, after: PageTable) -> bool:
    return before.ends_page and after.begins_page and _have_same_columns(before.columns, after.columns)


def _have_same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    shift = other[0] - one[0]
    return (
        len(one) == len(other)
        and abs(shift) <= _SAME_PLACE
        and all(abs(x + shift - y) <= _SAME_COLUMN for x, y in zip(one, other, strict=True))
    )


def _is_cut(last: Row, first: Row, before: PageTable, after: PageTable) -> bool:
    """Whether two rows are one: no line closes it at the break, or all of the second's cells carry on a line."""
    if before.is_open_below or after.is_open_above:
        return True
    pairs = [(one, other, at) for at, (one, other) in enumerate(zip(last, first, strict=True)) if other.fragments]
    return (
        len(pairs) < len(first)
        and not first[0].fragments
        and all(_carries_on(one, before.columns[at], before.columns[at + 1]) for one, _, at in pairs)
    )


def _carries_on(cell: CellText, left: float, right: float) -> bool:
    if not cell.fragments or cell.text[-1] in _SENTENCE_END:
        return False
    return right - cell.fragments[-1].box.right < _FREE * (right - left)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)
