"""What a sentence says of a document's days (印发, 施行, 有效期, 废止), against what the document itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from draft.review.finding import in_statement
from draft.review.reply import Statement
from draft.review.sources import Sources
from draft.types import Finding, Severity
from index.types import DocumentCard
from ingest.document import Span
from ingest.numerals import DATE_PATTERN, find_date, number

_DAY: Final = rf"(?P<day>{DATE_PATTERN})"
_STATED: Final = (
    (
        "issued_on",
        "印发日期",
        re.compile(rf"{_DAY}(?:[^。；，《》]{{0,20}}?|，[^。；，《》]{{0,24}}?)(?:印发|发布|下发|出台)"),
    ),
    ("effective_from", "施行日期", re.compile(rf"(?:自|从|于)?{_DAY}起?(?:开始|正式)?(?:施行|实施|生效|执行)")),
    ("valid_until", "有效期", re.compile(rf"(?:有效期|有效期限|施行|实施|执行)(?:截?至|到|延长至){_DAY}")),
    ("repealed_on", "废止日期", re.compile(rf"(?:自|从|于|已于)?{_DAY}起?(?:同时|正式)?废止")),
)
# What may stand between a document's name and a day of its own; 根据《…》，申报指南自… is about something else.
_STILL: Final = re.compile(
    r"[^，,；;。]*|.*[，,；;。](?:(?:该|本|此|上述|这[一部项]?)?(?:办法|文件|政策|规定|通知|意见|方案|措施)|[已将并也现仍均其同时正式原定]*)"
)
_TERM: Final = re.compile(r"有效期(?:限)?(?:为)?(?P<years>[一二三四五六七八九十两]|\d{1,2})年")


def check_dates(statement: Statement, card: DocumentCard, span: Span, sources: Sources) -> Iterator[Finding]:
    """The findings on the days that a sentence gives for the one document that it names.

    :param span: where the sentence names it: what begins to apply, or ends, is told after that.
    """
    for field, label, pattern in _STATED:
        known: date | None = getattr(card, field)
        match = pattern.search(statement.text) if field == "issued_on" else _said(pattern, statement.text, span.end)
        said = find_date(match["day"]) if match else None
        if match and known and said and said != known:
            yield _differs(statement, card, label, match["day"], known, Span(*match.span("day")), sources, field)
    term = _said(_TERM, statement.text, span.end)
    years = number(term["years"]) if term else None
    if term and years and card.effective_from and card.valid_until and _years(card) not in (None, years):
        place = Span(*term.span())
        yield _differs(statement, card, "有效期", term.group(), card.valid_until, place, sources, "valid_until")


def _said(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """The first match behind a document's name that still speaks of it."""
    matches = pattern.finditer(text, start)
    return next((match for match in matches if _STILL.fullmatch(text, start, match.start())), None)


def _years(card: DocumentCard) -> int | None:
    """For how many whole years a document is in force; ``None`` where they are not whole."""
    if card.effective_from is None or card.valid_until is None:
        return None
    end = card.valid_until + timedelta(days=1)
    is_whole = (end.month, end.day) == (card.effective_from.month, card.effective_from.day)
    return end.year - card.effective_from.year if is_whole else None


def _differs(
    statement: Statement,
    card: DocumentCard,
    label: str,
    said: str,
    known: date,
    span: Span,
    sources: Sources,
    field: str,
) -> Finding:
    origin = sources.metadata[card.ordinal].origins.get(field)
    citations = [sources.cite_span(card, origin)] if origin else []
    message = f"《{card.title}》的{label}与来源不一致：文中为{said}，来源为{known.year}年{known.month}月{known.day}日。"
    return in_statement(Severity.ERROR, "document_date_differs", statement, message, citations, span)
