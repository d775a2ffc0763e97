"""The day whose rules a question asks for: 2023年的时候…, 去年, in March 2023."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

_YEAR: Final = r"(?P<year>(?:19|20)\d{2})"
_MONTHS: Final = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTH_NAME: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LAST_MONTH_OF: Final = {"初": 1, "上半年": 6, "中": 6, "底": 12, "末": 12, "下半年": 12}
_YEARS_AGO: Final = {"去年": 1, "上一年": 1, "前年": 2, "大前年": 3, "last year": 1, "the year before last": 2}

_TOPIC: Final = r"[^,，。;；?？!！按照据依]{2,24}?(?:办法|细则|措施|通知|方案|规定|条例|答复|提案|指南|解读|公告|规划)"
# A year that names a document, that is a goal, or that opens or closes a stretch is no day to answer for.
_NO_NAME: Final = (
    r"(?!\s*(?:年?度|[-—–~～]|以?前|之前|以?后|之后|以来|起|至|到(?!底)|版|级"
    r"|(?:我?市|全市|本市|省里?|国家)?(?:新|刚)?(?:出台|印发|发布|公布|颁布|制定|修订|下发|签发|通过|施行|实施|开始|承诺|答应|答复|回复|提出|发)"
    r"|的?(?:《|第|那份|这份|那个|那部|新|老|旧|文件|办法|细则|措施|通知|方案|计划|规定|条例|决定|公告|通告|答复"
    r"|提案|建议|行动|规划|标准|申报(?:指南|通知|公告|工作|方案|要求)|指南|专项|暂行|试行|政策|解读|目标)"
    # 2021年的集成电路专项资金管理办法: the topic stands between, but nothing that says what was done by the document
    rf"|的(?!时候|时){_TOPIC}|{_TOPIC}(?:现在)?(?:还|废止|失效|作废|过期|是否|是不是|取代|被)))"
)
_CHINESE: Final = re.compile(
    rf"(?<![\d〔\[(（\-—–~～到至自从前])(?:{_YEAR}年|(?P<relative>大前年|前年|去年|上一年))"
    r"(?:(?P<month>\d{1,2})月(?:份|底|末|初|中旬|(?P<day>\d{1,2})[日号])?+|年?(?P<part>初|底|末|中|上半年|下半年))?+"
    rf"(?:的时候|那时候?|当时|时|期间|那会儿)?+{_NO_NAME}"
)
_ENGLISH: Final = re.compile(
    r"\b(?:in|as of|as at|during|throughout|at|on)\s+(?:the\s+)?(?:early\s+|late\s+|end\s+of\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?:(?P<month>{_MONTH_NAME})\.?\s+)?"
    rf"(?:(?P<day_after_month>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?{_YEAR}\b"
    r"(?!\s*[-–—]|\s+to\b"
    r"|\s+(?:(?!(?:under|by|did|do|does|is|was|were|for|of|from|with|and|in)\b)[\w-]+\s+){0,4}"
    r"(?:plan|programme|program|rules?|notice|measures|edition|version|guide|call|round)\b)"
    r"|\b(?P<relative>the year before last|last year)\b"
)
_ISO: Final = re.compile(rf"(?<![\d\-]){_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d|\s*(?:以前|之前|前|起))")
_TELLS_OF_DOCUMENTS: Final = re.compile(
    r"《[^》]*》|“[^”]*”|\"[^\"]*\""
    r"|\b(?:issued|published|released|adopted|promulgated|introduced|enacted|dated|promised|said|announced)\s+(?:in|on)\b"
)
_PRESENT: Final = re.compile(
    r"现在|目前|如今|今年|当前|现行|仍然?|还(?:有效|管用|能|可以|算|在|适用)"
    r"|\b(?:now|current|currently|today|still|this year|at present)\b"
)


def read_asked_date(question: str, today: date) -> date | None:
    """The last day of the time that a question asks about; ``None`` where it asks about the present.

    A time that has not ended by ``today``, several times (从…到…), a year in a name (2024年度, 2025年印发的办法) and a
    goal's year (到2025年) are no such day.

    :param question: folded.
    """
    bare = _TELLS_OF_DOCUMENTS.sub(" ", question)
    if _PRESENT.search(bare):
        return None
    matches = [match for pattern in (_CHINESE, _ENGLISH, _ISO) for match in pattern.finditer(bare)]
    days = {day for match in matches if (day := _last_day(match, today)) is not None}
    return min(days) if len(days) == 1 and min(days) < today else None


def _last_day(match: re.Match[str], today: date) -> date | None:
    """The last day of the time that a match names; ``None`` for 2023年2月30日."""
    found = match.groupdict()
    relative, named, part = found.get("relative"), found.get("month"), found.get("part")
    day = found.get("day") or found.get("day_after_month")
    year = today.year - _YEARS_AGO[relative] if relative else int(found["year"])
    month = (_MONTHS.get(named) or int(named)) if named else _LAST_MONTH_OF.get(part or "", 12)
    try:
        return date(year, month, int(day) if day and named else calendar.monthrange(year, month)[1])
    except ValueError:  # calendar's error for a thirteenth month is one, too
        return None
