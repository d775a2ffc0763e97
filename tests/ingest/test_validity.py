from __future__ import annotations

from datetime import date

import pytest

from ingest.anatomy import Anatomy
from ingest.validity import effective_from, last_day, repeals, valid_until


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        (date(2024, 8, 1), 3, date(2027, 7, 31)),
        (date(2024, 1, 1), 1, date(2024, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
    ],
)
def test_last_day_of_a_term(start: date, years: int, last: date) -> None:
    assert last_day(start, years) == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法自2024年8月1日起施行。", date(2024, 8, 1)),
        ("本细则自印发之日起实施。", date(2024, 7, 5)),
        ("本规定自公布之日起30日后施行。", date(2024, 8, 4)),
        ("本通知自二〇二四年九月一日起执行。", date(2024, 9, 1)),
        ("原办法自2020年1月1日起施行。本办法自2024年8月1日起施行。", date(2024, 8, 1)),
        ("企业应当加强管理。", None),
    ],
)
def test_effective_from(text: str, expected: date | None) -> None:
    found = effective_from(Anatomy(text, ()), date(2024, 7, 5))
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法自2024年8月1日起施行，有效期至2026年12月31日。", date(2026, 12, 31)),
        ("本办法自2024年8月1日起施行，有效期三年。", date(2027, 7, 31)),
        ("本办法有效期为5年。", date(2029, 7, 31)),
        ("证书有效期为5年。", None),
        ("补贴期限最长为2年。", None),
    ],
)
def test_valid_until(text: str, expected: date | None) -> None:
    found = valid_until(Anatomy(text, ()), None, date(2024, 8, 1))
    assert (found.value if found else None) == expected


def test_a_title_that_speaks_of_repeal_repeals_nothing() -> None:
    text = "根据《关于废止和修改部分规章的决定》修正。依据《甲办法》，《乙办法》（海府〔2020〕1号）自行废止。"
    assert [r.title for r in repeals(Anatomy(text, ()), None)] == ["乙办法"]
