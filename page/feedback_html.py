"""What readers said of answers, listed for the keepers of the corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from page.strings import Strings

#: So many verdicts are shown; a file has all of them.
MOST_SHOWN: Final = 200
_MARKS: Final = re.compile(r"\s*\[\^\d+\]|\*\*")
# About two lines on a desktop.
_LONGEST_ANSWER: Final = 160


class Wanted(StrEnum):
    """Which verdicts are looked for; the values stand in addresses."""

    ALL = ""
    UNHELPFUL = "unhelpful"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader said of an answer.

    :ivar given_at: with zone.
    :ivar reader: empty where there is no login.
    :ivar answer: without markers; ``None`` where it quotes what whoever looks may not see.
    """

    given_at: datetime
    reader: str
    helpful: bool
    comment: str
    question: str
    answer: str | None


def plain_answer(text: str) -> str:
    """An answer's text without the numbers of its citations and the signs of its headings."""
    return _MARKS.sub("", text).strip()


def feedback_html(verdicts: Sequence[Verdict], wanted: Wanted, strings: Strings) -> Markup:
    """The verdicts, the latest first, with the way to a file of all of them."""
    texts = strings.feedback
    if not verdicts:
        return Markup('<p class="empty">{}</p>').format(texts.none if wanted is Wanted.ALL else texts.none_such)
    unhelpful = sum(not verdict.helpful for verdict in verdicts)
    counted = texts.latest if len(verdicts) >= MOST_SHOWN else texts.count
    query = f"?wanted={wanted}" if wanted is not Wanted.ALL else ""
    return Markup(
        '<div class="list-head"><p role="status"><b>{}</b></p><p class="downloads">'
        '<a href="{}export/feedback.csv{}" download="{}.csv">{}</a></p></div><ol class="verdicts">{}</ol>'
    ).format(
        counted.format(count=len(verdicts), unhelpful=unhelpful),
        strings.root,
        query,
        texts.tab,
        texts.export,
        Markup("").join(_verdict(verdict, strings) for verdict in verdicts),
    )


def _verdict(verdict: Verdict, strings: Strings) -> Markup:
    texts = strings.feedback
    facts = [f"{verdict.given_at.astimezone():%Y-%m-%d %H:%M}", verdict.reader]
    comment = Markup('<p class="comment">{}</p>').format(verdict.comment) if verdict.comment else Markup("")
    return Markup(
        '<li class="{kind}"><p class="what"><span class="verdict">{name}</span><b>{question}</b></p>'
        '<p class="when">{facts}</p>{comment}<p class="said">{answer}</p>'
        '<p class="actions"><a href="{again}">{ask}</a></p></li>'
    ).format(
        kind="met" if verdict.helpful else "unmet",
        name=strings.records.helpful if verdict.helpful else strings.records.unhelpful,
        question=verdict.question,
        facts=" · ".join(filter(None, facts)),
        comment=comment,
        answer=texts.not_for_you if verdict.answer is None else _shortened(verdict.answer),
        again=f"{strings.root}?{urlencode({'q': verdict.question}, errors='replace')}",
        ask=texts.ask_again,
    )


def _shortened(answer: str) -> str:
    line = " ".join(answer.split())
    return line if len(line) <= _LONGEST_ANSWER else f"{line[:_LONGEST_ANSWER]}…"
