"""Names and telephone numbers that belong to another body, or were left over from an old letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from draft.review.reply import Reply
from draft.review.sources import Sources
from draft.review.wording import Rarity
from draft.types import Finding, Severity
from index import Filters, Mode
from index.types import DocumentCard, StoredChunk
from ingest.document import DocumentKind, Span

_PHONE: Final = re.compile(r"(?<!\d)(?:0\d{2,3}\s*[-－—]?\s*)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_DIGITS: Final = re.compile(r"\D")
_CONTACT_LINE: Final = re.compile("联系|咨询|电话")
_CONTACT_LABEL: Final = re.compile(r"\s*[（(]?\s*(?:联系|经办|承办)(?:人|电话|单位|科室|处室)")
_BODY: Final = re.compile(r"(?:市|省|区|县)[\u4e00-\u9fff]{2,12}?(?:局|委员会|委|办公室|厅|中心)")
_SENTENCE_END: Final = re.compile("[。；！？\n]")
_CLAUSE: Final = re.compile("[，、（(：:]")
_CALL: Final = re.compile(r"(?:联系|咨询|服务)?(?:电话|热线)(?:号码)?[为是]?|[可请]?(?:拨打|致电)|\s")
# Of the words by which the letter says whose a number is the share that a source must have before it, too.
_SAME_OWNER: Final = 0.5
_WHERE: Final = "落款"
_MENTIONS: Final = 10


@dataclass(frozen=True, slots=True)
class _Known:
    """A contact of a document of the index; the telephone number in digits only, and as written."""

    card: DocumentCard
    phone: str
    written: str
    names: tuple[str, ...]


def check_contacts(reply: Reply, sources: Sources) -> Iterator[Finding]:
    """Hold the letter's contacts against those of the other documents."""
    issuers = {_core(name) for name in reply.document.metadata.issuer}
    contact_lines = [span for span in _lines(reply.text) if _CONTACT_LINE.search(reply.text[span.start : span.end])]
    yield from _foreign_body(reply, [line for line in contact_lines if not _is_told(reply, line)], issuers)
    known = tuple(_known(sources))
    for match in _PHONE.finditer(reply.text):
        in_contact_line = any(line.start <= match.start() < line.end for line in contact_lines)
        if in_contact_line or _looks_like_phone(match.group()):
            yield from _phone(reply, match, in_contact_line=in_contact_line, known=known, sources=sources)
    yield from _names(reply, known, issuers)
    yield from _other_phones(reply, known, issuers, sources)


def _known(sources: Sources) -> Iterator[_Known]:
    """The contacts that other documents name."""
    for ordinal, card in sources.cards.items():
        for contact in sources.metadata[ordinal].contacts:
            yield _Known(card, _bare(contact.phone), contact.phone, contact.names)


def _phone(
    reply: Reply, match: re.Match[str], *, in_contact_line: bool, known: Sequence[_Known], sources: Sources
) -> Iterator[Finding]:
    digits, place = _bare(match.group()), Span(*match.span())
    if _is_given(reply, match, digits, sources):
        return
    if not in_contact_line:
        message = "正文中有电话号码，可能是旧稿残留，请删除或核对。"
        yield Finding(Severity.WARNING, "contact_in_text", "正文", message, match.group(), (), place)
    holders = [contact.card for contact in known if _is_same_phone(contact.phone, digits)]
    holders = holders or _mentioning(match.group(), digits, sources)
    if not holders:
        return
    issuers = {_core(name) for name in reply.document.metadata.issuer}
    if issuers and not any(_is_of(issuers, card) for card in holders):
        owner = "、".join(holders[0].issuer) or holders[0].title
        message = f"该电话属于{owner}（见《{holders[0].title}》），不是本单位的。"
        yield Finding(Severity.ERROR, "foreign_contact", _WHERE, message, match.group(), (), place)
    elif before := next((card for card in holders if card.kind == DocumentKind.REPLY), None):
        message = f"与此前答复《{before.title}》的联系电话相同，请确认不是旧稿残留。"
        yield Finding(Severity.NOTE, "contact_of_old_letter", _WHERE, message, match.group(), (), place)


def _is_given(reply: Reply, match: re.Match[str], digits: str, sources: Sources) -> bool:
    """Whether a sentence of the letter gives a number as a source does: for the same body, platform or line."""
    told = next((each for each in reply.statements if each.span.start <= match.start() < each.span.end), None)
    if told is None:
        return False
    said = _whose(reply.text, told.span.start, match.start())
    rarity = Rarity(sources.snapshot.lexical)
    return any(
        _is_same_phone(_bare(theirs.group()), digits)
        and rarity.coverage(said, _whose(chunk.text, 0, theirs.start())) >= _SAME_OWNER
        for chunk in _holding(match.group(), sources)
        for theirs in _PHONE.finditer(chunk.text)
    )


def _whose(text: str, start: int, phone: int) -> str:
    """The words that say whose a telephone number is: its clause, with the one before it where it has but 电话."""
    clauses = _CLAUSE.split(text[max([start, *(m.end() for m in _SENTENCE_END.finditer(text, start, phone))]) : phone])
    words = [bare for clause in clauses if (bare := _CALL.sub("", clause))]
    return words[-1] if words else ""


def _mentioning(written: str, digits: str, sources: Sources) -> list[DocumentCard]:
    """Documents whose text holds a telephone number."""
    holding = {
        chunk.document
        for chunk in _holding(written, sources)
        if any(_is_same_phone(_bare(match.group()), digits) for match in _PHONE.finditer(chunk.text))
    }
    return [sources.cards[ordinal] for ordinal in sorted(holding) if ordinal in sources.cards]


def _holding(written: str, sources: Sources) -> Iterator[StoredChunk]:
    """The passages nearest to a telephone number."""
    found = sources.snapshot.retrieve(
        written, None, mode=Mode.LEXICAL, count=_MENTIONS, filters=Filters(), as_of=sources.as_of
    )
    chunks = sources.snapshot.store.chunks(candidate.chunk for candidate in found)
    return (chunk for chunk in chunks.values() if chunk.document in sources.cards)


def _names(reply: Reply, known: Sequence[_Known], issuers: set[str]) -> Iterator[Finding]:
    """Names that another body's documents give as their contacts, and none of this one's."""
    for name in dict.fromkeys(name for contact in reply.document.metadata.contacts for name in contact.names):
        holders = [contact.card for contact in known if name in contact.names]
        at = reply.text.rfind(name)
        if holders and issuers and at >= 0 and not any(_is_of(issuers, card) for card in holders):
            owner = "、".join(holders[0].issuer) or holders[0].title
            message = f"{name}是{owner}的联系人（见《{holders[0].title}》）。"
            yield Finding(Severity.ERROR, "foreign_contact", _WHERE, message, name, (), Span(at, at + len(name)))


def _other_phones(reply: Reply, known: Sequence[_Known], issuers: set[str], sources: Sources) -> Iterator[Finding]:
    """Contacts whom this body's own documents name with another telephone number."""
    for contact in reply.document.metadata.contacts:
        digits = _bare(contact.phone)
        for name in contact.names:
            before = [each for each in known if name in each.names and _is_of(issuers, each.card)]
            if not before or any(_is_same_phone(each.phone, digits) for each in before):
                continue
            latest = max(before, key=lambda each: each.card.issued_on or date.min)
            others = dict.fromkeys(n for each in known if _is_same_phone(each.phone, digits) for n in each.names)
            whose = f"（{'、'.join(others)}的电话）" if others else ""
            message = (
                f"{name}的电话与《{latest.card.title}》不一致：文中为{contact.phone}{whose}，该文件为{latest.written}。"
            )
            basis = sources.metadata[latest.card.ordinal].origins.get("contacts", Span(0, 1))
            quote = contact.phone if contact.phone in reply.text else name
            at = reply.text.rfind(quote)
            place = Span(at, at + len(quote)) if at >= 0 else None
            citations = (sources.cite_span(latest.card, basis),)
            yield Finding(Severity.WARNING, "contact_differs", _WHERE, message, quote, citations, place)


def _is_told(reply: Reply, line: Span) -> bool:
    """Whether a line is a sentence of the letter's own text (申报请咨询市财政局), not who is to be asked about it."""
    is_labelled = _CONTACT_LABEL.match(reply.text, line.start, line.end) is not None
    return not is_labelled and any(line.start <= each.span.start < line.end for each in reply.statements)


def _foreign_body(reply: Reply, lines: Sequence[Span], issuers: set[str]) -> Iterator[Finding]:
    """市科技局 on the contact line of a letter of the 工业和信息化局."""
    for line in lines:
        for match in _BODY.finditer(reply.text, line.start, line.end):
            core = _core(match.group())
            if issuers and not any(core in issuer or issuer in core for issuer in issuers):
                message = f"联系人写的是{match.group()}，与发文机关不一致。"
                place = Span(*match.span())
                yield Finding(Severity.ERROR, "foreign_contact", _WHERE, message, match.group(), (), place)


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


def _is_same_phone(first: str, second: str) -> bool:
    """Whether two numbers are one, with or without the area code."""
    return first.endswith(second) or second.endswith(first)


def _is_of(issuers: set[str], card: DocumentCard) -> bool:
    return bool(issuers & {_core(name) for name in card.issuer})


def _core(name: str) -> str:
    """工业和信息化局, of 海岚市工业和信息化局 and 市工业和信息化局."""
    return re.sub(r"^(?:[\u4e00-\u9fff]{2,6}?)?(?:省|市|区|县)", "", "".join(name.split()))
