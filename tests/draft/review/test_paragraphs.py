"""Letters that are not written item by item: paragraphs answer, formulas come in other words, days are checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from draft.review import review
from draft.review.reply import read_reply
from draft.types import Finding, Proposal, Severity, Suggestion
from index import Index
from ingest.pasted import read_pasted

AS_OF = date(2025, 10, 8)
HEAD = """海州市工业和信息化局
海工信函〔2025〕97号
关于市政协十四届四次会议第97号提案的答复
市电子行业协会：
"""
TAIL = """
谨此答复，谢谢贵会多年来的关注。
海州市工业和信息化局
2025年10月8日
（联系电话：0700-8620499）
"""
OPENING = "收到贵会关于芯片产业的提案后，我局与市财政局作了会商。现逐条答复："
GRANT = (
    "按照《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号），"
    "芯片设计企业首轮流片费用按实际支出的40%补助，每年最高500万元。"
)
HOMES = "截至2024年6月底，全市已建成人才公寓1200套。"
PROPOSAL = Proposal(
    text="",
    title="关于支持芯片设计企业的提案",
    body="政协",
    session=None,
    number="97",
    cause=None,
    members=("市电子行业协会",),
    departments=(),
    dated=None,
    situation="",
    suggestions=(
        Suggestion(1, "提高流片补助标准", "提高流片补助标准。"),
        Suggestion(2, "多建人才公寓", "为企业员工多建人才公寓。"),
    ),
)
WAYS = {
    "run-in headlines": (f"流片补助。{GRANT}", f"人才公寓。{HOMES}"),
    "enumerated": (f"一是关于流片补助。{GRANT}", f"二是关于人才公寓。{HOMES}"),
    "numbered": (f"一、流片补助方面。{GRANT}", f"二、人才公寓方面。{HOMES}"),
    "headed": (f"（一）流片补助\n{GRANT}", f"（二）人才公寓\n{HOMES}"),
    "plain": (GRANT, HOMES),
}


def letter(*paragraphs: str, opening: str = OPENING) -> str:
    return f"{HEAD}{opening}\n" + "\n".join(paragraphs) + TAIL


def alarms(index: Index, text: str, proposal: Proposal = PROPOSAL) -> list[Finding]:
    found = review(read_pasted(text, "letter"), index, proposal=proposal, as_of=AS_OF).findings
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("way", WAYS)
def test_paragraphs_answer(index: Index, way: str) -> None:
    assert alarms(index, letter(*WAYS[way])) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("gone", [0, 1])
def test_a_suggestion_that_no_paragraph_answers(index: Index, way: str, gone: int) -> None:
    [finding] = alarms(index, letter(WAYS[way][1 - gone]))
    assert (finding.code, finding.where) == ("suggestion_unanswered", f"建议{gone + 1}")


def test_one_paragraph_may_answer_all(index: Index) -> None:
    assert alarms(index, letter(f"流片补助，{GRANT}人才公寓，{HOMES}")) == []
    [finding] = alarms(index, letter(f"流片补助，{GRANT}"))
    assert finding.code == "suggestion_unanswered"


def test_a_suggestion_answered_by_its_number(index: Index) -> None:
    said = "关于第二条建议，市财政局正在测算，有结果后告知贵会。"
    assert alarms(index, letter(GRANT, said)) == []
    [finding] = alarms(index, letter(GRANT, said.replace("关于第二条建议", "两条建议提得很好")))
    assert finding.where == "建议2"


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        ("提案收悉。现将有关情况说明如下。", "流片补助"),
        ("贵会的提案由我局主办，经研究，现答复如下：", "流片补助"),
        ("《关于支持芯片设计企业的提案》收悉，谢谢贵会。", "流片补助"),
    ],
)
def test_where_the_answer_begins_and_ends(opening: str, first: str) -> None:
    reply = read_reply(read_pasted(letter(*WAYS["run-in headlines"], opening=opening), "letter"))
    assert [each.headline for each in reply.paragraphs] == [first, "人才公寓"]
    assert reply.paragraphs[0].text.startswith(first)
    assert reply.paragraphs[-1].text.endswith("1200套。")


@pytest.mark.parametrize(
    ("opening", "is_other"),
    [
        ("提案收悉。《海州市集成电路产业专项资金管理办法》已经施行。现答复如下：", False),
        ("《关于支持芯片设计企业的提案》收悉。现答复如下：", False),
        ("您提出的《关于发展养老服务的提案》收悉。现答复如下：", True),
        ("《关于发展养老服务的建议》（第97号）收到后，我局作了研究，现答复如下：", True),
    ],
)
def test_only_what_is_received_is_the_proposals_title(index: Index, opening: str, is_other: bool) -> None:
    found = alarms(index, letter(*WAYS["plain"], opening=opening))
    assert [finding.code for finding in found] == ["other_proposal_title"] * is_other


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("自2025年4月1日起施行，有效期三年", ""),
        ("自2025年5月1日起施行", "2025年5月1日"),
        ("自2025年4月1日起施行，有效期5年", "有效期5年"),
        ("有效期至2029年3月31日", "2029年3月31日"),
    ],
)
def test_the_days_of_a_rule(index: Index, said: str, wrong: str) -> None:
    rule = "《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号）"
    found = alarms(index, letter(f"流片补助。{rule}{said}。", f"人才公寓。{HOMES}"))
    assert [finding.quote for finding in found if finding.code == "document_date_differs"] == [wrong] * bool(wrong)


def test_the_day_of_issue_of_a_rule(index: Index) -> None:
    told = "流片补助。我局2025年3月28日印发《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号）。"
    assert "document_date_differs" in {finding.code for finding in alarms(index, letter(told, HOMES))}
    right = told.replace("28日", "26日")
    assert "document_date_differs" not in {finding.code for finding in alarms(index, letter(right, HOMES))}


@pytest.mark.parametrize("why", ["", "考虑到用地紧张，"])
def test_a_wish_refused_in_a_sentence_that_was_adopted(index: Index, why: str) -> None:
    refused = f"关于增加人才公寓供给的意见，{why}暂不采纳。"
    [finding] = alarms(index, letter(f"流片补助。{GRANT}", f"人才公寓。{refused}"))
    assert (finding.severity, finding.code, finding.where) == (Severity.ERROR, "adopted_before", "正文")
    assert finding.quote == "增加人才公寓供给"


def test_a_letter_that_does_not_say_that_it_is_public_is_told_in_a_note(index: Index) -> None:
    leaning = "截至2025年6月底，已完成43个园区的入户调查，涉及企业2130家。"
    text = letter(*WAYS["plain"], leaning)
    assert alarms(index, text) == []
    found = review(read_pasted(text, "letter"), index, proposal=PROPOSAL, as_of=AS_OF).findings
    assert [f.severity for f in found if f.code == "leans_on_undisclosed"] == [Severity.NOTE]


def test_a_denial_in_a_clause_of_its_own_turns_nothing(index: Index) -> None:
    told = HOMES.replace("1200套。", "1200套，离不开大家的支持。")
    assert alarms(index, letter(GRANT, told)) == []
    turned = "对芯片设计企业首轮流片费用，按照实际支出的40%不给予补助，单个企业每年最高500万元。"
    assert "contradicts_source" in {finding.code for finding in alarms(index, letter(turned, HOMES))}


def test_a_number_behind_other_words(index: Index) -> None:
    known = "去年我局在海工信函〔2024〕12号中作过答复。"
    assert alarms(index, letter(GRANT, f"{HOMES}{known}")) == []
    [finding] = alarms(index, letter(GRANT, f"{HOMES}{known.replace('12号', '812号')}"))
    assert (finding.code, finding.quote) == ("unknown_document_number", "海工信函〔2024〕812号")


def test_another_addressee_is_still_told(index: Index) -> None:
    [finding] = alarms(index, letter(*WAYS["plain"]), replace(PROPOSAL, members=("周远",)))
    assert finding.code == "other_addressee"


def test_a_body_is_addressed_without_the_city(index: Index) -> None:
    assert alarms(index, letter(*WAYS["plain"]), replace(PROPOSAL, members=("海州市电子行业协会",))) == []
