"""A file to a document: the one way in."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.blocks import build_body
from ingest.document import Document, Metadata
from ingest.errors import FileError
from ingest.metadata import described
from ingest.ocr import OcrUnavailable
from ingest.page_corrections import source_of_pages, with_page_texts
from ingest.readers import FileContent, reader_for
from ingest.resources import DEFAULT, ReadingResources
from ingest.source_text import SourceText

PageTexts = Mapping[int, str]
_NONE: Final[PageTexts] = MappingProxyType({})


def read_document(path: Path, name: str, *, resources: ReadingResources = DEFAULT) -> Document:
    """Read a file of any kind.

    :param name: the document's name, as ``survey`` gives it.
    :param resources: limits, passwords and the cache of recognised pages.
    :raises FileError: for every file that gives no text; its ``code`` says why. Nothing else is raised,
        whatever the bytes, but for want of memory.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            str(path), "unreadable", f"cannot be read ({error.strerror or error}). Check its permissions."
        ) from error
    return read_content(FileContent(path, data, resources), name)


def read_content(file: FileContent, name: str, page_texts: PageTexts = _NONE) -> Document:
    """Read a file whose bytes are at hand, such as one from an archive.

    :param name: the document's name.
    :param page_texts: what a person typed for some of its pages, from 1; it wins over what is read there.
    :raises FileError: as ``read_document``.
    """
    try:
        return _read(file, unicodedata.normalize("NFC", name), page_texts)
    except (FileError, MemoryError):
        raise
    except OcrUnavailable as error:
        raise file.error("unsupported", f"a scan, and text recognition does not start: {error}") from error
    except Exception as error:
        # The parsers below raise what they please on broken files: KeyError, RecursionError, lxml's own ...
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        raise file.error("damaged", f"its content does not fit its format ({what}). Get a fresh copy.") from error


def _read(file: FileContent, name: str, page_texts: PageTexts) -> Document:
    source = _source(file, page_texts)
    body = build_body(source)
    if not body.text:
        raise file.error("no_text", "nothing but blanks and page numbers was found. A scan? Recognise its text first.")
    document = Document(
        name=name,
        path=str(file.path),
        content_hash=hashlib.sha256(file.data).hexdigest(),
        text=body.text,
        blocks=body.blocks,
        metadata=Metadata(),
        source_map=body.source_map,
        pages=body.pages,
        tables=body.tables,
        warnings=source.warnings,
        page_boxes=source.page_boxes,
        dated=source.dated,
        facts=source.facts,
    )
    return described(document)


def _source(file: FileContent, page_texts: PageTexts) -> SourceText:
    try:
        return with_page_texts(reader_for(file).read(file), page_texts)
    except FileError as error:
        if error.code != "no_text" or not page_texts:
            raise
        return source_of_pages(page_texts)  # a scan that is too poor to be recognised
