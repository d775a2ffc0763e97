"""The days of the rule in force (26 March 2025; 1 April 2025 to 31 March 2028) and of the one that it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from draft.review.reply import Statement, read_reply
from draft.review.sources import Sources
from draft.review.validity_dates import check_dates
from draft.types import Finding, Severity
from index import Index
from ingest.document import Span
from ingest.pasted import read_pasted

RULE = "《海州市集成电路产业专项资金管理办法》"
ENDED = "《海州市集成电路产业扶持暂行办法》"


@pytest.fixture
def sources(index: Index) -> Iterator[Sources]:
    with index.snapshot() as snapshot:
        yield Sources(index, snapshot, read_reply(read_pasted("复函\n", "letter")), date(2025, 10, 8))


def found(sources: Sources, text: str) -> list[Finding]:
    """What is said of the days that a sentence gives for the one rule that it names."""
    title = RULE if RULE in text else ENDED
    [card] = [card for card in sources.cards.values() if card.title == title.strip("《》")]
    start = text.index(title)
    statement = Statement(text, Span(100, 100 + len(text)), 1)
    return list(check_dates(statement, card, Span(start, start + len(title)), sources))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"2025年3月26日，我局印发{RULE}。", ""),
        (f"2025年3月28日，我局印发{RULE}。", "2025年3月28日"),
        (f"{RULE}自2025年4月1日起施行。", ""),
        (f"{RULE}已于2025年5月1日起正式实施。", "2025年5月1日"),
        (f"{RULE}印发后，自2025年5月1日起施行。", "2025年5月1日"),
        (f"按照{RULE}，该办法自2025年5月1日起施行。", "2025年5月1日"),
        (f"{RULE}有效期至2028年3月31日。", ""),
        (f"{RULE}执行到2028年12月31日。", "2028年12月31日"),
        (f"{RULE}有效期三年。", ""),
        (f"{RULE}有效期为5年。", "有效期为5年"),
        (f"{ENDED}自2025年4月1日起废止。", ""),
        (f"{ENDED}已于2024年4月1日废止。", "2024年4月1日"),
    ],
)
def test_days_are_held_against_the_document(sources: Sources, text: str, wrong: str) -> None:
    assert [finding.quote for finding in found(sources, text)] == [wrong] * bool(wrong)


@pytest.mark.parametrize(
    "text",
    [
        f"根据{RULE}，专项申报指南自2025年6月1日起执行。",
        f"根据{RULE}，入库项目有效期为二年。",
        f"我局将于2026年1月1日起施行新办法，修订{RULE}。",
        f"2025年3月，我局印发{RULE}。",
        f"{RULE}自4月5日起施行。",
        f"{ENDED}有效期五年。",
    ],
)
def test_what_is_said_of_something_else_or_is_no_day_is_let_be(sources: Sources, text: str) -> None:
    assert found(sources, text) == []


def test_a_finding_shows_both_days_and_the_place_of_each(sources: Sources) -> None:
    text = f"{RULE}自2025年5月1日起施行。"
    [finding] = found(sources, text)
    assert (finding.severity, finding.code) == (Severity.ERROR, "document_date_differs")
    assert finding.message == f"{RULE}的施行日期与来源不一致：文中为2025年5月1日，来源为2025年4月1日。"
    at = 100 + text.index("2025年5月1日")
    assert finding.span == Span(at, at + len("2025年5月1日"))
    assert "2025年4月1日" in finding.citations[0].quote
