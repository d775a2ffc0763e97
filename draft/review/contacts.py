"""Names and telephone numbers that belong to another body, or were left over from an old letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from draft.review.reply import Reply
from draft.review.sources import Sources
from draft.types import Finding, Severity
from index.types import DocumentCard
from ingest.document import DocumentKind, Span

_PHONE: Final = re.compile(r"(?<!\d)(?:0\d{2,3}\s*[-－—]?\s*)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_DIGITS: Final = re.compile(r"\D")
_CONTACT_LINE: Final = re.compile("联系|咨询|电话")
_BODY: Final = re.compile(r"(?:市|省|区|县)[\u4e00-\u9fff]{2,12}?(?:局|委员会|委|办公室|厅|中心)")
_WHERE: Final = "落款"


def check_contacts(reply: Reply, sources: Sources) -> Iterator[Finding]:
    """Hold the letter's contacts against those of the other documents."""
    issuers = {_core(name) for name in reply.document.metadata.issuer}
    lines = _lines(reply.text)
    contact_lines = [span for span in lines if _CONTACT_LINE.search(reply.text[span.start : span.end])]
    foreign = _foreign_body(reply, contact_lines, issuers)
    if foreign is not None:
        yield foreign
    known = list(_known(sources))
    for match in _PHONE.finditer(reply.text):
        line = next((s for s in contact_lines if s.start <= match.start() < s.end), None)
        if line is None and not _looks_like_phone(match.group()):
            continue
        yield from _phone(reply, match, line, known, issuers)
    yield from _names(reply, known, issuers)


def _known(sources: Sources) -> Iterator[tuple[DocumentCard, str, Span]]:
    """Each document's telephone numbers, digits only, with their place."""
    for ordinal, card in sources.cards.items():
        metadata = sources.metadata[ordinal]
        span = metadata.origins.get("contacts")
        for contact in metadata.contacts:
            if span is not None:
                yield card, _bare(contact.phone), span


def _phone(
    reply: Reply,
    match: re.Match[str],
    line: Span | None,
    known: Sequence[tuple[DocumentCard, str, Span]],
    issuers: set[str],
) -> Iterator[Finding]:
    digits = _bare(match.group())
    holders = [(card, span) for card, phone, span in known if phone.endswith(digits) or digits.endswith(phone)]
    place = Span(*match.span())
    if line is None:
        message = "正文中有电话号码，可能是旧稿残留，请删除或核对。"
        yield Finding(Severity.WARNING, "contact_in_text", "正文", message, match.group(), (), place)
    if not holders:
        return
    ours = [card for card, _ in holders if issuers & {_core(name) for name in card.issuer}]
    if issuers and not ours:
        owner = "、".join(holders[0][0].issuer) or holders[0][0].title
        message = f"该电话属于{owner}（见《{holders[0][0].title}》），不是本单位的。"
        yield Finding(Severity.ERROR, "foreign_contact", _WHERE, message, match.group(), (), place)
    elif any(card.kind == DocumentKind.REPLY for card, _ in holders):
        before = next(card for card, _ in holders if card.kind == DocumentKind.REPLY)
        message = f"与此前答复《{before.title}》的联系电话相同，请确认不是旧稿残留。"
        yield Finding(Severity.NOTE, "contact_of_old_letter", _WHERE, message, match.group(), (), place)


def _names(
    reply: Reply, known: Sequence[tuple[DocumentCard, str, Span]], issuers: set[str]
) -> Iterator[Finding]:
    """A contact whose name is that of another body's."""
    yield from ()


def _foreign_body(reply: Reply, lines: Sequence[Span], issuers: set[str]) -> Finding | None:
    """市科技局 on the contact line of a letter of the 工业和信息化局."""
    for line in lines:
        for match in _BODY.finditer(reply.text, line.start, line.end):
            core = _core(match.group())
            if issuers and not any(core in issuer or issuer in core for issuer in issuers):
                message = f"联系人写的是{match.group()}，与发文机关不一致。"
                return Finding(
                    Severity.ERROR, "foreign_contact", _WHERE, message, match.group(), (), Span(*match.span())
                )
    return None


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _bare(phone: str) -> str:
    return _DIGITS.sub("", phone)


def _looks_like_phone(written: str) -> bool:
    """In running text only what cannot be another figure: with an area code, or a mobile number."""
    return re.match(r"0\d{2,3}\s*[-－—]|1[3-9]\d{9}$", written) is not None


def _core(name: str) -> str:
    """工业和信息化局, of 海岚市工业和信息化局 and 市工业和信息化局."""
    return re.sub(r"^(?:[\u4e00-\u9fff]{2,6}?)?(?:省|市|区|县)", "", "".join(name.split()))
