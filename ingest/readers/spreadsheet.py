"""The sheets of an XLSX file: displayed cells, merged cells, and what the file says about headers.

The sheets' XML is read in one pass of our own. openpyxl, whose knowledge of formats, dates and references is used,
shows in its streaming mode neither merged cells nor hidden rows nor formulas without a value, and otherwise
makes an object of every cell that a merge covers, of which a file of a few hundred bytes can have billions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.escape import unescape

from ingest.readers.number_formats import GENERAL, display, format_code
from ingest.readers.office_relations import relation_id, relations
from ingest.readers.table_header import Merge
from ingest.readers.zip_parts import ZipParts

WORKBOOK: Final = "xl/workbook.xml"
# Transitional and strict files differ only in these.
_MAIN: Final = "{*}"
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_WORKSHEET: Final = "/worksheet"
_TRUE: Final = frozenset({"1", "true", "on"})
_MOST_COLUMNS: Final = 16_384


@dataclass(slots=True)
class Sheet:
    """One sheet, with the cells that are not empty.

    :ivar rows: by row and column, both from 0.
    :ivar frozen_rows: how many rows stay at the top when scrolling; ``filter_row`` holds the buttons of a filter.
    :ivar hidden_rows: rows hidden by hand, and not by a filter; likewise ``hidden_columns``, as ``(first, last)``.
    :ivar missing: how many formulas have no stored value.
    """

    name: str
    is_hidden: bool
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    frozen_rows: int = 0
    filter_row: int | None = None
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    missing: int = 0

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


class Workbook:
    """The workbook part and what its sheets share."""

    def __init__(self, parts: ZipParts) -> None:
        self._parts = parts
        self._root = parts.xml(WORKBOOK)
        self._relations = relations(parts, WORKBOOK)
        properties = self._root.find(f"{_MAIN}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in _TRUE
        self._strings = self._shared_strings()
        self._codes = self._format_codes()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in order; sheets of charts and macros are left out."""
        for element in self._root.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
            relation = self._relations.get(relation_id(element))
            if relation is None or not relation.kind.endswith(_WORKSHEET):
                continue
            sheet = Sheet(str(element.get("name", "")), element.get("state", "visible") != "visible")
            if not sheet.is_hidden:
                self._read(sheet, relation.part)
            yield sheet

    def _shared(self, kind: str) -> str | None:
        found = (relation.part for relation in self._relations.values() if relation.kind.endswith(kind))
        return next((part for part in found if part in self._parts), None)

    def _shared_strings(self) -> list[str]:
        target = self._shared("/sharedStrings")
        if target is None:
            return []
        return [_rich_text(element) for element in self._parts.xml_elements(target, f"{_MAIN}si")]

    def _format_codes(self) -> list[str]:
        """The number format of each cell style."""
        target = self._shared("/styles")
        if target is None:
            return []
        root = self._parts.xml(target)
        custom = {
            _integer(element.get("numFmtId")): str(element.get("formatCode", ""))
            for element in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        }
        styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
        return [format_code(_integer(style.get("numFmtId")), custom) for style in styles]

    def _read(self, sheet: Sheet, part: str) -> None:
        filtered = range(0)
        at = -1
        hidden: set[int] = set()
        tags = (f"{_MAIN}{name}" for name in ("row", "col", "mergeCell", "pane", "autoFilter"))
        for element in self._parts.xml_elements(part, *tags):
            tag = etree.QName(element).localname
            if tag == "row":
                at = _integer(element.get("r"), at + 2) - 1
                cells = self._row(sheet, element)
                if cells:
                    sheet.rows[at] = cells
                if element.get("hidden") in _TRUE:
                    hidden.add(at)
            elif tag == "col" and element.get("hidden") in _TRUE:
                sheet.hidden_columns.append((_integer(element.get("min")) - 1, _integer(element.get("max")) - 1))
            elif tag == "mergeCell":
                merge = _merge(str(element.get("ref", "")))
                if merge is not None:
                    sheet.merges.append(merge)
            elif tag == "pane" and str(element.get("state", "")).startswith("frozen"):
                sheet.frozen_rows = int(float(element.get("ySplit", "0")))
            elif tag == "autoFilter":
                area = _merge(str(element.get("ref", "")))
                if area is not None:
                    sheet.filter_row = area.row
                    filtered = range(area.row + 1, area.row + area.rows) if len(element) else range(0)
        # What a filter hides is only out of sight.
        sheet.hidden_rows = {row for row in hidden if row not in filtered and row in sheet.rows}

    def _row(self, sheet: Sheet, row: etree._Element) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = -1
        for element in row.iterfind(f"{_MAIN}c"):
            match = _REFERENCE.fullmatch(str(element.get("r", "")))
            column = column_index_from_string(match[1]) - 1 if match else column + 1
            text = self._shown(sheet, element)
            if text.strip() and column < _MOST_COLUMNS:
                cells[column] = text
        return cells

    def _shown(self, sheet: Sheet, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{_MAIN}is")
            return "" if inline is None else _rich_text(inline)
        value = cell.findtext(f"{_MAIN}v")
        if not value:
            sheet.missing += cell.find(f"{_MAIN}f") is not None and kind != "str"
            return ""
        if kind == "s":
            index = _integer(value, -1)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        if kind == "d":
            return value.removesuffix("T00:00:00").replace("T", " ")
        if kind == "n":
            return self._displayed_number(value, _integer(cell.get("s")))
        return unescape(value)

    def _displayed_number(self, value: str, style: int) -> str:
        code = self._codes[style] if style < len(self._codes) else GENERAL
        try:
            return display(float(value), code, from_1904=self._from_1904)
        except ValueError:
            return value


def _rich_text(element: etree._Element) -> str:
    """The runs of a text without the readings above its characters."""
    texts = element.iterfind(f"{_MAIN}t"), element.iterfind(f"{_MAIN}r/{_MAIN}t")
    return unescape("".join(text.text or "" for found in texts for text in found))


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    corners = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if corners[0] is None or corners[1] is None:
        return None
    (left, top), (right, bottom) = ((column_index_from_string(c[1]) - 1, int(c[2]) - 1) for c in corners if c)
    if right < left or bottom < top:
        return None
    return Merge(top, left, bottom - top + 1, right - left + 1)


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else default
