"""What was found, as it is shown: the passage with its document, its place and its validity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.snapshot import Snapshot
from index.types import Candidate, DocumentCard, Hit, StoredChunk
from index.validity import status_of


def hits_of(candidates: Sequence[Candidate], snapshot: Snapshot, as_of: date) -> tuple[Hit, ...]:
    """Candidates with what a reader needs to judge them, in their order."""
    chunks = snapshot.store.chunks(candidate.chunk for candidate in candidates)
    cards = snapshot.store.cards({chunk.document for chunk in chunks.values()})
    return tuple(
        _hit(rank, candidate, chunks[candidate.chunk], cards[chunks[candidate.chunk].document], snapshot, as_of)
        for rank, candidate in enumerate(candidates, start=1)
    )


def _hit(
    rank: int, candidate: Candidate, chunk: StoredChunk, card: DocumentCard, snapshot: Snapshot, as_of: date
) -> Hit:
    status, reason = status_of(card, as_of)
    start, end = chunk.sentences[0].start, chunk.sentences[-1].end
    own = snapshot.store.passage(card.ordinal, start, end)
    return Hit(
        rank=rank,
        score=round(candidate.score, 4),
        document=card.document,
        id=card.id,
        title=card.title,
        document_number=card.document_number,
        issuer=card.issuer,
        kind=card.kind,
        issued_on=card.issued_on,
        status=status,
        status_reason=reason,
        heading_path=chunk.heading_path,
        page=own.page,
        start=start,
        end=end,
        quote=own.text,
        text=chunk.text,
    )
