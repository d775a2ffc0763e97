"""Support measures for people: by document, a table of what it grants."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from answer.company import Verdict
from answer.measure_list import ListedMeasure, MeasureList
from console.citations import print_source
from console.terminal import Terminal
from console.wording import wording_for

_HEADERS: Final = ("支持对象", "类型", "金额", "条件", "申报时间", "责任单位")
_PLAIN: Final = (*_HEADERS, "效力", "文件", "页", "原文")
_MARKS: Final = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNKNOWN: "?"}
_NOTHING: Final = "没有找到符合的支持措施。"


def print_measures(terminal: Terminal, found: MeasureList) -> None:
    """Print what was found; where no person is looking, one row for each measure with all that is known."""
    if not found.measures:
        terminal.line(_NOTHING)
        return
    if terminal.plain:
        terminal.table(_PLAIN, ([*_cells(m), m.status, m.title, str(m.page or ""), m.text] for m in found.measures))
        return
    wording = wording_for(found.topic or "")
    for _, members in itertools.groupby(found.measures, key=lambda measure: measure.document):
        group = list(members)
        print_source(terminal, group[0], wording, indent=0)
        terminal.table(_HEADERS, [_cells(measure) for measure in group])
    documents = len({measure.document for measure in found.measures})
    terminal.line(
        (f"{len(found.measures)} measures in {documents} documents, as of {found.as_of.isoformat()}", "faint")
    )


def _cells(measure: ListedMeasure) -> list[str | tuple[str, str]]:
    amounts = "；".join(amount.text or "" for amount in measure.amounts)
    return [
        measure.target,
        measure.type,
        (amounts, "number"),
        _conditions(measure),
        _window(measure),
        measure.lead_department or "",
    ]


def _conditions(measure: ListedMeasure) -> str:
    if measure.company is None:
        return "；".join(measure.conditions)
    return "；".join(f"{_MARKS[judged.verdict]} {judged.condition}" for judged in measure.company)


def _window(measure: ListedMeasure) -> str:
    days: Sequence[str | None] = (measure.apply_from, measure.apply_by)
    return " – ".join(day or "" for day in days) if any(days) else ""
