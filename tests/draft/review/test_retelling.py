"""Letters in words of their own: what they say otherwise than the passage that they retell."""

from __future__ import annotations

from datetime import date

import pytest

from draft.review import review
from draft.review.quantities import contradicts, quantities
from draft.types import Finding, Proposal, Severity
from index import Index
from ingest.pasted import read_pasted

AS_OF = date(2025, 10, 8)
FREE = """（B类）
海工信函〔2025〕98号
海州市工业和信息化局关于市政协十四届四次会议第98号提案答复的函
周远委员：
您提出的《关于加快芯片产业发展的提案》（提案第98号）收悉。现答复如下：
一、关于补助芯片设计企业流片费用的建议
吸收采纳。
芯片设计企业做首轮流片，实际支出的四成由财政补助，一家企业一年最多500万元。
二、关于减少人才公寓租金的建议
留作参考。
截至2024年6月底，人才公寓建了1200套。
专此答复，诚挚感谢您对我市工作的关心和支持。
海州市工业和信息化局
2025年10月8日
（联系人及电话：程望野，0700-8620499）
公开方式：主动公开。
"""


def alarms(index: Index, text: str, proposal: Proposal | None = None) -> list[Finding]:
    found = review(read_pasted(text, "letter"), index, proposal=proposal, as_of=AS_OF).findings
    return [finding for finding in found if finding.severity is not Severity.NOTE]


def changed(index: Index, before: str, after: str) -> list[Finding]:
    assert before in FREE
    return alarms(index, FREE.replace(before, after))


def test_a_letter_in_its_own_words_has_no_finding(index: Index) -> None:
    assert alarms(index, FREE) == []


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [("四成", "六成", "40%"), ("500万元", "700万元", "500万元"), ("1200套", "1700套", "1200套")],
)
def test_a_figure_other_than_that_of_the_passage(index: Index, before: str, after: str, right: str) -> None:
    [finding] = changed(index, before, after)
    assert finding.code in ("figure_differs", "figure_contradicts_reply")
    assert finding.quote == after
    assert f"文中为{after}" in finding.message
    assert right in finding.message


def test_refused_before_and_adopted_now(index: Index) -> None:
    [finding] = changed(index, "留作参考。", "吸收采纳。")
    assert (finding.severity, finding.code, finding.where) == (Severity.WARNING, "refused_before", "第二项")


def test_a_person_whom_nothing_knows(index: Index) -> None:
    [finding] = changed(index, "建了1200套。", "建了1200套，由王建国局长负责。")
    assert (finding.code, finding.quote) == ("unknown_person", "王建国")


def test_a_body_that_nothing_knows_is_a_warning_and_is_told_of_once(index: Index) -> None:
    text = FREE.replace("建了1200套。", "建了1200套，由海州市安居服务中心管理。海州市安居服务中心受理申请。")
    found = review(read_pasted(text, "letter"), index, as_of=AS_OF).findings
    assert [(f.severity, f.quote) for f in found if f.code == "unknown_name"] == [
        (Severity.WARNING, "海州市安居服务中心")
    ]


@pytest.mark.parametrize(
    ("said", "known", "differs"),
    [
        ("占27.3%", "不低于25%", False),
        ("占24.3%", "不低于25%", True),
        ("最高500万元", "不超过500万元", False),
        ("封顶800万元", "不超过500万元", True),
        ("兑现300万元", "不超过500万元", False),
        ("培训680名", "培训980人", True),
        ("培训680名", "培训680人", False),
        ("改造43家", "改造17个", False),
    ],
)
def test_what_contradicts_what(said: str, known: str, differs: bool) -> None:
    [ours], [theirs] = quantities(said), quantities(known)
    assert contradicts(ours, theirs) is differs


def test_whom_a_letter_greets_is_no_unknown_person_even_where_the_salutation_is_not_told(index: Index) -> None:
    text = FREE.replace("周远委员：\n", "海\n王建国委员：\n")
    assert [each.code for each in alarms(index, text) if each.code == "unknown_person"] == []
