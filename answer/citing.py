"""Citations read back from the store: of a sentence, and of the clause that a document's validity rests on."""

from __future__ import annotations

from datetime import date

from answer.types import Citation, Clause
from index.snapshot import Snapshot
from index.store import StoredText
from index.types import DocumentCard, StoredChunk
from index.validity import Validity, validity_of
from ingest import Span


class Citer:
    """Makes the citations of one answer.

    :param as_of: the date at which validity is judged.
    """

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self._snapshot = snapshot
        self._as_of = as_of
        self._clauses: dict[int, Clause | None] = {}
        self._read: tuple[int, StoredText] | None = None

    def cite(self, n: int, card: DocumentCard, chunk: StoredChunk | None, span: Span, score: float) -> Citation:
        """A citation of one span of a document; its quote is read back from the stored text.

        :param chunk: the passage around the span; ``None`` for a heading, which stands in none.
        """
        quoted = self._text(card.ordinal).passage(span)
        validity = self.validity(card)
        around = Span(chunk.sentences[0].start, chunk.sentences[-1].end) if chunk else span
        return Citation(
            n=n,
            document=card.document,
            id=card.id,
            title=card.title,
            document_number=card.document_number,
            issuer=card.issuer,
            kind=card.kind,
            issued_on=card.issued_on,
            status=validity.status,
            status_reason=validity.reason,
            heading_path=chunk.heading_path if chunk else (),
            page=quoted.page,
            start=span.start,
            end=span.end,
            quote=quoted.text,
            score=round(min(max(score, 0.0), 1.0), 4),
            passage_start=around.start,
            passage_end=around.end,
            status_citation=self._status_clause(card),
        )

    def validity(self, card: DocumentCard) -> Validity:
        """Whether a document is in force at the answer's date."""
        return validity_of(card, self._as_of)

    def whole_sentences(self, ordinal: int, span: Span) -> tuple[StoredChunk | None, Span]:
        """The passage that holds a span's beginning, and the span widened to whole sentences of it."""
        chunk = self._snapshot.store.chunk_at(ordinal, span.start)
        if chunk is None:
            return None, span
        touched = [s for s in chunk.sentences if s.start < span.end and span.start < s.end]
        return chunk, Span(touched[0].start, max(touched[-1].end, span.end)) if touched else span

    def status_basis(self, card: DocumentCard) -> tuple[DocumentCard, Span] | None:
        """The document and the place that say from when or until when a document is in force."""
        store = self._snapshot.store
        basis = self.validity(card).basis
        if basis == "repeals":
            # A repeal entered by hand has no clause.
            if card.repealed_in is None or card.repeal_clause is None or card.repeal_clause.end == 0:
                return None
            ordinals = store.find(card.repealed_in)
            return (store.cards(ordinals[:1])[ordinals[0]], card.repeal_clause) if ordinals else None
        origin = store.metadata([card.ordinal])[card.ordinal].origins.get(basis) if basis else None
        return (card, origin) if origin else None

    def _text(self, ordinal: int) -> StoredText:
        """A document's text, kept until another one's is wanted: citations of one document mostly come in a row."""
        if self._read is None or self._read[0] != ordinal:
            self._read = ordinal, self._snapshot.store.text(ordinal)
        return self._read[1]

    def _status_clause(self, card: DocumentCard) -> Clause | None:
        if card.ordinal not in self._clauses:
            basis = self.status_basis(card)
            self._clauses[card.ordinal] = self._clause(*basis) if basis else None
        return self._clauses[card.ordinal]

    def _clause(self, card: DocumentCard, origin: Span) -> Clause:
        _, span = self.whole_sentences(card.ordinal, origin)
        quoted = self._snapshot.store.passage(card.ordinal, span.start, span.end)
        return Clause(
            document=card.document,
            id=card.id,
            title=card.title,
            document_number=card.document_number,
            page=quoted.page,
            start=span.start,
            end=span.end,
            quote=quoted.text,
        )
