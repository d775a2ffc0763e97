"""How sure each rule is: the levels worked out by hand from what the texts say, and where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest import Document
from ingest.confidence import BY_HAND, GUESSED, INFERRED, MENTIONED, RECKONED, STATED, How
from ingest.document import DocumentKind

Read = Callable[..., Document]


def test_the_levels_are_ordered_and_the_doubtful_ones_known() -> None:
    levels = (BY_HAND, STATED, RECKONED, MENTIONED, INFERRED, GUESSED)
    assert [level.value for level in levels] == sorted((level.value for level in levels), reverse=True)
    assert {level.how for level in levels} == set(How)
    assert [level.how for level in levels if level.is_low] == ["inferred", "guessed"]


def test_every_value_of_a_letter_says_how_it_was_read(reply: Document) -> None:
    confidence = reply.metadata.confidence
    stated = {
        "kind",
        "title",
        "document_number",
        "issuer",
        "issued_on",
        "session",
        "proposal_number",
        "proposal_title",
        "reply_class",
        "addressees",
        "copied_to",
        "disclosure",
        "contacts",
    }
    assert {name for name, level in confidence.items() if level == STATED} == stated
    assert confidence["co_departments"] == MENTIONED  # 经会同市财政局、市科技局研究, in a sentence
    assert confidence["lead_department"] == RECKONED  # who replies is who leads
    assert len(confidence) == len(stated) + 2


def test_every_value_of_a_rule_says_how_it_was_read(rule: Document) -> None:
    confidence = rule.metadata.confidence
    assert confidence["effective_from"] == STATED  # 本办法自2024年8月1日起施行
    assert confidence["valid_until"] == RECKONED  # 有效期3年
    assert confidence["repeals"] == MENTIONED  # one of the two by its title alone
    assert set(confidence) == {"kind", "title", "document_number", "effective_from", "valid_until", "repeals"}


def test_the_end_of_a_plan_is_inferred_from_the_years_in_its_title(plan: Document) -> None:
    assert plan.metadata.confidence["valid_until"] == INFERRED
    assert plan.metadata.confidence["issuer"] == STATED  # the signature; else the title's beginning


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("海州市工业和信息化局关于开展调查的通知\n各企业：\n请填报。\n", "issuer", INFERRED),
        ("关于开展调查的通知\n各企业：\n请填报。\n海州市工业和信息化局\n2025年3月1日\n", "issuer", STATED),
        ("关于开展调查的通知\n各企业：\n请填报。\n海州市工业和信息化局\n2025年3月1日\n", "issued_on", STATED),
        ("关于开展调查的通知\n请填报。\n海州市工业和信息化局办公室 2025年3月1日印发\n", "issued_on", INFERRED),
        (
            "海州市资金办法\n第一条 奖励。\n第二条 本办法自印发之日起施行。\n市局\n2025年3月1日\n",
            "effective_from",
            RECKONED,
        ),
        ("海州市资金办法\n第一条 奖励。\n第二条 本办法有效期至2027年3月1日。\n", "valid_until", STATED),
        ("调查的情况\n有关情况已经汇总，请审阅。\n", "title", INFERRED),
        ("有关情况已经汇总，请审阅。\n", "title", GUESSED),
        ("有关情况已经汇总，请审阅。\n", "kind", GUESSED),
        ("海州市资金安排\n第一条 奖励。\n第二条 补助。\n", "kind", INFERRED),
    ],
)
def test_a_value_is_as_sure_as_its_place(read_text: Read, text: str, field: str, expected: object) -> None:
    assert read_text(text).metadata.confidence[field] == expected


def test_the_words_of_a_doubtful_title_are_doubtful_evidence(read_text: Read) -> None:
    document = read_text("有关情况已经汇总，请审阅。\n", "海州市行动方案.txt")
    assert document.metadata.kind is DocumentKind.PLAN
    assert document.metadata.confidence["kind"] == INFERRED


def test_what_has_a_place_has_a_confidence(reply: Document, rule: Document, plan: Document) -> None:
    for document in (reply, rule, plan):
        assert document.metadata.origins.keys() <= document.metadata.confidence.keys()
