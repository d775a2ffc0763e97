"""Promises of a letter: new ones, those that an earlier reply made, and those whose day has passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from draft.types import Finding, Severity


@pytest.mark.parametrize(
    "said",
    [
        "我局将在每个渡口选派一名安全协管员，学生上下学时到岗。",
        "市港航中心将会同各县聘请水上救援教练，逐个渡口培训。",
        "我局还将建立渡工意外伤害互助金。",
    ],
)
def test_something_definite_without_a_day_is_a_warning(alarms: Callable[..., list[Finding]], said: str) -> None:
    [finding] = alarms(f"一、关于渡口安全的建议\n部分采纳。\n{said}")
    assert (finding.severity, finding.code) == (Severity.WARNING, "promise_without_source")


@pytest.mark.parametrize(
    "said",
    [
        "我局将会同各县进一步做好渡口安全工作。",
        "我局将支持乡镇选派安全协管员。",
        "我局将建立健全工作机制。",
        "南屿交发〔2025〕6号文件第一条将补助定为船价的30%、单船最高90万元。",
    ],
)
def test_an_intention_or_a_rule_is_none(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert alarms(f"一、关于渡口安全的建议\n部分采纳。\n{said}") == []


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("改造乡镇渡口", "渡口改造由市港航中心规划，拟2028年前改到70座以上，学生多的渡口在前。"),
        ("改造乡镇渡口", "渡口改造规划的目标期限为2028年，计划2028年改造各类渡口70座。"),
        ("检测老旧渡船", "南屿交函〔2025〕41号的渡船检测计划完成时间为2025年12月底前。"),
        ("检测老旧渡船", "渡船检测预计2025年12月底前完成，12艘渡船有绿色标志。"),
        ("检测老旧渡船", "渡船检测争取当年底前全部完成，是2025年答复的安排。"),
    ],
)
def test_a_promise_retold(alarms: Callable[..., list[Finding]], topic: str, said: str) -> None:
    assert alarms(f"一、关于{topic}的建议\n正在解决。\n{said}") == []


@pytest.mark.parametrize(
    "said",
    [
        "渡口改造由市港航中心规划，拟2027年前改到70座以上，学生多的渡口在前。",
        "渡口改造由市港航中心规划，拟2028年前改到190座以上，学生多的渡口在前。",
        "南屿交函〔2025〕41号明确，2027年底前免费发放救生衣。",
    ],
)
def test_a_promise_with_another_day_or_figure(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert alarms(f"一、关于改造乡镇渡口的建议\n正在解决。\n{said}")


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("客运码头服务规范由市港航中心起草，争取2026年3月底前印发。", Severity.ERROR),
        ("客运码头服务规范由市港航中心起草，上次答复争取2026年3月底前印发。", Severity.NOTE),
        ("按照南屿交函〔2025〕41号，客运码头服务规范争取2026年3月底前印发。", Severity.NOTE),
        ("客运码头服务规范争取2026年3月底前印发，这是去年答复的安排。", Severity.NOTE),
    ],
)
def test_a_day_that_has_passed_is_less_where_it_is_told_as_what_was_promised(
    findings: Callable[..., list[Finding]], said: str, severity: Severity
) -> None:
    found = findings(f"一、关于编制客运码头服务规范的建议\n列入计划。\n{said}")
    assert [each.severity for each in found if each.code == "promise_overdue"] == [severity]
    before = findings(f"一、关于编制客运码头服务规范的建议\n列入计划。\n{said}", as_of=date(2026, 3, 25))
    assert not [each for each in before if each.code == "promise_overdue"]


@pytest.mark.parametrize(
    "said",
    [
        "我局将继续做好渡口安全宣传，方便群众知晓。",
        "下一步，我局将继续会同各县做好客运码头服务规范的宣讲。",
        "我局将严格按规定开展检查，并配合海事部门加强统筹。",
        "下一步重点支持学生渡口，去年的通知中，已对20座渡口给予补助。",
    ],
)
def test_courtesies_are_not_even_notes(findings: Callable[..., list[Finding]], said: str) -> None:
    found = findings(f"一、关于渡口安全的建议\n部分采纳。\n{said}")
    assert [each for each in found if each.code == "promise_without_source"] == []


@pytest.mark.parametrize(
    "said",
    [
        "我局将支持乡镇选派安全协管员。",
        "我局将继续做好渡口安全工作，推动建立渡工互助金。",
        "我局将逐座归档，形成“一渡一档”台账。",
    ],
)
def test_what_somebody_will_ask_for_is_a_note_however_softly_put(
    findings: Callable[..., list[Finding]], said: str
) -> None:
    found = findings(f"一、关于渡口安全的建议\n部分采纳。\n{said}")
    assert [each.severity for each in found if each.code == "promise_without_source"] == [Severity.NOTE]
