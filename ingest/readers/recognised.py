"""A recognised page as a page's text."""

from __future__ import annotations

from ingest.document import Box
from ingest.ocr.engine import RecognisedLine, RecognisedPage
from ingest.ocr.page_lines import printed_lines
from ingest.readers.page_text import PageText, PlacedSpan
from ingest.source_text import Line


def recognised_text(page: RecognisedPage, points_per_pixel: float) -> PageText:
    """Its lines as text in reading order, with the place of each on the page.

    :param points_per_pixel: of the image that was read, so that its type compares with that of a text layer.
    """
    parts: list[str] = []
    lines: list[Line] = []
    places: list[PlacedSpan] = []
    offset = 0
    for printed in printed_lines(page):
        start = offset
        for at, stretch in enumerate(printed.stretches):
            text = (printed.gap_before(at) if at else "") + stretch.text
            places.append(
                PlacedSpan(offset + len(text) - len(stretch.text), offset + len(text), _box(page, stretch.line))
            )
            parts.append(text)
            offset += len(text)
        size = None if printed.size is None else round(printed.size * points_per_pixel, 1)
        lines.append(Line(start, offset, indent=printed.indent, extent=printed.extent, size=size))
        parts.append("\n")
        offset += 1
    return PageText("".join(parts), tuple(lines), tuple(places))


def _box(page: RecognisedPage, line: RecognisedLine) -> Box:
    xs = [min(max(x / page.width, 0.0), 1.0) for x, _ in line.corners]
    ys = [min(max(y / page.height, 0.0), 1.0) for _, y in line.corners]
    return Box(*(round(edge, 4) for edge in (min(xs), min(ys), max(xs), max(ys))))
