"""A refusal of what an earlier reply promised."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.types import Finding, Severity

ITEM = "一、关于改造乡镇渡口的建议\n留作参考。\n"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("考虑到财力有限，我局现阶段暂不改造各类渡口，待条件成熟后再行论证。", "我局现阶段暂不改造各类渡口"),
        ("乡镇自管渡口较多，不再改造各类渡口。", "不再改造各类渡口"),
    ],
)
def test_what_was_promised_is_turned_down(alarms: Callable[..., list[Finding]], said: str, quote: str) -> None:
    found = [each for each in alarms(f"{ITEM}{said}") if each.code == "contradicts_reply"]
    assert [(each.severity, each.quote) for each in found] == [(Severity.WARNING, quote)]
    assert "拟到2028年改造各类渡口70座以上" in found[0].message


@pytest.mark.parametrize(
    "said",
    [
        "乡镇渡口较多，暂不统一配备电动渡船。",  # nobody promised that
        "去年的答复原拟改造各类渡口，因河道整治，现阶段暂不改造各类渡口。",  # the letter says so itself
        "渡口值守人员由乡镇落实，暂不由市级统一安排。",
    ],
)
def test_what_nobody_promised_or_the_letter_says_itself(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert [each for each in alarms(f"{ITEM}{said}") if "拟到2028年" in each.message] == []
