"""Text that a person pasted, read as a file of plain text is: repaired, with its structure and metadata."""

from __future__ import annotations

import hashlib

from ingest.blocks import build_body
from ingest.document import Document, Metadata
from ingest.metadata import described
from ingest.source_text import SourceText, split_lines
from ingest.wrapping import detect_layout


def read_pasted(text: str, name: str) -> Document:
    """The document; its text is empty where nothing but blanks was pasted.

    :param name: the document's name, which also stands in for a title that the text does not have.
    """
    lines = tuple(split_lines(text))
    body = build_body(SourceText(text, lines, detect_layout(lines, text)))
    return described(
        Document(
            name=name,
            path="",
            content_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            text=body.text,
            blocks=body.blocks,
            metadata=Metadata(),
            source_map=body.source_map,
        )
    )
