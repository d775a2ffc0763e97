"""The figures of a text as values, however they are written: 1250 万元, 1,250万元 and 0.125亿元 are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ingest.document import Span
from ingest.numerals import number

_ARABIC: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE: Final = "[零〇○一二两三四五六七八九十百千万亿]+"
_NUMBER: Final = rf"(?:{_ARABIC}|{_CHINESE})"
_BLANK: Final = r"[ \u3000]*"
_SCALE: Final = "(?:百万|千万|[亿万千百])?"
_CURRENCY: Final = "(?:元人民币|美元|港元|欧元|日元|元)"
_DASH: Final = r"(?:[-－—–~～至到]{1,2})"
_COUNTED: Final = (
    "(?:学年|学期|架次|千瓦时|平方米|平方公里|公里|标箱|人次|[人年月日天户家亩吨度台套辆个次项件生名床间场期季平方])"
)
# 元素, 元器件, 一元化, 元月 are no money.
_MONEY_END: Final = rf"{_CURRENCY}(?![素器件化旦月宇宵组])"
_SUM: Final = rf"{_NUMBER}{_BLANK}{_SCALE}"
_MONEY: Final = re.compile(
    rf"(?<![\d.第])(?P<listed>(?:{_SUM}{_BLANK}(?:元)?、)*)(?P<low>{_NUMBER}){_BLANK}(?P<low_scale>{_SCALE})(?P<low_unit>元)?"
    rf"(?:{_BLANK}{_DASH}{_BLANK}(?P<high>{_NUMBER}){_BLANK}(?P<high_scale>{_SCALE}))?{_BLANK}(?P<currency>{_MONEY_END})"
    rf"(?:(?P<range>{_DASH})(?P<top>{_NUMBER}){_BLANK}(?P<top_scale>{_SCALE})元)?(?P<per>(?:[/／·]{_COUNTED}){{1,3}})?"
)
_LISTED: Final = re.compile(rf"(?P<number>{_NUMBER}){_BLANK}(?P<scale>{_SCALE}){_BLANK}(?:元)?、")
_PERCENT: Final = rf"(?:(?:{_ARABIC}){_BLANK}[%‰]|[百千]分之(?:{_ARABIC}|{_CHINESE}))"
_RATE: Final = re.compile(
    rf"(?<![\d.])(?:(?:(?P<from>{_ARABIC}){_BLANK}%?{_DASH})?(?P<percent>{_PERCENT})(?!点)"
    rf"|(?P<tenths>[一二三四五六七八九])(?:成(?![员立果本长效套功为])|折)|(?P<parts>\d+)/(?P<of>\d+)(?![\d/年月]))"
)
_SCALES: Final = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 100, "": 1}
_NARROW: Final = str.maketrans("０１２３４５６７８９．％﹪／", "0123456789.%%/")


_DATE: Final = re.compile(
    r"(?P<year>\d{4})\s*年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?"
    r"|(?P<of_year>\d{1,2})\s*月(?:\s*(?P<of_month>\d{1,2})\s*日)"
)
_PERIOD: Final = re.compile(
    rf"(?P<number>{_ARABIC}|[零〇○一二三四五六七八九十百千两]+)\s*(?P<unit>个?工作日|个?月|周年|年|天|日|小时|周)(?!度)"
)
_COUNT: Final = re.compile(
    rf"(?P<number>{_ARABIC})\s*(?P<scale>[万亿千])?\s*(?P<unit>平方米|[家个项次人户台座条件名套批种所处架辆场支吨])"
)
# No figure holds it.
_TAKEN: Final = "＿"


class FigureKind(StrEnum):
    """What a figure measures."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    PERIOD = "period"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum, a share, a period or a count in a text.

    :ivar low: equal to ``high`` unless a range is written; a share is a fraction of 1.
    :ivar unit: the currency of a sum; what a period or a count is of; empty for a share.
    :ivar per: what it is counted by where a stroke says so: 人 in 200元/人.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    kind: FigureKind
    unit: str = ""
    per: str = ""

    @property
    def value(self) -> Decimal:
        """Equal for equal figures; the highest of a range."""
        return self.high.normalize()

    @property
    def currency(self) -> str | None:
        """Of a sum; ``None`` for all else."""
        return self.unit if self.kind is FigureKind.AMOUNT else None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_range(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, a month or a year in a text.

    :ivar value: in ISO form as far as it is written: ``2025-05-01``, ``2025-05``, ``2025``, or without a year
        ``--05-01``.
    """

    start: int
    end: int
    value: str
    kind: FigureKind = FigureKind.DATE
    unit: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def narrow(text: str) -> str:
    """The text with narrow digits, character for character in its place."""
    return text.translate(_NARROW)


def find_figures(text: str) -> list[Figure]:
    """All sums and shares, in order; the members of a list that shares one unit (3、5、10万元) are sums each."""
    plain = narrow(text)
    found = [figure for match in _MONEY.finditer(plain) for figure in _sums(match)]
    taken = [(figure.start, figure.end) for figure in found]
    for match in _RATE.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found += _share(match)
    return sorted(found, key=lambda figure: figure.start)


def all_figures(text: str) -> list[Figure | WrittenDate]:
    """Every figure of a text, in order: sums and shares, a range as two of one place; dates, periods and counts."""
    found: list[Figure | WrittenDate] = []
    for figure in find_figures(text):
        found += [replace(figure, high=figure.low), replace(figure, low=figure.high)] if figure.is_range else [figure]
    left = narrow(text)
    for taken in found:
        left = _without(left, taken.start, taken.end)
    for match in _DATE.finditer(left):
        found.append(WrittenDate(*match.span(), _iso(match)))
        left = _without(left, *match.span())
    for pattern, kind in ((_PERIOD, FigureKind.PERIOD), (_COUNT, FigureKind.COUNT)):
        for match in pattern.finditer(left):
            parts = match.groupdict()
            value = _value(parts["number"], parts.get("scale") or "")
            if value is not None:
                unit = parts["unit"].removeprefix("个") or parts["unit"]
                unit = unit.removeprefix("周") or unit
                found.append(Figure(*match.span(), value, value, kind, unit))
            left = _without(left, *match.span())
    return sorted(found, key=lambda figure: figure.start)


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + _TAKEN * (end - start) + text[end:]


def _iso(match: re.Match[str]) -> str:
    if match["year"]:
        return "-".join((match["year"], *(match[part].zfill(2) for part in ("month", "day") if match[part])))
    return f"--{match['of_year'].zfill(2)}-{match['of_month'].zfill(2)}"


def _sums(match: re.Match[str]) -> Iterator[Figure]:
    currency = match["currency"].removesuffix("人民币")
    for part in _LISTED.finditer(match["listed"]):
        scale = part["scale"] or ("" if "元" in part.group() else match["low_scale"])
        value = _value(part["number"], scale)
        if value is not None:
            start = match.start("listed") + part.start()
            yield Figure(start, start + len(part.group()) - 1, value, value, FigureKind.AMOUNT, currency)
    high_number = match["high"] or match["top"]
    high_scale = match["high_scale"] if match["high"] else match["top_scale"] or ""
    # 20-200万元 shares its unit, 2000元-1万元 does not.
    shares_unit = bool(high_number) and not match["low_unit"] and not match["range"]
    low_scale = match["low_scale"] or (high_scale if shares_unit else "")
    low = _value(match["low"], low_scale)
    high = _value(high_number, high_scale) if high_number else low
    if low is not None and high is not None and low <= high:
        yield Figure(
            match.start("low"), match.end(), low, high, FigureKind.AMOUNT, currency, (match["per"] or "").lstrip("/")
        )


def _share(match: re.Match[str]) -> Iterator[Figure]:
    if match["percent"]:
        high = _percent(match["percent"])
        low = _decimal(match["from"]) / 100 if match["from"] else high
    elif match["tenths"]:
        high = low = Decimal(number(match["tenths"]) or 0) / 10
    elif int(match["of"]) > int(match["parts"]) > 0:
        high = low = Decimal(match["parts"]) / Decimal(match["of"])
    else:
        return
    if high is not None and low is not None and low <= high:
        yield Figure(match.start(), match.end(), low, high, FigureKind.RATE)


def _percent(text: str) -> Decimal | None:
    digits = text.removeprefix("百分之").removeprefix("千分之").rstrip("%‰ \u3000")
    value = _value(digits, "")
    return None if value is None else value / (1000 if "‰" in text or text.startswith("千") else 100)


def _value(digits: str, scale: str) -> Decimal | None:
    if digits[0].isdecimal():
        return _decimal(digits) * _SCALES[scale]
    value = number(digits)
    return None if value is None else Decimal(value) * _SCALES[scale]


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
