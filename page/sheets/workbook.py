"""Rows of cells as an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from page.sheets.table import Cell

_USUAL_WIDTH: Final = 14
# Excel's own bound on the characters of a cell.
_LONGEST: Final = 32767


def xlsx_file(rows: Iterable[Sequence[Cell]], title: str, widths: Mapping[int, int]) -> bytes:
    """A workbook of one sheet, its first row frozen and filterable; numbers stay numbers, no text is a formula.

    :param widths: of columns, in characters, by position from 0; the others have the usual one.
    """
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("openpyxl made a workbook without a sheet")
    sheet.title = title
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
                cell.data_type = "s"  # or a text that begins with = would be a formula
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 1:
                cell.font = Font(bold=True)
                sheet.column_dimensions[get_column_letter(column)].width = widths.get(column - 1, _USUAL_WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
