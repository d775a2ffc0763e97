"""PDF with a text layer."""

from __future__ import annotations

import logging
import threading
from ctypes import byref, c_double
from dataclasses import replace
from io import BytesIO
from typing import Final

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import FileError
from ingest.readers.reader import FileContent
from ingest.source_text import Layout, Line, SourceText, split_lines

_LOG: Final = logging.getLogger(__name__)
# pdfium is not thread-safe: whoever calls it anywhere in this process holds this lock.
PDFIUM_LOCK: Final = threading.Lock()
_SIGNATURE: Final = b"%PDF-"
# Readers tolerate bytes before the signature within the first kilobyte (PDF 1.7, implementation note 13).
_SIGNATURE_WITHIN: Final = 1024
_PASSWORD_ERRORS: Final = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
_SHORTEST_BODY_LINE: Final = 12


class PdfReader:
    """Text by pdfium, which is exact on Chinese; pypdf says why a file cannot be opened."""

    def recognises(self, file: FileContent) -> bool:
        """By the signature."""
        return _SIGNATURE in file.data[:_SIGNATURE_WITHIN]

    def read(self, file: FileContent) -> SourceText:
        """One line for each line on paper, with its page and indent."""
        with PDFIUM_LOCK:
            try:
                document = pypdfium2.PdfDocument(file.data)
            except pypdfium2.PdfiumError as error:
                raise _opening_error(file, error) from error
            try:
                if len(document) == 0:
                    raise _no_pages(file)
                return _extract(file, document)
            finally:
                document.close()


def _opening_error(file: FileContent, error: pypdfium2.PdfiumError) -> FileError:
    """Why pdfium refused the file."""
    if error.err_code not in _PASSWORD_ERRORS:
        return file.error("damaged", f"not a readable PDF ({error}) Get a fresh copy, or print it to PDF again.")
    if _page_count(file) == 0:
        return _no_pages(file)
    return file.error("encrypted", "encrypted, and no password was given. Remove the protection and save it again.")


def _page_count(file: FileContent) -> int | None:
    """How many pages pypdf finds, ``None`` where it needs a password too.

    pdfium takes a PDF without pages for one with a password, so pypdf is asked for a second opinion.
    """
    try:
        return len(pypdf.PdfReader(BytesIO(file.data)).pages)
    except Exception as refusal:  # noqa: BLE001 - pypdf raises TypeError, AttributeError and others on broken files
        _LOG.debug("%s: pypdf cannot read it either: %r", file.path, refusal)
        return None


def _no_pages(file: FileContent) -> FileError:
    return file.error("empty", "a PDF without pages. Get a fresh copy.")


def _extract(file: FileContent, document: pypdfium2.PdfDocument) -> SourceText:
    parts: list[str] = []
    lines: list[Line] = []
    textless: list[str] = []
    offset = 0
    for number in range(1, len(document) + 1):
        text, own = _page(document, number)
        if not own:
            textless.append(str(number))
        lines += (replace(line, start=line.start + offset, end=line.end + offset) for line in own)
        parts.append(text + "\n")
        offset += len(parts[-1])
    if not lines:
        raise file.error("no_text", f"{len(document)} pages without a text layer (a scan). Recognise its text first.")
    warnings = (f"no text could be read on page {', '.join(textless)} (a picture?)",) if textless else ()
    return SourceText("".join(parts), tuple(lines), Layout.WRAPPED, has_pages=True, warnings=warnings)


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, list[Line]]:
    """The text of one page and its lines; a page that pdfium cannot load counts as one without text."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return "", []
    try:
        textpage = page.get_textpage()
        try:
            text = textpage.get_text_range()
            return text, _with_indents(textpage, text, [*split_lines(text.replace("\f", "\n"), page=number)])
        finally:
            textpage.close()
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return "", []
    finally:
        page.close()


def _with_indents(textpage: pypdfium2.PdfTextPage, text: str, lines: list[Line]) -> list[Line]:
    """Add how far each line is set in from the left edge of the page's text, in characters of its size."""
    places = [_place(textpage, text, line.start) for line in lines]
    edges = [place[0] for line, place in zip(lines, places, strict=True) if place and _is_body(line)]
    if not edges:
        return lines
    edge = min(edges)
    return [
        replace(line, indent=max((place[0] - edge) / place[1], 0.0)) if place else line
        for line, place in zip(lines, places, strict=True)
    ]


def _is_body(line: Line) -> bool:
    return line.end - line.start >= _SHORTEST_BODY_LINE


def _place(textpage: pypdfium2.PdfTextPage, text: str, position: int) -> tuple[float, float] | None:
    """Left edge and font size of the character at ``position``, in points."""
    # pdfium counts UTF-16 units.
    units = position + sum(character > "\uffff" for character in text[:position])
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, units)
    if index < 0:
        return None
    box = [c_double() for _ in range(4)]
    if not pdfium.FPDFText_GetCharBox(textpage.raw, index, *(byref(side) for side in box)):
        return None
    size = pdfium.FPDFText_GetFontSize(textpage.raw, index)
    # Text that is scaled by its matrix has a nominal size of 1: take the height of the box then.
    size = size if size > 2 else box[3].value - box[2].value
    return (box[0].value, size) if size > 0 else None
