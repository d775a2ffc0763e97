from __future__ import annotations

from datetime import date

import pytest

from ingest.numerals import find_date, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("二十", 20),
        ("一百三十三", 133),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("两", 2),
    ],
)
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "中", "十百十", "a", "1" * 5000, "二〇" * 5000])
def test_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024年7月5日",
        "2024年 7月 5日",
        "２０２４年７月５日",
        "二〇二四年七月五日",
        "二○二四年七月五日",
        "印发于2024年7月5日。",
    ],
)
def test_date(text: str) -> None:
    assert find_date(text) == date(2024, 7, 5)


def test_last_day_of_the_year_in_words() -> None:
    assert find_date("二○二四年十二月三十一日") == date(2024, 12, 31)


def test_a_day_that_does_not_exist_is_passed_over() -> None:
    assert find_date("2024年2月30日至2024年3月1日") == date(2024, 3, 1)
    assert find_date("2024年13月1日") is None
