"""Characters of a PDF page sorted into the cells of its ruled tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.characters import is_blank, is_cjk
from ingest.document import Box
from ingest.readers.page_tables import CellText, Fragment, PageTable, Point, table_of
from ingest.readers.pdf_objects import Transformation
from ingest.readers.pdf_text import Character
from ingest.readers.table_grid import Cell, Grid


def read_table(grid: Grid, characters: Sequence[Character], shown: Transformation, size: Point) -> PageTable | None:
    """Sort a page's characters into the cells of a grid; ``None`` where the grid frames no text.

    :param shown: the page's ``as_shown``.
    :param size: the page's width and height as it is shown, in points.
    """
    by_cell: dict[Cell, list[tuple[Character, Box]]] = defaultdict(list)
    outside: list[float] = []
    for character in characters:
        box = _box(character, shown)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        cell = grid.cell_at(x, y)
        if cell is not None:
            by_cell[cell].append((character, box))
        elif not is_blank(character.text):
            outside.append(y)
    taken = frozenset(character.position for held in by_cell.values() for character, _ in held)
    texts = {cell: CellText(tuple(_fragments(held, size))) for cell, held in by_cell.items()}
    return table_of(grid, texts, outside, size, position=min(taken, default=0), taken=taken)


def _box(character: Character, shown: Transformation) -> Box:
    """In points from the top left of the page as it is shown."""
    left, bottom, right, top = character.edges
    (x0, y0), (x1, y1) = shown.apply((left, bottom)), shown.apply((right, top))
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _fragments(held: Sequence[tuple[Character, Box]], size: Point) -> Iterator[Fragment]:
    """The characters of a cell, line by line."""
    line: list[tuple[Character, Box]] = []
    for character, box in held:
        if is_blank(character.text):
            if line:
                line.append((character, box))
            continue
        if line and not _on_one_line(line[0][1], box):
            yield _fragment(line, size)
            line = []
        line.append((character, box))
    if line:
        yield _fragment(line, size)


def _on_one_line(one: Box, other: Box) -> bool:
    lowest = min(one.bottom - one.top, other.bottom - other.top)
    return abs((one.top + one.bottom) - (other.top + other.bottom)) < lowest


def _fragment(line: Sequence[tuple[Character, Box]], size: Point) -> Fragment:
    width, height = size
    seen = [box for character, box in line if not is_blank(character.text)]
    edges = (
        min(box.left for box in seen) / width,
        min(box.top for box in seen) / height,
        max(box.right for box in seen) / width,
        max(box.bottom for box in seen) / height,
    )
    return Fragment(_without_made_up_spaces(line), Box(*(round(min(max(edge, 0.0), 1.0), 4) for edge in edges)))


def _without_made_up_spaces(line: Sequence[tuple[Character, Box]]) -> str:
    """Spaces that pdfium puts between Chinese and figures go, those between Latin words stay; none is doubled."""
    text = ""
    gap: Character | None = None
    for character, _ in line:
        if is_blank(character.text):
            gap = character if gap is None or gap.is_made_up else gap
            continue
        if gap is not None and text:
            stays = not gap.is_made_up or not (is_cjk(text[-1]) or is_cjk(character.text))
            text += " " if stays else ""
        text += character.text
        gap = None
    return text
