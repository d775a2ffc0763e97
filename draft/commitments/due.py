"""By when something is promised: 年底前 is 31 December, 上半年 30 June, of the year that is named or the letter's."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.document import Span
from ingest.numerals import number

_N: Final = "[一二三四五六七八九十两\\d]"
_YEAR: Final = r"(?:19|20)\d{2}|[今本当明后]"
_DUE: Final = re.compile(
    rf"(?:(?P<year>{_YEAR})年(?:度)?)?(?:"
    r"(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度|(?<!\d)(?<!每年)(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    r"|(?P<end>(?<=年)[底末内]|(?<![\d一二两三四五六七八九十去])年[底末内])"
    r")"
    rf"|(?P<bare>{_YEAR})年(?:度)?(?=[起以前之开全基完建实出印达扩投力争各新启再将，推发计秋春夏冬]|$|(?<=[到至]\d{{4}}年))"
    r"|(?P<plan>十四五|十五五)”?(?:规划)?(?:末|期末|期间|期内)"
    rf"|(?P<count>{_N}{{1,3}})(?:个)?(?P<unit>月|年)(?:时间)?之?以?内"
)
# 自明年3月起改为按月受理; but a rule's own beginning (自2027年1月1日起施行) is none.
_FROM_THEN: Final = re.compile(
    r"[自从]?(?P<since>(?P<year>20\d{2}|[明后])年(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?)?)(?:起|开始)"
    "(?![^，。；]{0,6}(?:施行|实施|生效|执行|废止|失效))"
)
_NAMED: Final = re.compile(r"((?:19|20)\d{2})[年〕]")
_MONTHS: Final = {"上半年": 6, "下半年": 12}
_PLANS: Final = {"十四五": 2025, "十五五": 2030}
_AFTER: Final = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2}
_LATEST: Final = 2100


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is to be done.

    :ivar span: the words that say so, in the text that was read.
    """

    on: date
    span: Span


def find_due(text: str, said_on: date) -> Due | None:
    """The last day that a text names from ``said_on`` on; ``None`` where it names none (近期, 适时)."""
    found = [due for due in _days(text, said_on) if due.on >= said_on]
    return max(found, key=lambda due: due.on, default=None)


def find_beginning(text: str, said_on: date) -> Due | None:
    """The day to come from which a text says that something is done otherwise."""
    match = _FROM_THEN.search(text)
    if match is None or not 1 <= int(match["month"] or 1) <= 12:
        return None
    on = date(_year(match["year"], said_on), int(match["month"] or 1), 1)
    return Due(on, Span(*match.span("since"))) if on > said_on else None


def _days(text: str, said_on: date) -> Iterator[Due]:
    for match in _DUE.finditer(text):
        on = _day(match, said_on)
        if on is not None:
            yield Due(on, Span(*match.span()))


def _day(match: re.Match[str], said_on: date) -> date | None:
    named = match["year"] or match["bare"] or "今"
    if named == "当" and (told := _NAMED.findall(match.string, 0, match.start())):
        named = told[-1]  # 按2024年答复，当年底前; 〔2024〕12号预计当年底前
    year = _year(named, said_on)
    if year > _LATEST:
        return None
    if match["half"]:
        return _end_of(year, _MONTHS[match["half"]])
    if match["quarter"]:
        return _end_of(year, 3 * (number(match["quarter"]) or 4))
    if match["month"]:
        return _in_month(int(match["month"]), match["day"], year, not match["year"], said_on)
    if match["plan"]:
        return date(_PLANS[match["plan"]], 12, 31)
    if match["count"]:
        return _later(said_on, number(match["count"]) or 0, match["unit"])
    return date(year, 12, 31)


def _year(named: str, said_on: date) -> int:
    """2026 of 2026, or of 明 in 2025."""
    return said_on.year + _AFTER[named] if named in _AFTER else int(named)


def _in_month(month: int, day: str | None, year: int, is_year_open: bool, said_on: date) -> date | None:
    """A day, or the last one of a month; without a year the next that comes."""
    if not 1 <= month <= 12:
        return None
    if is_year_open and month < said_on.month:
        year += 1
    if day is None:
        return _end_of(year, month)
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _later(since: date, count: int, unit: str) -> date | None:
    months = since.month - 1 + count * (12 if unit == "年" else 1)
    year, month = since.year + months // 12, months % 12 + 1
    if year > _LATEST:
        return None
    return date(year, month, min(since.day, calendar.monthrange(year, month)[1]))
