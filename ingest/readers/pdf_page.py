"""One page of a PDF: its text layer and tables, or its picture. The caller holds ``PDFIUM_LOCK``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ingest.characters import is_blank
from ingest.readers.page_layer import PageLayer
from ingest.readers.page_pictures import MOST_PIXELS
from ingest.readers.page_tables import PageTable
from ingest.readers.pdf_objects import as_shown, rulings, share_of_pictures
from ingest.readers.pdf_tables import read_table
from ingest.readers.pdf_text import characters, placed_lines
from ingest.readers.table_grid import find_grids
from ingest.readers.text_sanity import FEWEST, has_letters, why_unusable

_LOG: Final = logging.getLogger(__name__)
_DOTS_PER_INCH: Final = 200
_POINTS_PER_INCH: Final = 72
# A picture that covers so much of a page with hardly any text is a scan with a stamp or a page number.
_SCAN: Final = 0.5
#: A page on which the file itself writes nothing.
NO_LAYER: Final = PageLayer(fault="no text layer")


def read_text_layer(document: pypdfium2.PdfDocument, number: int) -> PageLayer:
    """The text layer of page ``number``, from 1; a page that pdfium cannot load has none."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return NO_LAYER
    try:
        textpage = page.get_textpage()
        try:
            return _text_layer(page, textpage)
        finally:
            textpage.close()
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return NO_LAYER
    finally:
        page.close()


def render(document: pypdfium2.PdfDocument, number: int) -> tuple[Image.Image, float] | None:
    """A page as it is shown, at 200 dots an inch, and its width in points; ``None`` where pdfium cannot draw it."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return None
    try:
        width, height = page.get_size()
        if not width * height > 0:
            return None
        scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, (MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return None
    finally:
        page.close()
    return image, width


def _text_layer(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> PageLayer:
    text = textpage.get_text_range()
    lines = placed_lines(textpage, text)
    if not lines:
        return NO_LAYER
    fault = why_unusable(text) or _why_incomplete(page, textpage, text)
    return PageLayer(text, tuple(lines), tables=tuple(_tables(page, textpage, text)), fault=fault)


def _why_incomplete(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, text: str) -> str | None:
    """Why a page with a few characters of text may show more."""
    if sum(not is_blank(character) for character in text) >= FEWEST:
        return None
    if share_of_pictures(page) >= _SCAN:
        return "hardly any text beside a picture"
    count = textpage.count_chars()
    if not has_letters(text) and any(pdfium.FPDFText_HasUnicodeMapError(textpage.raw, at) == 1 for at in range(count)):
        return "letters without a character code"
    return None


def _tables(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, text: str) -> Iterator[PageTable]:
    grids = find_grids(rulings(page))
    if not grids:
        return
    shown, size = as_shown(page), page.get_size()
    placed = list(characters(textpage, text))
    for grid in grids:
        table = read_table(grid, placed, shown, size)
        if table is not None:
            yield table
            placed = [character for character in placed if character.position not in table.taken]
