"""Who does something, held against what an earlier document says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from draft.review import review
from draft.review.actors import is_same_authority
from draft.types import Finding, Severity
from index import Index
from ingest.pasted import read_pasted

LETTER = """（B类）
海工信函〔2025〕97号
海州市工业和信息化局关于市政协十四届四次会议第97号提案答复的函
周远委员：
您提出的《关于让无人环卫车上路的提案》（提案第97号）收悉。现答复如下：
一、关于试用无人环卫车的建议
吸收采纳。
{said}
专此答复，诚挚感谢您对我市工作的关心和支持。
海州市工业和信息化局
2025年10月8日
（联系人及电话：程望野，0700-8620499）
公开方式：主动公开。
"""


def alarms(index: Index, said: str) -> list[Finding]:
    found = review(read_pasted(LETTER.format(said=said), "letter"), index, as_of=date(2025, 10, 8)).findings
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("who", ["市城市管理局", "市城管局", "海州市城市管理和综合执法局"])
def test_the_same_authority_however_it_is_called(index: Index, who: str) -> None:
    assert alarms(index, f"{who}负责编制无人环卫车作业规范。") == []


@pytest.mark.parametrize("who", ["市邮政管理局", "市财政局"])
def test_another_authority_is_shown_with_the_one_of_the_source(index: Index, who: str) -> None:
    [finding] = alarms(index, f"{who}负责编制无人环卫车作业规范。")
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "actor_differs", who)
    assert "来源为市城市管理局" in finding.message
    assert "无人环卫车作业规范" in finding.citations[0].quote


@pytest.mark.parametrize(
    "said",
    [
        "市财政局负责安排无人环卫车的购置预算。",  # another act
        "市城市管理局牵头，市财政局负责编制无人环卫车作业规范。",  # the source's authority is named, too
    ],
)
def test_another_act_or_another_partner_is_no_finding(index: Index, said: str) -> None:
    assert [finding for finding in alarms(index, said) if finding.code == "actor_differs"] == []


@pytest.mark.parametrize(
    "said", ["市城市管理局支持在新建道路试用无人环卫车。", "支持新建道路试用环卫车，由市城市管理局组织。"]
)
def test_a_clause_that_is_taken_up_agrees_with_it_whatever_the_next_one_refuses(index: Index, said: str) -> None:
    assert alarms(index, said) == []


def test_a_clause_that_takes_up_what_the_same_clause_refused(index: Index) -> None:
    found = alarms(index, "市城市管理局同意无人环卫车目前在老城区上路。")
    assert [finding.code for finding in found] == ["contradicts_reply"]


def test_a_centre_may_act_as_well_as_an_authority(findings: Callable[..., list[Finding]]) -> None:
    told = "一、关于改造乡镇渡口的建议\n吸收采纳。\n乡镇渡口改造规划由{}编制，优先安排学生过渡较多的渡口。"
    [finding] = [each for each in findings(told.format("市水利局")) if each.severity is not Severity.NOTE]
    assert (finding.code, finding.quote) == ("actor_differs", "市水利局")
    assert "来源为市港航中心" in finding.message
    assert [each for each in findings(told.format("市港航中心")) if each.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("发展改革", "发展和改革", True),
        ("科技", "科学技术", True),
        ("城管", "城市管理和综合执法", True),
        ("知识产权", "市场监督管理", False),
        ("财政", "科学技术", False),
    ],
)
def test_short_names_of_authorities(first: str, second: str, same: bool) -> None:
    assert is_same_authority(first, second) is is_same_authority(second, first) is same
