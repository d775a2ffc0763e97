"""English figures as Chinese documents write them, so that both can be compared: 5 million yuan is 5000000元."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
# A lone one is no figure, but for one million and one year.
_SMALL: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Final = {word: value for value, word in enumerate(_SMALL.split(), start=2)} | {
    word: value * 10 for value, word in enumerate(_TENS.split(), start=2)
}
_LARGE: Final = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_PERIODS: Final = {
    r"(?:working|business)[ -]days?": "个工作日",
    r"days?": "天",
    r"weeks?": "周",
    r"months?": "个月",
    r"years?": "年",
    r"hours?": "小时",
}
_CURRENCY: Final = r"(?:rmb|cny|yuan|renminbi|[¥￥])"
_MONTHS: Final = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905 - a row of names reads best
)
_MONTH: Final = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")\b\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})\b"


def in_chinese_writing(text: str) -> str:
    """Rewrite numbers, money, rates, dates, periods and articles; the rest stays.

    :param text: folded.
    """
    words = "|".join(_WORDS)
    text = re.sub(rf"\b(?:({words})[ -])?({words})\b", lambda m: str(_WORDS.get(m[1] or "", 0) + _WORDS[m[2]]), text)
    text = re.sub(rf"\bone(?=[ -](?:{'|'.join((*_LARGE, *_PERIODS.keys()))})\b)", "1", text)
    text = re.sub(
        rf"({_DIGITS})[ -]?({'|'.join(_LARGE)})\b",
        lambda match: f"{(Decimal(match[1].replace(',', '')) * _LARGE[match[2]]).normalize():f}",
        text,
    )
    text = re.sub(rf"{_CURRENCY}\s*({_DIGITS})|({_DIGITS})\s*{_CURRENCY}", r" \1\2元", text)
    text = re.sub(rf"({_DIGITS})\s*(?:per ?cent\b|percent\b)", r"\1%", text)
    for order in (rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?", rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"):
        text = re.sub(rf"\b{order}(?!\d)", _date, text)
    text = re.sub(rf"\b{_MONTH},?\s+{_YEAR}", lambda match: f"{match['year']}年{_number_of(match['month'])}月", text)
    for english, chinese in _PERIODS.items():
        text = re.sub(rf"({_DIGITS})[ -]{english}\b", rf"\1{chinese}", text)
    return re.sub(r"\barticle\s+(\d+)", r"第\1条", text)


def _date(match: re.Match[str]) -> str:
    of_year = f"{match['year']}年" if match["year"] else ""
    return f"{of_year}{_number_of(match['month'])}月{match['day']}日"


def _number_of(month: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3]))
