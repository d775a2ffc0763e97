from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from ingest import FileError
from ingest.readers.reader import FileContent
from ingest.readers.xlsx import XlsxReader
from ingest.reading import read_document
from ingest.source_text import SourceText


def saved(book: openpyxl.Workbook) -> FileContent:
    buffer = BytesIO()
    book.save(buffer)
    return FileContent(Path("a.xlsx"), buffer.getvalue())


def read(book: openpyxl.Workbook) -> SourceText:
    file = saved(book)
    assert XlsxReader().recognises(file)
    return XlsxReader().read(file)


def texts(source: SourceText) -> list[str]:
    return [source.of(line) for line in source.lines]


def sheet(book: openpyxl.Workbook, rows: list[list[object]], name: str = "Sheet1") -> Worksheet:
    added: Worksheet = book.create_sheet(name)
    for row in rows:
        added.append(row)
    return added


@pytest.fixture
def book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    del book["Sheet"]
    return book


def test_a_sheet_as_an_authority_publishes_it(book: openpyxl.Workbook, tmp_path: Path) -> None:
    plan = sheet(
        book,
        [
            ["附件1"],
            ["海州市2025年专项资金拟安排计划表"],
            ["单位：万元"],
            ["序号", "企业名称", "额度", None, "比例", "日期"],
            [None, None, "上限", "下限"],
            [1, "海州甲公司", 200.0, 50.5, 0.3, date(2025, 3, 1)],
            [2, "海州乙公司", 1234567, None, 0.125, datetime(2025, 3, 2, 0, 0)],
            [],
            [3, "海州丙公司", None, None, 0.5],
            ["注：本表由市工业和信息化局解释。"],
        ],
        "安排计划",
    )
    for merged in ("A2:F2", "A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5", "C7:C9", "A10:F10"):
        plan.merge_cells(merged)
    for row in range(6, 10):
        plan[f"C{row}"].number_format, plan[f"E{row}"].number_format = "#,##0", "0.0%"
    path = tmp_path / "a.xlsx"
    book.save(path)
    document = read_document(path, "s/a.xlsx")
    assert document.text.split("\n") == [
        "安排计划",
        "附件1",
        "海州市2025年专项资金拟安排计划表",
        "单位：万元",
        "序号\t企业名称\t额度/上限\t额度/下限\t比例\t日期",
        "1\t海州甲公司\t200\t50.5\t30.0%\t2025-03-01",
        "2\t海州乙公司\t1,234,567\t\t12.5%\t2025-03-02",
        "3\t海州丙公司\t1,234,567\t\t50.0%\t",
        "注：本表由市工业和信息化局解释。",
    ]
    assert document.metadata.title == "海州市2025年专项资金拟安排计划表"
    assert document.tables[0].header_rows == 2
    assert not document.pages


def test_sheets_and_their_names(book: openpyxl.Workbook) -> None:
    sheet(book, [["企业", "镇"], ["甲", "东镇"]], "名单")
    sheet(book, [["秘密", "金额"], ["甲", 1]], "底稿").sheet_state = "hidden"
    sheet(book, [["城市", "数量"], ["海州", 3]])
    source = read(book)
    assert texts(source) == ["名单", "企业\t镇", "甲\t东镇", "城市\t数量", "海州\t3"]
    assert source.warnings == ("hidden sheet left out: 底稿",)
    assert source.header_rows == (1, 1)


def test_what_is_hidden_by_hand_is_out_and_what_a_filter_hides_is_in(book: openpyxl.Workbook) -> None:
    listed = sheet(book, [["企业", "内部", "额度"], ["甲", "x", 1], ["乙", "y", 2], ["丙", "z", 3]], "名单")
    listed.column_dimensions["B"].hidden = True
    listed.row_dimensions[3].hidden = True
    filtered = sheet(book, [["企业", "额度"], ["甲", 1], ["乙", 2]], "筛选")
    filtered.auto_filter.ref = "A1:B3"
    filtered.auto_filter.add_filter_column(0, ["甲"])
    filtered.row_dimensions[3].hidden = True
    source = read(book)
    assert texts(source) == ["名单", "企业\t额度", "甲\t1", "丙\t3", "筛选", "企业\t额度", "甲\t1", "乙\t2"]
    assert source.warnings == ("sheet 名单: 1 hidden rows left out", "sheet 名单: 1 hidden columns left out")


def test_a_formula_without_a_stored_value_is_a_warning(book: openpyxl.Workbook) -> None:
    sheet(book, [["项目", "金额"], ["甲", 1], ["合计", "=SUM(B2:B2)"]], "表")
    source = read(book)
    assert texts(source)[-1] == "合计\t"
    assert len(source.warnings) == 1
    assert "1 formulas without a stored value" in source.warnings[0]


def test_the_rows_that_stay_in_sight_are_the_header(book: openpyxl.Workbook) -> None:
    years = sheet(book, [["指标", "去年", "今年"], ["", "万元", "万元"], ["产值", 1, 2], ["税收", 3, 4]])
    years.freeze_panes = "A3"
    source = read(book)
    assert texts(source)[0] == "指标\t去年/万元\t今年/万元"
    assert source.header_rows == (1,)


def test_what_merged_cells_still_hold_is_not_shown(book: openpyxl.Workbook) -> None:
    listed = sheet(book, [["企业", "镇", "额度"], ["甲", "东镇", 1], ["乙", "西镇", 2]])
    file = saved(book)
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(file.data)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            merge = b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
            after.writestr(name, before.read(name).replace(b"</sheetData>", merge))
    assert listed["B3"].value == "西镇"
    assert texts(XlsxReader().read(FileContent(file.path, changed.getvalue())))[1:] == ["甲\t东镇\t1", "乙\t东镇\t2"]


def test_one_column_is_text(book: openpyxl.Workbook) -> None:
    sheet(book, [["填报说明"], ["一、本表由企业填报。"], ["二、金额以万元计。"]], "说明")
    source = read(book)
    assert texts(source) == ["说明", "填报说明", "一、本表由企业填报。", "二、金额以万元计。"]
    assert source.header_rows == ()


def test_merged_cells_over_a_whole_sheet_cost_nothing(book: openpyxl.Workbook) -> None:
    sheet(book, [["企业", "额度"], ["甲", 1]])
    file = saved(book)
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(file.data)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            merge = b'</sheetData><mergeCells><mergeCell ref="C1:XFD1048576"/></mergeCells>'
            after.writestr(name, before.read(name).replace(b"</sheetData>", merge))
    assert texts(XlsxReader().read(FileContent(file.path, changed.getvalue()))) == ["企业\t额度", "甲\t1"]


def test_shared_and_formatted_strings_and_values_of_formulas() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        added = book.add_worksheet("名单")
        bold = book.add_format({"bold": True})
        added.write_row(0, 0, ["企业", "额度", "是否规上"])
        added.write_row(1, 0, ["甲", 1.5])
        added.write_boolean(1, 2, True)
        added.write_rich_string(2, 0, bold, "海州", "乙", bold, "公司")
        added.write_formula(2, 1, "=B2*2", None, 3)
        added.write_formula(2, 2, '="a"', None, "是\n的_x000D_")
        added.write_string(3, 0, "甲")
    source = XlsxReader().read(FileContent(Path("a.xlsx"), buffer.getvalue()))
    assert texts(source) == ["名单", "企业\t额度\t是否规上", "甲\t1.5\tTRUE", "海州乙公司\t3\t是 的", "甲\t\t"]
    assert not source.warnings


def test_nothing_in_it(book: openpyxl.Workbook) -> None:
    sheet(book, [])
    with pytest.raises(FileError) as caught:
        read(book)
    assert caught.value.code == "no_text"


def test_repeated_text_is_bounded(book: openpyxl.Workbook) -> None:
    long = "长" * 30_000
    rows: list[list[object]] = [[str(at), long] for at in range(700)]
    sheet(book, [["项目", "说明"], *rows])
    with pytest.raises(FileError) as caught:
        read(book)
    assert caught.value.code == "too_large"
