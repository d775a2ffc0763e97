"""What the index holds on each sentence of a letter, without the letter itself: it may not vouch for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from answer.citing import Citer
from answer.evidence import cut
from answer.types import Citation
from draft.review.reply import Reply, Statement
from draft.review.wording import coverage, likeness
from index import Filters, Index, Mode
from index.snapshot import Snapshot
from index.types import DocumentCard, Status, StoredChunk
from index.validity import status_of
from ingest import formulas
from ingest.chunk import ChunkRole
from ingest.document import DocumentKind, Span
from ingest.imprint import normal_number

_PASSAGES: Final = 24
_HEAD: Final = 400
# Below this a sentence is about something else.
_LEAST_COVERAGE: Final = 0.12


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of the index that may be what a sentence of the letter rests on.

    :ivar around: its passage with title and headings, for what a sentence leaves unsaid.
    :ivar coverage: share of the letter's sentence that its passage holds, 0 to 1.
    :ivar likeness: of the two sentences, 0 to 1.
    :ivar status: of its document at the review's date.
    """

    card: DocumentCard
    chunk: StoredChunk
    span: Span
    text: str
    around: str
    coverage: float
    likeness: float
    status: Status


class Sources:
    """The sentences of one generation that letters are held against.

    :param as_of: what was issued later is not known; validity counts at this day.
    """

    def __init__(self, index: Index, snapshot: Snapshot, reply: Reply, as_of: date) -> None:
        self._index = index
        self.snapshot = snapshot
        self.as_of = as_of
        self._citer = Citer(snapshot, as_of)
        everything = snapshot.store.cards()
        own = own_ordinals(snapshot, reply)
        self.cards = {
            ordinal: card
            for ordinal, card in everything.items()
            if ordinal not in own and (card.issued_on is None or card.issued_on <= as_of)
        }
        self.metadata = snapshot.store.metadata(self.cards)

    def of(self, statements: Sequence[Statement]) -> dict[Span, tuple[Source, ...]]:
        """For each statement the sentences nearest to it, the most alike first."""
        vectors = self._index.embed_queries([statement.text for statement in statements]) if statements else ()
        found: dict[Span, tuple[Source, ...]] = {}
        for statement, vector in zip(statements, vectors, strict=True):
            candidates = self.snapshot.retrieve(
                statement.text, vector, mode=Mode.HYBRID, count=_PASSAGES, filters=Filters(), as_of=self.as_of
            )
            chunks = self.snapshot.store.chunks(candidate.chunk for candidate in candidates)
            near = [
                source
                for candidate in candidates
                for source in self._sentences(statement, chunks[candidate.chunk])
                if source.coverage >= _LEAST_COVERAGE
            ]
            found[statement.span] = tuple(sorted(near, key=lambda source: (-source.likeness, -source.coverage)))
        return found

    def _sentences(self, statement: Statement, chunk: StoredChunk) -> Iterator[Source]:
        card = self.cards.get(chunk.document)
        if card is None or card.kind == DocumentKind.PROPOSAL or chunk.role is ChunkRole.REQUEST:
            return  # a wish proves nothing
        around = "\n".join((card.title, *chunk.heading_path, chunk.text))
        said = statement.core
        covered = coverage(said, around)
        status = status_of(card, self.as_of)[0]
        for span in chunk.sentences:
            text = cut(chunk, span)
            yield Source(card, chunk, span, text, around, covered, likeness(said, text), status)

    def is_numbered_in_head(self, number: str) -> bool:
        """Whether a document of a 文号's year whose own could not be read (a scan) has this one at its head."""
        return any(
            number in normal_numbers(self.snapshot.store.text(ordinal).text[:_HEAD])
            for ordinal, card in self.cards.items()
            if card.document_number is None and (card.issued_on is None or f"〔{card.issued_on.year}〕" in number)
        )

    def cite(self, source: Source) -> Citation:
        """The source as a citation."""
        return self._citer.cite(1, source.card, source.chunk, source.span, max(source.likeness, source.coverage))

    def cite_title(self, card: DocumentCard) -> Citation:
        """The place where a document names itself."""
        return self.cite_span(card, self.metadata[card.ordinal].origins.get("title", Span(0, 1)))

    def cite_span(self, card: DocumentCard, span: Span) -> Citation:
        """A place of a document as a citation."""
        return self._citer.cite(1, card, self.snapshot.store.chunk_at(card.ordinal, span.start), span, 1.0)


def normal_numbers(text: str) -> str:
    """The text with each 文号 in its one form."""
    return formulas.DOCUMENT_NUMBER.sub(lambda match: normal_number(match.group()), text)


def own_ordinals(snapshot: Snapshot, reply: Reply) -> frozenset[int]:
    """The documents of the index that are the letter itself: by content, by 文号, or by title.

    What has its title and another 文号 is another letter: what was answered before on the same matter.
    """
    store, metadata = snapshot.store, reply.document.metadata
    same = {
        version.ordinal for version in store.versions().values() if version.content_hash == reply.document.content_hash
    }
    title = "".join(metadata.title.split())
    for ordinal, card in store.cards().items():
        if card.kind != DocumentKind.REPLY:
            continue
        if metadata.document_number is not None and card.document_number is not None:
            is_same = card.document_number == metadata.document_number
        else:
            is_same = bool(title) and "".join(card.title.split()) == title
        if is_same:
            same.add(ordinal)
    return frozenset(same)
