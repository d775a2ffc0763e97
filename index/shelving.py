"""Documents as a generation is to hold them: as just read or as stored, with their corrections by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.corrections import Corrections
from index.holdings import Holding
from index.previous import Previous
from index.store import StoredVersion
from index.types import NO_MARKS, Failure, Marks
from index.writer import Shelved
from ingest import Document
from ingest.metadata import described
from ingest.reader_version import READER_VERSION
from ingest.relocation import relocated


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where documents come from.

    :ivar read: gives the documents that were read just now, by content hash; the others the generation before has.
    """

    previous: Previous
    corrections: Corrections
    read: Mapping[str, Callable[[], Document]]

    def documents(self, held: Iterable[Holding]) -> Iterator[Shelved]:
        """The documents of a generation, one at a time."""
        known = self._known()
        for holding in held:
            sketch: bytes | None = None
            if holding.content_hash in self.read:
                document, version = self.read[holding.content_hash](), READER_VERSION
            else:
                file = known[holding.content_hash]
                stored = self.previous.document(file)
                document, version, sketch = stored.document, file.reader_version, stored.sketch
            place = holding.original
            document = self._corrected(relocated(document, place.name, place.path))
            marks = self._marks(holding.content_hash)
            yield Shelved(document, place.source, version, holding.copies, sketch, marks)

    def misplaced_pages(self) -> Iterator[Failure]:
        """A row for each text of a page that its document does not have."""
        known = self._known()
        for content, by_hand in self.corrections.by_content.items():
            if by_hand.pages and content in self.read:
                yield from by_hand.without_page(self.read[content]().pages)
            elif by_hand.pages and content in known:
                yield from by_hand.without_page(self.previous.document(known[content]).document.pages)

    def _corrected(self, document: Document) -> Document:
        content = document.content_hash
        by_hand = self.corrections.by_content.get(content)
        if by_hand is None:  # not looked at now: it stays as it is
            return document
        before = "" if content in self.read else self.previous.corrected.get(content, NO_MARKS).fields
        return described(document, by_hand.fields) if by_hand.fields or before else document

    def _marks(self, content: str) -> Marks:
        before = self.previous.corrected.get(content, NO_MARKS)
        by_hand = self.corrections.by_content.get(content)
        if by_hand is None:
            return before
        return Marks(by_hand.marks.fields, by_hand.marks.pages if content in self.read else before.pages)

    def _known(self) -> dict[str, StoredVersion]:
        return {version.content_hash: version for version in self.previous.versions.values()}
