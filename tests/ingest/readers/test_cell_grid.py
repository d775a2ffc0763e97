"""Merged cells in rows."""

from ingest.readers.cell_grid import GridCell, lay_out
from ingest.readers.table_header import Merge


def test_a_cell_over_rows_stands_in_each_and_one_over_columns_in_its_first() -> None:
    rows, merges = lay_out(
        [
            [GridCell("类别", rows=2), GridCell("补助", columns=2)],
            [GridCell("比例"), GridCell("上限")],
            [GridCell("流片"), GridCell("30%"), GridCell("500万元")],
        ]
    )
    assert rows == [["类别", "补助", ""], ["类别", "比例", "上限"], ["流片", "30%", "500万元"]]
    assert merges[:2] == [Merge(0, 0, 2, 1), Merge(0, 1, 1, 2)]
    assert merges[2:4] == [Merge(1, 1), Merge(1, 2)]


def test_a_cell_takes_the_first_free_place_or_its_own() -> None:
    rows, _ = lay_out(
        [[GridCell("甲", column=1, rows=2)], [GridCell("乙"), GridCell("丙")], [GridCell("丁", column=2)]]
    )
    assert rows == [["", "甲"], ["乙", "甲", "丙"], ["", "", "丁"]]


def test_no_row_grows_without_end() -> None:
    rows, _ = lay_out([[GridCell("甲", columns=64)] * 100])
    assert len(rows[0]) == 256
