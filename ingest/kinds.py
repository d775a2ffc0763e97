"""What kind of document a text is, by its title first and its form second (``domain.md`` section 1)."""

from __future__ import annotations

import re
from typing import Final

from ingest.anatomy import Anatomy
from ingest.confidence import GUESSED, INFERRED, MENTIONED, STATED, Confidence
from ingest.document import BlockKind, DocumentKind

_ISSUED: Final = re.compile(r"(?:印发|发布|公布|颁布|下发|转发)《?(?P<inner>.{4,}?)》?的?(?:通知|公告|决定|通告)$")
_SUFFIX: Final = r"(?:[（(〔《].{1,30}[）)〕》])*$"
_REPLY: Final = re.compile(r"(?:提案|建议|议案).{0,12}(?:答复|复函|回复)|(?:答复|会办)(?:的)?(?:函|意见)" + _SUFFIX)
_EXPLAINER: Final = re.compile(r"解读|问答|答记者问|政策解析|一图读懂|图解|常见问题|热点问题|解答")
_BY_ENDING: Final = (
    (DocumentKind.PLAN, re.compile(r"(?:方案|计划|规划|纲要|要点|路线图)" + _SUFFIX)),
    (DocumentKind.RULE, re.compile(r"(?:办法|细则|措施|政策|规程|管理规定|扶持规定|意见|若干规定)" + _SUFFIX)),
    (DocumentKind.LAW, re.compile(r"(?:条例|规定|(?<!办)法|决定)" + _SUFFIX)),
    (DocumentKind.NOTICE, re.compile(r"(?:通知|公告|通告|公示|指南|指引|通报)" + _SUFFIX)),
    (DocumentKind.PROPOSAL, re.compile(r"(?:提案|建议|议案)" + _SUFFIX)),
)
_DRAFT_WORD: Final = r"(?:征求意见稿|征询意见稿|意见征集稿|公开征求意见|送审稿|讨论稿|审议稿|草案|初稿)"
_DRAFT: Final = re.compile(
    rf"[（(〔][^（）()]*(?P<bracketed>{_DRAFT_WORD})[^（）()]*?[）)〕]|(?P<last>{_DRAFT_WORD})$"
    r"|(?P<asked>征[求集询])[^，。]{0,60}意见.{0,6}(?:通知|公告|通告|函|启事)$"
)
_ENACTED: Final = re.compile(r"(?:人民代表大会(?:常务委员会)?|国务院).{0,30}(?:通过|公布|批准|修[正订])|国务院令")
_RECEIVED: Final = re.compile(r"(?:提案|建议|议案).{0,60}(?:收悉|已收到)")
_REASON: Final = re.compile(r"^案\s*由", re.MULTILINE)
_HEAD: Final = 1500


def classify(anatomy: Anatomy, title: str) -> tuple[DocumentKind, Confidence]:
    """The kind of a document and how sure that is; ``OTHER`` where neither title nor form tells."""
    words = re.sub(r"\s", "", title)
    if _REPLY.search(words):
        return DocumentKind.REPLY, STATED
    if _EXPLAINER.search(words):
        return DocumentKind.EXPLAINER, STATED
    if _ENACTED.search(anatomy.text[: min(anatomy.head_end, _HEAD)]) and _has_articles(anatomy):
        return DocumentKind.LAW, MENTIONED
    issued = _ISSUED.search(words)
    # A notice that puts a rule or a plan into force is cited as that rule or plan.
    kind = (_by_ending(issued["inner"]) if issued else None) or _by_ending(words)
    if kind:
        return kind, STATED
    kind = _by_form(anatomy)
    return kind, GUESSED if kind is DocumentKind.OTHER else INFERRED


def draft_word(title: str) -> str | None:
    """征求意见稿, 草案 and the like, where a title says that the text is none but a draft, or asks for views on one."""
    match = _DRAFT.search(re.sub(r"\s", "", title))
    if match is None:
        return None
    return match["bracketed"] or match["last"] or "征求意见"


def _by_ending(title: str) -> DocumentKind | None:
    return next((kind for kind, pattern in _BY_ENDING if pattern.search(title)), None)


def _by_form(anatomy: Anatomy) -> DocumentKind:
    if anatomy.search(_RECEIVED, 0, anatomy.head_end) or any(anatomy.of_kind(BlockKind.HANDLING_STATUS)):
        return DocumentKind.REPLY
    if anatomy.search(_REASON, 0, _HEAD):
        return DocumentKind.PROPOSAL
    return DocumentKind.RULE if _has_articles(anatomy) else DocumentKind.OTHER


def _has_articles(anatomy: Anatomy) -> bool:
    return any(anatomy.of(block).startswith("第一条") for block in anatomy.of_kind(BlockKind.HEADING))
