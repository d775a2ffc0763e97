"""The figures of a sentence with their places and the words they belong to; more kinds of things than answers read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest import formulas
from ingest.document import Span
from ingest.figures import FigureKind, all_figures
from ingest.numerals import number

_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES: Final = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
# 14架次, 72万千瓦, 1250套: what is counted is the next character.
_PLAIN: Final = re.compile(
    rf"(?<![\d.A-Za-z第〔])(?P<value>{_DIGITS})\s*(?P<scale>千万|百万|亿|万|千)?(?:余|多)?\s*(?P<unit>[\u4e00-\u9fff%])?"
)
_TENTHS: Final = re.compile(r"(?P<tenths>[一二三四五六七八九])成(?![员立果本长效套功为就都交])")
_COUNTED: Final = re.compile(
    r"(?<![第每近一])(?P<value>[二三四五六七八九十百千两]{1,4})(?P<unit>[家个项次人户台座条名套批种所架辆场支吨期届岁])(?!方面|环节|层面)"
)
# Numbers that count nothing: 文号, 第143018号, 第十四届, 第三条, telephone numbers, titles.
_NO_QUANTITY: Final = re.compile(
    r"《[^》]*》|第\s*[\d零〇一二三四五六七八九十百]+\s*[届次条章号款项期批类]|0\d{2,3}-\d{7,8}|1\d{10}"
    r"|(?:提案|建议)\w?第?\d+号?|\d+号(?=答复|复函|文|提案|建议|通知)|\d{1,2}[.、．](?=[\u4e00-\u9fff])|\b5G\b|十四五|十五五"
)
_CLAUSE: Final = re.compile("[，。；：！？\n]")
_SHORT: Final = 8
# 300个以上; 规模以上, 省级以上 and 高级工以上 bound no figure.
_AFTER_FIGURE: Final = r"(?<=[\d亿万千百十元%个家项人次户台座名条套批种所架辆场支吨亩里米瓦时年月日天])"
_FLOOR: Final = re.compile(f"不低于|不少于|至少|不得低于|{_AFTER_FIGURE}以上")
_CAP: Final = re.compile(f"不超过|不高于|不得超过|最高|最多|至多|最长|上限|封顶|顶格|{_AFTER_FIGURE}以[内下]")
_CHANGE: Final = re.compile(
    "(?:另有?|还有|其余|增加|减少|增长|新增|下降|上升|提高|降低|缩短|压缩|压减|节省|延长|提前|[少多快慢]了)(?:了|约|近)?$"
    "|(?:比(?![例重对])|较(?![大高多强为]))[^，。；]{1,10}(?<![最不])[多少高低快慢短长早晚](?:了|出|约|近)*$"
)
# By what a figure counts: 一次性 and 每年 exclude each other, 每架次 and 每公里 do; 每人 and 每年 do not.
_TIMES: Final = {
    "once": re.compile("一次性"),
    "year": re.compile("[每按逐]年|每一年|年度|(?<![满近每])一年(?![内期])|/年"),
    "quarter": re.compile("[每按逐]个?季|/季"),
    "month": re.compile("[每按逐]个?月|/月"),
    "day": re.compile("[每按逐][日天]|/[日天]"),
}
_EACH: Final = re.compile(
    "[每/](?P<each>架次|人次|公里|海里|课时|小时|学时|平方米|千瓦时|千瓦|公斤|[吨亩台套辆艘架人名位户])(?!才|员)"
)
#: The unit of 6月, which is no 6个月.
MONTH: Final = "月份"
_MONTH: Final = re.compile(r"(?:1[0-2]|[1-9])\s*月")
_PEOPLE: Final = {"名": "人", "位": "人"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a sentence.

    :ivar value: 元 for money, a share of 1 for a rate, ISO form for a date.
    :ivar unit: what is counted, or the currency, its first character; empty for rates and dates.
    :ivar clause: the words it stands among, the figure itself included.
    :ivar is_change: whether it tells by how much something became more or less, or what there is besides:
        比首批增加6个, 另有6个, not 提高到6个.
    """

    kind: FigureKind
    value: Decimal | str
    unit: str
    span: Span
    clause: str
    is_change: bool = False

    def is_same(self, other: Quantity) -> bool:
        """Whether both say the same of the same kind of thing."""
        return self.is_like(other) and self.value == other.value

    def is_like(self, other: Quantity) -> bool:
        """Whether both measure the same kind of thing."""
        ours, theirs = _PEOPLE.get(self.unit, self.unit), _PEOPLE.get(other.unit, other.unit)
        return self.kind is other.kind and (ours == theirs or not (ours and theirs))

    @property
    def times(self) -> frozenset[str]:
        """How often its clause says that it falls due: ``once``, ``year``, ``quarter``, ``month``, ``day``."""
        return frozenset(name for name, pattern in _TIMES.items() if pattern.search(self.clause))

    @property
    def each(self) -> frozenset[str]:
        """For each what its clause grants it: 架次, 人."""
        return frozenset(_PEOPLE.get(match["each"], match["each"]) for match in _EACH.finditer(self.clause))

    def is_per_other(self, other: Quantity) -> bool:
        """Whether the two count by what cannot both be: 每年30万元 and 一次性30万元."""
        return _are_apart(self.times, other.times) or _are_apart(self.each, other.each)

    @property
    def bound(self) -> str:
        """``floor`` or ``cap`` where the words of its clause make it one, else empty."""
        if _FLOOR.search(self.clause):
            return "floor"
        return "cap" if _CAP.search(self.clause) else ""


def _are_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and first.isdisjoint(second)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure, in order; places are offsets into the text."""
    masked = _masked(text)
    return tuple(
        Quantity(kind, value, unit, span, _clause(text, span), _CHANGE.search(text, 0, span.start) is not None)
        for kind, value, unit, span in sorted(_found(masked), key=lambda found: found[3].start)
    )


def _found(text: str) -> Iterator[tuple[FigureKind, Decimal | str, str, Span]]:
    left = text
    for figure in all_figures(text):
        is_month = _MONTH.fullmatch(text, figure.span.start, figure.span.end) is not None
        yield figure.kind, figure.value, MONTH if is_month else figure.unit[:1].replace("天", "日"), figure.span
        left = _blank(left, figure.span.start, figure.span.end)
    for match in _TENTHS.finditer(left):
        yield FigureKind.RATE, Decimal(number(match["tenths"]) or 0) / 10, "", Span(*match.span())
    for match in _PLAIN.finditer(left):
        value = Decimal(match["value"].replace(",", "")) * _SCALES[match["scale"] or ""]
        if value > 1 or "." in match["value"]:
            unit = match["unit"] or ""
            yield FigureKind.COUNT, value.normalize(), unit, Span(match.start(), match.end() - len(unit))
    for match in _COUNTED.finditer(left):
        counted = number(match["value"])
        if counted is not None and counted > 1:
            yield FigureKind.COUNT, Decimal(counted), match["unit"], Span(*match.span())


def contradicts(said: Quantity, known: Quantity) -> bool:
    """Whether two figures, if they tell of one thing, cannot both be right: 27.3% contradicts no 不低于25%."""
    if not said.is_like(known) or said.value == known.value or said.is_change is not known.is_change:
        return False
    if said.bound == known.bound:
        return True
    if said.bound and known.bound:
        return False
    limit, value = (said, known) if said.bound else (known, said)
    if isinstance(limit.value, str) or isinstance(value.value, str):
        return False
    return value.value < limit.value if limit.bound == "floor" else value.value > limit.value


def times(text: str) -> frozenset[str]:
    """The days, months and years that a text names, in ISO form as far as it says."""
    return frozenset(str(quantity.value) for quantity in quantities(text) if _is_full_date(quantity))


def years(text: str) -> frozenset[str]:
    """The years that a text names."""
    return frozenset(str(quantity.value)[:4] for quantity in quantities(text) if _is_full_date(quantity))


def _is_full_date(quantity: Quantity) -> bool:
    return quantity.kind is FigureKind.DATE and not str(quantity.value).startswith("--")


def _masked(text: str) -> str:
    for match in formulas.DOCUMENT_NUMBER.finditer(text):
        # Its body cannot be told from the words before it: 6月20日在海工信函〔2025〕52号.
        text = _blank(text, match.end("body"), match.end())
    for match in _NO_QUANTITY.finditer(text):
        text = _blank(text, *match.span())
    return text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\u3000" * (end - start) + text[end:]


def _clause(text: str, span: Span) -> str:
    """The clause around a figure, with the one before it where it is short."""
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text, 0, span.start))]
    after = _CLAUSE.search(text, span.end)
    end = after.start() if after else len(text)
    start = starts[-1]
    if end - start - (span.end - span.start) < _SHORT and len(starts) > 1:
        start = starts[-2]
    return text[start:end]
