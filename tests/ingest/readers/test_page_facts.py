"""What a web page states about its document above the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest import Document
from ingest.readers.reader import FileContent
from ingest.reading import read_content

TEXT = """\
<p>各镇街，各有关企业：</p>
<p>根据《海州市专项资金管理办法》（海工信规〔2024〕5号），现开展2025年度申报工作，请于规定时间内提交材料。</p>
<p>一、申报条件</p>
<p>在本市依法登记注册，具有独立法人资格，上一年度无重大违法记录的企业。</p>
"""
TITLE = "关于开展2025年度专项资金申报的通知"
SIGNATURE = "<p>海州市财政局</p><p>2025年3月20日</p>"
TABLE = """\
<table><tr><th>索 引 号：</th><td>007010041/2025-00163</td><th>分类：</th><td>工业、通知</td></tr>
<tr><th>发文机关：</th><td>海州市工业和信息化局</td><th>成文日期：</th><td>2025-03-26</td></tr>
<tr><th>文　　号：</th><td>海工信函[2025]第7号</td><th>发布日期：</th><td>2025-03-28</td></tr></table>
"""
WITHOUT_COLONS = TABLE.replace("：", "")
LIST = """\
<dl><dt>索引号</dt><dd>007010041/2025-00163</dd><dt>发布机构</dt><dd>海州市工业和信息化局</dd>
<dt>文号</dt><dd>海工信函〔2025〕7号</dd><dt>成文日期</dt><dd>2025年3月26日</dd><dt>有效性</dt><dd>有效</dd></dl>
"""
SPANS = """\
<div><span>索引号：007010041/2025-00163</span> <span>发文机关：海州市工业和信息化局</span></div>
<div><span>文号：海工信函〔2025〕7号</span> <span>成文日期：2025年3月26日</span></div>
"""


def read(above: str, text: str = TEXT, *, inside: str = "") -> Document:
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body>"
        f"<div>{above}<h1>{TITLE}</h1><div>{inside}{text}</div></div></body></html>"
    )
    return read_content(FileContent(Path("a.html"), page.encode()), "s/a.html")


@pytest.mark.parametrize("above", [TABLE, WITHOUT_COLONS, LIST, SPANS])
def test_facts_above_the_text_stand_in_for_what_it_does_not_say(above: str) -> None:
    document = read(above)
    metadata = document.metadata
    assert metadata.document_number == "海工信函〔2025〕7号"
    assert metadata.issuer == ("海州市工业和信息化局",)
    assert metadata.issued_on == date(2025, 3, 26)
    assert not {"document_number", "issuer", "issued_on"} & set(metadata.origins)
    assert "索引号" not in document.text.replace(" ", "")


def test_the_text_comes_first() -> None:
    metadata = read(TABLE, TEXT + SIGNATURE).metadata
    assert (metadata.issuer, metadata.issued_on) == (("海州市财政局",), date(2025, 3, 20))
    assert metadata.document_number == "海工信函〔2025〕7号"


def test_a_table_of_facts_among_the_text_is_no_part_of_it() -> None:
    document = read("", inside=TABLE)
    assert document.metadata.document_number == "海工信函〔2025〕7号"
    assert document.tables == ()
    assert "00163" not in document.text


def test_a_table_of_the_document_stays() -> None:
    table = (
        "<table><tr><th>文件名称</th><th>文号</th></tr><tr><td>扶持办法</td><td>海工信规〔2024〕5号</td></tr></table>"
    )
    document = read("", TEXT + table)
    assert document.tables[0].rows == (("文件名称", "文号"), ("扶持办法", "海工信规〔2024〕5号"))
    assert document.metadata.document_number is None


@pytest.mark.parametrize("value", ["无", "—", "2025年第7号", "见附件"])
def test_what_is_no_number_is_none(value: str) -> None:
    assert read(TABLE.replace("海工信函[2025]第7号", value)).metadata.document_number is None


def test_who_only_publishes_is_no_issuer() -> None:
    above = "<div>发布机构：海州市东湖街道办事处</div><div>成文日期：2025-03-26</div>"
    assert read(above).metadata.issuer == ()


@pytest.mark.parametrize(("value", "told"), [("已废止", True), ("失效", True), ("有效", False), ("未失效", False)])
def test_a_page_that_calls_its_document_ended_is_a_warning(value: str, told: bool) -> None:
    warnings = read(f"{TABLE}<div>有效性：{value}</div>").warnings
    assert any(value in warning for warning in warnings) is told
