"""XLSX: each visible sheet a table, with its captions before and its remarks after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.reader import FileContent
from ingest.readers.source_builder import SourceBuilder, squeezed
from ingest.readers.spreadsheet import WORKBOOK, Sheet, Workbook
from ingest.readers.table_header import Merge, guess_header_rows
from ingest.readers.zip_parts import ZipParts, has_part
from ingest.source_text import LineStyle, SourceText

_MAIN_PART: Final = re.compile(rb"xl/workbook\.xml")
# Names that the program gives.
_UNNAMED: Final = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_UNIT: Final = re.compile(r"(?:金额|计量)?单位\s*[:：]\s*\S{0,12}|[（(]单位\s*[:：].{0,12}[)）]")
_ENCLOSURE: Final = re.compile(r"附[件表]\s*\d*\s*[:：]?")
_LABEL: Final = re.compile(r"[^:：]{1,12}[:：]")
_REMARK: Final = re.compile(r"(?:备?注|说明|填[表报]说明|填表人|制表|审核)\s*[:：]?|注[:：]")
_MOST_HEADER_ROWS: Final = 10
_MOST_PLACES: Final = 20_000_000


class XlsxReader:
    """Spreadsheets; numbers and dates are read as they are displayed."""

    def recognises(self, file: FileContent) -> bool:
        """A ZIP archive with a workbook, or what is left of one."""
        return has_part(file, _MAIN_PART)

    def read(self, file: FileContent) -> SourceText:
        """The sheets one after the other, each under its name.

        Cells merged over rows stand in each of them; header rows are joined to one (额度/上限); empty rows and
        columns are dropped; of formulas the stored value is read. What is hidden by hand is left out, and a
        warning says so.
        """
        parts = ZipParts(file)
        if WORKBOOK not in parts:
            raise file.error("damaged", "a spreadsheet without its workbook part. Get a fresh copy.")
        out = SourceBuilder(file)
        warnings: list[str] = []
        for sheet in Workbook(parts).sheets():
            warnings += _warnings(sheet)
            _write(_grid(file, sheet), sheet, out)
        if out.is_empty:
            raise file.error("no_text", "a spreadsheet without visible cells that hold anything.")
        return out.build(warnings=warnings)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a sheet without its empty rows and columns; ``numbers`` are the rows' own, from 0."""

    rows: list[list[str]]
    merges: list[Merge]
    numbers: list[int]

    def part(self, start: int, end: int) -> _Grid:
        """Some of the rows, with the merged cells that begin in them."""
        merges = [
            Merge(merge.row - start, merge.column, min(merge.rows, end - merge.row), merge.columns)
            for merge in self.merges
            if start <= merge.row < end
        ]
        return _Grid(self.rows[start:end], merges, self.numbers[start:end])

    def is_wide(self, row: int) -> bool:
        """Whether a merged cell of the row spans columns."""
        return any(merge.row == row and merge.columns > 1 for merge in self.merges)


def _grid(file: FileContent, sheet: Sheet) -> _Grid:
    """:raises FileError: ``too_large`` for more places, or more covered by merged cells, than any real sheet has."""
    before = sorted(sheet.rows)
    covered = sum(len(_span(before, merge.row, merge.rows)) for merge in sheet.merges)
    if covered > _MOST_PLACES:
        raise file.error("too_large", f"sheet {sheet.name}: merged cells beyond counting. Take them apart.")
    for merge in sheet.merges:
        _repeat(sheet, merge, before)
    _drop_hidden(sheet)
    numbers = sorted(sheet.rows)
    columns = sorted({column for cells in sheet.rows.values() for column in cells})
    if len(numbers) * len(columns) > _MOST_PLACES:
        raise file.error("too_large", f"sheet {sheet.name}: {len(numbers)} by {len(columns)} cells. Split it.")
    rows = [[squeezed(sheet.rows[number].get(column, "")) for column in columns] for number in numbers]
    merges = []
    for merge in sheet.merges:
        down, across = _span(numbers, merge.row, merge.rows), _span(columns, merge.column, merge.columns)
        if len(down) * len(across) > 1:
            merges.append(Merge(down.start, across.start, len(down), len(across)))
    return _Grid(rows, merges, numbers)


def _repeat(sheet: Sheet, merge: Merge, numbers: Sequence[int]) -> None:
    """A merged cell's text in each of its rows, and nothing of what the cells under it still hold."""
    text = sheet.rows.get(merge.row, {}).get(merge.column, "")
    for at in _span(numbers, merge.row, merge.rows):
        cells = sheet.rows[numbers[at]]
        for column in [column for column in cells if merge.column <= column < merge.column + merge.columns]:
            del cells[column]
        if text:
            cells[merge.column] = text


def _drop_hidden(sheet: Sheet) -> None:
    kept = {
        row: {column: text for column, text in cells.items() if not sheet.hides_column(column)}
        for row, cells in sheet.rows.items()
        if row not in sheet.hidden_rows
    }
    sheet.rows = {row: cells for row, cells in kept.items() if cells}


def _span(places: Sequence[int], first: int, count: int) -> range:
    """Which of the sorted ``places`` lie among the ``count`` from ``first`` on."""
    return range(bisect_left(places, first), bisect_left(places, first + count))


def _warnings(sheet: Sheet) -> Iterator[str]:
    if sheet.is_hidden:
        yield f"hidden sheet left out: {sheet.name}"
    if sheet.hidden_rows:
        yield f"sheet {sheet.name}: {len(sheet.hidden_rows)} hidden rows left out"
    hidden = {column for cells in sheet.rows.values() for column in cells if sheet.hides_column(column)}
    if hidden:
        yield f"sheet {sheet.name}: {len(hidden)} hidden columns left out"
    if sheet.missing:
        yield (
            f"sheet {sheet.name}: {sheet.missing} formulas without a stored value. "
            "Open and save the file in a spreadsheet program."
        )


def _write(grid: _Grid, sheet: Sheet, out: SourceBuilder) -> None:
    """A sheet's name, its captions, the table, and the remarks below it."""
    is_first = out.is_empty
    if not grid.rows:
        return
    if not _UNNAMED.fullmatch(sheet.name.strip()):
        out.write(sheet.name, LineStyle.HEADING, 1)
    if len(grid.rows[0]) == 1:
        out.write("\n".join(row[0] for row in grid.rows))
        return
    start, end = 0, len(grid.rows)
    while start < end and _is_caption(grid.rows[start]):
        start += 1
    while end > start and _is_remark(grid, end - 1):
        end -= 1
    unit = _write_captions(grid.rows[:start], out, is_first=is_first)
    _write_table(grid.part(start, end), sheet, unit, out)
    for row in grid.rows[end:]:
        out.write(_joined(row))


def _is_caption(row: Sequence[str]) -> bool:
    """One cell alone, or labels with what they say (编制单位：…, 单位：万元)."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 or all(_LABEL.match(cell) for cell in filled)


def _is_remark(grid: _Grid, at: int) -> bool:
    filled = [cell for cell in grid.rows[at] if cell]
    return len(filled) == 1 and (grid.is_wide(at) or _REMARK.match(filled[0]) is not None)


def _write_captions(rows: Sequence[Sequence[str]], out: SourceBuilder, *, is_first: bool) -> str:
    """Write what stands above the header; the unit of the figures is returned, since it belongs to the table."""
    unit, is_titled = "", False
    for row in rows:
        text = _joined(row)
        if _UNIT.search(text):
            unit = text
        elif is_titled or _ENCLOSURE.fullmatch(text) or _LABEL.match(text):
            out.write(text)
        else:
            is_titled = True
            out.write(text, *((LineStyle.TITLE, 0) if is_first else (LineStyle.HEADING, 2)))
    return unit


def _write_table(grid: _Grid, sheet: Sheet, unit: str, out: SourceBuilder) -> None:
    headers = _header_rows(grid, sheet)
    rows = [_joined_header(grid.part(0, headers)), *grid.rows[headers:]] if headers else grid.rows
    # The unit goes with every row that is quoted, as the names of the columns do.
    above = [[unit]] if unit else []
    out.write_table([*above, *rows], len(above) + (headers > 0))


def _header_rows(grid: _Grid, sheet: Sheet) -> int:
    """How many rows name the columns: by the sheet's filter, by what stays in sight when scrolling, else by look."""
    marked = 0
    if sheet.filter_row is not None:
        marked = len(_span(grid.numbers, 0, sheet.filter_row + 1))
    elif sheet.frozen_rows:
        marked = len(_span(grid.numbers, 0, sheet.frozen_rows))
    if 0 < marked < min(len(grid.rows), _MOST_HEADER_ROWS + 1):
        return marked
    return guess_header_rows(grid.rows, grid.merges)


def _joined_header(grid: _Grid) -> list[str]:
    """One row for several: what stands above a column, from top to bottom, as 额度/上限."""
    rows = [list(row) for row in grid.rows]
    for merge in grid.merges:
        for row in rows[merge.row : merge.row + merge.rows]:
            row[merge.column : merge.column + merge.columns] = [row[merge.column]] * merge.columns
    if len(rows) == 1:
        return list(grid.rows[0])
    columns = zip(*rows, strict=True)
    return ["/".join(dict.fromkeys(filter(None, column))) for column in columns]


def _joined(row: Sequence[str]) -> str:
    return " ".join(filter(None, row))
