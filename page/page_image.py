"""Pages of PDFs and pictures as images, and where on them a sentence stands."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from ingest.document import Document, PageSpan, Span
from page.errors import NoSuchPage
from page.kept_boxes import PercentBox
from page.original_file import OriginalFile, read_original
from page.pdf_pages import PdfPages
from page.picture_pages import PicturePages

# The panel's width on screens of single and double density: a browser that shrinks a page by half loses thin strokes.
WIDTHS = (640, 1280)
COLOURS = 64


class Pages(Protocol):
    """A file's pages as they are shown, counted from 1. Each method raises ``NoSuchPage``."""

    def count(self) -> int:
        """How many there are, those without text included."""

    def size(self, page: int, width: int) -> tuple[int, int]:
        """Width and height in pixels of the image that ``draw`` gives."""

    def draw(self, page: int, width: int) -> Image.Image:
        """The page in colour, at most as wide as wanted, and three times as high."""

    def boxes(self, document: Document, part: PageSpan, spans: Sequence[Span]) -> list[tuple[PercentBox, ...]]:
        """Where spans of one page stand.

        :param part: one of ``document.pages``, in which all spans lie.
        :returns: for each span what ``Sheet.boxes`` says.
        """


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
    boxes: tuple[PercentBox, ...]


class PageImages:
    """Renders pages of indexed documents and remembers the last ones. Safe to use from several threads.

    :param capacity: how many images are remembered; one of an A4 page of text is about 100 kB.
    :param passwords: tried in turn on protected files.
    """

    def __init__(self, capacity: int = 128, passwords: Sequence[str] = ()) -> None:
        self._capacity = capacity
        self._passwords = passwords
        self._images: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def png(self, document: Document, page: int, width: int = WIDTHS[-1]) -> bytes:
        """A page as PNG.

        :param page: physical page from 1.
        :param width: in pixels; a page more than three times as high as wide, and a small picture, come out narrower.
        :raises OriginalUnavailable: the file is gone or has changed.
        :raises NoSuchPage: it is neither PDF nor picture, cannot be opened, or has no such page.
        """
        key = (document.content_hash, page, width)
        with self._lock:
            if key in self._images:
                self._images.move_to_end(key)
                return self._images[key]
        pages = pages_of(read_original(document, self._passwords))
        if pages is None:
            raise NoSuchPage(f"{document.path}: neither a PDF nor a picture.")
        image_bytes = encode(pages.draw(page, width))
        with self._lock:
            self._images[key] = image_bytes
            while len(self._images) > self._capacity:
                self._images.popitem(last=False)
        return image_bytes


def pages_of(original: OriginalFile) -> Pages | None:
    """The pages of a file, ``None`` for a format that is not shown as pages."""
    if original.is_pdf:
        return PdfPages(original.content, original.passwords)
    return PicturePages(original.content) if original.is_picture else None


def sheets_of(document: Document, original: OriginalFile, span: Span) -> tuple[Sheet, ...]:
    """The pages that a span of the document's text stands on, with the boxes around it; none for other formats.

    :raises NoSuchPage: the file has fewer pages than the document says, or cannot be opened.
    """
    pages = pages_of(original)
    if pages is None:
        return ()
    sheets = []
    for part in document.pages:
        start, end = max(span.start, part.start), min(span.end, part.end)
        if start < end:
            width, height = pages.size(part.page, WIDTHS[-1])
            (boxes,) = pages.boxes(document, part, [Span(start, end)])
            sheets.append(Sheet(part.page, width, height, boxes))
    return tuple(sheets)


def encode(image: Image.Image) -> bytes:
    """A picture of a page (RGB) as PNG with few colours."""
    # A palette makes a page of text a third of its size; 64 colours keep smooth letters, seals and red headers.
    reduced = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    reduced.save(stream, "PNG")
    return stream.getvalue()
