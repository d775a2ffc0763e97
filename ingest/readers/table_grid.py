"""Ruling lines to tables: the grid of cells, without their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

# Lines closer than this, in points, are one; ends that miss each other by less meet.
_TOLERANCE: Final = 3.0
# A grid finer than this is squared paper or a chart; finding cells costs the square of their corners.
_MOST_CORNERS: Final = 3_000
_FEWEST_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A level or an upright line, in points from the top left of the page as it is shown; y grows downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top

    def scaled(self, factor: float) -> Ruling:
        """The line in another unit."""
        return Ruling(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, in points from the top left of the page as it is shown.

    :ivar row: of the grid, from 0, where it begins; likewise ``column``.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    column: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells.

    :ivar columns: where the grid's columns begin and the last one ends, ascending.
    :ivar rows: how many there are.
    :ivar is_open_above: whether no line closes the first row above: it began on the page before.
    :ivar is_open_below: whether no line closes the last row below: it goes on on the next page.
    """

    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    rows: int
    is_open_above: bool = False
    is_open_below: bool = False

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(cell.bottom for cell in self.cells)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell that a point lies in."""
        return next((cell for cell in self.cells if cell.holds(x, y)), None)


def find_grids(lines: Sequence[Ruling]) -> list[Grid]:
    """The tables that ruling lines frame, from top to bottom; a frame with one column is no table."""
    if sum(not line.is_level for line in lines) < _FEWEST_COLUMNS:
        return []
    # Imported here: a tenth of a second, which only a page with ruling lines should cost.
    from pdfplumber import table  # noqa: PLC0415

    edges = _merged([_edge(line) for line in lines])
    edges, closed_above, closed_below = _closed(edges)
    levels = sum(edge["orientation"] == "h" for edge in edges)
    if levels * (len(edges) - levels) > _MOST_CORNERS:
        return []
    corners = table.edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    groups = table.cells_to_tables(table.intersections_to_cells(corners))
    grids = [_grid(group, closed_above, closed_below) for group in groups]
    return [grid for grid in grids if len(grid.columns) > _FEWEST_COLUMNS]


_Edge = dict[str, Any]


def _edge(line: Ruling) -> _Edge:
    """A line as pdfplumber describes it."""
    return {
        "x0": line.x0,
        "x1": line.x1,
        "top": line.top,
        "bottom": line.bottom,
        "width": line.x1 - line.x0,
        "height": line.bottom - line.top,
        "orientation": "h" if line.is_level else "v",
    }


def _merged(edges: list[_Edge]) -> list[_Edge]:
    from pdfplumber import table  # noqa: PLC0415 - as above

    return list(table.merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE))


def _closed(edges: list[_Edge]) -> tuple[list[_Edge], set[float], set[float]]:
    """Close rows that a page break cut, where browsers and word processors draw no line.

    :returns: all edges, and the heights of the lines added above and below.
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    above = _missing(upright, level, "top")
    below = _missing(upright, level, "bottom")
    added = [_edge(line) for line in (*above, *below)]
    return [*edges, *added], {line.top for line in above}, {line.top for line in below}


def _missing(upright: Iterable[_Edge], level: Sequence[_Edge], end: str) -> list[Ruling]:
    """Level lines through the ends that two or more uprights share and that no line meets."""
    free = [
        edge
        for edge in upright
        if not any(
            abs(line["top"] - edge[end]) <= _TOLERANCE
            and line["x0"] - _TOLERANCE <= edge["x0"] <= line["x1"] + _TOLERANCE
            for line in level
        )
    ]
    missing = []
    while free:
        height = free[0][end]
        shared = [edge for edge in free if abs(edge[end] - height) <= _TOLERANCE]
        free = [edge for edge in free if abs(edge[end] - height) > _TOLERANCE]
        if len(shared) > _FEWEST_COLUMNS:
            xs = [edge["x0"] for edge in shared]
            missing.append(Ruling(min(xs), height, max(xs), height))
    return missing


def _grid(boxes: Sequence[tuple[float, float, float, float]], above: set[float], below: set[float]) -> Grid:
    rows = sorted({box[1] for box in boxes})
    columns = sorted({box[0] for box in boxes})
    cells = tuple(Cell(*box, row=rows.index(box[1]), column=columns.index(box[0])) for box in boxes)
    right = max(box[2] for box in boxes)
    grid = Grid(cells, (*columns, right), len(rows))
    return Grid(grid.cells, grid.columns, grid.rows, grid.top in above, grid.bottom in below)
