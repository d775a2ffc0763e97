from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from ingest.figures import FigureKind, all_figures, find_figures

W = 10_000


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("1250 万元", [1250 * W]),
        ("1,250万元", [1250 * W]),
        ("0.125亿元", [1250 * W]),
        ("一千二百五十万元", [1250 * W]),
        ("二百万元", [200 * W]),
        ("一亿五千万元", [15_000 * W]),
        ("５０万元", [50 * W]),
        ("3千元", [3000]),
        ("500元", [500]),
        ("人民币3万元", [3 * W]),
        ("3、5、10万元", [3 * W, 5 * W, 10 * W]),
        ("一级1500元、二级2500元", [1500, 2500]),
    ],
)
def test_sums(text: str, sums: list[int]) -> None:
    assert [(figure.low, figure.high) for figure in find_figures(text)] == [
        (Decimal(value), Decimal(value)) for value in sums
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.29万个",
            "15000多人",
            "3000余台",
            "多元化",
            "单元楼",
            "一元化",
            "10元素",
            "2024年",
            "6∶4",
            "第3条",
            "1.5个百分点",
        )
    ],
)
def test_what_is_no_sum(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20万元—200万元", 20 * W, 200 * W),
        ("20-200万元", 20 * W, 200 * W),
        ("5万至10万元", 5 * W, 10 * W),
        ("3万元至10万元", 3 * W, 10 * W),
        ("2000元～1万元", 2000, W),
    ],
)
def test_ranges(text: str, low: int, high: int) -> None:
    (figure,) = find_figures(text)
    assert (figure.low, figure.high, figure.currency) == (Decimal(low), Decimal(high), "元")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("40%", "0.4", "0.4"),
        ("４０％", "0.4", "0.4"),
        ("百分之三十", "0.3", "0.3"),
        ("百分之12.5", "0.125", "0.125"),
        ("六成", "0.6", "0.6"),
        ("五折", "0.5", "0.5"),
        ("3‰", "0.003", "0.003"),
        ("10%-20%", "0.1", "0.2"),
        ("1/2", "0.5", "0.5"),
    ],
)
def test_shares(text: str, low: str, high: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.low, figure.high, figure.currency) == (Decimal(low), Decimal(high), None)


def test_what_a_sum_is_counted_by() -> None:
    assert [figure.per for figure in find_figures("200元/人、37元/平方米/月")] == ["人", "平方米/月"]


@given(st.integers(1, 99_999_999), st.sampled_from([("元", 1), ("万元", W), ("亿元", 10**8)]))
def test_a_sum_is_read_with_and_without_separators_and_blanks(number: int, unit: tuple[str, int]) -> None:
    name, scale = unit
    for written in (f"{number}{name}", f"{number:,}{name}", f"{number} {name}"):
        (figure,) = find_figures(f"给予{written}奖励")
        assert figure.high == number * scale


@given(st.text("0123456789一二十百千万亿.,，、-—至%％百分之成折元/每人 ", max_size=60))
def test_figures_are_ordered_apart_and_within_the_text(text: str) -> None:
    figures = find_figures(text)
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.low <= figure.high
    assert all(left.end <= right.start for left, right in pairwise(figures))


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("1250 万元", FigureKind.AMOUNT, "12500000", "元"),
        ("1,250万元", FigureKind.AMOUNT, "12500000", "元"),
        ("0.125亿元", FigureKind.AMOUNT, "12500000", "元"),
        ("１２５０万元", FigureKind.AMOUNT, "12500000", "元"),
        ("五百万元", FigureKind.AMOUNT, "5000000", "元"),
        ("40%", FigureKind.RATE, "0.4", ""),
        ("百分之四十", FigureKind.RATE, "0.4", ""),
        ("30个工作日", FigureKind.PERIOD, "30", "工作日"),
        ("两年", FigureKind.PERIOD, "2", "年"),
        ("1.29万个", FigureKind.COUNT, "12900", "个"),
        ("30家", FigureKind.COUNT, "30", "家"),
        ("100万美元", FigureKind.AMOUNT, "1000000", "美元"),
        ("六成", FigureKind.RATE, "0.6", ""),
        ("两周", FigureKind.PERIOD, "2", "周"),
    ],
)
def test_one_value_however_it_is_written(text: str, kind: FigureKind, value: str, unit: str) -> None:
    (figure,) = all_figures(f"给予{text}。")
    assert (figure.kind, figure.value, figure.unit) == (kind, Decimal(value), unit)
    assert f"给予{text}。"[figure.span.start : figure.span.end] == text


def test_a_date_is_no_period() -> None:
    assert [(figure.kind, figure.value) for figure in all_figures("自2025年5月1日起，每年4月1日前，2024年度")] == [
        (FigureKind.DATE, "2025-05-01"),
        (FigureKind.DATE, "--04-01"),
        (FigureKind.DATE, "2024"),
    ]


def test_a_range_is_two_figures_of_one_place() -> None:
    assert [(figure.value, figure.span) for figure in all_figures("补助20-200万元")] == [
        (Decimal(20 * W), Span(2, 10)),
        (Decimal(200 * W), Span(2, 10)),
    ]


def test_every_kind_in_one_sentence() -> None:
    text = "2025年5月起，对30家企业按40%补助，最高500万元，连续3年"
    assert [(figure.kind, text[figure.start : figure.end]) for figure in all_figures(text)] == [
        (FigureKind.DATE, "2025年5月"),
        (FigureKind.COUNT, "30家"),
        (FigureKind.RATE, "40%"),
        (FigureKind.AMOUNT, "500万元"),
        (FigureKind.PERIOD, "3年"),
    ]
