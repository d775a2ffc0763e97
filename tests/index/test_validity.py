"""Validity at a date, and which document ends which."""

from dataclasses import replace
from datetime import date

import pytest

from index.types import DocumentCard, Status
from index.validity import Ending, endings, is_valid_in, status_of, validity_of
from ingest.document import DocumentKind, Metadata, Repeal, Span

CLAUSE = Span(0, 1)


def card(
    kind: str = "rule",
    *,
    start: date | None = None,
    until: date | None = None,
    repealed: date | None = None,
    by: str | None = None,
    draft: str | None = None,
) -> DocumentCard:
    return DocumentCard(1, "a", "id", "", kind, "办法", None, (), None, start, until, repealed, by, draft)


def document(name: str, title: str, number: str | None = None, *repeals: Repeal, **dates: date) -> tuple[str, Metadata]:
    return name, Metadata(DocumentKind.RULE, title, number, repeals=repeals, **dates)  # type: ignore[arg-type]  # dates by name


@pytest.mark.parametrize(
    ("given", "day", "status", "reason"),
    [
        (card(), date(2025, 1, 1), Status.IN_FORCE, "未规定终止日期"),
        (card("law"), date(2025, 1, 1), Status.IN_FORCE, "未规定终止日期"),
        (card("plan"), date(2025, 1, 1), Status.IN_FORCE, "未规定终止日期"),
        (card("reply"), date(2025, 1, 1), Status.UNKNOWN, "此类文件不涉及效力"),
        (card("notice"), date(2025, 1, 1), Status.UNKNOWN, "此类文件不涉及效力"),
        (card(draft="征求意见稿", start=date(2024, 1, 1)), date(2025, 1, 1), Status.UNKNOWN, "征求意见稿，未施行"),
        (card("notice", until=date(2025, 5, 31)), date(2025, 6, 1), Status.EXPIRED, "有效期至2025-05-31"),
        (card(start=date(2025, 4, 1)), date(2025, 3, 31), Status.NOT_YET, "自2025-04-01起施行"),
        (card(start=date(2025, 4, 1)), date(2025, 4, 1), Status.IN_FORCE, "自2025-04-01起施行，未规定终止日期"),
        (card(until=date(2025, 4, 1)), date(2025, 4, 1), Status.IN_FORCE, "有效期至2025-04-01"),
        (card(until=date(2025, 4, 1)), date(2025, 4, 2), Status.EXPIRED, "有效期至2025-04-01"),
        (card(repealed=date(2025, 4, 1), by="《乙》"), date(2025, 3, 31), Status.IN_FORCE, "未规定终止日期"),
        (card(repealed=date(2025, 4, 1), by="《乙》"), date(2025, 4, 1), Status.REPEALED, "2025-04-01起由《乙》废止"),
        (card(by="《乙》"), date(1990, 1, 1), Status.REPEALED, "由《乙》废止"),
        (
            card(until=date(2024, 1, 1), repealed=date(2023, 1, 1), by="《乙》"),
            date(2025, 1, 1),
            Status.REPEALED,
            "2023-01-01起由《乙》废止",
        ),
    ],
)
def test_status_at_a_date(given: DocumentCard, day: date, status: Status, reason: str) -> None:
    assert status_of(given, day) == (status, reason)


def test_what_decides_is_named_so_that_it_can_be_cited() -> None:
    ended = card("rule", until=date(2024, 12, 31), repealed=date(2023, 1, 1), by="《乙》")
    assert validity_of(ended, date(2023, 1, 1)).basis == "repeals"
    assert validity_of(ended, date(2022, 1, 1)).basis == "valid_until"
    assert validity_of(card("rule", start=date(2022, 1, 1)), date(2021, 1, 1)).basis == "effective_from"
    assert validity_of(card("rule", start=date(2022, 1, 1)), date(2023, 1, 1)).basis == "effective_from"
    assert validity_of(card("rule"), date(2023, 1, 1)).basis is None
    assert validity_of(card("reply"), date(2023, 1, 1)).basis is None


def test_the_number_decides_over_the_title() -> None:
    found = endings(
        [
            document("old", "甲办法", "海工信规〔2022〕1号"),
            document("same title", "甲办法", "海工信规〔2019〕8号"),
            document(
                "new",
                "甲办法",
                "海工信规〔2025〕2号",
                Repeal("甲办法", "海工信规〔2022〕1号", date(2025, 4, 1), CLAUSE),
            ),
        ]
    )
    assert found == {"old": Ending(date(2025, 4, 1), "《甲办法》（海工信规〔2025〕2号）", "new", CLAUSE)}


def test_two_files_of_one_document_both_end() -> None:
    repeal = Repeal("甲办法", "海工信规〔2022〕1号", date(2025, 4, 1), CLAUSE)
    found = endings(
        [
            document("old.pdf", "甲办法", "海工信规〔2022〕1号"),
            document("old.docx", "甲办法", "海工信规〔2022〕1号"),
            document("new", "乙办法", None, repeal),
        ]
    )
    assert found.keys() == {"old.pdf", "old.docx"}


@pytest.mark.parametrize("number", [None, "海工信规〔2001〕99号"])
def test_without_a_number_that_fits_the_title_decides(number: str | None) -> None:
    found = endings(
        [document("old", "甲 办法"), document("new", "乙办法", None, Repeal("甲办法", number, None, CLAUSE))]
    )
    assert found == {"old": Ending(None, "《乙办法》", "new", CLAUSE)}


def test_a_title_in_an_issuing_notice_is_that_of_what_is_issued() -> None:
    old = document("old", "关于印发《甲办法》的通知")
    assert endings([old, document("new", "乙办法", None, Repeal("甲办法", None, None, CLAUSE))]).keys() == {"old"}
    assert endings(
        [old, document("new", "乙办法", None, Repeal("印发《甲办法》的通知", None, None, CLAUSE))]
    ).keys() == {"old"}


def test_the_day_is_the_clauses_else_the_start_else_the_issue() -> None:
    def ended(on: date | None, **dates: date) -> date | None:
        return endings([document("old", "甲"), document("new", "乙", None, Repeal("甲", None, on, CLAUSE), **dates)])[
            "old"
        ].on

    start, issue = date(2025, 4, 1), date(2025, 3, 1)
    assert ended(date(2025, 5, 1), effective_from=start, issued_on=issue) == date(2025, 5, 1)
    assert ended(None, effective_from=start, issued_on=issue) == start
    assert ended(None, issued_on=issue) == issue


@pytest.mark.parametrize("clause", [Repeal(None, "海〔2022〕1号", None, CLAUSE), Repeal("甲", None, None, CLAUSE)])
@pytest.mark.parametrize("old_first", [True, False])
def test_the_order_of_arrival_tells_nothing(clause: Repeal, old_first: bool) -> None:
    old, new = document("old", "甲", "海〔2022〕1号"), document("new", "乙", "海〔2025〕2号", clause)
    assert endings([old, new] if old_first else [new, old]) == {
        "old": Ending(None, "《乙》（海〔2025〕2号）", "new", CLAUSE)
    }


def test_of_several_ends_the_earliest_counts() -> None:
    late = document("late", "丙", None, Repeal("甲", None, date(2025, 1, 1), CLAUSE))
    early = document("early", "乙", None, Repeal("甲", None, date(2024, 1, 1), CLAUSE))
    for order in ([late, early], [early, late]):
        assert endings([document("old", "甲"), *order]) == {"old": Ending(date(2024, 1, 1), "《乙》", "early", CLAUSE)}


def test_no_document_ends_itself_or_one_that_is_not_there() -> None:
    own = Repeal("甲", "海〔2025〕1号", None, CLAUSE)
    assert endings([document("new", "甲", "海〔2025〕1号", own, Repeal(None, None, None, CLAUSE))]) == {}


def test_a_rule_is_not_yet_known_before_it_was_issued() -> None:
    issued = replace(card("plan"), issued_on=date(2024, 4, 18))
    assert status_of(issued, date(2024, 4, 17)) == (Status.NOT_YET, "2024-04-18才印发")
    assert status_of(issued, date(2024, 4, 18))[0] is Status.IN_FORCE


def test_a_title_ends_only_older_versions() -> None:
    clause = Repeal("海州市奖励办法", None, None, CLAUSE)
    found = endings(
        [
            document("2015", "海州市奖励办法", issued_on=date(2015, 1, 1)),
            document(
                "2020", "海州市奖励办法", None, clause, issued_on=date(2020, 1, 1), effective_from=date(2020, 5, 1)
            ),
            document(
                "2025", "海州市奖励办法", None, clause, issued_on=date(2025, 1, 1), effective_from=date(2025, 5, 1)
            ),
        ]
    )
    assert {name: ending.on for name, ending in found.items()} == {"2015": date(2020, 5, 1), "2020": date(2025, 5, 1)}


def test_two_files_of_one_rule_do_not_end_each_other() -> None:
    clause = Repeal("海州市奖励办法", None, None, CLAUSE)
    copies = [document(name, "海州市奖励办法", None, clause, issued_on=date(2025, 1, 1)) for name in ("a.txt", "a.md")]
    assert endings(copies) == {}
    assert endings([document(name, "海州市奖励办法", None, clause) for name in ("a.txt", "a.md")]) == {}


@pytest.mark.parametrize(
    ("given", "year", "valid"),
    [
        (card(start=date(2024, 5, 1), until=date(2026, 4, 30)), "2026", True),
        (card(start=date(2024, 5, 1), until=date(2026, 4, 30)), "2027", False),
        (card(start=date(2024, 5, 1), repealed=date(2025, 1, 1), until=date(2026, 4, 30)), "2026", False),
        (card(start=date(2024, 5, 1)), "2030", True),
        (card("reply", start=date(2024, 5, 1)), "2030", False),
        (card(draft="草案", start=date(2024, 5, 1)), "2030", False),
        (card("reply", start=date(2024, 5, 1)), "2024", True),
        (card(), "2024", False),
        (card(start=date(2024, 5, 1)), "3200", False),
        (card(start=date(2024, 5, 1)), "300", False),
    ],
)
def test_the_years_of_a_document(given: DocumentCard, year: str, valid: bool) -> None:
    assert is_valid_in(given, year) is valid
