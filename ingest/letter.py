"""What only letters about proposals and suggestions carry: session, number, class, departments, contacts."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest import formulas
from ingest.anatomy import Anatomy, Found, group
from ingest.confidence import MENTIONED, STATED
from ingest.document import BlockKind, Contact, Session, Span
from ingest.numerals import BLANK, DIGITS, number

_B: Final = BLANK
_SESSION: Final = re.compile(
    rf"(?:(?P<body>(?:全国|省|市|区|县|镇)?(?:政协|人大|人民代表大会))|(?P<place>[省市区县镇]))?{_B}第?{_B}(?P<term>[{DIGITS}\d]{{1,4}}){_B}届{_B}"
    rf"(?:(?P<inner>政协|人大|委员会|人民代表大会)?(?:常委会)?第?)?{_B}(?P<meeting>[{DIGITS}\d]{{1,3}}){_B}次"
)
_PROPOSAL_NUMBER: Final = re.compile(
    rf"(?:提案|建议|议案){_B}(?:编号)?[：:]?{_B}第?{_B}(?P<a>[A-Za-z]?\d{{2,12}}){_B}号|第{_B}(?P<b>[A-Za-z]?\d{{2,12}}){_B}号{_B}(?:重点)?(?:提案|建议|议案|代表建议)"
)
_PROPOSAL_TITLE: Final = re.compile(
    r"(?:提出|提交|反映)的?《(?P<title>关于[^》]{4,80})》|《(?P<about>关于[^》]{4,80})》[（(]?(?:提案|建议|第)"
)
_DISCLOSURE: Final = re.compile(
    rf"[（(]?(?:公开(?:方式|属性|类别|形式)|信息公开(?:选项|属性)?)?{_B}[：:]?{_B}(?P<form>主动公开|依申请公开|不予公开|不公开|删减后公开|部分公开|此件(?:主动)?公开发布)"
)
#: What is written, and what it means.
DISCLOSURES: Final = {
    "主动公开": "public",
    "此件公开发布": "public",
    "此件主动公开发布": "public",
    "依申请公开": "on_request",
    "删减后公开": "partial",
    "部分公开": "partial",
    "不予公开": "none",
    "不公开": "none",
}
_CO_DEPARTMENTS: Final = re.compile(
    r"(?:经(?:综合|会同|商|征求|汇总|综合会办单位)?|会同|综合)(?P<names>[省市区县][^。；，]*?)(?:等(?:部门|单位)?)?(?:的)?(?:意见|研究|办理)?[，,][^。]{0,30}?答复如下"
)
_CONTACT: Final = re.compile(
    rf"联{_B}系{_B}人(?:及(?:联系)?(?:电话|方式))?{_B}[：:]{_B}(?P<names>[\u4e00-\u9fff·、，,；; ]{{2,40}}?)"
    r"[，,；; \u3000]*"
    rf"(?:(?:联系)?电{_B}话{_B}[：:]{_B})?(?P<phone>(?:0\d{{2,3}}[-－—]?)?\d{{7,8}}|1\d{{10}})"
)
# 请联系综合规划科贺闻笛，电话0700-8620402: an office, a name, a number; an office alone is nobody.
_NAMED_IN_SENTENCE: Final = re.compile(
    r"请(?:与|向|找)?(?:联系|咨询)?[\u4e00-\u9fff（）]{0,20}?(?:科|处|股|室|局|办|部|中心)"
    r"(?P<names>(?:(?![科处股室局办部]|中心)[\u4e00-\u9fff]){2,3}?)(?:同志|先生|女士|老师)?(?:联系|咨询)?"
    rf"[，,（(]{_B}(?:联系)?电{_B}话{_B}[：:]?{_B}(?P<phone>(?:0\d{{2,3}}[-－—]?)?\d{{7,8}}|1\d{{10}})"
)
_COPIED: Final = re.compile(rf"抄{_B}送{_B}[：:]{_B}(?P<names>[^。\n]+)")
_LEAD: Final = re.compile(rf"(?:主办单位|承办单位|牵头单位){_B}[：:]{_B}(?P<name>[^。，；、\n]{{2,40}})")


def session(anatomy: Anatomy) -> Found[Session] | None:
    """届次 from the head: 市政协十三届三次会议, 市十六届人大四次会议."""
    match = anatomy.search(_SESSION, 0, anatomy.head_end)
    if match is None:
        return None
    value = _session(match)
    return Found(value, Span(*match.span())) if value else None


def read_session(text: str) -> Session | None:
    """A session that stands alone, as a person writes it: 市政协十三届三次会议."""
    match = _SESSION.match(text)
    return _session(match) if match and text[match.end() :] in ("", "会议", "全会") else None


def _session(match: re.Match[str]) -> Session | None:
    term, meeting = number(match["term"]), number(match["meeting"])
    if term is None or meeting is None:
        return None
    body = match["body"] or (match["place"] or "") + (match["inner"] or "")
    return Session(body.replace("人民代表大会", "人大").replace("委员会", "政协"), term, meeting)


def proposal_number(anatomy: Anatomy) -> Found[str] | None:
    """提案编号, from the head."""
    match = anatomy.search(_PROPOSAL_NUMBER, 0, anatomy.head_end)
    return group(match, "a" if match["a"] else "b") if match else None


def proposal_title(anatomy: Anatomy) -> Found[str] | None:
    """提案题目, as the reply cites it in its head."""
    match = anatomy.search(_PROPOSAL_TITLE, 0, anatomy.head_end)
    return group(match, "title" if match["title"] else "about") if match else None


def reply_class(anatomy: Anatomy) -> Found[str] | None:
    """办理结果: A, B, C or D."""
    for block in anatomy.of_kind(BlockKind.CLASS):
        value = formulas.reply_class(anatomy.of(block))
        if value:
            return Found(value, Span(block.start, block.end))
    return None


def lead_department(anatomy: Anatomy) -> Found[str] | None:
    """主办单位, where a line names it."""
    match = anatomy.search(_LEAD)
    return group(match, "name") if match else None


def co_departments(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """会办单位, from 经综合市科技局、发展改革局，现答复如下."""
    match = anatomy.search(_CO_DEPARTMENTS, 0, anatomy.head_end)
    return Found(_names(match["names"]), group(match, "names").span, MENTIONED) if match else None


def addressees(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """主送."""
    block = next(anatomy.of_kind(BlockKind.ADDRESSEE), None)
    if block is None:
        return None
    return Found(_names(anatomy.of(block).rstrip("：:")), Span(block.start, block.end))


def copied_to(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """抄送."""
    match = anatomy.search(_COPIED)
    return Found(_names(match["names"]), group(match, "names").span) if match else None


def disclosure(anatomy: Anatomy) -> Found[str] | None:
    """公开方式 as ``public``, ``on_request``, ``partial`` or ``none``."""
    for block in anatomy.of_kind(BlockKind.LABEL):
        match = _DISCLOSURE.match(anatomy.text, block.start, block.end)
        if match:
            return Found(DISCLOSURES[match["form"]], Span(block.start, block.end))
    return None


def contacts(anatomy: Anatomy) -> Found[tuple[Contact, ...]] | None:
    """联系人 with telephone numbers, in the order of the text."""
    matches = [match for form in (_CONTACT, _NAMED_IN_SENTENCE) for match in form.finditer(anatomy.text)]
    matches.sort(key=lambda match: match.start())
    if not matches:
        return None
    values = tuple(
        Contact(_names(match["names"]), unicodedata.normalize("NFKC", match["phone"]).replace("—", "-"))
        for match in matches
    )
    labelled = all(match.re is _CONTACT for match in matches)
    return Found(values, Span(matches[0].start(), matches[-1].end()), STATED if labelled else MENTIONED)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in re.split("[、，,；;]", text) if (name := part.strip()))
