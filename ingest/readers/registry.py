"""Which reader a file gets: by its content, never by its name alone."""

from __future__ import annotations

import re
from typing import Final

from ingest.readers.docx import DocxReader
from ingest.readers.pdf import PdfReader
from ingest.readers.reader import FileContent, Reader
from ingest.readers.text import MarkdownReader, TextReader

READERS: Final[tuple[Reader, ...]] = (PdfReader(), DocxReader(), MarkdownReader(), TextReader())

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file looks like that no reader takes, and what its user can do about it.
_LOOKS: Final = (
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM|RIFF....WEBP", re.DOTALL),
        "a picture; text in pictures is not read",
    ),
    (re.compile(rb"PK\x03\x04.*?xl/", re.DOTALL), "a spreadsheet (XLSX). Save it as PDF or DOCX"),
    (re.compile(rb"PK\x03\x04.*?ppt/", re.DOTALL), "a presentation (PPTX). Save it as PDF"),
    (re.compile(rb"PK\x03\x04.*?OFD\.xml", re.DOTALL), "an OFD document. Save it as PDF"),
    (re.compile(rb"PK\x03\x04", re.DOTALL), "a ZIP archive. Unpack it"),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "an archive. Unpack it"),
    (re.compile(rb"\s*\{\\rtf"), "rich text (RTF). Save it as DOCX"),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE),
        "a web page (HTML). Save it as PDF or text",
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml"), "an XML file. Save it as PDF, DOCX or text"),
)
_FORMATS_READ: Final = {".pdf": "PDF", ".docx": "DOCX", ".txt": "text", ".md": "text", ".markdown": "text"}


def reader_for(file: FileContent) -> Reader:
    """The reader for a file's content.

    :raises FileError: ``empty`` for no bytes, ``encrypted`` for an Office file with a password, ``damaged``
        where the name promises a format that the content does not have, else ``unsupported``.
    """
    if not file.data:
        raise file.error("empty", "the file is empty (0 bytes). Copy it again from where it came.")
    for reader in READERS:
        if reader.recognises(file):
            return reader
    if file.data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in file.data:
            raise file.error("encrypted", "an Office file with a password. Remove the password and save it again.")
        raise file.error("unsupported", "looks like an old Office file (DOC, WPS, XLS). Save it as DOCX.")
    for pattern, look in _LOOKS:
        if pattern.match(file.data):
            raise file.error("unsupported", f"looks like {look}.")
    promised = _FORMATS_READ.get(file.suffix)
    if promised:
        raise file.error("damaged", f"named {file.suffix}, but the content is no {promised}. Get a fresh copy.")
    raise file.error("unsupported", "of an unknown kind; PDF, DOCX, TXT and MD are read. Save it as one of them.")
