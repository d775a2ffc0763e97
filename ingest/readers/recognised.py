"""A recognised page as a page's text, the rows of its ruled tables apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final

from PIL import Image

from ingest.document import Box
from ingest.ocr.cut_lines import cut_at
from ingest.ocr.engine import RecognisedLine, RecognisedPage
from ingest.ocr.page_lines import PrintedLine, Stretch, levelled, printed_lines, rows_of, tilt_of, usual_pitch
from ingest.readers.page_layer import PageLayer
from ingest.readers.page_tables import CellText, Fragment, PageTable, table_of
from ingest.readers.page_text import PlacedSpan
from ingest.readers.picture_rulings import find_rulings, upright
from ingest.readers.table_grid import Cell, Grid, find_grids
from ingest.source_text import Line

# A box may reach over a line by so much of its height without text beyond it.
_PAST_END: Final = 0.4


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
        by_cell: dict[Cell, list[Stretch]] = defaultdict(list)
        taken: set[int] = set()
        outside = []
        for stretch, span in self._written:
            if self._cell(grid, stretch) is None:
                outside.append(stretch.middle * self._scale)
                continue
            taken.update(range(span.start, span.end))
            for part in cut_at(stretch, self._rulings_through(grid, stretch)):
                by_cell[self._cell(grid, part) or self._nearest(grid, part)].append(part)
        texts = {
            cell: CellText(
                tuple(Fragment(part.text, _box(self._page, part.line)) for row in rows_of(held) for part in row)
            )
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

    def _cell(self, grid: Grid, stretch: Stretch) -> Cell | None:
        return grid.cell_at((stretch.left + stretch.right) / 2 * self._scale, stretch.middle * self._scale)

    def _rulings_through(self, grid: Grid, stretch: Stretch) -> list[float]:
        """Where upright lines of the grid run through a stretch, in its pixels, and not merely past its end."""
        y = stretch.middle * self._scale
        edges = {
            edge / self._scale for cell in grid.cells if cell.top <= y <= cell.bottom for edge in (cell.x0, cell.x1)
        }
        margin = _PAST_END * stretch.height
        return sorted(edge for edge in edges if stretch.left + margin < edge < stretch.right - margin)

    def _nearest(self, grid: Grid, part: Stretch) -> Cell:
        """The cell for what reaches out of the table."""
        x, y = (part.left + part.right) / 2 * self._scale, part.middle * self._scale
        return min(grid.cells, key=lambda cell: (not cell.top <= y <= cell.bottom, abs((cell.x0 + cell.x1) / 2 - x)))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _box(page: RecognisedPage, line: RecognisedLine) -> Box:
    xs = [min(max(x / page.width, 0.0), 1.0) for x, _ in line.corners]
    ys = [min(max(y / page.height, 0.0), 1.0) for _, y in line.corners]
    return Box(*(round(edge, 4) for edge in (min(xs), min(ys), max(xs), max(ys))))
