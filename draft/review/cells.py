"""Figures in the rows of a table; their unit stands at the head of their column, or above it all: 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from draft.review.quantities import Quantity, quantities
from index.types import StoredChunk
from ingest.document import Span

_BETWEEN: Final = "\t"
# 首台（套） is a word, and counts nothing.
_UNIT: Final = re.compile(r"(?<!台)[（(](?:单位[：:])?(?P<unit>[^（）()]{1,4})[）)]$")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
# 单位：万元 above a table is the unit of all its columns but those that number its rows, or count by something else.
_COMMON_UNIT: Final = re.compile(r"[（(]?(?:金额)?单位[：:]\s*(?P<unit>[^\s，、；。（）()]{1,4})[）)]?\s*")
_OTHER_COLUMN: Final = re.compile("号$|年份|年度|日期|时间|数量|[户个人项家]数|比例|占比|率$|电话|备注")


def quantities_of(chunk: StoredChunk, text: str) -> tuple[Quantity, ...]:
    """Every figure of a sentence of a passage; places are offsets into the sentence."""
    lines = chunk.text.split("\n", 2)
    common = _COMMON_UNIT.fullmatch(lines[0]) if len(lines) > 1 else None
    cells = tuple(_cells(lines[1], text, common["unit"]) if common else _cells(lines[0], text))
    if not cells:
        return quantities(text)
    taken = {cell.span.start for cell in cells}
    return (*(each for each in quantities(text) if each.span.start not in taken), *cells)


def _cells(head: str, row: str, common: str = "") -> Iterator[Quantity]:
    columns, cells = head.split(_BETWEEN), row.split(_BETWEEN)
    if head == row or len(columns) < 2 or len(columns) != len(cells):
        return
    # 单笔贷款不低于100万元 is a floor of its own figure, and not of the amount in the next column.
    words = _BETWEEN.join(cell for cell in cells if not quantities(cell))
    start = 0
    for column, cell in zip(columns, cells, strict=True):
        own = _UNIT.search(column.strip())
        unit = own["unit"] if own else "" if _OTHER_COLUMN.search(column.strip()) else common
        if unit and _NUMBER.fullmatch(cell):
            for quantity in quantities(f"{cell}{unit}"):
                yield replace(quantity, span=Span(start, start + len(cell)), clause=f"{column}{_BETWEEN}{words}")
        start += len(cell) + len(_BETWEEN)
