"""PDF: its text layer where that can be trusted, else what is recognised on the picture of the page."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import FileError
from ingest.readers.page_layer import PageLayer, composed
from ingest.readers.page_pictures import PageRecogniser, page_list
from ingest.readers.page_text import join_pages
from ingest.readers.pdf_page import read_text_layer, render
from ingest.readers.pdf_text import PDFIUM_LOCK
from ingest.readers.reader import FileContent
from ingest.readers.text_sanity import FEWEST, why_unusable
from ingest.source_text import SourceText, split_lines

__all__ = ["PDFIUM_LOCK", "PdfReader"]

_LOG: Final = logging.getLogger(__name__)
_SIGNATURE: Final = b"%PDF-"
# Readers tolerate bytes before the signature within the first kilobyte (PDF 1.7, implementation note 13).
_SIGNATURE_WITHIN: Final = 1024
_PASSWORD_ERRORS: Final = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
_NO_PAGES: Final = re.compile(rb"/Count\s+0\b")


class PdfReader:
    """Text by pdfium, which is exact on Chinese; pypdf is the second opinion, recognition the third."""

    def recognises(self, file: FileContent) -> bool:
        """By the signature."""
        return _SIGNATURE in file.data[:_SIGNATURE_WITHIN]

    def read(self, file: FileContent) -> SourceText:
        """One line for each line on paper, with its page and indent; ruled tables as rows."""
        with PDFIUM_LOCK:
            document, password = _open(file)
        try:
            return _Reading(file, document, password).source()
        finally:
            with PDFIUM_LOCK:
                document.close()


class _Reading:
    """The pages of one open document. The lock is held for a page at a time, and never while text is recognised."""

    def __init__(self, file: FileContent, document: pypdfium2.PdfDocument, password: str | None) -> None:
        self._file = file
        self._document = document
        self._password = password
        self._recogniser = PageRecogniser(file.resources)
        self._second_opinion: pypdf.PdfReader | None = None
        self._read_by: dict[str, list[int]] = defaultdict(list)
        self._textless: list[int] = []

    def source(self) -> SourceText:
        with PDFIUM_LOCK:
            count = len(self._document)
            self._file.refuse_pages(count)
            layers = [read_text_layer(self._document, number) for number in range(1, count + 1)]
        if count == 0:
            raise _no_pages(self._file)
        pages = composed(
            [
                layer if layer.fault is None else self._otherwise(number, layer)
                for number, layer in enumerate(layers, start=1)
            ]
        )
        if not any(page.lines for page in pages):
            message = f"{count} pages without a text layer, and no text was recognised on them. Get a better copy."
            raise self._file.error("no_text", message)
        return join_pages(enumerate(pages, start=1), self._warnings())

    def _otherwise(self, number: int, layer: PageLayer) -> PageLayer:
        """The text of a page whose text layer is missing or wrong."""
        if layer.lines:
            text = self._by_pypdf(number)
            if text is not None:
                self._read_by[f"read by pypdf instead of pdfium ({layer.fault})"].append(number)
                return PageLayer(text, tuple(split_lines(text.replace("\f", "\n"))))
        page = self._recognised(number)
        if not page.is_empty:
            self._read_by[f"recognised from the picture of the page ({layer.fault})"].append(number)
            return page
        if layer.lines:
            self._read_by[f"kept although doubtful ({layer.fault})"].append(number)
            return layer
        self._textless.append(number)
        return page

    def _by_pypdf(self, number: int) -> str | None:
        """A page's text by pypdf, if that is sound."""
        try:
            if self._second_opinion is None:
                self._second_opinion = pypdf.PdfReader(BytesIO(self._file.data), password=self._password)
            text = self._second_opinion.pages[number - 1].extract_text()
        except Exception as refusal:  # noqa: BLE001 - pypdf raises TypeError, AttributeError and others on broken files
            _LOG.debug("%s: pypdf cannot read page %d: %r", self._file.path, number, refusal)
            return None
        # A few characters are never found faulty, and would not be all that the page shows.
        return text if len("".join(text.split())) >= FEWEST and why_unusable(text) is None else None

    def _recognised(self, number: int) -> PageLayer:
        if not self._recogniser.has_room(number):
            return PageLayer()
        with PDFIUM_LOCK:
            picture = render(self._document, number)
        return PageLayer() if picture is None else self._recogniser.read(picture[0], number, picture[1])

    def _warnings(self) -> Sequence[str]:
        told = [f"page {page_list(pages)}: text {how}" for how, pages in self._read_by.items()]
        if self._textless:
            told.append(f"no text could be read on page {page_list(self._textless)} (a picture?)")
        return [*told, *self._recogniser.warnings()]


def _open(file: FileContent) -> tuple[pypdfium2.PdfDocument, str | None]:
    """The document and the password that opened it; pdfium itself tries the empty one."""
    untried: list[str | None] = [None, *file.resources.passwords]
    while True:
        password = untried.pop(0)
        try:
            return pypdfium2.PdfDocument(file.data, password=password), password
        except pypdfium2.PdfiumError as error:
            if not untried or error.err_code not in _PASSWORD_ERRORS:
                raise _opening_error(file, error) from error


def _opening_error(file: FileContent, error: pypdfium2.PdfiumError) -> FileError:
    """Why pdfium refused the file.

    For a PDF without pages it sets no error, and what stands there is that of an earlier file.
    """
    is_format_error = error.err_code == pdfium.FPDF_ERR_FORMAT
    if (not is_format_error or _NO_PAGES.search(file.data)) and _page_count(file) == 0:
        return _no_pages(file)
    if error.err_code in _PASSWORD_ERRORS:
        known = "none of the passwords opens it" if file.resources.passwords else "no password was given"
        return file.error("encrypted", f"encrypted, and {known}. Remove it, or add it to passwords in settings.toml.")
    return file.error("damaged", f"not a readable PDF ({error}) Get a fresh copy, or print it to PDF again.")


def _page_count(file: FileContent) -> int | None:
    """How many pages pypdf finds, ``None`` where it cannot tell either."""
    try:
        return len(pypdf.PdfReader(BytesIO(file.data)).pages)
    except Exception as refusal:  # noqa: BLE001 - pypdf raises TypeError, AttributeError and others on broken files
        _LOG.debug("%s: pypdf cannot read it either: %r", file.path, refusal)
        return None


def _no_pages(file: FileContent) -> FileError:
    return file.error("empty", "a PDF without pages. Get a fresh copy.")
