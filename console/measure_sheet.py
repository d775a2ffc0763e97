"""Measures as the rows of a spreadsheet, and as CSV that Excel opens as UTF-8. No cell is ever a formula."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from answer.company import Verdict
from answer.labels import STATUS_LABELS
from answer.measure_list import ListedMeasure, MeasureList
from answer.question import Language

Cell = str | int | float | None

_HEADERS: Final = (
    "支持对象",
    "类型",
    "金额（原文）",
    "金额（元）",
    "最高（元）",
    "最低（元）",
    "比例",
    "条件",
    "申报开始",
    "申报截止",
    "申报方式",
    "责任单位",
    "效力",
    "有效期至",
    "文件",
    "文号",
    "发文机关",
    "章节",
    "页",
    "原文",
)
_VERDICTS: Final = ((Verdict.MET, "符合"), (Verdict.UNMET, "不符合"), (Verdict.UNKNOWN, "待核实"))
# What a spreadsheet program takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(found: MeasureList) -> str:
    """The table with a header, lines ended as in RFC 4180."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows_of(found):
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def write_csv(path: Path, found: MeasureList) -> None:
    """Write it with a byte-order mark, without which Excel takes the text for another encoding."""
    path.write_bytes(codecs.BOM_UTF8 + as_csv(found).encode("utf-8", "replace"))


def rows_of(found: MeasureList) -> Iterator[list[Cell]]:
    """The header, then a row for each measure; sums in 元 and shares are numbers."""
    judged = any(measure.company is not None for measure in found.measures)
    yield [*_HEADERS, *(label for _, label in _VERDICTS if judged)]
    for measure in found.measures:
        yield [*_cells(measure), *(_judged(measure) if judged else ())]


def _cells(measure: ListedMeasure) -> list[Cell]:
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
        STATUS_LABELS[Language.CHINESE][measure.status],
        measure.valid_until.isoformat() if measure.valid_until else None,
        measure.title or measure.document,
        measure.document_number,
        "、".join(measure.issuer),
        " › ".join(measure.heading_path),
        measure.page,
        measure.text.replace("\t", "｜"),
    ]


def _judged(measure: ListedMeasure) -> list[Cell]:
    judged = measure.company or ()
    return ["\n".join(j.condition for j in judged if j.verdict is verdict) for verdict, _ in _VERDICTS]


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
