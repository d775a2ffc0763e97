"""Figures of table rows have the unit of their column."""

from __future__ import annotations

from decimal import Decimal

from draft.review.cells import quantities_of
from index.types import StoredChunk
from ingest.document import Span
from ingest.figures import FigureKind

HEAD = "序号\t项目\t最高金额（万元）\t期限（年）"
ROW = "12\t船坞改造\t1,500\t3"


def chunk(text: str) -> StoredChunk:
    return StoredChunk(1, 1, 1, text, (Span(0, len(text)),), None, (), (Span(0, len(text)),), 0)


def test_a_bare_number_has_the_unit_and_the_words_of_its_column() -> None:
    [amount] = [each for each in quantities_of(chunk(f"{HEAD}\n{ROW}"), ROW) if each.kind is FigureKind.AMOUNT]
    assert (amount.value, ROW[amount.span.start : amount.span.end], amount.bound) == (Decimal(15000000), "1,500", "cap")
    assert "船坞改造" in amount.clause


def test_a_column_without_a_unit_gives_none() -> None:
    values = {each.value for each in quantities_of(chunk(f"{HEAD}\n{ROW}"), ROW) if each.kind is FigureKind.COUNT}
    assert values == {Decimal(12)}


def test_what_another_cell_bounds_is_not_bounded_here() -> None:
    head = "项目\t条件\t标准（万元）\t上限（万元）"
    row = "船坞改造\t投资不低于800万元的县级以上船厂\t40\t90"
    amounts = {row[each.span.start : each.span.end]: each for each in quantities_of(chunk(f"{head}\n{row}"), row)}
    assert {cell: amounts[cell].bound for cell in ("800万元", "40", "90")} == {
        "800万元": "floor",
        "40": "",
        "90": "cap",
    }


def test_rows_of_other_columns_and_prose_are_read_as_they_stand() -> None:
    assert [each.kind for each in quantities_of(chunk(f"{HEAD}\n甲\t3"), "甲\t3")] == [FigureKind.COUNT]
    prose = "最高金额（万元）见附表，补助3万元。"
    assert [each.value for each in quantities_of(chunk(prose), prose)] == [Decimal(30000)]


def test_the_unit_above_a_table_is_that_of_its_columns() -> None:
    head, row = "序号\t区县\t首台（套）渡船\t首台（套）\t户数\t占比（%）", "7\t临河区\t86.5\t1,040.0\t9\t12"
    found = quantities_of(chunk(f"单位：万元\n{head}\n{row}"), row)
    amounts = {row[each.span.start : each.span.end]: each for each in found if each.kind is FigureKind.AMOUNT}
    assert {cell: each.value for cell, each in amounts.items()} == {
        "86.5": Decimal(865000),
        "1,040.0": Decimal(10400000),
    }
    assert "临河区" in amounts["86.5"].clause
    assert "渡船" in amounts["86.5"].clause
