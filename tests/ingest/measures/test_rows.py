from __future__ import annotations

from pathlib import Path

import docx

from ingest.document import Document
from ingest.measures import Benefit, SupportMeasure, extract_measures
from ingest.reading import read_document


def notice(path: Path, *rows: tuple[str, ...]) -> Document:
    document = docx.Document()
    document.add_paragraph("海州市工业和信息化局关于组织申报专项资金的通知")
    document.add_paragraph("一、支持标准")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = path / "notice.docx"
    document.save(str(path))
    return read_document(path, "a/notice.docx")


def facts(measure: SupportMeasure) -> set[tuple[str, float]]:
    return {(name, float(value)) for name, value in measure.facts}


def test_the_header_says_what_a_cell_is(tmp_path: Path) -> None:
    document = notice(
        tmp_path,
        ("序号", "支持项目", "申报条件", "支持标准", "最高限额", "责任单位"),
        ("1", "首台套装备", "经省级认定", "按销售额的30%奖励", "500万元", "市工信局"),
        ("2", "智能工厂", "", "一次性补助80万元", "", "市工信局"),
    )
    first, second = extract_measures(document)
    assert (first.target, first.type, first.lead_department) == ("首台套装备", Benefit.REWARD, "市工信局")
    assert facts(first) == {("rate", 0.3), ("max", 5_000_000.0)}
    assert [condition.text for condition in first.conditions] == ["经省级认定"]
    assert (second.target, second.type, facts(second)) == ("智能工厂", Benefit.SUBSIDY, {("value", 800_000.0)})
    for measure in (first, second):
        for amount in measure.amounts:
            assert document.text[amount.span.start : amount.span.end] == amount.text


def test_the_unit_may_stand_in_the_header(tmp_path: Path) -> None:
    document = notice(tmp_path, ("奖励类别", "奖励金额（万元）"), ("国家级", "100"), ("省级", "50"))
    assert [facts(measure) for measure in extract_measures(document)] == [{("value", 1e6)}, {("value", 5e5)}]


def test_statistics_and_forms_are_no_measures(tmp_path: Path) -> None:
    statistics = ("区县", "已发放补贴金额", "补贴人数"), ("甲区", "300万元", "120"), ("乙区", "200万元", "80")
    assert extract_measures(notice(tmp_path, *statistics)) == ()
    form = ("企业名称", "申报补贴金额", "联系人"), ("", "", ""), ("", "", "")
    assert extract_measures(notice(tmp_path, *form)) == ()
