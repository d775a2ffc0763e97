"""A day that a sentence gives for what happened, beside a day of a source: whether both are days of one event."""

from __future__ import annotations

import re
from typing import Final

from draft.review.quantities import MONTH, Quantity
from draft.review.reply import Statement
from draft.review.sources import Source
from draft.review.wording import coverage
from ingest.document import DocumentKind
from ingest.figures import FigureKind

_EVENT: Final = re.compile(
    "印发|发布|公布|出台|施行|实施|生效|废止|失效|到期|期满|截止|启动|开始|开工|竣工|完成|建成|上线|公示"
)
_ROUND: Final = re.compile(r"(?:第[一二三四五六七八九十\d]+|首|新一|[本上下]一?|再)(?=[批轮期次届])")
# Of what a reply tells with the day the share that the sentence has, and of the sentence what the reply's passage has.
_SAME_EVENT: Final = 0.6
# 截至当年6月: as of when a state is told, not when something happened.
_AS_OF: Final = re.compile("(?:截至|截止到?|[到至])(?:当年|同年|今年|去年|上年|本年)?$")
_AFTER_DAY: Final = re.compile("[底初]?[，,]?")


def holds_date(said: Quantity, known: Quantity) -> bool:
    """2025年 is said by 2025年5月."""
    return (
        said.kind is FigureKind.DATE
        and known.kind is FigureKind.DATE
        and (str(known.value).startswith(f"{said.value}-") or str(known.value).endswith(str(said.value)[1:]))
    )


def tells_of_one_event(said: Quantity, known: Quantity) -> bool:
    """2021年印发 and 2025年5月1日起废止 are two days of one rule."""
    ours, theirs = (frozenset(_EVENT.findall(each.clause)) for each in (said, known))
    return not ours or not theirs or bool(ours & theirs)


def are_other_months(said: Quantity, said_in: str, known: Quantity, known_in: str) -> bool:
    """Whether two months of no named year tell of two events, or of none: 3月发布, 截至当年6月已有19个."""
    if not said.unit == known.unit == MONTH:
        return False
    as_of = any(_AS_OF.search(text, 0, each.span.start) for each, text in ((said, said_in), (known, known_in)))
    return as_of or not tells_of_one_event(said, known)


def had_happened(statement: Statement, said: Quantity, known: Quantity, source: Source) -> bool:
    """Whether a reply told of the same event with its day; of a day after its own it could know nothing."""
    issued = source.card.issued_on
    if source.card.kind != DocumentKind.REPLY or issued is None or source.coverage < _SAME_EVENT:
        return False
    day, their_day = str(said.value), str(known.value)
    if max(day, their_day) > issued.isoformat() or day.startswith(("--", their_day)) or their_day.startswith("--"):
        return False
    ours, theirs = _told_of(said, statement.text), _told_of(known, source.text)
    return (
        not set(_EVENT.findall(ours)).isdisjoint(_EVENT.findall(theirs))
        and set(_ROUND.findall(statement.text)) == set(_ROUND.findall(source.text))
        and coverage(theirs, f"{statement.topic}。{statement.text}") >= _SAME_EVENT
    )


def _told_of(day: Quantity, text: str) -> str:
    """The words that a day stands among, or follow it where it stands alone: 2025年3月，首批街区发布."""
    words = day.clause.replace(text[day.span.start : day.span.end], "，")
    if words.strip("，底初"):
        return words
    match = _AFTER_DAY.match(text, day.span.end)
    return re.split("[，。；]", text[match.end() if match else day.span.end :], maxsplit=1)[0]
