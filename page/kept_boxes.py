"""Where a sentence stands on pages whose text layer cannot be asked: recognised lines and table cells."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.characters import width
from ingest.document import Document, LineBox, Span

# Of a source character that the document's text does not have: a blank that was dropped.
_BLANK = 0.5

PercentBox = tuple[float, float, float, float]


def kept_boxes(document: Document, page: int, span: Span) -> tuple[PercentBox, ...]:
    """Boxes that reading kept for the part of a span on one page; none where it kept none there.

    A line that the span covers in part is cut by the widths of its characters.

    :returns: left, top, width, height in per cent of the page, one for each line.
    """
    lines = next((kept.lines for kept in document.page_boxes if kept.page == page), ())
    sources = document.source_map.source_spans(span)
    boxes = []
    for line in lines:
        covered = [source for source in sources if source.start < line.end and source.end > line.start]
        if covered:
            start, end = max(covered[0].start, line.start), min(covered[-1].end, line.end)
            boxes.append(_cut(document, line, start, end))
    return tuple(boxes)


def _cut(document: Document, line: LineBox, start: int, end: int) -> PercentBox:
    widths = [_BLANK] * (line.end - line.start)
    for position, character in _characters(document, line):
        widths[position - line.start] = width(character)
    whole = sum(widths) or 1.0
    before, until = sum(widths[: start - line.start]) / whole, sum(widths[: end - line.start]) / whole
    box = line.box
    if box.bottom - box.top > box.right - box.left:
        # A page that lies on its side, or a single character.
        before, until = 0.0, 1.0
    left = box.left + before * (box.right - box.left)
    reach = (until - before) * (box.right - box.left)
    return 100 * left, 100 * box.top, 100 * reach, 100 * (box.bottom - box.top)


def _characters(document: Document, line: LineBox) -> Iterator[tuple[int, str]]:
    """The characters of a line that are in the document's text, each with its source position."""
    for run in document.source_map.runs:
        first = max(run.source_start, line.start)
        last = min(run.source_start + run.length, line.end)
        shift = run.start - run.source_start
        for position in range(first, last):
            yield position, document.text[position + shift]
