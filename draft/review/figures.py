"""Each figure of a sentence: found in a source, contradicted by one, or without any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from answer.labels import OUT_OF_FORCE
from draft.review.cells import quantities_of
from draft.review.event_days import are_other_months, had_happened, holds_date, tells_of_one_event
from draft.review.finding import in_statement
from draft.review.quantities import Quantity, contradicts, quantities, years
from draft.review.reply import Statement
from draft.review.reservations import PAST, TO_COME
from draft.review.retelling import Departure, Retold
from draft.review.sources import Source, Sources
from draft.review.unfounded import GRANTS, check_unfounded
from draft.review.wording import likeness
from draft.types import Finding, Severity
from index.types import DocumentCard
from ingest.document import DocumentKind
from ingest.figures import FigureKind

# How alike, 0 to 1, two figures' surroundings are where both tell of one thing; docs/review.md says how this was found.
_SAME_THING: Final = 0.55
_SAME_DAY: Final = 0.75
_RELATED: Final = 0.3
# The same for two equal figures: 每年30万元 and 一次性30万元.
_SAME_FIGURE: Final = 0.3
_AS_GOOD: Final = 0.1
_REUSED: Final = 0.5
# How many there are is counted every year.
_A_YEAR: Final = timedelta(days=365)
# How many there are by now: what grows old. What is held twice every year does not; what reaches so much a day does.
_BY_NOW: Final = re.compile("目前|现有|已有|共有|累计|截至|已建成|达到|拥有")
_EVERY: Final = re.compile("每[一个]?(?:年|季度?|月|周|日|天)(?!.*达)")


@dataclass(frozen=True, slots=True)
class _Match:
    """A figure of a source beside one of the letter; ``score`` is how alike what they are told of is."""

    score: float
    source: Source
    quantity: Quantity

    @property
    def strength(self) -> float:
        """The same where the passage tells of it in other words."""
        return max(self.score, 0.6 * self.source.coverage)


def check_figures(statement: Statement, near: Sequence[Source], sources: Sources, retold: Retold) -> Iterator[Finding]:
    """Hold every figure of a sentence against the sentences nearest to it, and against the passage that it retells."""
    said = quantities(statement.text)
    unfounded: list[Quantity] = []
    is_old = False
    for quantity in said:
        same, other = _matches(statement, quantity, said, near)
        if other and (not same or other.score > same[0].score + _AS_GOOD):
            yield _differs(statement, quantity, other, sources)
        elif departure := _departure(statement, quantity, retold):
            yield _departs(statement, quantity, departure, sources)
        elif per_other := _per_other(quantity, same):
            yield _counts_otherwise(statement, quantity, per_other, sources)
        elif not same:
            unfounded.append(quantity)
        elif not is_old:
            findings = [*_superseded(statement, quantity, same, sources), *_stale(statement, quantity, same, sources)]
            is_old = bool(findings)
            yield from findings
    yield from check_unfounded(statement, unfounded, near, sources, retold)


def _matches(
    statement: Statement, quantity: Quantity, said: Sequence[Quantity], near: Sequence[Source]
) -> tuple[list[_Match], _Match | None]:
    """The figures that agree, best first; and the best one that does not, where it tells of the same thing."""
    same: list[_Match] = []
    other: list[_Match] = []
    for source in near:
        theirs = quantities_of(source.chunk, source.text)
        agrees = False
        for candidate in theirs:
            if quantity.is_same(candidate) or holds_date(quantity, candidate):
                agrees = True
                # The passage may hold the figure for something else, and the words around it may be a formula.
                alike = max(likeness(quantity.clause, candidate.clause), source.likeness, 0.6 * source.coverage)
                if alike >= _RELATED:
                    same.append(_Match(_score(quantity, candidate, source), source, candidate))
        if not agrees:
            other += _others(statement, quantity, said, source, theirs)
    same.sort(key=lambda match: -match.score)
    return same, max(other, key=lambda match: match.score, default=None)


def _others(
    statement: Statement, quantity: Quantity, said: Sequence[Quantity], source: Source, theirs: Sequence[Quantity]
) -> Iterator[_Match]:
    """Figures of a source that tell of the same thing and differ."""
    if source.status in OUT_OF_FORCE and not (PAST.search(statement.text) or is_named(source.card, statement.text)):
        return  # what an old rule granted says nothing of what is granted now
    is_day = quantity.kind is FigureKind.DATE
    if is_day:
        rest = [each for each in said if each.kind is not FigureKind.DATE]
        if not all(any(each.is_same(candidate) for candidate in theirs) for each in rest):
            return  # another day and other figures: told of another time
    elif not _is_of_one_time(statement, source):
        return
    for candidate in theirs:
        # What another figure of the sentence says already is not what this one should say.
        if not quantity.is_like(candidate) or any(each.is_same(candidate) for each in said):
            continue
        if not contradicts(quantity, candidate) or (is_day and not tells_of_one_event(quantity, candidate)):
            continue
        if are_other_months(quantity, statement.text, candidate, source.text):
            continue
        score = _score(quantity, candidate, source)
        if score >= (_SAME_DAY if is_day else _SAME_THING) or (
            is_day and had_happened(statement, quantity, candidate, source)
        ):
            yield _Match(score, source, candidate)


def is_named(card: DocumentCard, text: str) -> bool:
    """Whether a text names a document by its title or 文号."""
    return card.title in text or (card.document_number is not None and card.document_number in text)


def _score(quantity: Quantity, candidate: Quantity, source: Source) -> float:
    """How alike two figures' clauses and sentences are, 0 to 1."""
    return 0.5 * likeness(quantity.clause, candidate.clause) + 0.5 * source.likeness


def _is_of_one_time(statement: Statement, source: Source) -> bool:
    """Whether both may tell of the same time: 1860 by May 2024 and 2475 by May 2025 contradict nothing."""
    ours, theirs = years(statement.text) or years(statement.before), years(source.text)
    return not ours or not theirs or bool(ours & theirs)


def _differs(statement: Statement, quantity: Quantity, other: _Match, sources: Sources) -> Finding:
    written = statement.text[quantity.span.start : quantity.span.end]
    theirs = other.source.text[other.quantity.span.start : other.quantity.span.end]
    is_reply = other.source.card.kind == DocumentKind.REPLY
    issued = other.source.card.issued_on
    is_old = is_reply and issued is not None and issued.year < sources.as_of.year and not years(statement.text)
    is_promise = quantity.kind is FigureKind.DATE and is_reply
    severity = Severity.WARNING if is_old or is_promise else Severity.ERROR
    said = "与此前答复不一致" if is_reply else "与来源不一致"
    return in_statement(
        severity,
        "figure_contradicts_reply" if is_reply else "figure_differs",
        statement,
        f"{said}：文中为{written}，来源为{theirs}。",
        [sources.cite(other.source)],
        quantity.span,
    )


def _departure(statement: Statement, quantity: Quantity, retold: Retold) -> Departure | None:
    if quantity.kind is FigureKind.DATE or PAST.search(statement.text):
        return None
    return retold.departure(statement, quantity)


def _departs(statement: Statement, quantity: Quantity, departure: Departure, sources: Sources) -> Finding:
    card = departure.passage.card
    is_reply = card.kind == DocumentKind.REPLY
    is_old = is_reply and card.issued_on is not None and card.issued_on.year < sources.as_of.year
    is_sure = departure.is_backed and not (is_old and not years(statement.text))
    written = statement.text[quantity.span.start : quantity.span.end]
    theirs = departure.text[departure.quantity.span.start : departure.quantity.span.end]
    return in_statement(
        Severity.ERROR if is_sure else Severity.WARNING,
        "figure_contradicts_reply" if is_reply else "figure_differs",
        statement,
        f"{'与此前答复不一致' if is_reply else '与来源不一致'}：文中为{written}，所述内容最相近的来源为{theirs}。",
        [sources.cite_span(card, departure.span)],
        quantity.span,
    )


def _per_other(quantity: Quantity, same: Sequence[_Match]) -> _Match | None:
    """The best of the sources that have the figure, where all that are as good count it by something else."""
    best = max(same, key=lambda match: match.strength, default=None)
    if best is None or best.strength < _SAME_FIGURE:
        return None
    telling = [match for match in same if match.strength >= best.strength - _AS_GOOD]
    return best if all(quantity.is_per_other(match.quantity) for match in telling) else None


def _counts_otherwise(statement: Statement, quantity: Quantity, other: _Match, sources: Sources) -> Finding:
    written = statement.text[quantity.span.start : quantity.span.end]
    message = f"{written}的计算方式与来源不一致：文中为“{quantity.clause}”，来源为“{other.quantity.clause}”。"
    citations = [sources.cite(other.source)]
    return in_statement(Severity.ERROR, "figure_counts_otherwise", statement, message, citations, quantity.span)


def _superseded(
    statement: Statement, quantity: Quantity, same: Sequence[_Match], sources: Sources
) -> Iterator[Finding]:
    """A figure that only a rule out of force, or a draft of one, holds."""
    if quantity.kind not in (FigureKind.AMOUNT, FigureKind.RATE, FigureKind.COUNT) or PAST.search(statement.text):
        return
    ended = [match for match in same if _is_no_rule(match.source)]
    # An explanation also tells of the former amounts.
    standing = [
        match for match in same if not _is_no_rule(match.source) and match.source.card.kind != DocumentKind.EXPLAINER
    ]
    if not ended or (standing and standing[0].score >= ended[0].score - _AS_GOOD) or not GRANTS.search(statement.text):
        return
    if ended[0].score < _REUSED or ended[0].source.coverage < _RELATED:
        return  # 不超过1000万元 alone is nobody's
    card = ended[0].source.card
    if card.draft is not None:
        if not TO_COME.search(f"{statement.before}{statement.text}"):
            message = f"所引标准只见于《{card.title}》，尚未施行，文中未说明。"
            citations = [sources.cite(ended[0].source)]
            yield in_statement(Severity.WARNING, "draft_as_source", statement, message, citations, quantity.span)
        return
    yield in_statement(
        Severity.ERROR,
        "superseded_figure",
        statement,
        f"所引标准出自已不再有效的《{card.title}》，现行文件中没有这一标准。",
        [sources.cite(ended[0].source)],
        quantity.span,
    )


def _is_no_rule(source: Source) -> bool:
    return source.status in OUT_OF_FORCE or source.card.draft is not None


def _stale(statement: Statement, quantity: Quantity, same: Sequence[_Match], sources: Sources) -> Iterator[Finding]:
    """A figure of a reply of more than a year ago, told as if it were of today."""
    if quantity.kind not in (FigureKind.AMOUNT, FigureKind.COUNT) or same[0].score < _REUSED:
        return
    if years(statement.text) or years(statement.before) or GRANTS.search(quantity.clause):
        return
    # The word may open a clause before the figure's (目前，…), but not come after it: 与五家企业协商，目前尚无结果.
    until = statement.text.find(quantity.clause) + len(quantity.clause)
    if not _BY_NOW.search(statement.text, 0, until) or _EVERY.search(quantity.clause):
        return
    found = {match.source.card.ordinal: match.source for match in same}.values()
    is_old = [s.card.kind == DocumentKind.REPLY and s.card.issued_on is not None for s in found]
    latest = max((s.card.issued_on for s in found if s.card.issued_on is not None), default=None)
    if latest is None or not all(is_old) or sources.as_of - latest < _A_YEAR:
        return
    written = statement.text[quantity.span.start : quantity.span.end]
    yield in_statement(
        Severity.WARNING,
        "undated_figure",
        statement,
        f"{written}是{latest.year}年答复中的数据，文中未注明时点，请更新或注明。",
        [sources.cite(same[0].source)],
        quantity.span,
    )
