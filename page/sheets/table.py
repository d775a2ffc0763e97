"""Rows of cells as CSV."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | int | float | None

# What a spreadsheet program takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows, lines ended as in RFC 4180; what would be a formula is a text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def csv_file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows with a byte-order mark, without which Excel takes the text for another encoding."""
    return codecs.BOM_UTF8 + as_csv(rows).encode("utf-8", "replace")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
