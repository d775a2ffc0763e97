"""Support measures as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from answer.company import Verdict
from answer.measure_list import ListedMeasure
from index.types import Status
from page.sheets.table import Cell
from page.strings import Strings

_VERDICTS: Final = (Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN)
#: Widths of the columns that are not of the usual one, in characters, by position.
WIDTHS: Final = {0: 30, 2: 30, 7: 50, 10: 40, 14: 40, 19: 60}


def measure_rows(measures: Sequence[ListedMeasure], strings: Strings) -> Iterator[list[Cell]]:
    """The header, then a row for each measure; sums in 元 and shares are numbers."""
    judged = any(measure.company is not None for measure in measures)
    verdicts = [strings.measures.verdicts[verdict] for verdict in _VERDICTS if judged]
    yield [*strings.sheets.measure_columns, *verdicts]
    for measure in measures:
        yield [*_cells(measure, strings), *(_judged(measure) if judged else ())]


def _cells(measure: ListedMeasure, strings: Strings) -> list[Cell]:
    amount = measure.amount
    return [
        measure.target,
        measure.type,
        amount.text if amount else None,
        amount.value if amount else None,
        amount.max if amount else None,
        amount.min if amount else None,
        amount.rate if amount else None,
        "\n".join(measure.conditions),
        measure.apply_from,
        measure.apply_by,
        measure.how_to_apply,
        measure.lead_department,
        "" if measure.status is Status.UNKNOWN else strings.statuses[measure.status],
        measure.valid_until.isoformat() if measure.valid_until else None,
        measure.title or measure.document,
        measure.document_number,
        strings.separator.join(measure.issuer),
        " › ".join(measure.heading_path),
        measure.page,
        measure.text.replace("\t", "｜"),
    ]


def _judged(measure: ListedMeasure) -> list[Cell]:
    judged = measure.company or ()
    return ["\n".join(j.condition for j in judged if j.verdict is verdict) for verdict in _VERDICTS]
