"""Which reader a file gets: by its content, never by its name alone."""

from __future__ import annotations

import re
from typing import Final

from ingest.readers.docx import DocxReader
from ingest.readers.email import EmailReader
from ingest.readers.html import HtmlReader
from ingest.readers.image import ImageReader
from ingest.readers.legacy_office import LegacyOfficeReader
from ingest.readers.ofd import OfdReader
from ingest.readers.outlook import OutlookReader
from ingest.readers.pdf import PdfReader
from ingest.readers.pptx import PptxReader
from ingest.readers.reader import FileContent, Reader
from ingest.readers.text import MarkdownReader, TextReader
from ingest.readers.xlsx import XlsxReader

READERS: Final[tuple[Reader, ...]] = (
    PdfReader(),
    ImageReader(),
    DocxReader(),
    XlsxReader(),
    PptxReader(),
    OfdReader(),
    OutlookReader(),
    LegacyOfficeReader(),
    HtmlReader(),
    EmailReader(),
    MarkdownReader(),
    TextReader(),
)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file looks like that no reader takes, and what its user can do about it.
_LOOKS: Final = (
    (re.compile(rb"GIF8"), "a picture (GIF). Save it as PNG"),
    (re.compile(rb"PK\x03\x04.*?xl/workbook\.bin", re.DOTALL), "a binary spreadsheet (XLSB). Save it as XLSX"),
    (
        re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis", re.DOTALL),
        "an OpenDocument file. Save it as DOCX, XLSX or PPTX",
    ),
    (re.compile(rb"PK\x03\x04", re.DOTALL), "a ZIP archive. Unpack it"),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "an archive. Unpack it"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml"), "an XML file. Save it as PDF, DOCX or text"),
)
_FORMATS_READ: Final = {
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".xlsx": "XLSX",
    ".pptx": "PPTX",
    ".ofd": "OFD",
    ".doc": "DOC",
    ".wps": "WPS",
    ".xls": "XLS",
    ".et": "ET",
    ".ppt": "PPT",
    ".dps": "DPS",
    ".rtf": "RTF",
    ".msg": "MSG",
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
}


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
        raise file.error("unsupported", "a compound (OLE) file, but no DOC, WPS, XLS or PPT. Save it as PDF.")
    for pattern, look in _LOOKS:
        if pattern.match(file.data):
            raise file.error("unsupported", f"looks like {look}.")
    promised = _FORMATS_READ.get(file.suffix)
    if promised:
        raise file.error("damaged", f"named {file.suffix}, but the content is no {promised}. Get a fresh copy.")
    raise file.error("unsupported", "of an unknown kind. Save it as PDF, DOCX or text.")
