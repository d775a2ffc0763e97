"""A small knowledge base of a fictitious city, embedded by the hashing encoder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from answer import Answer, Answerer, Citation
from index import Index, open_index
from index.builder import build_index
from index.settings import Settings
from index.types import Status

TEXTS = {
    "rules/old.txt": (
        "海州市集成电路产业扶持暂行办法\n海工信规〔2022〕1号\n"
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的30%给予补助，单个企业每年最高200万元。\n"
        "第二条 本办法自2022年3月1日起施行。\n"
    ),
    "rules/new.txt": (
        "海州市集成电路产业专项资金管理办法\n海工信规〔2025〕2号\n"
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。\n"
        "第二条 申请流片补助的企业应当符合下列条件：\n（一）在本市注册并依法纳税；\n"
        "（二）上一年度研发投入不低于营业收入的5%；\n（三）近三年没有重大违法记录。\n"
        "第三条 专项资金每年4月1日至5月31日集中申报。\n"
        "第四条 本办法自2025年4月1日起施行，有效期三年。"
        "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）同时废止。\n"
    ),
    "rules/drones.txt": (
        "海州市低空经济发展若干措施\n第一条 对新建并投入运营的无人机起降场，每个给予一次性奖励30万元。\n"
        "第二条 鼓励开通无人机物流航线。\n"
    ),
    "replies/talent.txt": (
        "海州市工业和信息化局关于市政协十三届四次会议第12号提案答复的函\n李明委员：\n"
        "您提出的《关于加强人才公寓建设的提案》收悉，现答复如下：\n"
        "一、关于增加人才公寓供给的建议\n吸收采纳。\n截至2025年6月底，全市已建成人才公寓1200套。\n"
        "二、关于降低租金的建议\n留作参考。\n人才公寓租金按照市场价格的六成收取。\n"
        "专此答复，感谢您对我市工作的关心和支持。\n海州市工业和信息化局\n2025年7月5日\n"
    ),
    "notes/footnotes.md": (
        "# 充电桩建设奖励说明\n\n公共充电桩每个奖励2万元[^1]，由**市财政**承担。\n\n[^1]: 指2025年以后建成的[^2]。\n"
    ),
}
TABLE = (
    ("企业类别", "奖励标准", "受理单位"),
    ("国家级绿色工厂", "100万元", "市工信局"),
    ("省级绿色工厂", "50万元", "市工信局"),
)


MakeCitation = Callable[..., Citation]
MakeAnswer = Callable[..., Answer]


@pytest.fixture
def make_citation() -> MakeCitation:
    """A citation of the rule on tape-outs, with any field replaced."""

    def make(quote: str, **changes: Any) -> Citation:
        fields: dict[str, Any] = {
            "n": 1,
            "document": "海州/rules/new.txt",
            "id": "0" * 12,
            "title": "海州市集成电路产业专项资金管理办法",
            "document_number": "海工信规〔2025〕2号",
            "issuer": ("海州市工业和信息化局",),
            "kind": "rule",
            "issued_on": date(2025, 3, 26),
            "status": Status.IN_FORCE,
            "status_reason": "",
            "heading_path": ("第一条",),
            "page": None,
            "start": 0,
            "end": len(quote),
            "quote": quote,
            "score": 0.8,
            "passage_start": 0,
            "passage_end": len(quote),
        }
        return Citation(**{**fields, **changes})

    return make


@pytest.fixture
def make_answer(make_citation: MakeCitation) -> MakeAnswer:
    """A quoted answer: each quote on a line of its own, numbered from 1; a citation may stand in place of a quote."""

    def make(question: str, *quotes: str | Citation) -> Answer:
        citations = tuple(
            make_citation(quote, n=n) if isinstance(quote, str) else replace(quote, n=n)
            for n, quote in enumerate(quotes, start=1)
        )
        text = "\n".join(f"{citation.quote}[^{citation.n}]" for citation in citations)
        return Answer(question, date(2025, 10, 1), bool(citations), text, citations, None, (), "g", 5)

    return make


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("answer")
    for name, text in TEXTS.items():
        path = root / "海州" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_notice(root / "海州" / "notices" / "green.docx")
    settings = Settings(home=root / "home", cache_dir=root / "cache", model="hashing")
    report = build_index(settings, [root / "海州"])
    assert (report.added, report.failures) == (len(TEXTS) + 1, ())
    return settings


def write_notice(path: Path) -> None:
    notice = docx.Document()
    notice.add_paragraph("海州市工业和信息化局关于申报绿色工厂奖励的通知")
    notice.add_paragraph("各有关企业：")
    notice.add_paragraph("现将绿色工厂奖励的标准公布如下：")
    table = notice.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path.parent.mkdir()
    notice.save(str(path))


@pytest.fixture(scope="session")
def index(settings: Settings) -> Iterator[Index]:
    with open_index(settings=settings) as index:
        yield index


@pytest.fixture(scope="session")
def answerer(index: Index) -> Answerer:
    return Answerer(index)
