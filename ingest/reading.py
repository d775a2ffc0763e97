"""A file to a document: the one way in."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import Final

from ingest.blocks import build_body
from ingest.document import Document
from ingest.errors import FileError
from ingest.metadata import read_metadata
from ingest.readers import FileContent, reader_for

#: Raised whenever the same bytes may give another document, so that caches keyed by it are left behind.
READER_VERSION: Final = 1


def read_document(path: Path, name: str) -> Document:
    """Read a file of any kind.

    :param name: the document's name, as ``discover`` gives it.
    :raises FileError: for every file that gives no text; its ``code`` says why. Nothing else is raised,
        whatever the bytes, but for want of memory.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            str(path), "unreadable", f"cannot be read ({error.strerror or error}). Check its permissions."
        ) from error
    file = FileContent(path, data)
    try:
        return _read(file, unicodedata.normalize("NFC", name))
    except (FileError, MemoryError):
        raise
    except Exception as error:
        # The parsers below raise what they please on broken files: KeyError, RecursionError, lxml's own ...
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        raise file.error("damaged", f"its content does not fit its format ({what}). Get a fresh copy.") from error


def _read(file: FileContent, name: str) -> Document:
    source = reader_for(file).read(file)
    body = build_body(source)
    if not body.text:
        raise file.error("no_text", "nothing but blanks and page numbers was found. A scan? Recognise its text first.")
    return Document(
        name=name,
        path=str(file.path),
        content_hash=hashlib.sha256(file.data).hexdigest(),
        text=body.text,
        blocks=body.blocks,
        metadata=read_metadata(body.text, body.blocks, fallback_title=Path(name).stem),
        source_map=body.source_map,
        pages=body.pages,
        tables=body.tables,
        warnings=source.warnings,
    )
