"""Proposals to letters over a small knowledge base, embedded by the packaged model whose likelihoods are calibrated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from answer.language_model import OpenAIModel
from answer.question import Language
from answer.writing import Writer
from answer.writing.prompt import about
from answer.writing.quantities import unsupported
from draft.drafter import Drafter, Wanted, due_on
from draft.proposal import paste_proposal
from draft.types import Draft, Form, Item, Proposal
from index import Index, open_index
from index.builder import build_index
from index.bureau import Bureau
from index.settings import load_settings
from language_model_server import fails, serving, writes

AS_OF = date(2026, 3, 1)
TEXTS = {
    "old.txt": (
        "海州市集成电路产业扶持暂行办法\n海工信规〔2022〕1号\n"
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的30%给予补助，单个企业每年最高200万元。\n"
        "第二条 本办法自2022年3月1日起施行。\n海州市工业和信息化局\n2022年2月8日\n"
    ),
    "new.txt": (
        "海州市集成电路产业专项资金管理办法\n海工信规〔2025〕2号\n"
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。\n"
        "第二条 专项资金每年4月1日至5月31日集中申报。\n"
        "第三条 本办法自2025年4月1日起施行，有效期三年。"
        "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）同时废止。\n海州市工业和信息化局\n2025年3月1日\n"
    ),
    "chips.txt": (
        "（B类）\n海州市工业和信息化局\n海工信函〔2024〕63号\n"
        "海州市工业和信息化局关于市政协十一届二次会议第112018号提案答复的函\n陆知远委员：\n"
        "您提出的《关于加快补齐集成电路产业链短板的提案》（提案第112018号）收悉。经综合市财政局意见，现答复如下：\n"
        "一、关于修订集成电路扶持政策、提高流片补助标准的建议\n列入计划。\n"
        "2021年至2023年，市级财政累计安排集成电路专项资金1.46亿元，支持流片项目118个。\n"
        "我局正在起草《海州市集成电路产业专项资金管理办法》，拟提高流片补助标准，预计2025年上半年出台。\n"
        "二、关于建设芯片公共测试平台的建议\n部分采纳。\n"
        "截至2024年5月底，芯片公共测试平台配备测试机台14台，今年已服务企业52家。\n"
        "专此答复，诚挚感谢您的关心和支持。\n海州市工业和信息化局\n2024年6月28日\n"
        "（联系人及电话：方砚，0700-8620413）\n公开方式：主动公开。\n抄送：市政协提案委、市政府办公室、市财政局。\n"
    ),
    "trees.txt": (
        "海州市绿化管理办法\n海府规〔2023〕5号\n"
        "第一条 城市道路两侧应当种植行道树。\n第二条 古树名木由园林部门建档保护。\n"
        "第三条 公园绿地不得改作他用。\n第四条 本办法自2023年6月1日起施行。\n海州市人民政府\n2023年5月6日\n"
    ),
}
PROPOSAL = """\
关于支持芯片设计企业的提案
海州市政协第十一届委员会第四次会议
提案编号：第114066号
建议承办单位：市工业和信息化局、市财政局
芯片设计企业负担重。
建议：
1.提高流片补助标准。建议修订集成电路扶持政策。
2.建设芯片公共测试平台。面向中小企业开放。
3.在市区新建一座天文馆。
提案人：温如岚
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    root = tmp_path_factory.mktemp("drafting")
    for name, text in TEXTS.items():
        (root / "海州").mkdir(exist_ok=True)
        (root / "海州" / name).write_text(text, encoding="utf-8")
    settings = load_settings(root / "home", os.environ)  # the converted model is the one that the machine has
    assert build_index(settings, [root / "海州"]).failures == ()
    with open_index(settings=settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return paste_proposal(PROPOSAL)


@pytest.fixture(scope="module")
def draft(index: Index, proposal: Proposal) -> Draft:
    return Drafter(index).draft(proposal, Wanted(as_of=AS_OF, received_on=date(2025, 11, 30)))


def words(item: Item) -> str:
    return "".join(sentence.text for paragraph in item.paragraphs for sentence in paragraph.sentences)


def test_every_suggestion_has_an_item_in_order(draft: Draft) -> None:
    assert [item.heading for item in draft.letter.items] == [
        "关于提高流片补助标准的建议",
        "关于建设芯片公共测试平台的建议",
        "关于在市区新建一座天文馆的建议",
    ]


def test_the_letter_has_its_form(draft: Draft) -> None:
    letter = draft.letter
    assert letter.title == "海州市工业和信息化局关于市政协十一届四次会议第114066号提案答复的函"
    assert (letter.issuer, letter.addressees) == ("海州市工业和信息化局", ("温如岚委员",))
    assert letter.opening.sentences[0].text == "您提出的《关于支持芯片设计企业的提案》（提案第114066号）收悉。"
    assert letter.opening.sentences[1].text.endswith("现答复如下：")
    assert letter.copied_to == ("市政协提案委", "市政府办公室", "市财政局")
    assert (draft.milestones.received_on, draft.milestones.due_on) == (date(2025, 11, 30), date(2026, 2, 28))


def test_what_a_rule_has_since_granted_is_told_as_met(draft: Draft) -> None:
    item = draft.letter.items[0]
    assert item.handling_status == "吸收采纳"
    assert "《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号）已于2025年3月1日印发" in words(item)
    assert "预计2025年上半年出台" not in words(item)
    assert "按照实际支出的40%给予补助，单个企业每年最高500万元" in words(item)


def test_old_figures_carry_their_date_and_expired_rules_stay_out(draft: Draft) -> None:
    platform = words(draft.letter.items[1])
    assert "据2024年6月答复，截至2024年5月底，芯片公共测试平台配备测试机台14台，当年已服务企业52家。" in platform
    everything = "".join(map(words, draft.letter.items))
    assert "200万元" not in everything
    assert not any(c.document.endswith("old.txt") for item in draft.letter.items for c in item.policies)


def test_nobody_of_the_old_letter_is_carried_over(draft: Draft) -> None:
    everything = "".join(map(words, draft.letter.items)) + draft.letter.contact
    assert "方砚" not in everything
    assert "陆知远" not in everything
    assert draft.letter.contact == "【待补充：联系人及电话】"


def test_a_suggestion_without_any_source_is_a_gap(draft: Draft) -> None:
    item = draft.letter.items[2]
    assert not any(prior.is_likely or prior.is_close for prior in item.prior_answers)
    assert (item.policies, item.handling_status) == ((), None)
    [sentence] = [sentence for paragraph in item.paragraphs for sentence in paragraph.sentences]
    assert sentence.gap
    assert "没有找到与这条建议相近的以往建议和答复。" in item.warnings


def test_every_sentence_is_the_forms_own_cites_or_is_a_gap_and_every_figure_is_cited(draft: Draft) -> None:
    for item in draft.letter.items:
        for paragraph in item.paragraphs:
            for sentence in paragraph.sentences:
                assert (
                    sentence.citations
                    or sentence.gap
                    or sentence.text in ("现有工作基础。", "现行政策。", "下一步工作。")
                )
                sources = [f"{c.quote}\n{about(c, Language.CHINESE)}" for c in sentence.citations]
                assert sentence.gap or not unsupported(sentence.text, sources)


def test_the_department_is_proposed_from_the_past_case_with_the_reason(draft: Draft) -> None:
    item = draft.letter.items[0]
    assert (item.lead_department, item.co_departments) == ("海州市工业和信息化局", ("市财政局",))
    assert item.department_reason == (
        "2024年6月28日的答复（海工信函〔2024〕63号）对相近建议由海州市工业和信息化局主办，会办市财政局"
    )


def test_a_proposals_own_reply_is_no_precedent(index: Index) -> None:
    own = paste_proposal(
        "关于加快补齐集成电路产业链短板的提案\n提案编号：第112018号\n建议：\n1.提高流片补助标准。\n2.建设测试平台。\n"
    )
    draft = Drafter(index).draft(own, Wanted(as_of=AS_OF))
    assert all(item.prior_answers == () for item in draft.letter.items)
    assert any("库中已有对这份提案的答复" in warning for warning in draft.warnings)


def test_what_was_issued_later_is_not_known(index: Index, proposal: Proposal) -> None:
    draft = Drafter(index).draft(proposal, Wanted(as_of=date(2024, 1, 1)))
    assert all(item.prior_answers == () for item in draft.letter.items)
    assert "500万元" not in "".join(map(words, draft.letter.items))


def test_an_opinion_goes_to_the_unit_that_answers(index: Index, proposal: Proposal) -> None:
    asked = replace(proposal, departments=("市财政局", "市工业和信息化局"))
    letter = Drafter(index).draft(asked, Wanted(Form.OPINION, AS_OF)).letter
    assert letter.title.endswith("提案的会办意见")
    assert (letter.addressees, letter.reply_class, letter.copied_to) == (("市财政局",), None, ())


def test_a_language_model_writes_and_each_sentence_is_checked(index: Index, proposal: Proposal) -> None:
    alone = replace(proposal, suggestions=proposal.suggestions[:1])
    item = Drafter(index).draft(alone, Wanted(as_of=AS_OF)).letter.items[0]
    [n] = {c.n for p in item.paragraphs for s in p.sentences for c in s.citations if "最高500万元" in c.quote}
    told = f"单个企业流片补助每年最高500万元。[^{n}]\n单个企业每年最高900万元。[^{n}]\n"
    with serving(writes(told)) as server:
        made = Drafter(index, Writer(OpenAIModel(server.endpoint()), None)).draft(alone, Wanted(as_of=AS_OF))
    text = words(made.letter.items[0])
    assert made.written_by_model
    assert "900" not in text
    assert "【待补充：下一步工作安排】" in text
    assert any("没有通过与原文的核对" in warning for warning in made.letter.items[0].warnings)


def test_without_the_model_the_assembled_text_stays(index: Index, proposal: Proposal, draft: Draft) -> None:
    alone = replace(proposal, suggestions=proposal.suggestions[:1])
    with serving(fails(500)) as server:
        writer = Writer(OpenAIModel(server.endpoint(retries=0)), None)
        made = Drafter(index, writer).draft(alone, Wanted(as_of=AS_OF))
    assert not made.written_by_model
    assert words(made.letter.items[0]) == words(draft.letter.items[0])


def test_the_settings_name_the_bureau(index: Index, proposal: Proposal) -> None:
    settings = replace(index.settings, bureau=Bureau("海州市科学技术局", "李某，0700-1"))
    with open_index(settings=settings) as named:
        letter = Drafter(named).draft(replace(proposal, suggestions=()), Wanted(as_of=AS_OF)).letter
    assert (letter.issuer, letter.contact) == ("海州市科学技术局", "李某，0700-1")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2026, 4, 15)),
        (date(2027, 11, 30), date(2028, 2, 29)),
    ],
)
def test_a_reply_is_due_three_months_after_receipt(received: date, due: date) -> None:
    assert due_on(received) == due
