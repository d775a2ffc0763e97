"""Telephone numbers that the letter's text gives, held against whose they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.types import Finding


@pytest.mark.parametrize(
    "said",
    [
        "泊位接电可以咨询南屿供电公司营业厅，电话0722-3312200。",
        "申请在船东服务平台上办理，平台客服热线为0722-3319090。",
    ],
)
def test_a_number_told_as_the_source_tells_it(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert alarms(f"一、关于岸电的建议\n吸收采纳。\n{said}") == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("泊位接电可以咨询南屿供电公司营业厅，电话0722-3315566。", "foreign_contact"),  # the centre's own number
        ("学生月票请拨打0722-3312200。", "foreign_contact"),
        ("申请有疑问的，平台客服热线为0722-3319091。", "contact_in_text"),  # nobody's
    ],
)
def test_a_number_of_another_body_or_of_nobody(alarms: Callable[..., list[Finding]], said: str, code: str) -> None:
    assert code in {each.code for each in alarms(f"一、关于岸电的建议\n吸收采纳。\n{said}")}
