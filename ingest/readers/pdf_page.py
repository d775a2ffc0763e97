"""One page of a PDF: its text layer and tables, or its picture. The caller holds ``PDFIUM_LOCK``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ingest.characters import is_blank
from ingest.readers.page_pictures import MOST_PIXELS
from ingest.readers.page_text import PageText, PlacedSpan
from ingest.readers.pdf_objects import as_shown, rulings, share_of_pictures
from ingest.readers.pdf_tables import PageTable, Row, read_table
from ingest.readers.pdf_text import characters, placed_lines
from ingest.readers.table_grid import find_grids
from ingest.readers.text_sanity import FEWEST, has_letters, why_unusable
from ingest.source_text import Line, trimmed

_LOG: Final = logging.getLogger(__name__)
_DOTS_PER_INCH: Final = 200
_POINTS_PER_INCH: Final = 72
# A picture that covers so much of a page with hardly any text is a scan with a stamp or a page number.
_SCAN: Final = 0.5


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What the file itself says is written on a page.

    :ivar fault: why the text is not to be trusted, ``None`` where nothing speaks against it.
    """

    text: str = ""
    lines: tuple[Line, ...] = ()
    tables: tuple[PageTable, ...] = ()
    fault: str | None = "no text layer"


def read_text_layer(document: pypdfium2.PdfDocument, number: int) -> TextLayer:
    """The text layer of page ``number``, from 1; a page that pdfium cannot load has none."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return TextLayer()
    try:
        textpage = page.get_textpage()
        try:
            return _text_layer(page, textpage)
        finally:
            textpage.close()
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return TextLayer()
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


def with_tables(layer: TextLayer) -> PageText:
    """The page's text with rows in place of the lines that the tables' characters stood on."""
    if not layer.tables:
        return PageText(layer.text, layer.lines)
    composition = _Composition()
    waiting = sorted(layer.tables, key=lambda table: table.position)
    taken = frozenset[int]().union(*(table.taken for table in layer.tables))
    for line in layer.lines:
        while waiting and waiting[0].position < line.end:
            composition.add_table(waiting.pop(0))
        composition.add_line(layer.text, line, taken)
    for table in waiting:
        composition.add_table(table)
    return composition.page()


def _text_layer(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> TextLayer:
    text = textpage.get_text_range()
    lines = placed_lines(textpage, text)
    if not lines:
        return TextLayer()
    fault = why_unusable(text) or _why_incomplete(page, textpage, text)
    return TextLayer(text, tuple(lines), tuple(_tables(page, textpage, text)), fault)


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


class _Composition:
    """Writes a page's text anew, line by line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._places: list[PlacedSpan] = []
        self._header_rows: list[int] = []

    def add_line(self, text: str, line: Line, taken: frozenset[int]) -> None:
        """What of a line does not stand in a table."""
        for start, end in _left(line, taken):
            rest = trimmed(text, start, end)
            if rest is None:
                continue
            whole = (rest.start, rest.end) == (line.start, line.end)
            kept = line if whole else replace(line, indent=0.0, extent=None)
            begin = self._length
            self._write(text[rest.start : rest.end])
            self._lines.append(replace(kept, start=begin, end=self._length))
            self._write("\n")

    def add_table(self, table: PageTable) -> None:
        """The rows; those of a table that goes on from the page before are numbered -1."""
        if not table.continues:
            self._header_rows.append(table.header_rows)
        number = -1 if table.continues else len(self._header_rows) - 1
        for row in table.rows:
            begin = self._length
            self._write_row(row)
            self._lines.append(Line(begin, self._length, table=number))
            self._write("\n")

    def page(self) -> PageText:
        return PageText("".join(self._parts), tuple(self._lines), tuple(self._places), tuple(self._header_rows))

    def _write_row(self, row: Row) -> None:
        for at, cell in enumerate(row):
            if at:
                self._write("\t")
            for text, box in cell.parts():
                if box is not None:
                    self._places.append(PlacedSpan(self._length, self._length + len(text), box))
                self._write(text)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _left(line: Line, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the characters that were taken."""
    start = line.start
    for position in range(line.start, line.end + 1):
        if position == line.end or position in taken:
            if position > start:
                yield start, position
            start = position + 1
