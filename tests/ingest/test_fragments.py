"""Paragraphs that an export cut in pieces."""

from collections.abc import Callable
from datetime import date

import pytest

from ingest import Document
from ingest.fragments import are_cut_up, goes_on

PIECES = """\
海工信规字〔
2019〕
6
号
海州市工业和信息化局
关于印发
海州市见习基地
管理办法
的通知
各区工业和信息化局：
根据《海州市促进就业意见》（海府规〔
2018〕
19
号）规定，现将《
海州市见习基地管理办法》印发给你们，问题请径向
海州市工业和信息化局
反映。
海州市工业和信息化局
2019
年10月9日
海州市见习基地管理办法
第一条
为加强管理，保障
16-24
岁青年的权益，制定本办法。
第二条
本办法自
2019
年11月1日起施行，有效期
5
年。《海州市见习办法》（海工信〔
2015〕
27
号）同时废止。
"""


def test_a_letter_in_pieces_reads_as_a_whole(read_text: Callable[..., Document]) -> None:
    document = read_text(PIECES)
    metadata = document.metadata
    assert metadata.document_number == "海工信规字〔2019〕6号"
    assert metadata.title == "海州市工业和信息化局关于印发海州市见习基地管理办法的通知"
    assert metadata.addressees == ("各区工业和信息化局",)
    assert (metadata.issuer, metadata.issued_on) == (("海州市工业和信息化局",), date(2019, 10, 9))
    assert (metadata.effective_from, metadata.valid_until) == (date(2019, 11, 1), date(2024, 10, 31))
    assert [(repeal.title, repeal.document_number) for repeal in metadata.repeals] == [
        ("海州市见习办法", "海工信〔2015〕27号")
    ]
    lines = document.text.split("\n")
    assert "第一条 为加强管理，保障16-24岁青年的权益，制定本办法。" in lines
    assert any(line.endswith("问题请径向海州市工业和信息化局反映。") for line in lines)


@pytest.mark.parametrize(
    ("text", "last", "after"),
    [
        ("海工信〔", "海工信〔", "2019〕"),
        ("海工信〔2019〕", "2019〕", "6号"),
        ("补助标准为每平方米37", "37", "元"),
        ("（四）", "（四）", "当期人数超过30%。"),
        ("补助对象为低保家庭，", "补助对象为低保家庭，", "烈士遗属"),
        ("补助对象为低保家庭，以及", "以及", "优抚对象。"),
        ("按照《海州市", "按照《海州市", "管理办法》执行。"),
    ],
)
def test_a_piece_goes_on(text: str, last: str, after: str) -> None:
    assert goes_on(text, last, after)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("制定本办法。", "2019"),
        ("海州市工业和信息化局", "2019年10月9日"),
        ("2019年10月9日", "海州市办法"),
        ("一、支持范围", "支持技术改造，每户"),
        ("加强领导，落实责任", "（一）成立专班"),
        ("营业执照", "身份证"),
        ("海州市管理办法", "各区工业和信息化局："),
        ("本办法所称企业，是指下列", "联系人：陈志强"),
    ],
)
def test_a_whole_paragraph_does_not(text: str, after: str) -> None:
    assert not goes_on(text, text, after)


def test_two_slips_of_the_pen_are_no_pieces() -> None:
    whole = [("第一句。", "第二句。")] * 20
    assert not are_cut_up([*whole, *[("按照《", "办法》。")] * 2])
    assert are_cut_up([*whole, *[("按照《", "办法》。")] * 3])
    assert not are_cut_up([*whole * 40, *[("按照《", "办法》。")] * 3])
