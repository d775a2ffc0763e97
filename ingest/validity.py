"""From when and until when a document is in force, and which documents it ends."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ingest.anatomy import Anatomy, Found, group
from ingest.confidence import INFERRED, MENTIONED, RECKONED, STATED
from ingest.document import Repeal, Span
from ingest.imprint import normal_number
from ingest.numerals import BLANK, DATE_PATTERN, DIGITS, find_date, number
from ingest.sentences import split_sentences

_B: Final = BLANK
_SELF: Final = (
    r"本(?:办法|细则|实施细则|规定|通知|条例|方案|意见|措施|若干措施|政策|规程|公告|通告|指南|计划|规划"
    r"|标准|指引|文件|实施办法|决定|法)"
)
_IN_FORCE: Final = "(?:施行|实施|执行|生效|起效)"
_EFFECTIVE: Final = re.compile(
    rf"(?:{_SELF})?[^。；\n]{{0,20}}?自(?:(?P<date>{_B}{DATE_PATTERN}){_B}|(?P<event>[^，。；\n]{{0,12}}?)之日(?:起)?(?P<days>[{DIGITS}\d]{{1,3}})?(?:个?工作)?(?:日后|天后)?)"
    rf"起?(?:正式)?{_IN_FORCE}"
)
_NAMES_ITSELF: Final = re.compile(_SELF)
_LAW_EFFECTIVE: Final = re.compile(rf"^(?P<date>{DATE_PATTERN}){_B}起?施行", re.MULTILINE)
_EVENTS: Final = re.compile("印发|发布|公布|颁布|签发|通过|下发|发文|公告")
_UNTIL: Final = re.compile(
    rf"(?P<self>{_SELF}[^。；\n]{{0,60}}?|(?:施行|实施|执行)[，,；;、（(\s]{{0,3}}|^)(?:试行期|试行|有效期|有效期限|有效期间|执行期限)限?(?:"
    rf"(?:自|从)?[^，。；\n]{{0,24}}?(?:至|到)(?P<date>{_B}{DATE_PATTERN})|(?:为|是|暂定)?{_B}(?P<years>[{DIGITS}\d]{{1,2}}){_B}年(?!\d))",
    re.MULTILINE,
)
_PLAN_YEARS: Final = re.compile(
    r"[（(〔]?(?:19|20)\d{2}\s*年?\s*[-—–－~～至]{1,2}\s*(?P<last>(?:19|20)\d{2})\s*年?[）)〕]?"
)
_ENDS_OTHERS: Final = re.compile("(?:废止|失效|停止执行|停止实施)")
_TITLED: Final = re.compile(
    rf"《(?P<title>(?:[^《》]|《[^《》]*》){{2,120}})》{_B}(?:[（(]{_B}(?P<number>[^（）()]*?(?:[（(][^（）()]*[）)][^（）()]*?)?号){_B}[）)])?"
)
_BASIS: Final = re.compile("(?:根据|依据|按照|依照|遵照|参照)[^，。；]*$")
_BASIS_WITHIN: Final = 40
_IN_TITLE: Final = re.compile("《(?:[^《》]|《[^《》]*》){1,200}》")
_REPEAL_DATE: Final = re.compile(rf"自(?P<date>{_B}{DATE_PATTERN}){_B}起[^，。；]{{0,12}}$")


def effective_from(anatomy: Anatomy, issued: date | None) -> Found[date] | None:
    """施行日期: a day, or 印发之日 which is the day of issue; what is said of 本办法 comes before the rest."""
    found: list[tuple[bool, Found[date]]] = []
    for match in _EFFECTIVE.finditer(anatomy.text):
        day = find_date(match["date"]) if match["date"] else _after_event(match, issued)
        if day is not None:
            # The expression begins at the earliest place that it can, 第七条 before 本办法 among them.
            is_self = _NAMES_ITSELF.search(match.group()) is not None
            confidence = RECKONED if not match["date"] else STATED if is_self else MENTIONED
            found.append((is_self, Found(day, Span(*match.span()), confidence)))
    named = [item for is_self, item in found if is_self]
    if named:
        return named[-1]
    header = anatomy.search(_LAW_EFFECTIVE, 0, anatomy.head_end)
    day = find_date(header["date"]) if header else None
    if header and day:
        return Found(day, group(header, "date").span)
    return found[-1][1] if found else None


def _after_event(match: re.Match[str], issued: date | None) -> date | None:
    if issued is None or not _EVENTS.search(match["event"] or ""):
        return None
    days = number(match["days"]) if match["days"] else 0
    return issued + timedelta(days=days or 0)


def valid_until(anatomy: Anatomy, title: Found[str] | None, start: date | None) -> Found[date] | None:
    """The last day in force: 有效期至 a day; N years from ``start``; or the last year in a plan's title."""
    for match in _UNTIL.finditer(anatomy.text):
        years = number(match["years"]) if match["years"] else None
        day = find_date(match["date"]) if match["date"] else None
        if day is None and years and start is not None:
            day = last_day(start, years)
        if day is not None:
            return Found(day, Span(*match.span()), STATED if match["date"] else RECKONED)
    years_named = _PLAN_YEARS.search(anatomy.text, title.span.start, title.span.end) if title else None
    if years_named:
        return Found(date(int(years_named["last"]), 12, 31), Span(*years_named.span()), INFERRED)
    return None


def last_day(start: date, years: int) -> date | None:
    """The last day of a term of whole years: from 2024-08-01 for 3 years it is 2027-07-31."""
    year = start.year + years
    if year > 9998:
        return None
    day = min(start.day, calendar.monthrange(year, start.month)[1])
    anniversary = date(year, start.month, day)
    # From 29 February the term ends on 28 February.
    return anniversary if day < start.day else anniversary - timedelta(days=1)


def repeals(anatomy: Anatomy, effective: date | None) -> Iterator[Repeal]:
    """The clauses that end other documents, one ``Repeal`` for each document named."""
    text = anatomy.text
    line_end = -1
    for match in _ENDS_OTHERS.finditer(text):
        if match.start() < line_end:
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        found = text.find("\n", match.start())
        line_end = len(text) if found < 0 else found
        for clause in split_sentences(text, line_start, line_end):
            yield from _repeals_in(text, clause, effective)


def _repeals_in(text: str, clause: Span, effective: date | None) -> Iterator[Repeal]:
    """The documents that one sentence ends: those named before its last verb of ending."""
    # A title may itself speak of repeal (《关于废止……的决定》): look for the verb outside of titles only.
    bare = _IN_TITLE.sub(lambda match: "·" * len(match.group()), text[clause.start : clause.end])
    verbs = [match.start() for match in _ENDS_OTHERS.finditer(bare)]
    if not verbs:
        return
    before = text[clause.start : clause.start + verbs[-1]]
    stated = _REPEAL_DATE.search(before)
    day = find_date(stated["date"]) if stated else None
    for titled in _TITLED.finditer(before):
        if _BASIS.search(before, max(titled.start() - _BASIS_WITHIN, 0), titled.start()):
            continue
        stated_number = normal_number(titled["number"]) if titled["number"] else None
        yield Repeal(titled["title"], stated_number, day or effective, clause)
