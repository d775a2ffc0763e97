"""A document, and the list of documents, as programs are shown them."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import DocumentSummary, OtherVersion, Status
from ingest.document import Block, BlockKind, Document, Metadata, PageSpan


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading.

    :ivar level: depth in the heading grammar, 1 (编) to 9 (①).
    :ivar text: as a heading path names it, without the words of a paragraph that it opens.
    :ivar page: physical page from 1, null for formats without pages.
    :ivar start: where it stands in the document's text, up to ``end``.
    """

    level: int
    text: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document with its metadata and its text; every position is a string offset into ``text``, in code points.

    :ivar document: its name.
    :ivar status: validity today: in_force, not_yet, expired, repealed or unknown.
    :ivar paths: every file that holds its content, its own first.
    :ivar also_at: what it would be called after the others.
    :ivar versions: which documents are likely other versions of it.
    :ivar pages: ascending; empty for formats without pages.
    """

    document: str
    id: str
    status: Status
    paths: tuple[str, ...]
    also_at: tuple[str, ...]
    versions: tuple[OtherVersion, ...]
    metadata: Metadata
    outline: tuple[OutlineEntry, ...]
    text: str
    pages: tuple[PageSpan, ...]


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Every document in one row each, ordered by name."""

    documents: tuple[DocumentSummary, ...]


def shown_document(document: Document, summary: DocumentSummary) -> ShownDocument:
    """A document as ``show --json`` gives it."""
    return ShownDocument(
        document=document.name,
        id=document.id,
        status=summary.status,
        paths=summary.paths,
        also_at=summary.also_at,
        versions=summary.versions,
        metadata=document.metadata,
        outline=outline_of(document),
        text=document.text,
        pages=document.pages,
    )


def outline_of(document: Document) -> tuple[OutlineEntry, ...]:
    """The headings in order."""
    return tuple(
        OutlineEntry(block.level, heading_of(document, block), block.page, block.start, block.end)
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    )


def heading_of(document: Document, block: Block) -> str:
    """How a heading reads: a heading's own path ends with itself."""
    return block.heading_path[-1] if block.heading_path else document.text[block.start : block.end]
