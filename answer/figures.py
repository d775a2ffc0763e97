"""The figures of a text as values: amounts, rates, dates, periods and counts, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from index.tokens import fold
from ingest.document import Span
from ingest.numerals import number


class FigureKind(StrEnum):
    """What a figure measures."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    PERIOD = "period"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    :ivar value: equal for equal figures: 元 for an amount, a share of 1 for a rate, ISO form for a date.
    :ivar unit: what a period or a count is of, else empty.
    :ivar span: where it is written in the text.
    """

    kind: FigureKind
    value: Decimal | str
    unit: str
    span: Span


_CHINESE: Final = "零〇○一二三四五六七八九十百千两"
_NUMBER: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[{_CHINESE}]+)"
_SCALES: Final = {
    scale: Decimal(10) ** zeros for scale, zeros in (("", 0), ("千", 3), ("万", 4), ("百万", 6), ("千万", 7), ("亿", 8))
}
_FIGURE: Final = re.compile(
    rf"(?P<year>\d{{4}})\s*年(?:\s*(?P<month>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?)?"
    r"|(?P<of_year>\d{1,2})\s*月(?:\s*(?P<of_month>\d{1,2})\s*日)"
    rf"|百分之\s*(?P<hundredths>{_NUMBER})"
    rf"|(?P<percent>{_NUMBER})\s*%"
    rf"|(?P<money>{_NUMBER})\s*(?P<scale>千万|百万|亿|万|千)?\s*(?:元|美元)"
    rf"|(?P<period>{_NUMBER})\s*(?P<time>个?工作日|个?月|周年|年|天|日|小时|周)(?!度)"
    rf"|(?P<count>\d[\d,]*(?:\.\d+)?)\s*(?P<many>万|亿|千)?\s*(?P<counted>平方米|[家个项次人户台座条件名套批种所处架辆场支吨])"
)


def figures_of(text: str) -> Iterator[Figure]:
    """Every figure of a text, in order; spans are string offsets into it."""
    folded = fold(text)
    if len(folded) != len(text):  # ㎡ and the like: then only what is written plainly is read
        folded = text
    for match in _FIGURE.finditer(folded):
        figure = _read(match)
        if figure is not None:
            kind, value, unit = figure
            yield Figure(kind, value, unit, Span(*match.span()))


def _read(match: re.Match[str]) -> tuple[FigureKind, Decimal | str, str] | None:
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    match parts:
        case {"year": year}:
            return FigureKind.DATE, "-".join((year, *(parts[n].zfill(2) for n in ("month", "day") if n in parts))), ""
        case {"of_year": month, "of_month": day}:
            return FigureKind.DATE, f"--{month.zfill(2)}-{day.zfill(2)}", ""
        case {"hundredths": written} | {"percent": written}:
            kind, factor, unit = FigureKind.RATE, Decimal("0.01"), ""
        case {"money": written}:
            kind, factor, unit = FigureKind.AMOUNT, _SCALES[parts.get("scale", "")], ""
        case {"period": written, "time": unit}:
            kind, factor, unit = FigureKind.PERIOD, Decimal(1), unit.removeprefix("个").removeprefix("周")
        case {"count": written, "counted": unit}:
            kind, factor = FigureKind.COUNT, _SCALES[parts.get("many", "")]
        case _:
            return None
    value = _decimal(written)
    return None if value is None else (kind, (value * factor).normalize(), unit)


def _decimal(text: str) -> Decimal | None:
    if text[0].isdecimal():
        return Decimal(text.replace(",", ""))
    value = number(text)
    return None if value is None else Decimal(value)
