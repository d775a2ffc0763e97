"""Measures as an Excel workbook. No cell is ever a formula."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from answer.measure_list import MeasureList
from console.measure_sheet import rows_of

_WIDTHS: Final = {"条件": 50, "原文": 60, "支持对象": 30, "文件": 40, "申报方式": 40, "金额（原文）": 30}
_USUAL_WIDTH: Final = 14
# Excel's own bound on the characters of a cell.
_LONGEST: Final = 32767


def write_xlsx(path: Path, found: MeasureList) -> None:
    """Write a workbook of one sheet, its first row frozen and filterable; sums and shares are numbers."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("openpyxl made a workbook without a sheet")
    sheet.title = "支持措施"
    for at, row in enumerate(rows_of(found), start=1):
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
                sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(str(value), _USUAL_WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)
