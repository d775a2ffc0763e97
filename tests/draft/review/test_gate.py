"""A clean letter passes; each seeded error is found at its place, with the source that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from draft.review import Review, review
from draft.types import Finding, Proposal, Severity, Suggestion
from index import Index
from ingest.pasted import read_pasted

AS_OF = date(2025, 10, 8)
CLEAN = """（A类）
海工信函〔2025〕99号
海州市工业和信息化局关于市政协十四届四次会议第99号提案答复的函
周远委员：
您提出的《关于加快芯片产业发展的提案》（提案第99号）收悉。现答复如下：
一、关于提高流片补贴标准的建议
吸收采纳。
根据《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号），对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。
二、关于增加人才公寓供给的建议
吸收采纳。
截至2024年6月底，全市已建成人才公寓1200套。
专此答复，诚挚感谢您对我市工作的关心和支持。
海州市工业和信息化局
2025年10月8日
（联系人及电话：程望野，0700-8620499）
公开方式：主动公开。
"""
PROPOSAL = Proposal(
    text="",
    title="关于加快芯片产业发展的提案",
    body="政协",
    session=None,
    number="99",
    cause=None,
    members=("周远",),
    departments=(),
    dated=None,
    situation="",
    suggestions=(
        Suggestion(1, "提高流片补贴标准", "建议提高流片补贴的比例和上限。"),
        Suggestion(2, "增加人才公寓供给", "建议为芯片企业的员工增加人才公寓供给。"),
    ),
)


def reviewed(index: Index, text: str, proposal: Proposal | None = None) -> Review:
    return review(read_pasted(text, "letter"), index, proposal=proposal, as_of=AS_OF)


def alarms(found: Review) -> list[Finding]:
    return [finding for finding in found.findings if finding.severity is not Severity.NOTE]


def only(index: Index, before: str, after: str) -> Finding:
    """The one error or warning of the letter with something changed."""
    assert before in CLEAN
    (finding,) = alarms(reviewed(index, CLEAN.replace(before, after)))
    return finding


def test_a_clean_letter_has_no_finding(index: Index) -> None:
    found = reviewed(index, CLEAN, PROPOSAL)
    assert alarms(found) == []
    assert not found.has_errors


@pytest.mark.parametrize("wrong", ["800万元", "0.08亿元", "8,000,000元"])
def test_a_wrong_amount_is_shown_with_the_right_one(index: Index, wrong: str) -> None:
    finding = only(index, "500万元", wrong)
    assert (finding.severity, finding.code, finding.where) == (Severity.ERROR, "figure_differs", "第一项")
    assert finding.quote == wrong
    assert finding.message == f"与来源不一致：文中为{wrong}，来源为500万元。"
    assert finding.citations[0].document_number == "海工信规〔2025〕2号"


@pytest.mark.parametrize("same", ["0.05亿元", "5,000,000元", "５００万元", "500 万元"])
def test_the_same_amount_in_another_writing_is_no_finding(index: Index, same: str) -> None:
    assert alarms(reviewed(index, CLEAN.replace("500万元", same))) == []


def test_a_figure_that_an_earlier_reply_gives_otherwise(index: Index) -> None:
    finding = only(index, "1200套", "1800套")
    assert finding.code == "figure_contradicts_reply"
    assert "文中为1800套，来源为1200套" in finding.message


def test_a_figure_of_another_time_contradicts_nothing(index: Index) -> None:
    later = CLEAN.replace("截至2024年6月底，全市已建成人才公寓1200套", "截至2025年6月底，全市已建成人才公寓1800套")
    found = reviewed(index, later)
    assert alarms(found) == []
    assert [finding.code for finding in found.findings] == ["figure_without_source"]


def test_an_old_figure_without_its_time(index: Index) -> None:
    finding = only(index, "截至2024年6月底，全市已建成", "目前，全市已建成")
    assert (finding.severity, finding.code) == (Severity.WARNING, "undated_figure")
    assert "2024年" in finding.message


def test_a_repealed_rule_by_its_name_and_number(index: Index) -> None:
    old = "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）"
    text = CLEAN.replace("《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号）", old)
    found = alarms(reviewed(index, text))
    assert [(finding.code, finding.quote) for finding in found] == [("source_out_of_force", old)]
    assert "已废止" in found[0].message


def test_a_repealed_rule_told_as_repealed_is_no_finding(index: Index) -> None:
    told = "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）已于2025年废止。"
    assert alarms(reviewed(index, CLEAN.replace("截至2024年6月底", f"{told}截至2024年6月底"))) == []


def test_the_figures_of_a_repealed_rule(index: Index) -> None:
    stale = "对芯片设计企业首轮流片费用，按照实际支出的30%给予补助，单个企业每年最高200万元。"
    start = CLEAN.index("根据《")
    text = CLEAN[:start] + stale + CLEAN[CLEAN.index("\n", start) :]
    assert {finding.code for finding in alarms(reviewed(index, text))} <= {"superseded_figure", "figure_differs"}
    assert reviewed(index, text).has_errors


def test_a_wrong_document_number(index: Index) -> None:
    finding = only(index, "海工信规〔2025〕2号", "海工信规〔2025〕12号")
    assert finding.code == "document_number_differs"
    assert "来源为海工信规〔2025〕2号" in finding.message


def test_an_invented_promise(index: Index) -> None:
    promise = "我局将于2026年6月底前设立10亿元产业基金。"
    finding = only(index, "1200套。", f"1200套。{promise}")
    assert (finding.severity, finding.code) == (Severity.ERROR, "promise_without_source")
    assert finding.quote in promise
    assert "2026年6月底前" in finding.quote


def test_a_vague_intention_is_a_note(index: Index) -> None:
    assert alarms(reviewed(index, CLEAN.replace("1200套。", "1200套。我局将继续做好服务。"))) == []


def test_a_promise_whose_day_has_passed(index: Index) -> None:
    old = "新的《海州市集成电路产业专项资金管理办法》预计2025年上半年出台。"
    text = CLEAN.replace("1200套。", f"1200套。{old}").replace("2025年10月8日", "2025年3月8日")
    assert "promise_overdue" in {finding.code for finding in alarms(reviewed(index, text))}


def test_adopted_before_and_refused_now(index: Index) -> None:
    finding = only(index, "二、关于增加人才公寓供给的建议\n吸收采纳。", "二、关于增加人才公寓供给的建议\n不予采纳。")
    assert (finding.code, finding.where) == ("adopted_before", "第二项")
    assert "2024年" in finding.message
    assert "人才公寓" in finding.citations[0].quote


def test_a_denial_of_what_a_source_grants(index: Index) -> None:
    finding = only(index, "给予补助", "不给予补助")
    assert finding.code == "contradicts_source"


def test_a_refusal_is_shown_at_the_sentence_that_refuses(index: Index) -> None:
    refusal = "人才公寓已经够住，我局不予采纳。"
    text = CLEAN.replace("公寓供给的建议\n吸收采纳。", f"公寓供给的建议\n不予采纳。\n{refusal}")
    [finding] = [each for each in alarms(reviewed(index, text)) if each.code == "adopted_before"]
    assert (finding.quote, finding.where) == (refusal, "第二项")
    assert finding.span is not None
    assert text[finding.span.start : finding.span.end] == refusal


@pytest.mark.parametrize("contact", ["魏长风，0700-8611206", "市发展改革局能源科，0700-8620499", "0700－8611206"])
def test_a_contact_of_another_body(index: Index, contact: str) -> None:
    found = alarms(reviewed(index, CLEAN.replace("程望野，0700-8620499", contact)))
    assert {finding.code for finding in found} >= {"foreign_contact"}


def test_a_contact_with_the_number_of_a_colleague(index: Index) -> None:
    finding = only(index, "程望野，0700-8620499", "方砚，0700-8620440")
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "contact_differs", "0700-8620440")
    assert "文中为0700-8620440（施见山的电话），该文件为0700-8620413" in finding.message
    assert "方砚" in finding.citations[0].quote


def test_a_contact_with_the_number_known_is_no_finding(index: Index) -> None:
    assert alarms(reviewed(index, CLEAN.replace("程望野，0700-8620499", "方砚，0700-8620413"))) == []


def test_whom_the_text_tells_to_ask_is_not_the_letters_contact(index: Index) -> None:
    told = "申请入住请联系市住房和城乡建设局保障科。"
    assert alarms(reviewed(index, CLEAN.replace("1200套。", f"1200套。{told}"))) == []


def test_a_telephone_number_left_in_the_text(index: Index) -> None:
    finding = only(index, "1200套。", "1200套（可拨打0700-8620499）。")
    assert finding.code == "contact_in_text"


def test_a_public_letter_that_leans_on_what_is_not(index: Index) -> None:
    leaning = "截至2025年6月底，已完成43个园区的入户调查，涉及企业2130家。"
    finding = only(index, "1200套。", f"1200套。{leaning}")
    assert finding.code == "leans_on_undisclosed"
    closed = CLEAN.replace("1200套。", f"1200套。{leaning}").replace("主动公开", "依申请公开")
    assert alarms(reviewed(index, closed)) == []


def test_a_suggestion_without_an_answer(index: Index) -> None:
    start, end = CLEAN.index("二、"), CLEAN.index("专此")
    found = alarms(reviewed(index, CLEAN[:start] + CLEAN[end:], PROPOSAL))
    assert [(finding.code, finding.where) for finding in found] == [("suggestion_unanswered", "建议2")]
    assert "增加人才公寓供给" in found[0].message


def test_a_missing_number_tells_of_a_missing_item(index: Index) -> None:
    finding = only(index, "二、", "三、")
    assert finding.code == "items_misnumbered"


def test_another_proposal(index: Index) -> None:
    other = replace(PROPOSAL, number="100", title="关于发展养老服务的提案", members=("吴同",))
    codes = {finding.code for finding in alarms(reviewed(index, CLEAN, other))}
    assert codes == {"other_proposal_number", "other_proposal_title", "other_addressee"}


def test_numbers_that_disagree_within_the_letter(index: Index) -> None:
    assert only(index, "提案第99号", "提案第89号").code == "proposal_number_differs"


@pytest.mark.parametrize(
    ("gone", "part", "severity"),
    [
        ("（A类）\n", "办理结果类别（A、B、C类）", Severity.NOTE),
        ("海工信函〔2025〕99号\n", "文号", Severity.WARNING),
        ("周远委员：\n", "主送（称谓）", Severity.WARNING),
        ("您提出的《关于加快芯片产业发展的提案》（提案第99号）收悉。", "收悉语（您提出的《…》收悉）", Severity.NOTE),
        ("现答复如下：\n", "过渡语（现答复如下）", Severity.NOTE),
        ("专此答复，诚挚感谢您对我市工作的关心和支持。\n", "结束语（专此答复、感谢）", Severity.NOTE),
        ("2025年10月8日\n", "成文日期", Severity.WARNING),
        ("（联系人及电话：程望野，0700-8620499）\n", "联系人及电话", Severity.NOTE),
        ("公开方式：主动公开。\n", "公开方式", Severity.NOTE),
    ],
)
def test_a_part_that_is_missing(index: Index, gone: str, part: str, severity: Severity) -> None:
    assert gone in CLEAN
    text = CLEAN.replace("函\n周远", "函\n\n周远").replace(gone, "")
    if part.startswith("收悉"):
        text = text.replace("第99号提案", "提案")
    [finding] = [each for each in reviewed(index, text).findings if each.code == "parts_missing"]
    assert (finding.severity, finding.message) == (severity, f"缺少：{part}。")


def test_missing_parts_are_one_finding(index: Index) -> None:
    text = CLEAN.replace("（A类）\n", "").replace("公开方式：主动公开。\n", "").replace("周远委员：\n", "")
    [finding] = [each for each in reviewed(index, text).findings if each.code == "parts_missing"]
    assert (finding.severity, finding.message) == (
        Severity.WARNING,
        "缺少：主送（称谓）、办理结果类别（A、B、C类）、公开方式。",
    )


@pytest.mark.parametrize("left", ["【待补充：截至目前的数量】", "××万元", "（待核）"])
def test_what_was_left_open(index: Index, left: str) -> None:
    found = reviewed(index, CLEAN.replace("1200套。", f"1200套。另有{left}。"))
    (finding,) = [each for each in alarms(found) if each.code == "unfilled_gap"]
    assert finding.severity is Severity.ERROR
    assert finding.span is not None
    assert found.reply.text[finding.span.start : finding.span.end] == finding.quote


@pytest.mark.parametrize(
    ("written", "left", "where"),
    [
        ("海工信函〔2025〕99号", "【待补充：文号】", "正文"),
        ("2025年10月8日", "【待补充：成文日期】", "落款"),
        ("程望野，0700-8620499", "【待补充：联系人及电话】", "落款"),
    ],
)
def test_what_was_left_open_outside_the_items_is_not_laid_to_one(
    index: Index, written: str, left: str, where: str
) -> None:
    found = reviewed(index, CLEAN.replace(written, left))
    assert [each.where for each in alarms(found) if each.code == "unfilled_gap"] == [where]


def test_a_class_that_says_the_opposite_of_the_items(index: Index) -> None:
    refused = CLEAN.replace("吸收采纳。", "留作参考。")
    assert "class_contradicts_statuses" in {finding.code for finding in reviewed(index, refused).findings}


def test_a_letter_in_the_index_does_not_vouch_for_itself(index: Index) -> None:
    document = index.document("海州/replies/talent.txt").document
    found = review(document, index, as_of=document.metadata.issued_on)
    codes = {finding.code for finding in found.findings}
    assert "promise_without_source" in codes
    assert "figure_without_source" in codes


@pytest.mark.parametrize(("number", "is_another"), [("海工信函〔2024〕12号", False), ("海工信函〔2025〕80号", True)])
def test_an_earlier_letter_of_the_same_title_and_another_number_vouches(
    index: Index, number: str, *, is_another: bool
) -> None:
    text = index.document("海州/replies/talent.txt").document.text.replace("海工信函〔2024〕12号", number)
    again = text.replace("2024年7月5日", "2025年7月5日")
    codes = {finding.code for finding in reviewed(index, again).findings}
    assert ("figure_without_source" not in codes) is is_another


def test_places_are_those_of_the_letters_text(index: Index) -> None:
    text = CLEAN.replace("500万元", "800万元").replace("1200套", "1900套")
    found = reviewed(index, text)
    for finding in alarms(found):
        assert finding.span is not None
        assert found.reply.text[finding.span.start : finding.span.end] == finding.quote
