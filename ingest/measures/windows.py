"""When to apply: windows, deadlines and months of every year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ingest.numerals import BLANK

_OTHERS_STEP: Final = re.compile("初审|审核|推荐|公示|评审|核查|拨付|完工|期间|复核|汇总")


def _dated(name: str) -> str:
    year = rf"(?:(?P<{name}_year>(?:19|20)\d{{2}}){BLANK}年{BLANK})?"
    return year + rf"(?P<{name}_month>\d{{1,2}}){BLANK}月{BLANK}(?P<{name}_day>\d{{1,2}}){BLANK}日"


# 5月31日, or 31日 of the month before it.
_TO: Final = (
    rf"(?:(?P<to_year>(?:19|20)\d{{2}}){BLANK}年{BLANK})?(?:(?P<to_month>\d{{1,2}}){BLANK}月{BLANK})?"
    rf"(?P<to_day>\d{{1,2}}){BLANK}日"
)
_CLOCK: Final = r"(?:[上下]午)?(?:\d{1,2}[时点:：](?:\d{1,2}分?)?)?"
_WINDOW: Final = re.compile(rf"{_dated('from')}{_CLOCK}{BLANK}(?:起)?(?:至|到|—|－|-|~|～){{1,2}}{BLANK}{_TO}")
_DEADLINE: Final = re.compile(rf"{_dated('to')}{_CLOCK}(?:之?前|以前|截止|止)")
_LATEST: Final = re.compile(rf"截止(?:时间|日期)?(?:为|是|到|至|：|:)*{BLANK}{_dated('to')}")
_MONTHLY: Final = re.compile(rf"每年{BLANK}(?P<month>\d{{1,2}}){BLANK}月份?(?!{BLANK}\d)(?![、至到\-—]|和|及)")


def find_windows(words: str, issued: date | None) -> Iterator[tuple[dict[str, str], tuple[int, int]]]:
    """From when and until when to apply, by field name, with the place of the words.

    A day without a year is one of the year of issue, or, after 每年, of every year: ``04-01``.

    :param words: a sentence that speaks of applying.
    :param issued: ``None`` where a day without a year is one of every year, as in a rule.
    """
    match = _WINDOW.search(words)
    if match and not _OTHERS_STEP.search(words[: match.end() + 12]):
        yearly = _is_yearly(words, match)
        opens = _day(match["from_year"], match["from_month"], match["from_day"], issued, yearly=yearly)
        closes = _day(
            match["to_year"] or match["from_year"],
            match["to_month"] or match["from_month"],
            match["to_day"],
            issued,
            yearly=yearly,
        )
        if opens and closes:
            yield {"apply_from": opens, "apply_by": closes}, match.span()
        return
    for pattern in (_LATEST, _DEADLINE):
        match = pattern.search(words)
        if match and not _OTHERS_STEP.search(words):
            closes = _day(match["to_year"], match["to_month"], match["to_day"], issued, yearly=_is_yearly(words, match))
            if closes:
                yield {"apply_by": closes}, match.span()
                return
    match = _MONTHLY.search(words)
    if match and 1 <= int(match["month"]) <= 12 and re.search("申报|受理|申请", words):
        month = int(match["month"])
        last = calendar.monthrange(2023, month)[1]
        yield {"apply_from": f"{month:02d}-01", "apply_by": f"{month:02d}-{last:02d}"}, match.span()


def _is_yearly(words: str, match: re.Match[str]) -> bool:
    return words[: match.start()].rstrip().endswith(("每年", "每年度", "每年的"))


def _day(year: str | None, month: str, day: str, issued: date | None, *, yearly: bool) -> str | None:
    """A day in ISO form, of every year without one; ``None`` for what is no day."""
    known = int(year) if year else issued.year if issued and not yearly else None
    try:
        found = date(known or 2024, int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if known else f"{found.month:02d}-{found.day:02d}"
