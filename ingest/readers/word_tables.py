"""The rows and cells of a Word table, and how its cells are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

_WRAPPERS: Final = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))
_WIDEST_SPAN: Final = 64
_HORIZONTAL: Final = f"{qn('w:tcPr')}/{qn('w:hMerge')}"
_VERTICAL: Final = f"{qn('w:tcPr')}/{qn('w:vMerge')}"
_SPAN: Final = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_BEFORE: Final = f"{qn('w:trPr')}/{qn('w:gridBefore')}"
_HEADER: Final = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_DELETED: Final = f"{qn('w:trPr')}/{qn('w:del')}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is stored.

    :ivar column: its first column, from 0; it takes ``span`` of them.
    :ivar goes_on: whether it continues the cell above; ``opens`` whether others may continue it.
    """

    element: etree._Element
    column: int
    span: int
    opens: bool
    goes_on: bool


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are shown: those in content controls and insertions too, deleted ones not."""
    for child in table:
        if child.tag == qn("w:tr"):
            if child.find(_DELETED) is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from table_rows(child)


def row_cells(row: etree._Element) -> list[Cell]:
    """The cells of a row from left to right; those that a horizontal merge covers widen the one before."""
    cells: list[Cell] = []
    column = _count(row.find(_BEFORE), 0)
    for element in _cell_elements(row):
        span = _count(element.find(_SPAN), 1)
        horizontal, vertical = element.find(_HORIZONTAL), element.find(_VERTICAL)
        if cells and horizontal is not None and _goes_on(horizontal):
            last = cells[-1]
            cells[-1] = Cell(last.element, last.column, last.span + span, last.opens, last.goes_on)
        else:
            goes_on = vertical is not None and _goes_on(vertical)
            cells.append(Cell(element, column, span, vertical is not None, goes_on))
        column += span
    return cells


def merged_rows(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[Cell, int]]]:
    """For each row the cells that begin in it, with how many rows each is drawn over."""
    merged: list[list[tuple[Cell, int]]] = []
    below: dict[int, int] = {}
    for at in range(len(rows) - 1, -1, -1):
        open_above = {cell.column for cell in rows[at - 1] if cell.opens} if at else set()
        begun: list[tuple[Cell, int]] = []
        going_on: dict[int, int] = {}
        for cell in rows[at]:
            height = 1 + (below.get(cell.column, 0) if cell.opens else 0)
            if cell.goes_on and cell.column in open_above:
                going_on[cell.column] = height
            else:
                begun.append((cell, height))
        merged.append(begun)
        below = going_on
    return merged[::-1]


def marked_header_rows(rows: Sequence[etree._Element]) -> int:
    """How many rows at the top Word repeats on every page; never all."""
    for at, row in enumerate(rows[:-1]):
        if row.find(_HEADER) is None:
            return at
    return max(len(rows) - 1, 0)


def _cell_elements(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cell_elements(child)


def _goes_on(merge: etree._Element) -> bool:
    return merge.get(qn("w:val"), "continue") == "continue"


def _count(element: etree._Element | None, default: int) -> int:
    text = str(element.get(qn("w:val"), "")) if element is not None else ""
    return min(int(text), _WIDEST_SPAN) if text.isdecimal() and len(text) < 10 else default
