"""A letter as composition gives it, and a citation for its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from answer.types import Citation
from draft.types import Form, Item, Letter, Paragraph, Sentence, Suggestion
from index import Index, open_index
from index.builder import build_index
from index.settings import Settings
from index.types import Status

TEXTS = {
    "rules/old.txt": (
        "海州市集成电路产业扶持暂行办法\n海工信规〔2022〕1号\n"
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的30%给予补助，单个企业每年最高200万元。\n"
        "第二条 本办法自2022年3月1日起施行。\n海州市工业和信息化局\n2022年2月20日\n"
    ),
    "rules/new.txt": (
        "海州市集成电路产业专项资金管理办法\n海工信规〔2025〕2号\n"
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。\n"
        "第二条 对车规级芯片认证费用，按照实际支出的50%给予补助，单个企业每年最高100万元。\n"
        "第三条 本办法自2025年4月1日起施行，有效期三年。"
        "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）同时废止。\n"
        "海州市工业和信息化局\n2025年3月26日\n"
    ),
    "replies/talent.txt": (
        "（A类）\n海工信函〔2024〕12号\n海州市工业和信息化局关于市政协十三届四次会议第12号提案答复的函\n李明委员：\n"
        "您提出的《关于加强人才公寓建设的提案》（提案第12号）收悉，现答复如下：\n"
        "一、关于增加人才公寓供给的建议\n吸收采纳。\n"
        "截至2024年6月底，全市已建成人才公寓1200套。我局正在起草专项资金管理办法，"
        "新的《海州市集成电路产业专项资金管理办法》预计2025年上半年出台。\n"
        "二、关于减免人才公寓租金的建议\n留作参考。\n市财政局将研究租金问题，力争2024年底前提出方案。\n"
        "专此答复，感谢您对我市工作的关心和支持。\n海州市工业和信息化局\n2024年7月5日\n"
        "（联系人及电话：方砚，0700-8620413）\n公开方式：主动公开。\n"
    ),
    "replies/parks.txt": (
        "（C类）\n海工信函〔2025〕70号\n海州市工业和信息化局关于市政协十四届四次会议第70号提案答复的函\n王芳委员：\n"
        "您提出的《关于改造老旧园区的提案》（提案第70号）收悉，现答复如下：\n"
        "一、关于开展老旧园区普查的建议\n正在解决。\n截至2025年6月底，已完成43个园区的入户调查，涉及企业2130家。\n"
        "专此答复，感谢您的关心和支持。\n海州市工业和信息化局\n2025年7月18日\n"
        "（联系人及电话：施见山，0700-8620440）\n公开方式：依申请公开。\n"
    ),
    "replies/sanitation.txt": (
        "（B类）\n海工信函〔2025〕33号\n海州市工业和信息化局关于市政协十四届四次会议第33号提案答复的函\n陈默委员：\n"
        "您提出的《关于推广无人环卫车的提案》（提案第33号）收悉，现答复如下：\n"
        "一、关于在新建道路试用无人环卫车的建议\n部分采纳。\n"
        "市城市管理局支持在新建道路试用无人环卫车，但认为目前不宜在老城区上路。市城市管理局负责编制无人环卫车作业规范。\n"
        "专此答复，感谢您的关心和支持。\n海州市工业和信息化局\n2025年6月18日\n"
        "（联系人及电话：方砚，0700-8620413）\n公开方式：主动公开。\n"
    ),
    "notices/power.txt": (
        "海州市发展和改革委员会关于申报绿色电力交易的通知\n海发改能源〔2024〕88号\n各有关企业：\n"
        "现就绿色电力交易申报通知如下：\n请联系能源科魏长风，电话0700-8611206。\n"
        "海州市发展和改革委员会\n2024年9月24日\n（联系人：魏长风，0700-8611206）\n"
    ),
}
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


@contextmanager
def indexed(root: Path, city: str, texts: Mapping[str, str]) -> Iterator[Index]:
    """An open index of a city's texts, by file name, embedded by the shipped fake."""
    for name, text in texts.items():
        path = root / city / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = Settings(home=root / "home", cache_dir=root / "cache", model="hashing")
    report = build_index(settings, [root / city])
    assert (report.added, report.failures) == (len(texts), ())
    with open_index(settings=settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Two versions of a rule, two earlier replies, one of them not public, and another body's notice."""
    with indexed(tmp_path_factory.mktemp("draft"), "海州", TEXTS) as opened:
        yield opened
