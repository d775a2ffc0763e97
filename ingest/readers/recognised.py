"""A recognised page as a page's text, the rows of its ruled tables apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from PIL import Image

from ingest.document import Box
from ingest.ocr.engine import RecognisedLine, RecognisedPage
from ingest.ocr.page_lines import PrintedLine, Stretch, levelled, printed_lines, rows_of, tilt_of, usual_pitch
from ingest.readers.page_layer import PageLayer
from ingest.readers.page_tables import CellText, Fragment, PageTable, table_of
from ingest.readers.page_text import PlacedSpan
from ingest.readers.picture_rulings import find_rulings, upright
from ingest.readers.table_grid import Cell, Grid, find_grids
from ingest.source_text import Line


def recognised_layer(page: RecognisedPage, image: Image.Image, points_per_pixel: float) -> PageLayer:
    """Its lines as text in reading order, with the place of each on the page, and its tables.

    :param image: what was read.
    :param points_per_pixel: of the image, so that its type compares with that of a text layer.
    """
    tilt = tilt_of(page)
    stretches = levelled(page, tilt)
    if not stretches:
        return PageLayer()
    rulings = find_rulings(upright(image, page.turned, tilt), usual_pitch(stretches))
    grids = find_grids([line.scaled(points_per_pixel) for line in rulings])
    writing = _Writing(page, points_per_pixel)
    for line in printed_lines(stretches):
        writing.add(line)
    layer = writing.layer()
    tables = (writing.table(grid) for grid in grids)
    return replace(layer, tables=tuple(table for table in tables if table is not None))


class _Writing:
    """Writes a page's lines, and remembers where each stretch came to stand."""

    def __init__(self, page: RecognisedPage, points_per_pixel: float) -> None:
        self._page = page
        self._scale = points_per_pixel
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._written: list[tuple[Stretch, PlacedSpan]] = []
        self._length = 0

    def add(self, line: PrintedLine) -> None:
        start = self._length
        for at, stretch in enumerate(line.stretches):
            if at:
                self._put(line.gap_before(at))
            span = PlacedSpan(self._length, self._length + len(stretch.text), _box(self._page, stretch.line))
            self._written.append((stretch, span))
            self._put(stretch.text)
        size = None if line.size is None else round(line.size * self._scale, 1)
        self._lines.append(Line(start, self._length, indent=line.indent, extent=line.extent, size=size))
        self._put("\n")

    def layer(self) -> PageLayer:
        return PageLayer("".join(self._parts), tuple(self._lines), tuple(span for _, span in self._written))

    def table(self, grid: Grid) -> PageTable | None:
        """The table of a grid in points of the page as it stands upright and level."""
        by_cell: dict[Cell, dict[Stretch, Fragment]] = defaultdict(dict)
        taken: set[int] = set()
        outside = []
        for stretch, span in self._written:
            x, y = (stretch.left + stretch.right) / 2 * self._scale, stretch.middle * self._scale
            cell = grid.cell_at(x, y)
            if cell is None:
                outside.append(y)
            else:
                by_cell[cell][stretch] = Fragment(stretch.text, span.box)
                taken.update(range(span.start, span.end))
        texts = {
            cell: CellText(tuple(held[stretch] for row in rows_of(held) for stretch in row))
            for cell, held in by_cell.items()
        }
        sides = (self._page.width, self._page.height)
        width, height = sides if self._page.turned % 2 == 0 else sides[::-1]
        return table_of(
            grid,
            texts,
            outside,
            (width * self._scale, height * self._scale),
            position=min(taken, default=0),
            taken=frozenset(taken),
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _box(page: RecognisedPage, line: RecognisedLine) -> Box:
    xs = [min(max(x / page.width, 0.0), 1.0) for x, _ in line.corners]
    ys = [min(max(y / page.height, 0.0), 1.0) for _, y in line.corners]
    return Box(*(round(edge, 4) for edge in (min(xs), min(ys), max(xs), max(ys))))
