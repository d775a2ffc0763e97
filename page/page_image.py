"""Pages of a PDF as images, and where on them a sentence stands."""

from __future__ import annotations

import ctypes
import io
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ingest.characters import is_blank, repair
from ingest.document import Document, PageSpan, Span
from ingest.readers.pdf import PDFIUM_LOCK
from page.errors import NoSuchPage
from page.kept_boxes import kept_boxes
from page.original_file import read_original

# The panel's width on screens of single and double density: a browser that shrinks a page by half loses thin strokes.
WIDTHS = (640, 1280)
_MOST_TIMES_HIGHER = 3
COLOURS = 64
# Device units in which boxes are computed; pdfium rounds to whole ones.
_FINE = 100_000
_PERCENT = _FINE / 100

Box = tuple[float, float, float, float]
_Edges = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page that a cited sentence stands on.

    :ivar page: physical page from 1.
    :ivar width: of the largest image in pixels, as ``height``.
    :ivar boxes: left, top, width, height in per cent of the page, a line each; empty where the sentence was not
        found for certain.
    """

    page: int
    width: int
    height: int
    boxes: tuple[Box, ...]


class PageImages:
    """Renders pages of indexed documents and remembers the last ones. Safe to use from several threads.

    :param capacity: how many images are remembered; one of an A4 page of text is about 100 kB.
    """

    def __init__(self, capacity: int = 128) -> None:
        self._capacity = capacity
        self._images: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def png(self, document: Document, page: int, width: int = WIDTHS[-1]) -> bytes:
        """A page as PNG.

        :param page: physical page from 1.
        :param width: in pixels; a page more than three times as high as wide comes out narrower.
        :raises OriginalUnavailable: the file is gone or has changed.
        :raises NoSuchPage: it is no PDF, cannot be opened as one, or has no such page.
        """
        key = (document.content_hash, page, width)
        with self._lock:
            if key in self._images:
                self._images.move_to_end(key)
                return self._images[key]
        image_bytes = page_png(read_original(document).content, page, width)
        with self._lock:
            self._images[key] = image_bytes
            while len(self._images) > self._capacity:
                self._images.popitem(last=False)
        return image_bytes


def page_png(content: bytes, page: int, width: int = WIDTHS[-1]) -> bytes:
    """A page of a PDF as PNG; parameters and errors as of ``PageImages.png``."""
    with _page(content, page) as opened:
        size = _pixels(opened, width)
        bitmap = opened.render(scale=size[0] / opened.get_width())
        image = bitmap.to_pil().convert("RGB").resize(size)
        bitmap.close()
    return encode(image)


def page_count(content: bytes) -> int:
    """How many pages a PDF has, those without text included.

    :raises NoSuchPage: it cannot be opened.
    """
    with _opened(content) as pdf:
        return len(pdf)


def sheets_of(document: Document, content: bytes, span: Span) -> tuple[Sheet, ...]:
    """The pages that a span of the document's text stands on, with the boxes around it.

    :param content: the document's file, a PDF.
    :raises NoSuchPage: the file has fewer pages than the document says, or cannot be opened.
    """
    sheets = []
    for part in document.pages:
        start, end = max(span.start, part.start), min(span.end, part.end)
        if start >= end:
            continue
        with _page(content, part.page) as opened:
            width, height = _pixels(opened, WIDTHS[-1])
            (boxes,) = _boxes(document, opened, part, [Span(start, end)])
        sheets.append(Sheet(part.page, width, height, boxes))
    return tuple(sheets)


def boxes_on(document: Document, content: bytes, part: PageSpan, spans: Sequence[Span]) -> list[tuple[Box, ...]]:
    """The boxes of many spans of one page, which is opened once.

    :param part: one of ``document.pages``, in which all spans lie.
    :returns: as ``Sheet.boxes``, for each span.
    :raises NoSuchPage: as ``sheets_of``.
    """
    with _page(content, part.page) as opened:
        return _boxes(document, opened, part, spans)


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM_LOCK:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise NoSuchPage(f"the file cannot be opened as PDF ({error}).") from error
        try:
            yield pdf
        finally:
            pdf.close()


@contextmanager
def _page(content: bytes, page: int) -> Iterator[pypdfium2.PdfPage]:
    with _opened(content) as pdf:
        if not 1 <= page <= len(pdf):
            raise NoSuchPage(f"page {page}: the document has {len(pdf)} pages.")
        yield pdf[page - 1]


def _pixels(page: pypdfium2.PdfPage, wanted: int) -> tuple[int, int]:
    width, height = page.get_size()
    scale = min(wanted / width, _MOST_TIMES_HIGHER * wanted / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def encode(image: Image.Image) -> bytes:
    """A picture of a page (RGB) as PNG with few colours."""
    # A palette makes a page of text a third of its size; 64 colours keep smooth letters, seals and red headers.
    reduced = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    reduced.save(stream, "PNG")
    return stream.getvalue()


def _boxes(document: Document, page: pypdfium2.PdfPage, part: PageSpan, spans: Sequence[Span]) -> list[tuple[Box, ...]]:
    """Those that reading kept, else those around the drawn characters."""
    boxes = [kept_boxes(document, part.page, span) for span in spans]
    if all(boxes):
        return boxes
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
    for index in range(text_page.count_chars()):
        for character in _compact(chr(pdfium.FPDFText_GetUnicode(text_page, index))):
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


def _lines(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, characters: list[int]) -> tuple[Box, ...]:
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


def _as_shown(page: pypdfium2.PdfPage, edges: _Edges) -> Box:
    """From points in the page's own space to per cent of the page as it is shown, rotated and cropped."""
    x, y = ctypes.c_int(), ctypes.c_int()
    left, bottom, right, top = edges
    corners = []
    for corner in ((left, top), (right, bottom)):
        pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, *corner, x, y)
        corners.append((x.value / _PERCENT, y.value / _PERCENT))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)
