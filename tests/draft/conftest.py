"""A letter as composition gives it, and a citation for its sentences."""

from __future__ import annotations

from datetime import date

import pytest

from answer.types import Citation
from draft.types import Form, Item, Letter, Paragraph, Sentence, Suggestion
from index.types import Status

QUOTE = "对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。"
LONG = "测试平台面向全市中小企业开放预约" * 20 + "。"


@pytest.fixture
def citation() -> Citation:
    return Citation(
        n=1,
        document="海州/rules/new.txt",
        id="0" * 12,
        title="海州市集成电路产业专项资金管理办法",
        document_number="海工信规〔2025〕2号",
        issuer=("海州市工业和信息化局",),
        kind="rule",
        issued_on=date(2025, 3, 26),
        status=Status.IN_FORCE,
        status_reason="",
        heading_path=("第一条",),
        page=2,
        start=0,
        end=len(QUOTE),
        quote=QUOTE,
        score=0.9,
        passage_start=0,
        passage_end=len(QUOTE),
    )


@pytest.fixture
def letter(citation: Citation) -> Letter:
    """Three pages of a reply with every kind of part."""
    items = (
        _item(
            1,
            "关于提高流片补贴标准的建议",
            Paragraph((Sentence("加大支持力度。"), Sentence(QUOTE, (citation,)), Sentence(QUOTE, (citation,))), 2),
            Paragraph((Sentence("做好服务。"), Sentence("服务窗口已经开放。")), 2),
            Paragraph((Sentence(LONG),), 3),
        ),
        _item(
            2,
            "关于建设公共测试平台的建议",
            Paragraph((Sentence(LONG),)),
            Paragraph((Sentence("【待补充：截至目前的企业数量】", gap=True),)),
        ),
        _item(3, "关于加强人才引育的建议", Paragraph((Sentence(LONG),)), Paragraph((Sentence(LONG),))),
    )
    return Letter(
        form=Form.REPLY,
        reply_class="A",
        issuer="海州市工业和信息化局",
        document_number="海工信函〔2026〕12号",
        title="海州市工业和信息化局关于市政协十四届五次会议第145066号提案答复的函",
        addressees=("温如岚委员",),
        opening=Paragraph(
            (
                Sentence("您提出的《关于完善集成电路产业链的提案》（提案第145066号）收悉。"),
                Sentence("经综合市科技局、市财政局意见，现答复如下："),
            )
        ),
        items=items,
        closing=Paragraph((Sentence("专此答复，诚挚感谢您对我市工作的关心和支持。"),)),
        dated="2026年3月5日",
        contact="许望舒，0700-8620427",
        disclosure="主动公开",
        copied_to=("市政协提案委", "市政府办公室", "市科技局", "市财政局"),
    )


def _item(n: int, heading: str, *paragraphs: Paragraph) -> Item:
    return Item(Suggestion(n, heading, heading), heading, "吸收采纳", paragraphs)
