from __future__ import annotations

import codecs
import csv
import io
from datetime import date

import openpyxl

from answer.company import Verdict
from answer.measure_list import JudgedCondition, ListedAmount, ListedMeasure
from index.types import Status
from page.sheets.measures import WIDTHS, measure_rows
from page.sheets.table import Cell, as_csv, csv_file
from page.sheets.workbook import xlsx_file
from page.strings import CHINESE


def measure(target: str, company: tuple[JudgedCondition, ...] | None = None) -> ListedMeasure:
    amount = ListedAmount(max=5_000_000, rate=0.4, unit="元", text="按照实际支出的40%给予补助，最高500万元")
    return ListedMeasure(
        target=target,
        type="补助",
        text="首轮流片\t最高500万元",
        amount=amount,
        amounts=(amount,),
        conditions=("在本市注册", "=1+1"),
        apply_from="04-01",
        apply_by="05-31",
        how_to_apply=None,
        lead_department="市工信局",
        status=Status.IN_FORCE,
        status_reason="",
        effective_from=None,
        valid_until=date(2028, 3, 31),
        repealed_on=None,
        document="rules/a.txt",
        id="0",
        title="海州市办法",
        document_number="海工信规〔2025〕2号",
        issuer=("海州市工业和信息化局",),
        kind="rule",
        issued_on=date(2025, 3, 1),
        heading_path=("第四条 流片支持",),
        page=2,
        company=company,
        repeated_in=(),
        citations={},
    )


def rows(*measures: ListedMeasure) -> list[list[Cell]]:
    return list(measure_rows(measures, CHINESE))


def test_csv_opens_in_excel_and_holds_what_was_found() -> None:
    data = csv_file(rows(measure("集成电路设计企业")))
    assert data.startswith(codecs.BOM_UTF8)
    header, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    cells = dict(zip(header, row, strict=True))
    assert cells["支持对象"] == "集成电路设计企业"
    assert (cells["最高（元）"], cells["比例"], cells["效力"]) == ("5000000", "0.4", "现行有效")
    assert cells["原文"] == "首轮流片｜最高500万元"


def test_no_cell_of_a_csv_is_a_formula() -> None:
    for opening in ("=", "+", "-", "@", "\t", "＝"):
        _, row = csv.reader(io.StringIO(as_csv(rows(measure(f"{opening}cmd|' /C calc'!A0"))), newline=""))
        assert row[0].startswith(f"'{opening}")


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    found = rows(measure('=HYPERLINK("http://x")'), measure("甲\x01乙"))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(found, "支持措施", WIDTHS))).active
    assert sheet is not None
    assert [[cell.data_type for cell in row].count("f") for row in sheet.iter_rows()] == [0, 0, 0]
    assert sheet["A2"].value == '=HYPERLINK("http://x")'
    assert sheet["A3"].value == "甲乙"
    assert (sheet["E2"].value, sheet["G2"].value, sheet.freeze_panes) == (5_000_000, 0.4, "A2")


def test_verdicts_have_columns_where_a_company_was_given() -> None:
    judged = (JudgedCondition("在本市注册", Verdict.MET), JudgedCondition("无失信记录", Verdict.UNKNOWN))
    header, row = csv.reader(io.StringIO(as_csv(rows(measure("甲", judged))), newline=""))
    assert dict(zip(header, row, strict=True)) | {"符合": "在本市注册", "不符合": "", "待核实": "无失信记录"} == dict(
        zip(header, row, strict=True)
    )
