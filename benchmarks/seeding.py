"""Letters with one error each, for the benchmark of the review gate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from draft.review.quantities import quantities
from draft.types import Item, Letter, Paragraph, Proposal, Sentence
from ingest.figures import FigureKind

_PROMISES: Final = (
    "我局将于2026年底前设立10亿元产业发展基金。",
    "预计2026年上半年出台专门的扶持办法，对相关企业一次性奖励300万元。",
    "力争2027年6月底前建成三个市级公共服务平台。",
    "下一步，我局计划2026年内新建示范基地20个。",
    "市财政局拟安排专项资金5000万元予以保障。",
    "我局承诺年底前全面兑现各项奖补资金，争取2026年10月底前完成。",
)
_FOREIGN: Final = ("魏长风，0700-8611206", "市发展改革局能源科，0700-8611206")


@dataclass(frozen=True, slots=True)
class Seeded:
    """A letter with one error.

    :ivar words: what the finding must touch; empty where it has no place.
    """

    kind: str
    letter: Letter
    proposal: Proposal
    words: str = ""


def seeds(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    """Every error that can stand in a letter, each in a letter of its own."""
    yield from _wrong_figures(letter, proposal)
    yield from _repealed(letter, proposal)
    yield from _missing(letter, proposal)
    yield from _promised(letter, proposal)
    for contact in _FOREIGN:
        yield Seeded("contact of another bureau", replace(letter, contact=contact), proposal)
    yield from _contradicted(letter, proposal)
    yield from _misnumbered(letter, proposal)
    if letter.disclosure != "主动公开":
        yield Seeded("undisclosed source", replace(letter, disclosure="主动公开"), proposal)
    yield Seeded("gap", replace(letter, contact="【待补充：联系人】"), proposal, "【待补充：联系人】")


def _repealed(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    title, number = "海岚市集成电路产业发展专项资金管理暂行办法", "海工信规〔2021〕3号"
    grants = "对集成电路设计企业首次工程流片费用，按实际支出的30%给予资助，单个企业年度资助金额最高不超过200万元。"
    for n, words in enumerate((f"根据《{title}》（{number}），{grants}", f"按照{number}文件，{grants}", grants)):
        kind = ("repealed rule by name", "repealed rule by number", "repealed rule by figures")[n]
        yield Seeded(kind, _with_sentence(letter, 0, words), proposal, words)


def _wrong_figures(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    for at, _, sentence in _sentences(letter):
        for figure in quantities(sentence.text):
            written = sentence.text[figure.span.start : figure.span.end]
            digits = re.search(r"\d+(?:\.\d+)?", written)
            if digits is None or figure.kind in (FigureKind.DATE, FigureKind.PERIOD):
                continue
            wrong = written.replace(digits[0], _other(digits[0]), 1)
            text = sentence.text[: figure.span.start] + wrong + sentence.text[figure.span.end :]
            kind = {FigureKind.AMOUNT: "wrong amount", FigureKind.RATE: "wrong share"}.get(figure.kind, "wrong count")
            yield Seeded(kind, _with_text(letter, at, sentence, text), proposal, wrong)


def _other(digits: str) -> str:
    """Another figure of the same look: 500 becomes 800, 14.2 becomes 17.2."""
    first = str((int(digits[0]) + 3) % 9 + 1)
    return first + digits[1:]


def _missing(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    if len(letter.items) > 1:
        for gone in letter.items:
            items = tuple(item for item in letter.items if item is not gone)
            yield Seeded("missing item", replace(letter, items=items), proposal)


def _promised(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    for n, words in enumerate(_PROMISES):
        yield Seeded("invented promise", _with_sentence(letter, n % len(letter.items), words), proposal, words)


def _contradicted(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    for at, item in enumerate(letter.items):
        if item.handling_status in ("吸收采纳", "列入计划", "正在解决"):
            items = tuple(replace(i, handling_status="不予采纳") if n == at else i for n, i in enumerate(letter.items))
            yield Seeded("contradiction, status", replace(letter, items=items), proposal, item.heading)
    for at, _, sentence in _sentences(letter):
        for before, after in (("已建成", "尚未建成"), ("给予", "不给予"), ("予以", "不予"), ("共有", "没有")):
            if before in sentence.text:
                text = sentence.text.replace(before, after, 1)
                yield Seeded("contradiction, denial", _with_text(letter, at, sentence, text), proposal, text)
                break


def _misnumbered(letter: Letter, proposal: Proposal) -> Iterator[Seeded]:
    for at, _, sentence in _sentences(letter):
        match = re.search(r"〔\d{4}〕(\d+)号", sentence.text)
        if match:
            text = sentence.text[: match.start(1)] + f"{int(match[1]) + 11}" + sentence.text[match.end(1) :]
            yield Seeded("wrong 文号", _with_text(letter, at, sentence, text), proposal, text)


def _sentences(letter: Letter) -> Iterator[tuple[int, Paragraph, Sentence]]:
    for at, item in enumerate(letter.items):
        for paragraph in item.paragraphs:
            for sentence in paragraph.sentences:
                yield at, paragraph, sentence


def _with_text(letter: Letter, at: int, sentence: Sentence, text: str) -> Letter:
    def changed(item: Item) -> Item:
        paragraphs = tuple(
            replace(p, sentences=tuple(replace(s, text=text) if s is sentence else s for s in p.sentences))
            for p in item.paragraphs
        )
        return replace(item, paragraphs=paragraphs)

    return replace(letter, items=tuple(changed(i) if n == at else i for n, i in enumerate(letter.items)))


def _with_sentence(letter: Letter, at: int, words: str) -> Letter:
    item = letter.items[at]
    last = item.paragraphs[-1]
    paragraphs = (*item.paragraphs[:-1], replace(last, sentences=(*last.sentences, Sentence(words))))
    items = tuple(replace(item, paragraphs=paragraphs) if n == at else i for n, i in enumerate(letter.items))
    return replace(letter, items=items)
