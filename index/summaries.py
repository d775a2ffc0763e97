"""Every document of a store in one row each, with its copies and its likely versions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from index.store import Store
from index.types import DocumentSummary, OtherVersion
from index.validity import status_of


def summaries(store: Store, as_of: date, only: int | None = None) -> tuple[DocumentSummary, ...]:
    """The rows, ordered by name.

    :param as_of: validity is judged at this date.
    :param only: ordinal of the one document that is asked for.
    """
    counts, warnings, copies = store.chunk_counts(), store.warnings(), store.copies()
    cards, pairs = store.cards(None if only is None else [only]), store.likely_versions()
    named = {card.document: card for card in cards.values()}
    if only is not None:
        name = cards[only].document
        pairs = tuple(pair for pair in pairs if name in (pair.document, pair.of))
        others = {found for pair in pairs for other in (pair.document, pair.of) for found in store.find(other)}
        named |= {card.document: card for card in store.cards(others).values()}
    versions: defaultdict[str, list[OtherVersion]] = defaultdict(list)
    for pair in pairs:
        for one, other in ((pair.document, named[pair.of]), (pair.of, named[pair.document])):
            status, _ = status_of(other, as_of)
            versions[one].append(
                OtherVersion(other.document, other.id, other.issued_on, status, pair.similarity, pair.same_title)
            )
    return tuple(
        DocumentSummary(
            document=card.document,
            id=card.id,
            kind=card.kind,
            title=card.title,
            document_number=card.document_number,
            issuer=card.issuer,
            issued_on=card.issued_on,
            status=status_of(card, as_of)[0],
            chunks=counts[card.ordinal],
            warnings=warnings.get(card.ordinal, ()),
            paths=(card.path, *(copy.path for copy in copies.get(card.ordinal, ()))),
            also_at=tuple(copy.name for copy in copies.get(card.ordinal, ())),
            versions=tuple(sorted(versions[card.document], key=lambda other: other.document)),
            part_of=card.part_of,
        )
        for card in sorted(cards.values(), key=lambda card: card.document)
    )
