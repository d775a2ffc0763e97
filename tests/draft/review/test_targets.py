"""A plan's target told as reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.types import Finding, Severity


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("全市已建成岸电泊位60个，为规模以上航运企业提供充电服务。", "60个"),
        ("在各县区努力下，全市累计建成岸电泊位60个。", "60个"),
        ("全市已改造各类渡口70座，学生过渡较多的渡口先行改造。", "70座"),  # promised by a reply
    ],
)
def test_a_target_told_as_reached(alarms: Callable[..., list[Finding]], said: str, quote: str) -> None:
    [finding] = alarms(f"一、关于完善岸电和渡口设施的建议\n吸收采纳。\n{said}")
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "target_as_reached", quote)
    assert "来源为目标" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        "《南屿市内河渡运提升行动方案（2025—2027年）》提出，到2027年建成岸电泊位60个。",
        "全市已建成岸电泊位25个。",  # another figure: how many there are by now
        "到2027年，我市将建成岸电泊位60个。",
        "岸电泊位建设目标为60个，已完成选址。",
        "全市已检测渡船48艘。",  # the reply tells it as done
    ],
)
def test_a_target_told_as_one(alarms: Callable[..., list[Finding]], said: str) -> None:
    found = alarms(f"一、关于完善岸电设施的建议\n吸收采纳。\n{said}")
    assert [each for each in found if each.code == "target_as_reached"] == []
