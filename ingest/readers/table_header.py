"""Merged cells, and which rows at the top of a table name its columns where the format does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LONGEST_CELL: Final = 20
_DEEPEST_HEADER: Final = 4
_FIGURE: Final = re.compile(r"[\d.,，%％\-—~～+≥≤<>]+\s*[十百千万亿]*[元个家人年月日天]?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d\s*年?度?")


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells drawn as one: ``rows`` by ``columns`` from the cell at ``row``, ``column`` (both from 0)."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


def guess_header_rows(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> int:
    """How many rows at the top name the columns: short, different words and no figures; 0 where none does.

    A caption over the whole width counts with the header below it. A header goes on as far down as its first
    row's cells are merged, and for one row more where a cell of it spans columns that are named below.

    :param rows: a cell merged over rows stands in each of them, one merged over columns in the first.
    """
    first = 1 if len(rows) > 2 and sum(bool(cell) for cell in rows[0]) == 1 else 0
    if len(rows) < first + 2 or not names_columns(rows[first], covered=_covered(merges, first)):
        return 0
    opening = [merge for merge in merges if merge.row == first]
    end = max([first + 1, *(first + merge.rows for merge in opening)])
    if end == first + 1 and names_columns(rows[end], covered=_covered(merges, end)) and _divides(rows[end], opening):
        end += 1
    return end if end < len(rows) and end - first <= _DEEPEST_HEADER else first + 1


def names_columns(row: Sequence[str], *, covered: int = 0) -> bool:
    """Whether a row reads like the names of columns.

    :param covered: how many of its places belong to a merged cell before them; one other place may be empty.
    """
    words = [cell for cell in row if cell]
    return (
        len(words) >= max(2, len(row) - covered - 1)
        and len(set(words)) == len(words)
        and all(len(cell) <= _LONGEST_CELL for cell in words)
        and all(_YEAR.fullmatch(cell) or not is_figure(cell) for cell in words)
        and not all(is_figure(cell) for cell in words)
    )


def is_figure(text: str) -> bool:
    """Whether a cell holds an amount, a share or a date and no words."""
    return _FIGURE.fullmatch(text) is not None


def _divides(row: Sequence[str], opening: Sequence[Merge]) -> bool:
    """Whether a row names each of the columns that a cell above it spans."""
    return any(
        1 < merge.columns < len(row) and all(row[merge.column : merge.column + merge.columns]) for merge in opening
    )


def _covered(merges: Sequence[Merge], at: int) -> int:
    return sum(merge.columns - 1 for merge in merges if merge.row <= at < merge.row + merge.rows)
