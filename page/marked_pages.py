"""All pages of a document as pictures, with the place of every block on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PIL import Image

from ingest.document import Document, PageSpan, Span
from ingest.readers.image import ImageReader, pictures
from ingest.readers.reader import FileContent
from page.kept_boxes import kept_boxes
from page.original_file import read_original
from page.page_image import WIDTHS, Box, boxes_on, encode, page_count, page_png


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """One page.

    :ivar page: physical page from 1.
    :ivar png: the page's picture.
    :ivar boxes: by index into ``Document.blocks``, for the blocks that were found on the page for certain; left, top,
        width, height in per cent of the page, one for each line.
    """

    page: int
    png: bytes
    boxes: Mapping[int, tuple[Box, ...]]


def marked_pages(document: Document) -> Iterator[MarkedPage]:
    """Every page of the document's file, also those on which nothing was read; none for formats without pictures.

    :raises OriginalUnavailable: the file is gone or has changed since it was read.
    :raises NoSuchPage: it is a PDF that cannot be opened.
    """
    original = read_original(document)
    parts = {part.page: part for part in document.pages}
    if original.is_pdf:
        for page in range(1, page_count(original.content) + 1):
            boxes = _boxes_in_pdf(document, original.content, parts[page]) if page in parts else {}
            yield MarkedPage(page, page_png(original.content, page), boxes)
        return
    file = FileContent(original.path, original.content)
    if ImageReader().recognises(file):
        for page, picture in enumerate(pictures(file), start=1):
            boxes = _boxes_in_picture(document, parts[page]) if page in parts else {}
            yield MarkedPage(page, encode(_as_seen(picture)), boxes)


def _boxes_in_pdf(document: Document, content: bytes, part: PageSpan) -> dict[int, tuple[Box, ...]]:
    spans = _spans_on(document, part)
    boxes = boxes_on(document, content, part, list(spans.values()))
    return {number: found for number, found in zip(spans, boxes, strict=True) if found}


def _boxes_in_picture(document: Document, part: PageSpan) -> dict[int, tuple[Box, ...]]:
    boxes = {number: kept_boxes(document, part.page, span) for number, span in _spans_on(document, part).items()}
    return {number: found for number, found in boxes.items() if found}


def _spans_on(document: Document, part: PageSpan) -> dict[int, Span]:
    """What of each block stands on the page, by the block's index."""
    return {
        number: Span(max(block.start, part.start), min(block.end, part.end))
        for number, block in enumerate(document.blocks)
        if block.start < part.end and block.end > part.start
    }


def _as_seen(picture: Image.Image) -> Image.Image:
    """At most as wide as a page of a PDF is shown, and on white where the picture lets through."""
    picture = picture.convert("RGBA")
    picture.thumbnail((WIDTHS[-1], 3 * WIDTHS[-1]))
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")
