"""Text that a person pasted, read as a file of plain text is: repaired, with its structure and metadata."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from ingest.blocks import build_body
from ingest.document import Document, Metadata
from ingest.metadata import described
from ingest.readers import FileContent
from ingest.readers.text import MarkdownReader, TextReader

_MARKED: Final = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)


def read_pasted(text: str, name: str) -> Document:
    """The document; its text is empty where nothing but blanks was pasted.

    :param name: the document's name, which also stands in for a title that the text does not have.
    """
    reader = MarkdownReader() if _MARKED.search(text) else TextReader()
    data = text.encode("utf-8", "replace")
    body = build_body(reader.read(FileContent(Path(name), data)))
    return described(
        Document(
            name=name,
            path="",
            content_hash=hashlib.sha256(data).hexdigest(),
            text=body.text,
            blocks=body.blocks,
            metadata=Metadata(),
            source_map=body.source_map,
        )
    )
