"""Every document of a store in one row each, with its copies and its likely versions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from index.store import Store
from index.types import DocumentSummary, OtherVersion
from index.validity import status_of


def summaries(store: Store, as_of: date) -> tuple[DocumentSummary, ...]:
    """The rows, ordered by name.

    :param as_of: validity is judged at this date.
    """
    cards, counts, warnings, copies = store.cards(), store.chunk_counts(), store.warnings(), store.copies()
    named = {card.document: card for card in cards.values()}
    versions: defaultdict[str, list[OtherVersion]] = defaultdict(list)
    for pair in store.likely_versions():
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
