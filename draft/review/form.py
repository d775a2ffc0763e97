"""The fixed parts of a letter: there, and agreeing with one another and with the proposal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from draft.letter.type_setting import GAP
from draft.review.paragraphs import ANNOUNCEMENT, CLOSING, RECEIPT
from draft.review.reply import Reply, bare
from draft.review.wording import likeness
from draft.types import Finding, Form, Proposal, Severity
from ingest import formulas
from ingest.document import Span

_PLACEHOLDER: Final = re.compile(
    r"[×xX＊*]{2,}(?!\d)(?=[年月日号局市万元%委]|号)|[（(](?:待定|待核|待补|略|此处[^）)]{0,20}|请(?:填写|补充)[^）)]{0,20})[）)]"
    r"|[_＿]{3,}|\bTODO\b|\bTBD\b|某某|【[^】]{0,8}(?:待|填|核)[^】]*】"
)
# 海工信函〔2026〕　号: a draft's number is given when the letter is signed.
_NUMBER_TO_COME: Final = re.compile(
    r"[\u4e00-\u9fff]{2,14}[〔\[【（(［](?:19|20)\d{2}[〕\]】）)］][ \u3000]*第?[ \u3000_＿×xX＊*]*[号號]"
)
_ADDRESSED: Final = re.compile(r"^[^\n。]{2,60}[：:][ \u3000]*$", re.MULTILINE)
_CONTACT: Final = re.compile(r"(?:联系|咨询|电话)[^\n]{0,30}?\d{7,}")
# Only what is received, or is called a proposal, is one: rules and plans are cited in an opening as well.
_TITLE: Final = r"《(?P<{}>[^《》]{{4,120}})》"
_TITLED: Final = re.compile(
    rf"(?:提出|提交|领衔)的?(?:关于)?{_TITLE.format('put')}"
    rf"|{_TITLE.format('received')}(?:[（(][^（）()]{{0,40}}[）)])?[的]?(?:提案|建议|议案)?(?:已|均已|业已)?(?:收悉|收到|收阅)"
    rf"|收到(?:了)?[^《》。；，]{{0,24}}{_TITLE.format('got')}"
    r"|《(?P<named>[^《》]{4,120}(?:提案|建议|议案))》"
)
_NUMBER: Final = re.compile(
    r"第?\s*(?P<number>[A-Za-z]?\d{2,12})\s*号\s*(?:重点)?(?:提案|建议|议案)|(?:提案|建议|议案)(?:编号)?[：:]?第?\s*(?P<other>[A-Za-z]?\d{2,12})\s*号"
)
_TAIL: Final = 600
_PARTS: Final = {
    "addressee": "主送（称谓）",
    "signature": "发文机关署名",
    "date": "成文日期",
    "document_number": "文号",
    "receipt": "收悉语（您提出的《…》收悉）",
    "announcement": "过渡语（现答复如下）",
    "closing": "结束语（专此答复、感谢）",
    "class": "办理结果类别（A、B、C类）",
    "disclosure": "公开方式",
    "contact": "联系人及电话",
}
_ESSENTIAL: Final = frozenset({"addressee", "signature", "date", "document_number"})
_ADOPTS: Final = re.compile("采纳|落实|解决|列入计划")
_DECLINES: Final = re.compile("留作参考|暂不|不予")
# 海岚市工商业联合会 is addressed as 市工商业联合会; a person's name opens with no place.
_PLACE: Final = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?=[省市区县][\u4e00-\u9fff]{3})")
_LIKE_TITLE: Final = 0.7


def check_form(reply: Reply, proposal: Proposal | None, as_of: date) -> Iterator[Finding]:
    """What is missing, left open or contradictory in the parts that every letter has."""
    yield from _gaps(reply)
    yield from _missing(reply)
    yield from _numbers(reply)
    yield from _class(reply)
    issued = reply.document.metadata.issued_on
    if issued is not None and issued > as_of:
        message = f"成文日期{issued.isoformat()}晚于审核日期{as_of.isoformat()}。"
        yield Finding(Severity.NOTE, "dated_later", "落款", message)
    if proposal is not None:
        yield from _proposal(reply, proposal)


def _gaps(reply: Reply) -> Iterator[Finding]:
    seen = [span] if (span := _number_to_come(reply)) is not None else []
    end = _closing(reply)
    for pattern, severity in ((GAP, Severity.ERROR), (_PLACEHOLDER, Severity.ERROR)):
        for match in pattern.finditer(reply.text):
            if any(span.start <= match.start() < span.end for span in seen):
                continue
            seen.append(Span(*match.span()))
            item = next((i for i in reversed(reply.items) if i.span.start <= match.start() < end), None)
            where = item.where if item else "正文" if match.start() < end else "落款"
            yield Finding(
                severity, "unfilled_gap", where, f"尚未填写：{match.group()}", match.group(), (), Span(*match.span())
            )


def _number_to_come(reply: Reply) -> Span | None:
    match = _NUMBER_TO_COME.search(reply.text, 0, reply.opening_end)
    return Span(*match.span()) if match is not None else None


def _closing(reply: Reply) -> int:
    """Where 专此答复 and the signature begin; the text's end without them."""
    last, text = reply.items[-1].span.end if reply.items else 0, reply.text
    blocks = (block for block in reply.document.blocks if block.start >= last)
    return next((b.start for b in blocks if formulas.is_closing(text[b.start : b.end])), len(text))


def _missing(reply: Reply) -> Iterator[Finding]:
    """One finding that lists the parts which are not there; a warning where no letter goes out without one of them."""
    metadata, text = reply.document.metadata, reply.text
    is_reply = reply.form is Form.REPLY
    opening = text[: reply.opening_end]
    has_contact = bool(metadata.contacts) or _CONTACT.search(text[-_TAIL:]) is not None
    wanted = (
        (bool(metadata.addressees) or _ADDRESSED.search(opening) is not None, "addressee"),
        ("issuer" in metadata.origins or _is_signed(text), "signature"),
        (metadata.issued_on is not None, "date"),
        (formulas.DOCUMENT_NUMBER.search(opening) is not None, "document_number"),
        (not is_reply or RECEIPT.search(opening) is not None, "receipt"),
        (ANNOUNCEMENT.search(opening) is not None, "announcement"),
        (CLOSING.search(text[-_TAIL:]) is not None, "closing"),
        (metadata.reply_class is not None or not is_reply, "class"),
        (metadata.disclosure is not None or not is_reply, "disclosure"),
        (has_contact or not is_reply, "contact"),
    )
    missing = [part for there, part in wanted if not there and not _is_gap(reply, part)]
    place = _number_to_come(reply)
    if place is not None and "document_number" in missing:
        missing.remove("document_number")
        quote = reply.text[place.start : place.end]
        yield Finding(Severity.NOTE, "number_to_come", "文头", "文号待编，签发时填写。", quote, (), place)
    if missing:
        severity = Severity.WARNING if any(part in _ESSENTIAL for part in missing) else Severity.NOTE
        message = f"缺少：{'、'.join(_PARTS[part] for part in missing)}。"
        yield Finding(severity, "parts_missing", "全文", message)


def _is_signed(text: str) -> bool:
    """Whether a line near the end is an authority's name; without a day below it metadata take it for none."""
    return any(formulas.is_organisation(line.strip()) for line in text[-500:].splitlines() if line.strip())


def _is_gap(reply: Reply, part: str) -> bool:
    """Whether the part is there as a gap, which is a finding of its own."""
    words = {
        "document_number": "文号",
        "class": "办理结果",
        "contact": "联系",
        "date": "日期",
        "disclosure": "公开",
        "addressee": "主送",
        "signature": "发文机关",
    }
    word = words.get(part)
    return word is not None and any(word in gap for gap in GAP.findall(reply.text))


def _numbers(reply: Reply) -> Iterator[Finding]:
    """The proposal's number in the title and in the receipt."""
    said = _proposal_numbers(reply)
    different = sorted({number for number, _ in said})
    if len(different) > 1:
        message = f"提案（建议）编号前后不一致：{'、'.join(different)}。"
        span = said[-1][1]
        yield Finding(
            Severity.ERROR, "proposal_number_differs", "开头", message, reply.text[span.start : span.end], (), span
        )


def _proposal_numbers(reply: Reply) -> list[tuple[str, Span]]:
    end = reply.opening_end
    return [(match["number"] or match["other"], Span(*match.span())) for match in _NUMBER.finditer(reply.text, 0, end)]


def _class(reply: Reply) -> Iterator[Finding]:
    """A: solved or adopted; C: kept for reference. What a class means is local: only its opposite is a finding."""
    reply_class = reply.document.metadata.reply_class
    statuses = [item.status for item in reply.items if item.status]
    if not statuses or reply_class not in ("A", "C"):
        return
    if reply_class == "A" and all(_DECLINES.search(status) for status in statuses):
        yield Finding(Severity.WARNING, "class_contradicts_statuses", "文头", "A类答复，但没有一项采纳或落实。")
    if reply_class == "C" and all(_ADOPTS.search(s) and not _DECLINES.search(s) for s in statuses):
        yield Finding(Severity.WARNING, "class_contradicts_statuses", "文头", "C类答复，但各项均已采纳或落实。")


def _proposal(reply: Reply, proposal: Proposal) -> Iterator[Finding]:
    numbers = _proposal_numbers(reply)
    if proposal.number is not None and numbers and proposal.number not in {number for number, _ in numbers}:
        span = numbers[0][1]
        message = f"编号与提案不一致：文中为{numbers[0][0]}，提案为{proposal.number}。"
        yield Finding(
            Severity.ERROR, "other_proposal_number", "开头", message, reply.text[span.start : span.end], (), span
        )
    titled = _TITLED.search(reply.text, 0, reply.opening_end) if reply.form is Form.REPLY else None
    ours = [each for each in (proposal.title, proposal.cause) if each]
    title = next((words for words in titled.groups() if words), "") if titled is not None else ""
    if titled is not None and ours and max(likeness(bare(title), bare(each)) for each in ours) < _LIKE_TITLE:
        message = f"题目与提案不一致：提案为《{ours[0]}》。"
        yield Finding(Severity.ERROR, "other_proposal_title", "开头", message, titled.group(), (), Span(*titled.span()))
    addressed = "、".join(reply.document.metadata.addressees)
    if (
        reply.form is Form.REPLY
        and addressed
        and proposal.members
        and not any(_PLACE.sub("", member) in addressed for member in proposal.members)
    ):
        message = f"主送与提案人不一致：提案人为{'、'.join(proposal.members[:3])}。"
        yield Finding(Severity.ERROR, "other_addressee", "主送", message, addressed)
