"""Months and days beside those of a source: of one event, or of two."""

from __future__ import annotations

import pytest

from draft.review.event_days import are_other_months
from draft.review.quantities import Quantity, quantities


def month(text: str) -> Quantity:
    return next(each for each in quantities(text) if each.unit.startswith("月"))


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("截至当年6月，首批名录已有9艘渡船。", "今年3月发布首批名录。", True),  # a state, and an event
        ("6月完成改造。", "3月启动改造。", True),
        ("每年9月举办赛事。", "每年11月举办赛事。", False),
        ("期限6个月。", "期限3个月。", False),
    ],
)
def test_months_of_two_events(said: str, known: str, *, expected: bool) -> None:
    assert are_other_months(month(said), said, month(known), known) is expected
