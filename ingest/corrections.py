"""What a person says about a document: the fields that can be corrected, and how their values are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from ingest import formulas
from ingest.document import DocumentKind, Repeal, Session, Span
from ingest.errors import PolicyKBError
from ingest.imprint import normal_number
from ingest.letter import DISCLOSURES, read_session
from ingest.numerals import find_date

Value = str | date | Session | tuple[str, ...] | tuple[Repeal, ...] | None
#: Values by the names of ``Metadata``'s fields. They win over what the text says; ``None`` and ``()`` clear a field.
Corrections = Mapping[str, Value]
NO_CORRECTIONS: Final[Corrections] = MappingProxyType({})

_IN_FIGURES: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEARS: Final = range(1900, 2200)
_CITED: Final = re.compile(r"《(?P<title>.+)》(?:[（(](?P<number>[^（）]+)[）)])?")
_KINDS: Final = {
    "答复函": DocumentKind.REPLY,
    "提案": DocumentKind.PROPOSAL,
    "建议": DocumentKind.PROPOSAL,
    "方案": DocumentKind.PLAN,
    "规划": DocumentKind.PLAN,
    "办法": DocumentKind.RULE,
    "细则": DocumentKind.RULE,
    "通知": DocumentKind.NOTICE,
    "法规": DocumentKind.LAW,
    "解读": DocumentKind.EXPLAINER,
    "其他": DocumentKind.OTHER,
}


class CorrectionError(PolicyKBError):
    """A field is not known, or a value does not read as the field's; the message says what was expected."""


def read_correction(field: str, value: str) -> tuple[str, Value]:
    """A field's name as ``Metadata`` has it, and the value, in the form that reading would give it.

    :param field: its name, or the Chinese one.
    :param value: empty clears the field; where a field holds several, they are separated by semicolons.
    :raises CorrectionError: either of them is not understood.
    """
    name = "".join(field.split())
    name = _IN_CHINESE.get(name, name.lower())
    read = _FIELDS.get(name)
    if read is None:
        known = ", ".join(f"{name} ({chinese})" for chinese, name in _IN_CHINESE.items())
        raise CorrectionError(f"field {field!r} is not known; known are {known}")
    words = " ".join(value.split())
    if not words:
        return name, DocumentKind.OTHER if name == "kind" else () if name in _LISTS else None
    return name, read(words)


def _text(words: str) -> str:
    return words


def _texts(words: str) -> tuple[str, ...]:
    return tuple(part for each in re.split("[;；]", words) if (part := each.strip()))


def _kind(words: str) -> DocumentKind:
    if words in _KINDS:
        return _KINDS[words]
    try:
        return DocumentKind(words.lower())
    except ValueError:
        known = ", ".join([*DocumentKind, *_KINDS])
        raise CorrectionError(f"kind {words!r} is not known; known are {known}") from None


def _date(words: str) -> date:
    figures = _IN_FIGURES.fullmatch(unicodedata.normalize("NFKC", words))
    try:
        day = date(*map(int, figures.groups())) if figures else find_date(words)
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise CorrectionError(f"{words!r} is no day; write 2025-03-26, 2025/3/26 or 2025年3月26日")
    return day


def _session_named(words: str) -> Session:
    session = read_session(words)
    if session is None:
        raise CorrectionError(f"{words!r} is no session; write 市政协十三届三次")
    return session


def _proposal_number(words: str) -> str:
    return words.removeprefix("第").removesuffix("号")


def _reply_class(words: str) -> str:
    letter = formulas.reply_class(words)
    if letter is None:
        raise CorrectionError(f"{words!r} is no class of a reply; write A, B, C or D")
    return letter


def _disclosure(words: str) -> str:
    meant = DISCLOSURES.get(words, words.lower())
    if meant not in DISCLOSURES.values():
        known = ", ".join([*dict.fromkeys(DISCLOSURES.values()), *DISCLOSURES])
        raise CorrectionError(f"disclosure {words!r} is not known; known are {known}")
    return meant


def _repeals(words: str) -> tuple[Repeal, ...]:
    return tuple(map(_repeal, _texts(words)))


def _repeal(words: str) -> Repeal:
    """《title》（文号）, or either alone."""
    cited = _CITED.fullmatch(words)
    if cited:
        number = cited["number"]
        return Repeal(cited["title"], normal_number(number) if number else None, None, Span(0, 0))
    if formulas.is_document_number(words):
        return Repeal(None, normal_number(words), None, Span(0, 0))
    return Repeal(words, None, None, Span(0, 0))


_FIELDS: Final[Mapping[str, Callable[[str], Value]]] = {
    "kind": _kind,
    "title": _text,
    "document_number": normal_number,
    "issuer": _texts,
    "issued_on": _date,
    "effective_from": _date,
    "valid_until": _date,
    "repeals": _repeals,
    "session": _session_named,
    "proposal_number": _proposal_number,
    "proposal_title": _text,
    "proposers": _texts,
    "reply_class": _reply_class,
    "lead_department": _text,
    "co_departments": _texts,
    "addressees": _texts,
    "copied_to": _texts,
    "disclosure": _disclosure,
}
_LISTS: Final = frozenset(name for name, read in _FIELDS.items() if read in (_texts, _repeals))
_IN_CHINESE: Final = {
    "文种": "kind",
    "标题": "title",
    "文号": "document_number",
    "发文机关": "issuer",
    "成文日期": "issued_on",
    "施行日期": "effective_from",
    "有效期至": "valid_until",
    "废止": "repeals",
    "届次": "session",
    "提案编号": "proposal_number",
    "提案题目": "proposal_title",
    "提案人": "proposers",
    "办理结果": "reply_class",
    "主办单位": "lead_department",
    "会办单位": "co_departments",
    "主送": "addressees",
    "抄送": "copied_to",
    "公开方式": "disclosure",
}
