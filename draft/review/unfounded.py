"""Figures of a sentence that nothing in the index holds: support that the rules know otherwise, or merely no source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from draft.review.cells import quantities_of
from draft.review.finding import in_statement
from draft.review.quantities import Quantity, quantities, years
from draft.review.reply import Statement
from draft.review.retelling import Retold, is_start
from draft.review.sources import Source, Sources
from draft.types import Finding, Severity
from index.validity import ALWAYS_TIMED
from ingest.document import DocumentKind, Span
from ingest.figures import FigureKind

#: Words of support: what stands among them is a standard.
GRANTS: Final = re.compile(r"支持|补助|补贴|奖励|资助|贴息|配套|减免|给予|奖补|最高|上限|不超过")
_ON_THE_SAME: Final = 0.5
# 两项政策, 八项重点任务之一: how many things of its own kind a text tells of, and no fact about the city.
_OWN_COUNT: Final = re.compile(
    r"(?<![\d.])[二两三四五六七八九十][大]?[项个条类种](?:重点|主要|具体|关键)?"
    r"(?:政策|任务|建议|意见|诉求|措施|举措|事项|环节|方面|工作|内容|要求|原则|问题|制度|机制|渠道)"
)


def check_unfounded(
    statement: Statement, unfounded: Sequence[Quantity], near: Sequence[Source], sources: Sources, retold: Retold
) -> Iterator[Finding]:
    """The findings on figures that no sentence near to theirs has."""
    bare: list[Quantity] = []
    for quantity in unfounded:
        granting = _granting(statement, quantity, near)
        if granting is not None:
            yield _other_grant(statement, quantity, granting, sources)
        elif not (
            quantity.kind in (FigureKind.DATE, FigureKind.PERIOD)
            or retold.holds(quantity)
            or _is_own_count(statement.text, quantity)
            or _is_reckoned(statement.text, quantity)
        ):
            bare.append(quantity)
    if bare:
        yield _without_source(statement, bare, near, sources)


def _is_own_count(text: str, quantity: Quantity) -> bool:
    return quantity.kind is FigureKind.COUNT and _OWN_COUNT.match(text, quantity.span.start) is not None


def _is_reckoned(text: str, quantity: Quantity) -> bool:
    """Whether a figure follows from those before it in its sentence: their sum, the difference or share of two."""
    value = quantity.value
    others = [each for each in quantities(text) if each.span.end <= quantity.span.start]
    if isinstance(value, str):
        return False
    if quantity.kind is FigureKind.RATE:
        step = Decimal(1).scaleb(value.normalize().as_tuple().exponent)  # type: ignore[arg-type]
        return any(_is_share(value, step, part, whole) for part, whole in permutations(others, 2))
    like = [each.value for each in others if each.is_like(quantity) and isinstance(each.value, Decimal)]
    smaller = [each for each in like if each < value]
    is_sum = len(smaller) > 1 and sum(smaller) == value
    return is_sum or any(whole - part == value for whole, part in permutations(like, 2))


def _is_share(value: Decimal, step: Decimal, part: Quantity, whole: Quantity) -> bool:
    """Whether a share is that of two figures, as far as it is written: 六成 of 750万元 and 1250万元."""
    if isinstance(part.value, str) or isinstance(whole.value, str) or not part.is_like(whole):
        return False
    if part.kind not in (FigureKind.AMOUNT, FigureKind.COUNT) or not 0 < part.value < whole.value:
        return False
    return abs(part.value / whole.value - value) <= step / 2


def _granting(statement: Statement, quantity: Quantity, near: Sequence[Source]) -> Source | None:
    """A rule on what the sentence grants, which does not know the sentence's figure."""
    if quantity.kind not in (FigureKind.AMOUNT, FigureKind.RATE) or not GRANTS.search(quantity.clause):
        return None
    if years(statement.text) or is_start(statement.text, quantity):
        return None  # what was paid in a year, or before, is no standard
    rules = (source for source in near if source.card.kind in (*ALWAYS_TIMED, DocumentKind.NOTICE))
    return next((s for s in _on_the_same(quantity, rules) if GRANTS.search(s.text)), None)


def _on_the_same(quantity: Quantity, near: Iterable[Source]) -> Iterator[Source]:
    """Sentences on the same matter with a figure of the same kind."""
    for source in near:
        if source.coverage >= _ON_THE_SAME and any(
            quantity.is_like(each) for each in quantities_of(source.chunk, source.text)
        ):
            yield source


def _other_grant(statement: Statement, quantity: Quantity, source: Source, sources: Sources) -> Finding:
    written = statement.text[quantity.span.start : quantity.span.end]
    message = f"支持标准{written}在知识库中没有依据，最接近的来源标准不同。"
    citations = [sources.cite(source)]
    return in_statement(Severity.WARNING, "grant_without_source", statement, message, citations, quantity.span)


def _without_source(
    statement: Statement, unfounded: Sequence[Quantity], near: Sequence[Source], sources: Sources
) -> Finding:
    written = "、".join(statement.text[each.span.start : each.span.end] for each in unfounded)
    nearest = next((source for each in unfounded for source in _on_the_same(each, near)), None)
    message = f"在知识库中没有来源，请核对：{written}。"
    citations = [sources.cite(nearest)] if nearest else []
    place = Span(unfounded[0].span.start, unfounded[-1].span.end)
    return in_statement(Severity.NOTE, "figure_without_source", statement, message, citations, place)
