from __future__ import annotations

import pytest

from ingest.readers.table_header import Merge, guess_header_rows

BODY = ["甲公司", "20", "30%"]


@pytest.mark.parametrize(
    ("rows", "merges", "expected"),
    [
        ([["企业", "金额", "比例"], BODY], [], 1),
        ([["表1 安排计划", "", ""], ["企业", "金额", "比例"], BODY], [], 2),
        ([["企业", "2023年", "2024年"], BODY], [], 1),
        ([BODY, BODY], [], 0),
        ([["企业", "金额", "比例"]], [], 0),
        # Merged downwards: the header is as deep.
        ([["企业", "额度", ""], ["企业", "上限", "下限"], BODY], [Merge(0, 0, 2, 1), Merge(0, 1, 1, 2)], 2),
        # Merged across only: the row below names each of the columns.
        ([["企业", "额度", ""], ["", "上限", "下限"], BODY], [Merge(0, 1, 1, 2)], 2),
        # Merged across all the way down: the row below is no header.
        ([["企业", "", "所在镇"], ["甲公司", "", "东镇"], BODY], [Merge(0, 0, 1, 2), Merge(1, 0, 1, 2)], 1),
    ],
)
def test_header_rows(rows: list[list[str]], merges: list[Merge], expected: int) -> None:
    assert guess_header_rows(rows, merges) == expected
