"""Whether every figure of a sentence stands in its sources, in whatever writing: 1250万元, 1,250 万元, 0.125亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from answer.writing.english_figures import in_chinese_writing
from index.tokens import fold
from ingest.figures import Figure, FigureKind, WrittenDate, all_figures
from ingest.numerals import number

_DIGITS: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE: Final = r"(?:千万|百万|亿|万|千)"
_UNIT: Final = rf"{_SCALE}?(?:元|%|个?工作日|个?月|年|天|日|小时)"
# 20-200万元 and 50、30、20万元: the unit belongs to every figure of the row.
_ROW: Final = re.compile(rf"(?:{_DIGITS}[-~—–至到、和或及与])+{_DIGITS}(?P<unit>{_UNIT})")
_TENTHS: Final = re.compile(r"([一二三四五六七八九\d])成(?![本立为果功员都就交效])")
_NUMBERED: Final = re.compile(r"第\s*([零〇一二三四五六七八九十百\d]+)\s*([编章节条款项号批届次类])")
_COUNTED: Final = re.compile(
    r"(?<![第每])([二三四五六七八九十百千两]+)(?=[家个项次人户台座条名套批种所处架辆场支吨类档倍])"
)
# What a sentence may call 一年 or 一个月.
_RECURRING: Final = re.compile(
    r"(?P<year>每年|全年|当年|(?<!\d)年度|\bannual|\byearly|\b(?:a|per|each|every) year)"
    r"|每月|当月|月度|\bmonthly|\b(?:a|per|each|every) month",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(rf"(?<![a-z\d.])(?<![a-z]-)(?>(?P<value>{_DIGITS}))(?![a-z])\s*(?P<scale>{_SCALE})?")
_SCALES: Final = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Quantities:
    """The figures of a text.

    :ivar figures: with kind and unit.
    :ivar plain: figures without a unit that is known.
    :ivar numbered: 第四条 as ``(4, "条")``.
    """

    figures: tuple[Figure | WrittenDate, ...]
    plain: tuple[Decimal, ...]
    numbered: frozenset[tuple[int, str]]


def read_quantities(text: str) -> Quantities:
    """Read every figure of a Chinese or English text. A lone 1 says nothing: 一项, one."""
    plainly = _spelt_out(fold(text))
    numbered = frozenset(
        (value, unit) for digits, unit in _NUMBERED.findall(plainly) if (value := number(digits)) is not None
    )
    left = _NUMBERED.sub(" ", plainly)
    figures = tuple(all_figures(left))
    for figure in figures:
        left = left[: figure.span.start] + " " * (figure.span.end - figure.span.start) + left[figure.span.end :]
    plain = [
        Decimal(match["value"].replace(",", "")) * _SCALES[match["scale"] or ""] for match in _PLAIN.finditer(left)
    ]
    plain += [Decimal(value) for digits in _COUNTED.findall(left) if (value := number(digits)) is not None]
    return Quantities(figures, tuple(value for value in plain if value != 1), numbered)


def unsupported(sentence: str, sources: Sequence[str]) -> bool:
    """Whether a sentence holds a figure that none of its sources holds.

    A year, or a day without its year, may stand apart in the sources, as in 2025年4月1日至5月31日.
    """
    said = read_quantities(sentence)
    known = [read_quantities(_RECURRING.sub(_with_period, source)) for source in sources]
    figures = [figure for each in known for figure in each.figures]
    plain = {value for each in known for value in each.plain}
    values = plain | {value for figure in figures for value in _values(figure)}
    return not (
        all(_is_known(figure, figures, plain) for figure in said.figures)
        and all(value in values for value in said.plain)
        and said.numbered <= frozenset().union(*(each.numbered for each in known))
    )


def _with_period(recurring: re.Match[str]) -> str:
    return f"{recurring[0]}（1{'年' if recurring['year'] else '个月'}）"


def _is_known(said: Figure | WrittenDate, known: Sequence[Figure | WrittenDate], plain: set[Decimal]) -> bool:
    if said.kind is FigureKind.DATE:
        dates = [str(figure.value) for figure in known if figure.kind is said.kind]
        return _is_known_date(str(said.value), [*dates, *map(str, plain)])  # the year of a 文号 stands alone
    if any(_same(said, figure) for figure in known) or (said.kind is FigureKind.COUNT and said.value == 1):
        return True
    if said.kind is FigureKind.PERIOD and said.unit == "月":  # 4月 of 4月1日
        return any(_month(str(figure.value)) == said.value for figure in known if figure.kind is FigureKind.DATE)
    return said.kind in (FigureKind.AMOUNT, FigureKind.COUNT) and said.value in plain


def _same(said: Figure | WrittenDate, known: Figure | WrittenDate) -> bool:
    units = {said.unit.replace("天", "日"), known.unit.replace("天", "日")}
    return (said.kind, said.value) == (known.kind, known.value) and len(units) == 1


def _is_known_date(said: str, known: Sequence[str]) -> bool:
    """``2025``, ``2025-05``, ``2025-05-31`` or ``--05-31``, against such as the sources hold."""
    if any(date == said or date.startswith(f"{said}-") for date in known):
        return True
    if said.startswith("--"):
        return any(date.endswith(said[1:]) for date in known)
    year, _, rest = said.partition("-")
    return (
        bool(rest) and any(date[:4] == year for date in known) and any(date.startswith(f"--{rest}") for date in known)
    )


def _month(date: str) -> Decimal | None:
    parts = date.removeprefix("--").split("-")
    month = parts[0] if date.startswith("--") else parts[1] if len(parts) > 1 else ""
    return Decimal(month) if month else None


def _values(figure: Figure | WrittenDate) -> Iterator[Decimal]:
    if isinstance(figure, Figure):
        yield figure.value
        if figure.kind is FigureKind.RATE:
            yield figure.value * 100
    else:
        yield from (Decimal(part) for part in figure.value.split("-") if part)


def _spelt_out(folded: str) -> str:
    """Rows of figures spelt out, and English figures as Chinese documents write them: 5 million yuan is 5000000元."""
    if re.search(r"[a-z]", folded):
        folded = in_chinese_writing(folded)
    folded = re.sub(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", r"\1年\2月\3日", folded)
    folded = _TENTHS.sub(lambda match: f"{(number(match[1]) or 0) * 10}%", folded)
    return _ROW.sub(_with_unit_each, folded)


def _with_unit_each(row: re.Match[str]) -> str:
    return re.sub(_DIGITS, rf"\g<0>{row['unit']}", row[0].removesuffix(row["unit"]))
