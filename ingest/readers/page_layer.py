"""What stands on one page, its lines and its tables apart; and both put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.page_tables import PageTable, Row, merge_over_pages
from ingest.readers.page_text import PageText, PlacedSpan
from ingest.source_text import Line, trimmed


@dataclass(frozen=True, slots=True)
class PageLayer:
    """The text of a page as a file holds it or as it was recognised.

    :ivar places: where the text stands, for what was recognised.
    :ivar fault: why the text is not to be trusted, ``None`` where nothing speaks against it.
    """

    text: str = ""
    lines: tuple[Line, ...] = ()
    places: tuple[PlacedSpan, ...] = ()
    tables: tuple[PageTable, ...] = ()
    fault: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return not self.lines and not self.tables


def composed(layers: Sequence[PageLayer]) -> list[PageText]:
    """The texts of consecutive pages, rows in place of the lines of tables, which are merged over page breaks."""
    tables = merge_over_pages([layer.tables for layer in layers])
    return [_with_tables(layer, own) for layer, own in zip(layers, tables, strict=True)]


def _with_tables(layer: PageLayer, tables: Sequence[PageTable]) -> PageText:
    if not tables:
        return PageText(layer.text, layer.lines, layer.places)
    composition = _Composition(layer)
    waiting = sorted(tables, key=lambda table: table.position)
    taken = frozenset[int]().union(*(table.taken for table in tables))
    for line in layer.lines:
        while waiting and waiting[0].position < line.end:
            composition.add_table(waiting.pop(0))
        composition.add_line(line, taken)
    for table in waiting:
        composition.add_table(table)
    return composition.page()


class _Composition:
    """Writes a page's text anew, line by line."""

    def __init__(self, layer: PageLayer) -> None:
        self._layer = layer
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._places: list[PlacedSpan] = []
        self._header_rows: list[int] = []

    def add_line(self, line: Line, taken: frozenset[int]) -> None:
        """What of a line does not stand in a table."""
        text = self._layer.text
        for start, end in _left(line, taken):
            rest = trimmed(text, start, end)
            if rest is None:
                continue
            whole = (rest.start, rest.end) == (line.start, line.end)
            kept = line if whole else replace(line, indent=0.0, extent=None)
            shift = self._length - rest.start
            self._places += (
                replace(place, start=place.start + shift, end=place.end + shift)
                for place in self._layer.places
                if rest.start <= place.start and place.end <= rest.end
            )
            self._write(text[rest.start : rest.end])
            self._lines.append(replace(kept, start=rest.start + shift, end=self._length))
            self._write("\n")

    def add_table(self, table: PageTable) -> None:
        """The rows; those of a table that goes on from the page before are numbered -1."""
        if not table.continues:
            self._header_rows.append(table.header_rows)
        number = -1 if table.continues else len(self._header_rows) - 1
        for row in table.rows:
            begin = self._length
            self._write_row(row)
            self._lines.append(Line(begin, self._length, table=number))
            self._write("\n")

    def page(self) -> PageText:
        return PageText("".join(self._parts), tuple(self._lines), tuple(self._places), tuple(self._header_rows))

    def _write_row(self, row: Row) -> None:
        for at, cell in enumerate(row):
            if at:
                self._write("\t")
            for text, box in cell.parts():
                if box is not None:
                    self._places.append(PlacedSpan(self._length, self._length + len(text), box))
                self._write(text)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _left(line: Line, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the characters that were taken."""
    start = line.start
    for position in range(line.start, line.end + 1):
        if position == line.end or position in taken:
            if position > start:
                yield start, position
            start = position + 1
