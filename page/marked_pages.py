"""All pages of a document as pictures, with the place of every block on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Document, PageSpan, Span
from page.kept_boxes import PercentBox
from page.original_file import read_original
from page.page_image import WIDTHS, Pages, encode, pages_of


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
    boxes: Mapping[int, tuple[PercentBox, ...]]


def marked_pages(document: Document, passwords: Sequence[str] = ()) -> Iterator[MarkedPage]:
    """Every page of the document's file, also those on which nothing was read; none for formats without pictures.

    :param passwords: tried in turn where the file is protected.
    :raises OriginalUnavailable: the file is gone or has changed since it was read.
    :raises NoSuchPage: it cannot be opened.
    """
    pages = pages_of(read_original(document, passwords))
    if pages is None:
        return
    parts = {part.page: part for part in document.pages}
    for page in range(1, pages.count() + 1):
        boxes = _boxes(document, pages, parts[page]) if page in parts else {}
        yield MarkedPage(page, encode(pages.draw(page, WIDTHS[-1])), boxes)


def _boxes(document: Document, pages: Pages, part: PageSpan) -> dict[int, tuple[PercentBox, ...]]:
    spans = _spans_on(document, part)
    boxes = pages.boxes(document, part, list(spans.values()))
    return {number: found for number, found in zip(spans, boxes, strict=True) if found}


def _spans_on(document: Document, part: PageSpan) -> dict[int, Span]:
    """What of each block stands on the page, by the block's index."""
    return {
        number: Span(max(block.start, part.start), min(block.end, part.end))
        for number, block in enumerate(document.blocks)
        if block.start < part.end and block.end > part.start
    }
