"""Cells laid out in rows: one merged over rows stands in each of them, one over columns in its first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.table_header import Merge

#: Cells that begin beyond are left out.
MOST_COLUMNS: Final = 256


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with a text of its own.

    :ivar rows: how many it is drawn over, itself included; ``columns`` likewise.
    :ivar column: where it begins; ``None`` for the first place that is free.
    """

    text: str
    rows: int = 1
    columns: int = 1
    column: int | None = None


def lay_out(table: Sequence[Sequence[GridCell]]) -> tuple[list[list[str]], list[Merge]]:
    """The texts of each row, as wide as it is, and every cell's place, so that a row can be quoted alone."""
    rows: list[list[str]] = []
    merges: list[Merge] = []
    reaching: dict[int, tuple[int, str]] = {}
    for at, cells in enumerate(table):
        texts = {column: text for column, (_, text) in reaching.items()}
        reaching = {column: (left - 1, text) for column, (left, text) in reaching.items() if left > 1}
        column = 0
        for cell in cells:
            column = column if cell.column is None else cell.column
            while column in texts:
                column += 1
            if column >= MOST_COLUMNS:
                break
            merges.append(Merge(at, column, cell.rows, cell.columns))
            for shown in (cell.text, *[""] * (cell.columns - 1)):
                texts[column] = shown
                if cell.rows > 1:
                    reaching[column] = (cell.rows - 1, shown)
                column += 1
        rows.append([texts.get(place, "") for place in range(max(texts, default=-1) + 1)])
    return rows, merges
