"""What ingestion emits: a document as repaired text with its structure, metadata and way back to the source.

``Document.text`` is the text that people see and cite. Every position in this module is a Python string
offset into it unless it is called a *source* position.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ingest.confidence import Confidence


class DocumentKind(StrEnum):
    """What a document is (``domain.md`` section 1)."""

    REPLY = "reply"
    PROPOSAL = "proposal"
    PLAN = "plan"
    RULE = "rule"
    NOTICE = "notice"
    LAW = "law"
    EXPLAINER = "explainer"
    OTHER = "other"


class BlockKind(StrEnum):
    """What a block of a document is; the values are those of ``policykb inspect --json``."""

    TITLE = "title"
    CLASS = "class"
    DOCUMENT_NUMBER = "document_number"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HANDLING_STATUS = "handling_status"
    LABEL = "label"
    DATE = "date"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range ``[start, end)`` of string offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The part of a text that stands on one physical page.

    :ivar page: physical page, counted from 1.
    """

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters that stand next to each other in the source too.

    ``text[start:start + length]`` equals ``source[source_start:source_start + length]``, but for characters
    repaired one for one (Kangxi radicals).
    """

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where each character of a document's text stood in the text that the reader extracted.

    Characters that repair inserted (the newline between blocks) have no source position.

    :ivar runs: ordered by ``start``, not overlapping.
    """

    runs: tuple[Run, ...]

    def source_position(self, position: int) -> int | None:
        """The source position of one character, or ``None`` where repair inserted it."""
        at = bisect_right(self.runs, position, key=lambda run: run.start) - 1
        if at < 0:
            return None
        run = self.runs[at]
        offset = position - run.start
        return run.source_start + offset if offset < run.length else None

    def source_spans(self, span: Span) -> tuple[Span, ...]:
        """The ranges of the source that the text in ``span`` was taken from, in order."""
        return tuple(self._overlaps(span))

    def _overlaps(self, span: Span) -> Iterator[Span]:
        at = max(bisect_right(self.runs, span.start, key=lambda run: run.start) - 1, 0)
        for run in self.runs[at:]:
            if run.start >= span.end:
                return
            start = max(span.start, run.start)
            end = min(span.end, run.start + run.length)
            if start < end:
                shift = run.source_start - run.start
                yield Span(start + shift, end + shift)


@dataclass(frozen=True, slots=True)
class Block:
    """One logical paragraph, heading, list item or table row.

    :ivar level: depth of a heading or numbered item in the heading grammar, 1 (编) to 9 (①); 0 for the rest.
    :ivar page: physical page of its first character, ``None`` for formats without pages.
    :ivar heading_path: the headings it stands under, outermost first; a heading's own path ends with itself.
    :ivar table: index into ``Document.tables`` for a table row, else ``None``.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    heading_path: tuple[str, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; merged across pages where it was split.

    :ivar header_rows: how many of the first rows are the header; 0 where none was recognised.
    :ivar rows: each a tuple of cell texts; its block's text is the cells joined by tabs.
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The session a proposal or suggestion belongs to (届次).

    :ivar body: as written, for example 市政协 or 市人大.
    """

    body: str
    term: int
    meeting: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Names and a telephone number for inquiries; never carried into a draft."""

    names: tuple[str, ...]
    phone: str


@dataclass(frozen=True, slots=True)
class Repeal:
    """A clause of this document that ends another one (废止).

    :ivar clause: empty where a person named the other document and no clause does.
    """

    title: str | None
    document_number: str | None
    on: date | None
    clause: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was read about a document; names and meanings as in ``domain.md`` sections 2 and 3.

    :ivar document_number: 文号, brackets normalised to 〔〕, no spaces, no 第: 中工信函〔2024〕73号.
    :ivar valid_until: the last day on which it is in force.
    :ivar proposers: 提案人, of a proposal; a reply names them among ``addressees``.
    :ivar disclosure: ``public``, ``on_request``, ``partial`` or ``none``.
    :ivar annexes: the names in its own list of annexes (附件：1.…), whether they are in the same file or not.
    :ivar draft: the word that tells that it is only a draft (征求意见稿, 草案, 送审稿), as written.
    :ivar origins: where each field was read, by field name; a value without a place in the text has none.
    :ivar confidence: how sure each value is, by field name; also for a value that a person cleared.
    """

    kind: DocumentKind = DocumentKind.OTHER
    title: str = ""
    document_number: str | None = None
    issuer: tuple[str, ...] = ()
    issued_on: date | None = None
    effective_from: date | None = None
    valid_until: date | None = None
    repeals: tuple[Repeal, ...] = ()
    session: Session | None = None
    proposal_number: str | None = None
    proposal_title: str | None = None
    proposers: tuple[str, ...] = ()
    reply_class: str | None = None
    lead_department: str | None = None
    co_departments: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    disclosure: str | None = None
    contacts: tuple[Contact, ...] = ()
    annexes: tuple[str, ...] = ()
    draft: str | None = None
    origins: dict[str, Span] = field(default_factory=dict)
    confidence: dict[str, Confidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a file states about its document outside the document's text; used where the text itself says nothing."""

    document_number: str | None = None
    issuer: tuple[str, ...] = ()
    issued_on: date | None = None


NO_FACTS: Final = StatedFacts()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, in shares of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where a stretch of text on one line stands; ``start`` and ``end`` are *source* positions."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The places of what a page's own text layer cannot be asked for: recognised lines and table cells.

    :ivar page: physical page from 1.
    :ivar lines: ascending by ``start``.
    """

    page: int
    lines: tuple[LineBox, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read.

    :ivar name: the source's name, a slash, and the path below it; stable when the content changes.
    :ivar path: where the file was read from.
    :ivar content_hash: hexadecimal SHA-256 of the file's bytes.
    :ivar text: the repaired text; blocks are separated by one newline.
    :ivar pages: ascending; empty for formats without pages.
    :ivar page_boxes: ascending by page; only pages that have some.
    :ivar dated: a day that the file bears outside its text.
    :ivar facts: what else it states there.
    """

    name: str
    path: str
    content_hash: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    source_map: SourceMap
    pages: tuple[PageSpan, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    page_boxes: tuple[PageBoxes, ...] = ()
    dated: date | None = None
    facts: StatedFacts = NO_FACTS

    @property
    def id(self) -> str:
        """A short, stable hash of the document's name."""
        return document_id(self.name)

    def page_at(self, position: int) -> int | None:
        """The physical page of one character, from 1; ``None`` for formats without pages."""
        at = bisect_right(self.pages, position, key=lambda page: page.start) - 1
        return self.pages[max(at, 0)].page if self.pages else None


def document_id(name: str) -> str:
    """Twelve hexadecimal digits that identify a document by its name."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
