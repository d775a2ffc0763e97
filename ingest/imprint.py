"""Who issued a document, under which number, on which day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from ingest import formulas
from ingest.anatomy import Anatomy, Found, block_span, group
from ingest.confidence import INFERRED, MENTIONED, STATED
from ingest.document import Block, BlockKind, Span
from ingest.numerals import BLANK, DATE_PATTERN, find_date

_TITLE_PREFIX: Final = re.compile(r"(?P<names>[^《》]{3,80}?)(?=关于)")
_LABELLED_DATE: Final = re.compile(rf"(?:成文日期|印发日期|发文日期|发布日期)[：:]{BLANK}(?P<date>{DATE_PATTERN})")
_PRINTED: Final = re.compile(rf"(?P<date>{DATE_PATTERN}){BLANK}印发")
# 2021年11月25日 上海市……常务委员会第三十七次会议通过; the latest of several is the version at hand.
_ENACTED: Final = re.compile(rf"(?P<date>{DATE_PATTERN})[^。；\n]{{0,120}}?(?:通过|修正|修订|公布|发布|批准|令第)")
_ENACTING_BODY: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:人民代表大会常务委员会|人民代表大会|人民政府|国务院)(?=第|常务|令|公布)|国务院(?=令|第|公布)|[\u4e00-\u9fff]{2,20}?(?=令第)"
)
_TERM: Final = re.compile(r"第[零〇一二三四五六七八九十百]+届")
_LAW_HEAD: Final = 2000


def document_number(anatomy: Anatomy) -> Found[str] | None:
    """文号 with brackets 〔〕, without blanks and 第; from its own line, else from the head."""
    for block in anatomy.of_kind(BlockKind.DOCUMENT_NUMBER):
        if block.start > anatomy.head_end:
            break
        return Found(normal_number(anatomy.of(block)), Span(block.start, block.end))
    for match in formulas.DOCUMENT_NUMBER.finditer(anatomy.text, 0, anatomy.head_end):
        # A number in brackets behind a title belongs to the document that is cited there.
        if anatomy.text[: match.start()].rstrip()[-1:] not in ("（", "(", "》", "，", "、", "据") and _opens_line(
            anatomy, match
        ):
            return Found(normal_number(match.group()), Span(*match.span()), MENTIONED)
    return _order_number(anatomy)


def normal_number(text: str) -> str:
    """One form for a document number however it was written."""
    match = formulas.DOCUMENT_NUMBER.search(text)
    if match is None:
        return re.sub(r"\s", "", text)
    year, number = (unicodedata.normalize("NFKC", match[part]) for part in ("year", "number"))
    return f"{match['body']}〔{year}〕{number}号"


def _opens_line(anatomy: Anatomy, match: re.Match[str]) -> bool:
    before = anatomy.text[: match.start()].rstrip(" \u3000")
    return not before or before[-1] in "\n："


def _order_number(anatomy: Anatomy) -> Found[str] | None:
    """The number of the order that enacted a law; of several the one with the latest day before it."""
    end = min(anatomy.head_end, _LAW_HEAD)
    dated = []
    for match in formulas.ORDER_NUMBER.finditer(anatomy.text, 0, end):
        line = anatomy.text.rfind("\n", 0, match.start()) + 1
        day = find_date(anatomy.text[line : match.start()])
        if day is not None:
            dated.append((day, Found(re.sub(r"\s", "", match.group()), Span(*match.span()), MENTIONED)))
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


def issuer(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """The issuing authorities: signature, else letterhead, else the title's beginning, else who enacted it."""
    signature = _signature(anatomy)
    if signature:
        names = tuple(name for block in signature for name in formulas.organisations(anatomy.of(block)))
        return Found(names, block_span(signature))
    for block in anatomy.of_kind(BlockKind.LABEL):
        if block.start < anatomy.head_end and formulas.is_organisation(anatomy.of(block)):
            return Found(formulas.organisations(anatomy.of(block)), Span(block.start, block.end))
    title = anatomy.title
    if title is not None:
        prefix = _TITLE_PREFIX.match(anatomy.text, title.span.start, title.span.end)
        if prefix and formulas.is_organisation(prefix["names"].strip()):
            return Found(formulas.organisations(prefix["names"]), group(prefix, "names").span, INFERRED)
    return _enacting_body(anatomy)


def _signature(anatomy: Anatomy) -> Sequence[Block]:
    """The authorities right above the first date below the head."""
    for at, block in enumerate(anatomy.blocks):
        if block.kind is not BlockKind.DATE:
            continue
        first = at
        while first and anatomy.blocks[first - 1].kind is BlockKind.LABEL:
            if not formulas.is_organisation(anatomy.of(anatomy.blocks[first - 1])):
                break
            first -= 1
        if first < at:
            return anatomy.blocks[first:at]
    return ()


def _enacting_body(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    line = anatomy.search(_ENACTED, 0, min(anatomy.head_end, _LAW_HEAD))
    if line is None:
        return None
    after_date = line.start() + len(line["date"])
    line_end = anatomy.text.find("\n", after_date)
    body = anatomy.search(_ENACTING_BODY, after_date, None if line_end < 0 else line_end)
    if body is None:
        return None
    name = _TERM.sub("", body.group())
    return Found((name,), Span(*body.span()), MENTIONED) if len(name) > 2 else None


def issued_on(anatomy: Anatomy) -> Found[date] | None:
    """The day of the signature; else a labelled or printed one; for laws the day of the last act that made
    the version at hand: passing or change, or the approval or publication that followed.
    """
    for block in anatomy.of_kind(BlockKind.DATE):
        day = find_date(anatomy.of(block))
        if day is not None:
            return Found(day, Span(block.start, block.end))
    for pattern, confidence in ((_LABELLED_DATE, STATED), (_PRINTED, INFERRED)):
        for match in pattern.finditer(anatomy.text):
            day = find_date(match["date"])
            if day is not None:
                return Found(day, group(match, "date").span, confidence)
    enacted = [
        Found(day, group(match, "date").span, MENTIONED)
        for match in _ENACTED.finditer(anatomy.text, 0, min(anatomy.head_end, _LAW_HEAD))
        if (day := find_date(match["date"])) is not None
    ]
    return max(enacted, key=lambda found: found.value, default=None)
