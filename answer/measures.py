"""Every support measure that fits a topic, from the table that was written when the index was built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.found_measure import FoundMeasure
from answer.labels import OUT_OF_FORCE
from answer.measure_fit import fit_of_measures, years_of
from answer.measure_repetition import each_once
from answer.question import Question
from index.snapshot import Snapshot
from index.types import DocumentCard, Filters, Status
from index.validity import is_valid_in, status_of
from ingest.document import DocumentKind

_ORDER: Final = (Status.IN_FORCE, Status.NOT_YET, Status.UNKNOWN, Status.EXPIRED, Status.REPEALED)
_RANK: Final = (
    DocumentKind.LAW,
    DocumentKind.RULE,
    DocumentKind.NOTICE,
    DocumentKind.PLAN,
    DocumentKind.OTHER,
    DocumentKind.REPLY,
    DocumentKind.EXPLAINER,
)
# How many are looked at for each that is wanted: several documents may say the same.
_LOOKED_AT: Final = 4


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The measures that fit, those that count more first: in force, then by kind, then the newest; then by place.

    :ivar places: in ``snapshot.measures``, shape ``[n]``; ``fit`` likewise.
    :ivar documents: ordinals, likewise.
    """

    places: NDArray[np.int64]
    fit: NDArray[np.float64]
    documents: NDArray[np.int32]
    cards: dict[int, DocumentCard]
    statuses: dict[int, tuple[Status, str]]


def find_measures(
    snapshot: Snapshot,
    topic: Question | None,
    vector: NDArray[np.float32] | None,
    *,
    as_of: date,
    filters: Filters = Filters(),  # noqa: B008 - immutable
    statuses: frozenset[Status] | None = None,
) -> tuple[FoundMeasure, ...]:
    """Every measure that fits, each once: in force first, then by document and place in its text.

    All measures of the index are judged, not the best passages only. What several documents say is given for the one
    that counts most; the others, and former versions, are named in ``repeated``.

    :param topic: ``None`` for all measures.
    :param vector: of the topic; without one, words alone decide.
    :param statuses: only of documents with one of these; former versions then stand for themselves. By default all but
        those that nobody could know at the date.
    """
    fitting = _fitting(snapshot, topic, vector, as_of, filters, statuses)
    everything = np.arange(len(fitting.places))
    return tuple(each_once(list(_found(snapshot, fitting, everything)), keep_former=statuses is not None))


def closest_measures(
    snapshot: Snapshot,
    topic: Question,
    vector: NDArray[np.float32],
    most: int,
    *,
    as_of: date,
    filters: Filters = Filters(),  # noqa: B008 - immutable
) -> tuple[tuple[FoundMeasure, ...], bool]:
    """As ``find_measures``, but of more than ``most`` only those that fit best; and whether that left any out.

    What is out of force is left out as long as anything else fits.
    """
    fitting = _fitting(snapshot, topic, vector, as_of, filters, None)
    outdated = np.array(
        [fitting.statuses[ordinal][0] in OUT_OF_FORCE for ordinal in fitting.documents.tolist()], dtype=np.bool_
    )
    wanted = np.flatnonzero(~outdated if not outdated.all() else outdated)
    # A stable sort leaves those that fit alike in their order.
    looked_at = np.sort(wanted[np.argsort(-fitting.fit[wanted], kind="stable")[: _LOOKED_AT * most]])
    found = list(each_once(list(_found(snapshot, fitting, looked_at)), keep_former=False))
    best = sorted(range(len(found)), key=lambda at: -found[at].fit)[:most]
    return tuple(found[at] for at in sorted(best)), len(found) > most or len(looked_at) < len(wanted)


def _fitting(
    snapshot: Snapshot,
    topic: Question | None,
    vector: NDArray[np.float32] | None,
    as_of: date,
    filters: Filters,
    statuses: frozenset[Status] | None,
) -> _Fitting:
    fit = fit_of_measures(snapshot, topic, vector)
    places = np.flatnonzero(fit)
    passing = snapshot.documents_passing(filters, as_of)
    if passing is not None:
        places = places[np.isin(snapshot.measures.documents[places], passing)]
    ordinals, at = np.unique(snapshot.measures.documents[places], return_inverse=True)
    cards = snapshot.store.cards(ordinals.tolist())
    validity = {ordinal: status_of(card, as_of) for ordinal, card in cards.items()}
    kept = {
        ordinal: card
        for ordinal, card in cards.items()
        if (validity[ordinal][0] in statuses if statuses else _is_known(card, as_of))
    }
    holds = np.array([ordinal in kept for ordinal in ordinals.tolist()], dtype=np.bool_)[at]
    for year in years_of(topic) if topic else ():
        timely = [ordinal in kept and _may_hold_in(kept[ordinal], year) for ordinal in ordinals.tolist()]
        holds &= np.array(timely, dtype=np.bool_)[at] | snapshot.measures.texts.holding(year)[places]
    by_weight = sorted(kept, key=lambda ordinal: _weight(kept[ordinal], validity[ordinal][0]))
    ranks = {ordinal: rank for rank, ordinal in enumerate(by_weight)}
    rank = np.array([ranks.get(ordinal, 0) for ordinal in ordinals.tolist()], dtype=np.int64)[at]
    # Within a document the table has them in the order of the text.
    order = np.flatnonzero(holds)[np.argsort(rank[holds], kind="stable")]
    places = places[order]
    return _Fitting(places, fit[places], snapshot.measures.documents[places], kept, validity)


def _is_known(card: DocumentCard, as_of: date) -> bool:
    return card.issued_on is None or card.issued_on <= as_of


def _may_hold_in(card: DocumentCard, year: str) -> bool:
    """Whether a document is valid in a year, names it in its title, or has no date to tell by."""
    has_date = card.issued_on is not None or card.effective_from is not None
    return not has_date or year in card.title or is_valid_in(card, year)


def _weight(card: DocumentCard, status: Status) -> tuple[int, int, int, int]:
    rank = _RANK.index(DocumentKind(card.kind)) if card.kind in _RANK else len(_RANK)
    issued = card.issued_on.toordinal() if card.issued_on else 0
    return _ORDER.index(status), rank, -issued, card.ordinal


def _found(snapshot: Snapshot, fitting: _Fitting, wanted: NDArray[np.int64]) -> Iterator[FoundMeasure]:
    """Some of those that fit, read from the store; a document's text is read once for all of its measures."""
    keys = (fitting.places[wanted] + 1).tolist()
    stored = snapshot.store.measures(keys)
    fit = iter(fitting.fit[wanted].tolist())
    for document, members in groupby((stored[key] for key in keys), key=lambda item: item.document):
        card, (status, reason) = fitting.cards[document], fitting.statuses[document]
        text = snapshot.store.text(document)
        for item in members:
            passage = text.passage(item.measure.span)
            yield FoundMeasure(item, card, status, reason, passage.text, passage.page, next(fit))
