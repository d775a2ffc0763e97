"""Days by which something is promised, reckoned by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft.commitments.due import find_due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026年上半年", date(2026, 6, 30)),
        ("下半年", date(2025, 12, 31)),
        ("2025年第三季度", date(2025, 9, 30)),
        ("四季度", date(2025, 12, 31)),
        ("2026年2月底前", date(2026, 2, 28)),
        ("2028年2月底前", date(2028, 2, 29)),
        ("2026年5月31日前", date(2026, 5, 31)),
        ("9月底前", date(2025, 9, 30)),
        ("3月底前", date(2026, 3, 31)),  # June is past March: the next one
        ("年底前", date(2025, 12, 31)),
        ("今年年内", date(2025, 12, 31)),
        ("明年年底前", date(2026, 12, 31)),
        ("2027年底", date(2027, 12, 31)),
        ("于2026年扩大到全市", date(2026, 12, 31)),
        ("2026年秋季学期", date(2026, 12, 31)),
        ("到2028年改造渡口70座", date(2028, 12, 31)),
        ("“十五五”期间", date(2030, 12, 31)),
        ("三年内", date(2028, 6, 20)),
        ("6个月内", date(2025, 12, 20)),
        ("截至2024年5月底，拟于2026年9月底前", date(2026, 9, 30)),
    ],
)
def test_days(words: str, due: date) -> None:
    found = find_due(words, date(2025, 6, 20))
    assert found is not None
    assert found.on == due


@pytest.mark.parametrize("words", ["近期", "适时", "截至2024年5月底", "每年11月举办", "市内各区", "2025年13月", ""])
def test_no_days(words: str) -> None:
    assert find_due(words, date(2025, 6, 20)) is None


@given(st.text(max_size=80), st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_any_text_gives_a_day_to_come_or_none(words: str, said_on: date) -> None:
    found = find_due(words, said_on)
    assert found is None or (found.on >= said_on and 0 <= found.span.start < found.span.end <= len(words))


def test_the_same_year_is_the_one_told_of_before() -> None:
    due = find_due("按2027年方案，当年底前完成", date(2026, 3, 1))
    assert due is not None
    assert due.on == date(2027, 12, 31)
    assert find_due("按2025年答复，当年底前完成", date(2026, 3, 1)) is None
    assert find_due("南屿交函〔2025〕41号争取当年11月底前完成", date(2026, 3, 1)) is None
