"""Which sentences grant something: the verb that gives, and what is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.figures import Figure
from ingest.measures.benefits import benefit_of, encouraged, preferred_kind
from ingest.measures.grant_words import (
    ASKED_FOR,
    BASIS,
    BY_RULE,
    CONCURRENT,
    DEFINED,
    ENCOURAGES,
    FINANCED,
    FREE,
    FREE_VERB,
    GIVES,
    GIVING,
    INCLUDED,
    IS_BASIS_CLAUSE,
    LIVING,
    LONGEST_BASIS,
    NAMES_PROCEDURE,
    NOUN_AFTER,
    OPEN_PLATFORM,
    PAYS,
    PLANNED,
    PRIORITY,
    PUNISHED,
    PURPOSE,
    RAISED,
    REFERRED,
    REFUSED,
    RELIEVED,
    SERVES,
    SET_ASIDE,
    SHORTEST_WAIVER,
    TOLD,
    WISHED,
)
from ingest.measures.support_measure import Benefit


@dataclass(frozen=True, slots=True)
class Grant:
    """What a sentence grants.

    :ivar start: where the giving begins: what stands before says who and on what terms.
    :ivar given: the place of the word that names what is given.
    :ivar benefit: its kind.
    :ivar encourages: whether it only encourages, so that whom it is for stands behind the verb.
    """

    start: int
    given: tuple[int, int]
    benefit: Benefit
    encourages: bool = False


def clauses(text: str) -> list[tuple[int, int]]:
    """The places of the clauses of a sentence, parted by commas and colons."""
    cuts = [-1, *(match.start() for match in re.finditer("[，,：:。；;]", text)), len(text)]
    return [(left + 1, right) for left, right in pairwise(cuts) if right > left + 1]


def find_grant(
    text: str, figures: list[Figure], *, encouragement: bool, inherited: Benefit | None = None
) -> Grant | None:
    """What a sentence grants; ``None`` where it grants nothing.

    :param text: the sentence, titles and quotations masked.
    :param encouragement: whether to encourage counts as well.
    :param inherited: what the lead-in above a list grants, of which this is an item.
    """
    if PUNISHED.search(text) or DEFINED.search(text) or text.rstrip().endswith(("？", "?")):
        return None
    if CONCURRENT.search(text) and not figures:
        return None
    figures = [figure for figure in figures if not is_told(text, figure)]
    live = [
        _Clause(text, start, end, tuple(figure for figure in figures if start <= figure.start < end))
        for start, end in clauses(text)
        if not _is_idle(text[start:end])
    ]
    for finders in _FINDERS:
        found = [grant for find in finders for clause in live if (grant := find(clause)) is not None]
        if found:
            first = min(found, key=lambda grant: grant.start)
            return replace(first, start=_with_share(text, first.start, figures))
    if inherited is not None and figures:
        return Grant(_first_after_terms(text, figures), (0, 0), inherited)
    if encouragement:
        return next((grant for clause in live if (grant := _encourages(clause)) is not None), None)
    return None


def is_told(text: str, figure: Figure) -> bool:
    """Whether a figure reports what was spent or reached."""
    return any(
        first <= figure.start < last and TOLD.search(text, first, last) is not None for first, last in clauses(text)
    )


def _is_idle(clause: str) -> bool:
    """Whether a clause refuses, reports, plans, names a wish or gives a purpose, and so grants nothing."""
    return any(pattern.search(clause) for pattern in (REFUSED, TOLD, PLANNED, WISHED, PURPOSE))


@dataclass(frozen=True, slots=True)
class _Clause:
    """The part of a sentence between two commas, with the figures in it."""

    text: str
    start: int
    end: int
    figures: tuple[Figure, ...]

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.text, self.start, self.end)


def _raised(clause: _Clause) -> Grant | None:
    match = clause.search(RAISED)
    return _grant(match) if match and clause.figures else None


def _gives(clause: _Clause) -> Grant | None:
    for match in GIVES.finditer(clause.text, clause.start, clause.end):
        if clause.figures or not NOUN_AFTER.match(clause.text, match.end(), clause.end):
            return _grant(match)
    # 给予30万元、给予企业10万元: what the sum is called stands elsewhere in the sentence.
    verb = clause.search(GIVING)
    if verb and any(figure.start >= verb.end() for figure in clause.figures):
        named = PAYS.search(clause.text)
        given = named.span("given") if named else verb.span()
        return Grant(
            _with_basis(clause.text, verb.start()), given, benefit_of(clause.text[slice(*given)], clause.words)
        )
    return None


def _pays(clause: _Clause) -> Grant | None:
    if not clause.figures:
        return None
    first = clause.figures[0].start
    for match in PAYS.finditer(clause.text, clause.start, clause.end):
        if not NAMES_PROCEDURE.match(clause.text, match.end(), clause.end):
            start = min(first, match.start())
            return Grant(_with_basis(clause.text, start), match.span(), benefit_of(match["given"], clause.words))
    return None


def _by_rule(clause: _Clause) -> Grant | None:
    match = clause.search(BY_RULE)
    return _grant(match) if match else None


def _relieves(clause: _Clause) -> Grant | None:
    match = clause.search(RELIEVED)
    if not match:
        return None
    given = match.span("given" if match["given"] else "all")
    return Grant(_with_basis(clause.text, match.start()), given, Benefit.RELIEF)


def _refers(clause: _Clause) -> Grant | None:
    match = clause.search(REFERRED)
    return Grant(match.start(), match.span("given"), Benefit.SUPPORT) if match else None


def _serves(clause: _Clause) -> Grant | None:
    match = clause.search(SERVES)
    if not match or not OPEN_PLATFORM.search(clause.text):
        return None
    return Grant(match.end("given"), match.span("given"), Benefit.PLATFORM)


def _is_free(clause: _Clause) -> Grant | None:
    for match in FREE.finditer(clause.text, clause.start, clause.end):
        offered = match["given"] and clause.search(FREE_VERB)
        waived = match["waived"] and len(clause.text) >= SHORTEST_WAIVER and not clause.search(ASKED_FOR)
        if offered or waived:
            return Grant(match.start(), match.span(), Benefit.FREE_SERVICE)
    return None


def _includes(clause: _Clause) -> Grant | None:
    match = clause.search(INCLUDED)
    return _grant(match) if match else None


def _houses(clause: _Clause) -> Grant | None:
    match = clause.search(LIVING)
    if not match:
        return None
    if match["given"]:
        return Grant(match.start(), match.span("given"), Benefit.HOUSING)
    return Grant(match.start(), match.span("school"), Benefit.TALENT)


def _finances(clause: _Clause) -> Grant | None:
    match = clause.search(FINANCED)
    if match and match["given"]:
        return Grant(match.start(), match.span("given"), Benefit.FINANCE)
    if match and any(figure.currency for figure in clause.figures):
        return Grant(match.end("lent"), match.span("lent"), Benefit.FINANCE)
    return None


def _sets_aside(clause: _Clause) -> Grant | None:
    match = clause.search(SET_ASIDE)
    return Grant(match.start(), match.span("given"), Benefit.FUNDING) if match and clause.figures else None


def _prefers(clause: _Clause) -> Grant | None:
    match = clause.search(PRIORITY)
    if not match:
        return None
    return Grant(match.start(), match.span("given"), preferred_kind(clause.words, clause.text))


def _encourages(clause: _Clause) -> Grant | None:
    words = clause.words.lstrip()
    match = ENCOURAGES.match(words)
    if not match:
        return None
    first, last = (clause.end - len(words) + at for at in match.span("given"))
    kind = encouraged(clause.words, clause.text[first:])
    return Grant(first, (first, last), kind, encourages=True)


# What a sentence says most plainly comes first; of equals, what it says first.
_FINDERS: Final[tuple[tuple[Callable[[_Clause], Grant | None], ...], ...]] = (
    (_raised, _gives),
    (_pays,),
    (_by_rule,),
    (_relieves,),
    (_is_free,),
    (_refers,),
    (_includes,),
    (_houses,),
    (_finances,),
    (_sets_aside,),
    (_prefers,),
    (_serves,),
)


def _grant(match: re.Match[str]) -> Grant:
    text, given = match.string, match["given"]
    around = text[match.start() : match.end() + 12]
    return Grant(_with_basis(text, match.start()), match.span("given"), benefit_of(given, around))


def _with_basis(text: str, start: int) -> int:
    """Where the phrase begins that says by what the sum is reckoned: 按照合同金额的30%给予补助."""
    for match in BASIS.finditer(text, 0, start):
        between = text[match.end() : start]
        if len(between) <= LONGEST_BASIS and ("，" not in between or IS_BASIS_CLAUSE.fullmatch(between)):
            return match.start()
    return start


def _with_share(text: str, start: int, figures: list[Figure]) -> int:
    """对租金总额的50%予以补贴: the share right before the giving is given."""
    for figure in figures:
        if figure.currency is None and figure.end <= start and text[figure.end : start].strip() in ("", "的", "标准"):
            return figure.start
    return start


def _first_after_terms(text: str, figures: list[Figure]) -> int:
    """Where the figures begin that are given, behind a clause that ends with 的."""
    cut = max((match.end() for match in re.finditer("的[，,：:]", text)), default=0)
    return next((figure.start for figure in figures if figure.start >= cut), figures[0].start)
