"""Support measures as the screen shows them: narrowed, ordered, a page of them at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from answer.company import Company
from answer.measure_list import ListedAmount, ListedMeasure, list_measures
from answer.types import Citation
from index.tokens import fold
from page.knowledge_base import KnowledgeBase
from page.measure_request import MeasureRequest, Order

PAGE_SIZE: Final = 25
MONEY: Final = "元"


@dataclass(frozen=True, slots=True)
class ShownMeasures:
    """All measures that a request asks for, in its order.

    :ivar request: what was asked, on a page that there is.
    :ivar types: of what fits the topic, however it is narrowed here; the most frequent first. ``departments`` likewise.
    """

    request: MeasureRequest
    measures: tuple[ListedMeasure, ...]
    types: tuple[tuple[str, int], ...]
    departments: tuple[tuple[str, int], ...]

    @property
    def pages(self) -> int:
        return max(-(-len(self.measures) // PAGE_SIZE), 1)

    @property
    def first(self) -> int:
        """Position of the first one shown, from 0."""
        return (self.request.page - 1) * PAGE_SIZE

    @property
    def shown(self) -> tuple[ListedMeasure, ...]:
        return self.measures[self.first : self.first + PAGE_SIZE]


def show_measures(knowledge: KnowledgeBase, request: MeasureRequest, company: Company | None = None) -> ShownMeasures:
    """The measures that fit.

    :raises IndexUnavailable: there is no index.
    """
    listed = list_measures(
        knowledge.index(),
        request.topic or None,
        as_of=request.choice.as_of,
        filters=request.choice.filters,
        statuses=() if request.status is None else (request.status,),
        company=company,
    )
    wanted = [measure for measure in listed.measures if _fits(measure, request)]
    as_of = request.choice.as_of
    match request.order:
        case Order.AMOUNT:
            wanted.sort(key=lambda measure: most_of(measure.amount) or -1, reverse=True)
        case Order.DEADLINE:
            wanted.sort(key=lambda measure: next_deadline(measure, as_of) or date.max)
        case Order.VALID_UNTIL:
            wanted.sort(key=lambda measure: _end(measure, as_of))
    measures = ShownMeasures(
        request,
        tuple(wanted),
        _counted(measure.type for measure in listed.measures),
        _counted(measure.lead_department for measure in listed.measures if measure.lead_department),
    )
    return replace(measures, request=request.on_page(min(request.page, measures.pages)))


def most_of(amount: ListedAmount | None) -> int | float | None:
    """The most that is given, in 元; ``None`` where no sum is named, or only the least."""
    if amount is None or amount.unit != MONEY:
        return None
    return amount.max if amount.max is not None else amount.value


def next_deadline(measure: ListedMeasure, as_of: date) -> date | None:
    """The last day to apply; of one that returns every year the next. ``None`` where none is named, or it is past."""
    written = measure.apply_by or ""
    try:
        if len(written) == len("04-01"):
            this_year = date.fromisoformat(f"{as_of.year}-{written}")
            return this_year if this_year >= as_of else date.fromisoformat(f"{as_of.year + 1}-{written}")
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day >= as_of else None


def citations_of(shown: Sequence[ListedMeasure]) -> tuple[tuple[int, str, Citation], ...]:
    """What can be opened, numbered from 1: for each measure its fields; with the measure's place and the field."""
    found = [(at, field, citation) for at, measure in enumerate(shown) for field, citation in measure.citations.items()]
    return tuple((at, field, replace(cited, n=n)) for n, (at, field, cited) in enumerate(found, start=1))


def _fits(measure: ListedMeasure, request: MeasureRequest) -> bool:
    if request.type and measure.type != request.type:
        return False
    if request.department and request.department not in (measure.lead_department or ""):
        return False
    if not request.text:
        return True
    said = (measure.target, measure.text, measure.title, *measure.conditions, *measure.heading_path)
    return fold(request.text) in fold("\n".join(said))


def _end(measure: ListedMeasure, as_of: date) -> tuple[bool, date]:
    """What ends next comes first, then what has no end, then what has ended."""
    end = measure.valid_until or date.max
    return end < as_of, end


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).most_common())
