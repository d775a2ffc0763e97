"""Figures in the rows of a table, whose unit stands at the head of their column: 3 below 最高金额（万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from draft.review.quantities import Quantity, quantities
from index.types import StoredChunk
from ingest.document import Span

_BETWEEN: Final = "\t"
_UNIT: Final = re.compile(r"[（(](?:单位[：:])?(?P<unit>[^（）()]{1,4})[）)]$")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def quantities_of(chunk: StoredChunk, text: str) -> tuple[Quantity, ...]:
    """Every figure of a sentence of a passage; places are offsets into the sentence."""
    cells = tuple(_cells(chunk.text.split("\n", 1)[0], text))
    if not cells:
        return quantities(text)
    taken = {cell.span.start for cell in cells}
    return (*(each for each in quantities(text) if each.span.start not in taken), *cells)


def _cells(head: str, row: str) -> Iterator[Quantity]:
    columns, cells = head.split(_BETWEEN), row.split(_BETWEEN)
    if head == row or len(columns) < 2 or len(columns) != len(cells):
        return
    # 单笔贷款不低于100万元 is a floor of its own figure, and not of the amount in the next column.
    words = _BETWEEN.join(cell for cell in cells if not quantities(cell))
    start = 0
    for column, cell in zip(columns, cells, strict=True):
        unit = _UNIT.search(column.strip())
        if unit is not None and _NUMBER.fullmatch(cell):
            for quantity in quantities(f"{cell}{unit['unit']}"):
                yield replace(quantity, span=Span(start, start + len(cell)), clause=f"{column}{_BETWEEN}{words}")
        start += len(cell) + len(_BETWEEN)
