"""The support measures that fit a topic, as people and programs are shown them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from answer.company import Company, Ground, Verdict, grounds_of, verdict_of
from answer.found_measure import FoundMeasure
from answer.measure_citations import MeasureCitations
from answer.measures import find_measures
from answer.question import load_vocabulary, read_question
from answer.types import Citation
from index import Filters, Index
from index.types import DocumentCard, Status
from ingest.measures.support_measure import Amount


@dataclass(frozen=True, slots=True)
class ListedAmount:
    """How much; money in ``unit`` (元), ``rate`` as a fraction.

    :ivar text: the document's words.
    """

    value: int | float | None = None
    max: int | float | None = None
    min: int | float | None = None
    unit: str | None = None
    rate: float | None = None
    per: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedCondition:
    """A condition, and whether a company meets it.

    :ivar grounds: what each of its parts came to.
    """

    condition: str
    verdict: Verdict
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """One support measure.

    :ivar text: its sentence, clause or table row.
    :ivar amount: of several tiers the span from the least to the most; ``amounts`` has each.
    :ivar conditions: its own, then those that the document states for all.
    :ivar apply_from: ``2025-04-01``, or ``04-01`` where it is so every year; ``apply_by`` likewise.
    :ivar company: a verdict for each condition; ``None`` where no company was given.
    :ivar repeated_in: other documents that say the same, or said it before.
    :ivar citations: by field; ``measure`` is the whole sentence.
    """

    target: str
    type: str
    text: str
    amount: ListedAmount | None
    amounts: tuple[ListedAmount, ...]
    conditions: tuple[str, ...]
    apply_from: str | None
    apply_by: str | None
    how_to_apply: str | None
    lead_department: str | None
    status: Status
    status_reason: str
    effective_from: date | None
    valid_until: date | None
    repealed_on: date | None
    document: str
    id: str
    title: str
    document_number: str | None
    issuer: tuple[str, ...]
    kind: str
    issued_on: date | None
    heading_path: tuple[str, ...]
    page: int | None
    company: tuple[JudgedCondition, ...] | None
    repeated_in: tuple[str, ...]
    citations: dict[str, Citation]


@dataclass(frozen=True, slots=True)
class MeasureList:
    """Every measure that fits.

    :ivar topic: ``None`` where all were asked for.
    """

    topic: str | None
    as_of: date
    measures: tuple[ListedMeasure, ...]
    generation: str
    elapsed_ms: int


def list_measures(
    index: Index,
    topic: str | None = None,
    *,
    as_of: date | None = None,
    filters: Filters = Filters(),  # noqa: B008 - immutable
    statuses: Iterable[Status] = (),
    company: Company | None = None,
) -> MeasureList:
    """Every support measure of an index that fits, each once; in force first.

    :param topic: in Chinese or English; ``None`` for all, for which no model is needed.
    :param statuses: only of documents with one of these at the date; former versions then stand for themselves.
    :param company: judges each condition.
    """
    started = time.perf_counter()
    as_of = as_of or date.today()
    question = read_question(topic, load_vocabulary(index.settings.home)) if topic else None
    vector = index.embed_query(question.text) if question else None
    with index.snapshot() as snapshot:
        found = find_measures(
            snapshot, question, vector, as_of=as_of, filters=filters, statuses=frozenset(statuses) or None
        )
        citations = MeasureCitations(snapshot, as_of)
        listed = tuple(_listed(item, citations, company, as_of) for item in found)
        elapsed = round((time.perf_counter() - started) * 1000)
        return MeasureList(topic, as_of, listed, snapshot.generation, elapsed)


def _listed(found: FoundMeasure, citations: MeasureCitations, company: Company | None, as_of: date) -> ListedMeasure:
    measure, card = found.measure, found.card
    cited = citations.of(found)
    amounts = tuple(_amount(amount) for amount in measure.amounts)
    conditions = tuple(condition.text for condition in measure.conditions)
    return ListedMeasure(
        target=measure.target,
        type=measure.type,
        text=found.text,
        amount=_overall(measure.amounts, cited["amount"].quote) if amounts else None,
        amounts=amounts,
        conditions=conditions,
        apply_from=measure.apply_from,
        apply_by=measure.apply_by,
        how_to_apply=measure.how_to_apply,
        lead_department=measure.lead_department,
        status=found.status,
        status_reason=found.status_reason,
        effective_from=card.effective_from,
        valid_until=card.valid_until,
        repealed_on=card.repealed_on,
        document=card.document,
        id=card.id,
        title=card.title,
        document_number=card.document_number,
        issuer=card.issuer,
        kind=card.kind,
        issued_on=card.issued_on,
        heading_path=measure.heading_path,
        page=found.page,
        company=tuple(_judged(text, company, card, as_of) for text in conditions) if company else None,
        repeated_in=tuple(other.document for other in found.repeated),
        citations=cited,
    )


def _judged(condition: str, company: Company, card: DocumentCard, as_of: date) -> JudgedCondition:
    grounds = grounds_of(condition, company, card, as_of)
    return JudgedCondition(condition, verdict_of(grounds), grounds)


def _overall(amounts: tuple[Amount, ...], text: str) -> ListedAmount:
    """One amount for all tiers: from the least to the most that is given."""
    if len(amounts) == 1:
        return _amount(amounts[0])
    values = [amount.value for amount in amounts if amount.value is not None]
    tops = [amount.max for amount in amounts if amount.max is not None]
    floors = [amount.min for amount in amounts if amount.min is not None]
    rates = [amount.rate for amount in amounts if amount.rate is not None]
    several = len(set(values)) > 1
    value = values[0] if values and not several else None
    return ListedAmount(
        value=_number(value),
        max=_number(max([*tops, *values] if several else tops, default=None)),
        min=_number(min([*floors, *values] if several else floors, default=None)),
        unit=next((amount.unit for amount in amounts if amount.unit), None),
        rate=float(max(rates)) if rates else None,
        per=amounts[0].per,
        text=_on_one_line(text),
    )


def _amount(amount: Amount) -> ListedAmount:
    return ListedAmount(
        _number(amount.value),
        _number(amount.max),
        _number(amount.min),
        amount.unit,
        None if amount.rate is None else float(amount.rate),
        amount.per,
        _on_one_line(amount.text),
    )


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _on_one_line(text: str) -> str:
    """Cells of a table row side by side."""
    return " ".join(text.replace("\t", "，").split())
