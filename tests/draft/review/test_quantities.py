"""Figures of sentences, and which of them contradict each other."""

from __future__ import annotations

import pytest

from draft.review.quantities import Quantity, contradicts, quantities


def figure(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("首批场景46个。", "首批场景48个。", True),
        ("首批场景46个。", "比首批增加6个。", False),
        ("比首批增加5个。", "比首批增加6个。", True),
        ("补助提高到60%。", "补助比例为50%。", True),
        ("补助提高10%。", "补助比例为50%。", False),
        ("占比为27.3%。", "占比不低于25%。", False),
        ("占比为24%。", "占比不低于25%。", True),
        ("补助30万元。", "补助30家。", False),
        ("6月发布。", "期限6个月。", False),
        ("6月发布。", "3个月内发布。", False),
        ("6月发布。", "3月发布。", True),
    ],
)
def test_what_cannot_both_be_right(said: str, known: str, *, expected: bool) -> None:
    assert contradicts(figure(said), figure(known)) is expected
    assert contradicts(figure(known), figure(said)) is expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("吞吐量300吨以上", "floor"),
        ("规模以上航运企业补助300万元", ""),
        ("市级以上码头补助300万元", ""),
        ("高级工以上船员补贴3000元", ""),
        ("吨位300吨以下", "cap"),
        ("规模以下航运企业补助300万元", ""),
        ("期限3年以内", "cap"),
    ],
)
def test_what_a_figure_is_bounded_by(text: str, bound: str) -> None:
    assert figure(text).bound == bound


@pytest.mark.parametrize(
    ("text", "is_change"),
    [
        ("候船时间比去年少20分钟", True),
        ("航班较上季多6个", True),
        ("检测用时缩短了两个月", True),
        ("检测用时缩短到两个月", False),
        ("另有9艘正在整改", True),
        ("补助比例最高30%", False),
        ("较大渡口补助30万元", False),
        ("比例不低于30%", False),
    ],
)
def test_how_much_more_or_less(text: str, *, is_change: bool) -> None:
    assert figure(text).is_change is is_change


def test_what_a_letter_is_called_by_is_no_figure() -> None:
    assert quantities("61号答复已经说明，93号提案同此。") == ()
