"""What turns an earlier reply round, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.types import Finding


@pytest.mark.parametrize(
    "said",
    [
        "（一）关于增设夜航班船。考虑到夜间能见度和船员值守能力，不予采纳。",
        "（一）支持开行夜航班船的条件。夜间能见度和船员值守能力都还不够。",
    ],
)
def test_a_label_decides_nothing(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert alarms(f"一、关于开行夜航班船的建议\n留作参考。\n{said}") == []


def test_a_label_that_consents_does(alarms: Callable[..., list[Finding]]) -> None:
    found = alarms("一、关于夜间航行的建议\n部分采纳。\n（一）同意开行夜航班船。船员值守另行安排。")
    assert [each.code for each in found] == ["contradicts_reply"]


LIKE_ANOTHER = """一、关于守牢夜航班船的建议
吸收采纳。
乡镇落实渡口值守人员。
二、关于增加开行夜航班船班次的建议
留作参考。
考虑到夜间能见度，不予采纳。"""


def test_an_earlier_request_is_that_of_the_item_most_like_it(alarms: Callable[..., list[Finding]]) -> None:
    assert [each.code for each in alarms(LIKE_ANOTHER)] == []
    alone = LIKE_ANOTHER[: LIKE_ANOTHER.index("二、")]
    assert [each.code for each in alarms(alone)] == ["refused_before"]
