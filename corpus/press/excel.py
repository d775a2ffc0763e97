"""XLSX annexes: captions and notes over the whole width, header rows, and merged cells where neighbours are equal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from corpus.press.source_text import Source
from corpus.press.word import cells, with_fixed_times

NUMBER = re.compile(r"\d+(?:\.\d+)?")
LINE = Side(style="thin")
RULE = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CLASSES = "类别"  # the column whose equal neighbours are one cell
WIDTHS = (6, 12, 30, 24, 20, 16, 26, 14)


def write_xlsx(source: Source, path: Path) -> None:
    """One sheet for each part of the body between empty lines, named by the ``sheet`` fields."""
    workbook = Workbook()
    workbook.remove(workbook["Sheet"])
    for name, lines in zip(source.all("sheet"), parts(source.body), strict=True):
        fill(workbook.create_sheet(name), lines)
    workbook.properties.title, workbook.properties.creator = source.title, source.get("signature")
    workbook.properties.created = workbook.properties.modified = source.issued
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        ExcelWriter(workbook, archive).save()  # Workbook.save would put today's date in
    path.write_bytes(with_fixed_times(packed))


def parts(body: Sequence[str]) -> Iterator[list[str]]:
    return (list(lines) for is_part, lines in groupby(body, bool) if is_part)


def fill(sheet: Worksheet, lines: Sequence[str]) -> None:
    rows = {at: cells(line) for at, line in enumerate(lines, start=1) if line.startswith("|")}
    width = len(next(iter(rows.values())))
    for column, size in enumerate(WIDTHS[:width], start=1):
        sheet.column_dimensions[get_column_letter(column)].width = size
    for at, line in enumerate(lines, start=1):
        if at not in rows:
            sheet.cell(at, 1, line)
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
            continue
        for column, text in enumerate(rows[at], start=1):
            cell = sheet.cell(at, column, float(text) if NUMBER.fullmatch(text) else text)
            cell.number_format = "#,##0.0" if "." in text else "0"
            cell.border = RULE
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    merge_equal(sheet, rows)


def merge_equal(sheet: Worksheet, rows: Mapping[int, Sequence[str]]) -> None:
    """Join equal neighbours among the header rows (those that begin alike), and down a column of classes."""
    (top, names), *_ = rows.items()
    bottom = top + sum(row[0] == names[0] for row in rows.values()) - 1
    column = 1
    for name, alike in groupby(names):
        width = len(list(alike))
        height = bottom if width == 1 and rows[bottom][column - 1] == name else top
        merge(sheet, top, column, height, column + width - 1)
        if name == CLASSES:
            at = bottom + 1
            for _, same in groupby(list(rows.values())[bottom - top + 1 :], key=itemgetter(column - 1)):
                end = at + len(list(same)) - 1
                merge(sheet, at, column, end, column)
                at = end + 1
        column += width


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
