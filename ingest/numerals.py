"""Chinese numerals and dates as numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import cn2an

DIGITS: Final = "零〇○一二三四五六七八九十百两"
BLANK: Final = r"[^\S\n]*"
_YEAR: Final = r"(?:[12][0-9０-９]{3}|[１２][0-9０-９]{3}|[零〇○一二三四五六七八九]{4})"
DATE: Final = re.compile(
    rf"(?P<year>{_YEAR}){BLANK}年{BLANK}(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}){BLANK}月"
    rf"{BLANK}(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){BLANK}日"
)
# The same without groups, to build longer expressions from.
DATE_PATTERN: Final = re.sub(r"\(\?P<\w+>", "(?:", DATE.pattern)
# Longer than any that is meant, and short of what int() refuses.
_LONGEST: Final = 100
_DIGIT_BY_DIGIT: Final = str.maketrans("零〇○一二三四五六七八九", "000123456789")


def number(text: str) -> int | None:
    """The value of 12, １２, 十二, 二〇二四 or 两; ``None`` where the characters form no number."""
    if len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    if text == "两":
        return 2
    by_digit = text.translate(_DIGIT_BY_DIGIT)
    if by_digit.isdecimal():
        return int(by_digit)
    try:
        return int(cn2an.cn2an(text.replace("○", "〇"), "smart"))
    except ValueError:
        return None


def chinese(value: int) -> str:
    """12 as 十二, as headings are numbered."""
    return re.sub("^一十", "十", str(cn2an.an2cn(value)))


def read_date(match: re.Match[str]) -> date | None:
    """The day that a match of ``DATE`` names; ``None`` for 2024年2月30日."""
    year, month, day = (number(match[part]) for part in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    """The first real day that is written out in ``text``."""
    return next((day for match in DATE.finditer(text) if (day := read_date(match))), None)
