"""The letters that are on file: replies and proposals of the index, read once for one proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.filters import Equals, Or
from index.snapshot import Snapshot
from index.types import DocumentCard
from ingest.document import DocumentKind, Metadata

_LETTERS: Final = Or((Equals("kind", DocumentKind.REPLY), Equals("kind", DocumentKind.PROPOSAL)))


@dataclass(frozen=True, slots=True)
class FiledLetters:
    """Replies and proposals, by ordinal and in its order; both mappings have the same keys."""

    cards: Mapping[int, DocumentCard]
    metadata: Mapping[int, Metadata]

    @classmethod
    def of(cls, snapshot: Snapshot) -> FiledLetters:
        """Those of one generation."""
        ordinals, _ = snapshot.store.selection(_LETTERS)
        return cls(snapshot.store.cards(ordinals), snapshot.store.metadata(ordinals))

    @property
    def replies(self) -> list[DocumentCard]:
        return [card for card in self.cards.values() if card.kind == DocumentKind.REPLY]
