"""Documents from lines of text, and what is extracted of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ingest.blocks import build_body
from ingest.document import Document, DocumentKind, Metadata
from ingest.measures import SupportMeasure, extract_measures
from ingest.source_text import Layout, SourceText, split_lines

Extract = Callable[..., tuple[SupportMeasure, ...]]


def document_of(text: str, kind: DocumentKind, issued_on: date | None) -> Document:
    """A document of some kind, below a title."""
    text = f"海州市促进产业发展若干措施\n{text}"
    body = build_body(SourceText(text, tuple(split_lines(text)), Layout.PARAGRAPHS))
    metadata = Metadata(kind=kind, title="海州市促进产业发展若干措施", issued_on=issued_on)
    return Document("a/b.txt", "/a/b.txt", "0", body.text, body.blocks, metadata, body.source_map, tables=body.tables)


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    def make(text: str, kind: DocumentKind = DocumentKind.RULE, issued_on: date | None = None) -> Document:
        return document_of(text, kind, issued_on)

    return make


@pytest.fixture(scope="session")
def extract() -> Extract:
    """The measures of a text; every span must quote the document."""

    def extracted(
        text: str, kind: DocumentKind = DocumentKind.RULE, issued_on: date | None = None
    ) -> tuple[SupportMeasure, ...]:
        document = document_of(text, kind, issued_on)
        return extract_measures(document)

    return extracted
