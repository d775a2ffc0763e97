"""A support measure that was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from index.store import StoredMeasure
from index.types import DocumentCard, Status
from ingest.measures.support_measure import SupportMeasure


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure that fits, with what a reader needs to judge it.

    :ivar status: of its document at the date asked for, with its reason.
    :ivar text: its sentence, clause or row, as it stands in the document.
    :ivar fit: how well it fits the topic, 0 to 1; 1 for all where no topic was given.
    :ivar repeated: other documents that say the same, or said it before.
    """

    stored: StoredMeasure
    card: DocumentCard
    status: Status
    status_reason: str
    text: str
    page: int | None
    fit: float
    repeated: tuple[DocumentCard, ...] = ()

    @property
    def measure(self) -> SupportMeasure:
        return self.stored.measure
