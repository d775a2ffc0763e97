"""Questions about what members asked for: every wish of the one proposal, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from answer import Answerer
from index import open_index
from index.builder import build_index
from index.settings import Settings

TODAY = date(2026, 6, 1)
HEAD = "政协海州市第十三届委员会第五次会议提案\n提案编号：第{number}号\n{title}\n提案人：{member}\n"
PROPOSALS = {
    "tea.txt": HEAD.format(number=31, title="关于扩大茶叶出口的提案", member="秦望舒")
    + "我市茶园面积十二万亩，出口却不足产量的一成。\n为此，建议：\n"
    "一、建设茶叶检测中心。依托市农科院设立检测中心，出具国外认可的报告。\n"
    "二、培育出口品牌。对注册境外商标的企业给予补助。\n"
    "三、开通冷链班列。与铁路部门协商每月开行两班。\n"
    "附：网上征集的意见\n1.希望茶山修路。\n2.请给每户发一万元。\n",
    "silk.txt": HEAD.format(number=32, title="关于保护传统缫丝技艺的提案", member="柳如烟")
    + "缫丝工人平均年龄已过五十岁。\n为此，建议：\n"
    "一、建立传承人名录。逐人登记技艺和带徒情况。\n"
    "二、开设缫丝课程。由职业学院招收学徒，学费由财政承担。\n",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    root = tmp_path_factory.mktemp("wishes")
    (root / "proposals").mkdir()
    for name, text in PROPOSALS.items():
        (root / "proposals" / name).write_text(text, encoding="utf-8")
    settings = Settings(home=root / "home", cache_dir=root / "cache", model="hashing")
    assert build_index(settings, [root / "proposals"]).failures == ()
    with open_index(settings=settings) as index:
        yield Answerer(index)


def quoted(answerer: Answerer, question: str) -> str:
    return "\n".join(citation.quote for citation in answerer.ask(question, as_of=TODAY).citations)


@pytest.mark.parametrize("question", ["扩大茶叶出口的提案提了哪些建议？", "秦望舒委员关于茶叶出口的提案建议了什么？"])
def test_all_wishes_of_the_proposal_that_is_meant(answerer: Answerer, question: str) -> None:
    said = quoted(answerer, question)
    assert [wish in said for wish in ("检测中心", "出口品牌", "冷链班列")] == [True] * 3
    assert "缫丝" not in said
    assert "秦望舒" not in said
    assert "一万元" not in said


def test_another_question_about_the_proposal_is_answered_by_its_sentences(answerer: Answerer) -> None:
    said = quoted(answerer, "扩大茶叶出口的提案说我市茶园面积多少亩？")
    assert "十二万亩" in said
    assert "冷链班列" not in said
