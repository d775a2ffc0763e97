"""Pages of a PDF as pictures, and where on them a sentence stands."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ingest.characters import is_blank, repair
from ingest.document import Document, PageSpan, Span
from ingest.readers.pdf import PDFIUM_LOCK
from page.errors import NoSuchPage
from page.kept_boxes import PercentBox, kept_boxes

_MOST_TIMES_HIGHER = 3
# Device units in which boxes are computed; pdfium rounds to whole ones.
_FINE = 100_000
_PERCENT = _FINE / 100

_Edges = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class PdfPages:
    """The pages of one PDF; the file is opened anew each time.

    :ivar passwords: tried in turn where it is protected.
    :raises NoSuchPage: from all that is asked of it: it cannot be opened, or has no such page.
    """

    content: bytes = field(repr=False)
    passwords: Sequence[str] = field(default=(), repr=False)

    def count(self) -> int:
        with self._opened() as pdf:
            return len(pdf)

    def size(self, page: int, width: int) -> tuple[int, int]:
        with self._opened() as pdf:  # without reading what the page draws, which takes most of the time
            try:
                return _pixels(pdf.get_page_size(_number(pdf, page)), width)
            except pypdfium2.PdfiumError as error:
                raise _unreadable(page, error) from error

    def draw(self, page: int, width: int) -> Image.Image:
        with self._page(page) as opened:
            size = _pixels(opened.get_size(), width)
            bitmap = opened.render(scale=size[0] / opened.get_width())
            image: Image.Image = bitmap.to_pil().convert("RGB").resize(size)
            bitmap.close()
        return image

    def boxes(self, document: Document, part: PageSpan, spans: Sequence[Span]) -> list[tuple[PercentBox, ...]]:
        """Those that reading kept, else those around the drawn characters."""
        boxes = [kept_boxes(document, part.page, span) for span in spans]
        if all(boxes):
            return boxes
        with self._page(part.page) as page:
            page_text = document.text[part.start : part.end]
            text_page = page.get_textpage()
            try:
                drawn, at = _drawn(text_page)
                for number, span in enumerate(spans):
                    if not boxes[number]:
                        found = _found(drawn, page_text, span.start - part.start, span.end - part.start)
                        boxes[number] = _lines(page, text_page, at[found])
            finally:
                text_page.close()
        return boxes

    @contextmanager
    def _page(self, page: int) -> Iterator[pypdfium2.PdfPage]:
        with self._opened() as pdf:
            try:
                opened = pdf[_number(pdf, page)]
            except pypdfium2.PdfiumError as error:
                raise _unreadable(page, error) from error
            yield opened

    @contextmanager
    def _opened(self) -> Iterator[pypdfium2.PdfDocument]:
        with PDFIUM_LOCK:
            pdf = self._open()
            try:
                yield pdf
            finally:
                pdf.close()

    def _open(self) -> pypdfium2.PdfDocument:
        untried: list[str | None] = [None, *self.passwords]
        while True:
            try:
                return pypdfium2.PdfDocument(self.content, password=untried.pop(0))
            except pypdfium2.PdfiumError as error:
                if not untried:
                    raise NoSuchPage(f"the file cannot be opened as PDF ({error}).") from error


def _number(pdf: pypdfium2.PdfDocument, page: int) -> int:
    """The number by which pdfium calls a page: it counts from 0."""
    if not 1 <= page <= len(pdf):
        raise NoSuchPage(f"page {page}: the document has {len(pdf)} pages.")
    return page - 1


def _unreadable(page: int, error: pypdfium2.PdfiumError) -> NoSuchPage:
    return NoSuchPage(f"page {page}: cannot be opened ({error}).")


def _pixels(size: tuple[float, float], wanted: int) -> tuple[int, int]:
    """Of a page of some width and height in points."""
    width, height = size
    scale = min(wanted / width, _MOST_TIMES_HIGHER * wanted / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _found(drawn: str, page_text: str, start: int, end: int) -> slice:
    """Where the characters of ``page_text[start:end]`` are among those drawn; empty rather than a guess.

    Ingestion repairs characters and drops blanks, page numbers and running headers, so both sides are compared
    repaired and without blanks. A sentence that occurs several times is the same one in order of occurrence, provided
    that both sides have it equally often.
    """
    wanted = _compact(page_text[start:end])
    places = _occurrences(wanted, drawn)
    if not wanted or len(places) != len(_occurrences(wanted, _compact(page_text))):
        return slice(0)
    first = places[len(_occurrences(wanted, _compact(page_text[:end]))) - 1]
    return slice(first, first + len(wanted))


def _drawn(text_page: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """The page's characters without blanks, and the pdfium index of each."""
    characters: list[str] = []
    at: list[int] = []
    compact: dict[int, str] = {}  # a page repeats its characters many times
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code not in compact:
            compact[code] = _compact(chr(code))
        for character in compact[code]:
            characters.append(character)
            at.append(index)
    return "".join(characters), at


def _compact(text: str) -> str:
    return "".join(character for character in repair(text) if not is_blank(character))


def _occurrences(wanted: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _lines(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, characters: list[int]) -> tuple[PercentBox, ...]:
    """The characters' boxes, joined to one for each line."""
    lines: list[_Edges] = []
    for index in dict.fromkeys(characters):
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        # on the line before, if the middles are closer than half a line
        if lines and abs((top + bottom) - (lines[-1][1] + lines[-1][3])) < (top - bottom):
            last = lines[-1]
            lines[-1] = (min(last[0], left), min(last[1], bottom), max(last[2], right), max(last[3], top))
        else:
            lines.append((left, bottom, right, top))
    return tuple(_as_shown(page, line) for line in lines)


def _as_shown(page: pypdfium2.PdfPage, edges: _Edges) -> PercentBox:
    """From points in the page's own space to per cent of the page as it is shown, rotated and cropped."""
    x, y = ctypes.c_int(), ctypes.c_int()
    left, bottom, right, top = edges
    corners = []
    for corner in ((left, top), (right, bottom)):
        pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, *corner, x, y)
        corners.append((x.value / _PERCENT, y.value / _PERCENT))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)
