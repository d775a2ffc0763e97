from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest

from ingest import Document
from ingest.confidence import BY_HAND, GUESSED, RECKONED
from ingest.corrections import CorrectionError, Value, read_correction
from ingest.document import DocumentKind, Metadata, Repeal, Session, Span
from ingest.metadata import described

NOWHERE = Span(0, 0)


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("kind", "rule", DocumentKind.RULE),
        ("文种", "答复函", DocumentKind.REPLY),
        ("标题", " 海州市\n办法 ", "海州市 办法"),
        ("文号", "海工信〔2024〕第 5 号", "海工信〔2024〕5号"),
        ("文号", "海工信(2024)5号", "海工信〔2024〕5号"),
        ("Document_Number", "公告第3期", "公告第3期"),
        ("issuer", "市工信局；市财政局; 市科技局；", ("市工信局", "市财政局", "市科技局")),
        ("issued_on", "2025-03-26", date(2025, 3, 26)),
        ("成文日期", "2025/3/26", date(2025, 3, 26)),
        ("施行日期", "2025年3月26日", date(2025, 3, 26)),
        ("有效期至", "二〇二五年三月二十六日", date(2025, 3, 26)),
        ("有效期至", "２０２５．３．２６", date(2025, 3, 26)),
        ("届次", "市政协十三届三次会议", Session("市政协", 13, 3)),
        ("session", "第十六届人大第四次", Session("人大", 16, 4)),
        ("提案编号", "第20240087号", "20240087"),
        ("办理结果", "B类", "B"),
        ("reply_class", "C", "C"),
        ("公开方式", "依申请公开", "on_request"),
        ("disclosure", "Public", "public"),
        (
            "废止",
            "《旧办法》（海工信〔2021〕36号）；海工信〔2019〕1号;旧细则",
            (
                Repeal("旧办法", "海工信〔2021〕36号", None, NOWHERE),
                Repeal(None, "海工信〔2019〕1号", None, NOWHERE),
                Repeal("旧细则", None, None, NOWHERE),
            ),
        ),
        ("抄送", "市政府办", ("市政府办",)),
    ],
)
def test_a_value_is_read_as_people_write_it(field: str, written: str, value: Value) -> None:
    assert read_correction(field, written)[1] == value


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "other"), ("issuer", ()), ("废止", ()), ("issued_on", None), ("session", None)]
)
def test_an_empty_value_clears_the_field(field: str, value: Value) -> None:
    assert read_correction(field, "　 ")[1] == value


@pytest.mark.parametrize(
    ("field", "written", "why"),
    [
        ("colour", "red", "field 'colour' is not known; known are .*有效期至"),
        ("contacts", "某某", "field 'contacts' is not known"),
        ("kind", "报告", "kind '报告' is not known; known are reply, .*答复函"),
        ("issued_on", "2025-02-30", "'2025-02-30' is no day; write 2025-03-26"),
        ("issued_on", "2025年", "is no day"),
        ("issued_on", "9999-12-31", "is no day"),  # adding a term to it would leave the calendar
        ("session", "十三届", "'十三届' is no session"),
        ("session", "市政协十三届三次会议第5号", "is no session"),
        ("reply_class", "E", "'E' is no class"),
        ("disclosure", "秘密", "known are public, on_request, partial, none, 主动公开"),
    ],
)
def test_what_does_not_read_says_what_would(field: str, written: str, why: str) -> None:
    with pytest.raises(CorrectionError, match=why):
        read_correction(field, written)


def test_every_field_can_be_corrected_but_contacts_and_what_follows_from_the_title_or_a_list() -> None:
    known = {field.name for field in fields(Metadata)} - {"contacts", "annexes", "draft", "origins", "confidence"}
    assert {read_correction(name, "")[0] for name in known} == known


def test_a_corrected_value_wins_and_says_so(rule: Document) -> None:
    corrected = described(rule, {"title": "甲办法"})
    assert corrected.metadata.title == "甲办法"
    assert corrected.metadata.confidence["title"] == BY_HAND
    assert "title" not in corrected.metadata.origins
    assert corrected.metadata.document_number == rule.metadata.document_number


def test_without_corrections_a_document_is_described_as_when_it_was_read(rule: Document, reply: Document) -> None:
    for document in (rule, reply):
        assert described(described(document, {"kind": DocumentKind.OTHER, "issuer": ()})) == document


def test_what_follows_from_a_value_follows_from_the_corrected_one(rule: Document) -> None:
    # 自2024年8月1日起施行，有效期3年
    assert rule.metadata.valid_until == date(2027, 7, 31)
    corrected = described(rule, {"effective_from": date(2025, 1, 1)})
    assert corrected.metadata.valid_until == date(2027, 12, 31)
    assert corrected.metadata.confidence["valid_until"] == RECKONED
    assert {repeal.on for repeal in corrected.metadata.repeals} == {date(2025, 1, 1)}


def test_the_kind_decides_which_fields_are_read(rule: Document) -> None:
    corrected = described(rule, {"kind": DocumentKind.EXPLAINER})
    assert corrected.metadata.valid_until is None
    assert corrected.metadata.repeals == ()
    # but not which are given
    assert described(rule, {"kind": DocumentKind.EXPLAINER, "reply_class": "A"}).metadata.reply_class == "A"


def test_a_corrected_title_tells_the_kind(rule: Document) -> None:
    corrected = described(rule, {"title": "海州市低空经济行动方案"})
    assert corrected.metadata.kind is DocumentKind.PLAN


def test_a_repeal_by_hand_keeps_day_and_clause_where_the_text_has_them(rule: Document) -> None:
    _, repeals = read_correction("repeals", "海工信〔2021〕36号；《另一办法》")
    known, other = described(rule, {"repeals": repeals}).metadata.repeals
    assert (known.title, known.on) == ("海州市技术改造资金管理暂行办法", date(2024, 8, 1))
    assert "同时废止" in rule.text[known.clause.start : known.clause.end]
    assert other == Repeal("另一办法", None, None, NOWHERE)


def test_cleared_fields_are_empty_and_marked(reply: Document) -> None:
    cleared = described(reply, {"issued_on": None, "issuer": (), "title": None}).metadata
    assert (cleared.issued_on, cleared.issuer, cleared.lead_department) == (None, (), None)
    assert {cleared.confidence[name] for name in ("issued_on", "issuer", "title")} == {BY_HAND}
    assert cleared.title == "document"  # the file's name, as for any text without a title


def test_a_day_from_outside_the_text_is_a_guess_until_it_is_corrected(read_text: Callable[..., Document]) -> None:
    page = "<html><head><meta name='PubDate' content='2024-05-06'></head><body><p>{}</p></body></html>"
    document = read_text(page.format("海州市工业和信息化局召开会议，研究部署全市产业发展工作。" * 5), "page.html")
    assert document.metadata.confidence["issued_on"] == GUESSED
    assert [warning for warning in document.warnings if "publication" in warning]
    corrected = described(document, {"issued_on": date(2024, 5, 1)})
    assert corrected.metadata.issued_on == date(2024, 5, 1)
    assert not [warning for warning in corrected.warnings if "publication" in warning]
    assert described(corrected) == document
    assert described(document, {"issued_on": None}).metadata.issued_on is None
