"""Figures of a letter in words of its own, against the passages that it retells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from draft.types import Finding, Severity


@pytest.mark.parametrize(("said", "wrong"), [("60个", False), ("85个", True)])
def test_the_name_of_a_document_is_no_word_of_what_it_says(
    alarms: Callable[..., list[Finding]], said: str, *, wrong: bool
) -> None:
    text = f"《南屿市内河渡运提升行动方案（2025—2027年）》要求到2027年建成岸电泊位{said}，码头可以对照实施。"
    found = alarms(f"一、岸电\n留作参考。{text}")
    assert [(each.code, each.quote) for each in found] == [("figure_differs", said)] * wrong


@pytest.mark.parametrize(
    "said",
    [
        "新建纯电动渡船的补助比例，由20%提高到30%，单船上限由60万元提高到90万元，依据是行动方案第一条。",
        "新建纯电动渡船，按船价的30%补助，单船最高90万元。",
    ],
)
def test_a_rule_on_something_else_is_not_retold_for_its_figures(
    alarms: Callable[..., list[Finding]], said: str
) -> None:
    assert alarms(f"一、渡船更新\n吸收采纳。{said}") == []


def test_a_figure_in_a_passage_that_may_be_retold_has_a_source(findings: Callable[..., list[Finding]]) -> None:
    told = "一、渡船检测\n正在解决。取得绿色标志的有12艘，另有{}艘正在整改。"
    unfounded = [each.quote for each in findings(told.format(9)) if each.code == "figure_without_source"]
    assert unfounded == ["9"]


@pytest.mark.parametrize(("as_of", "is_old"), [(date(2026, 6, 10), False), (date(2026, 7, 10), True)])
def test_a_figure_grows_old_in_a_year(alarms: Callable[..., list[Finding]], as_of: date, *, is_old: bool) -> None:
    found = alarms("一、渡船检测\n正在解决。目前全市已检测渡船48艘。", as_of=as_of)
    assert [(each.severity, each.code) for each in found] == [(Severity.WARNING, "undated_figure")] * is_old


@pytest.mark.parametrize(
    ("said", "old"),
    [
        ("目前，渡工每日渡客达到900人次。", ["900人"]),
        ("现有渡工培训班为每年两期。", []),  # held every year, not counted at a day
        ("全市组织检测渡船48艘，检测标志的式样目前没有统一。", []),  # what is so by now is something else
        ("目前，为摸清底数，全市已检测渡船48艘。", ["48"]),
    ],
)
def test_only_what_is_counted_by_now_grows_old(alarms: Callable[..., list[Finding]], said: str, old: list[str]) -> None:
    found = alarms(f"一、渡船检测和渡工培训\n正在解决。{said}", as_of=date(2026, 7, 10))
    assert [(each.code, each.quote) for each in found] == [("undated_figure", quote) for quote in old]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("渡工安全操作考核，县区海事机构已在2025年1月完成。", True),
        ("2024年11月，县区海事机构完成了渡工的安全操作考核。", True),
        ("渡工安全操作考核，县区海事机构已在2025年3月完成。", False),
        ("渡工安全操作考核，县区海事机构2025年就已完成。", False),
        ("渡工安全操作考核，县区海事机构于2025年1月启动。", False),  # another event
        ("第二轮渡工安全操作考核，县区海事机构已在2025年5月完成。", False),  # another round
        ("今年的渡工安全操作考核，县区海事机构已在2026年3月完成。", False),  # after the reply
    ],
)
def test_the_day_of_what_a_reply_told_of(alarms: Callable[..., list[Finding]], said: str, *, wrong: bool) -> None:
    found = alarms(f"一、渡工培训\n正在解决。{said}")
    assert [each.code for each in found] == ["figure_contradicts_reply"] * wrong
