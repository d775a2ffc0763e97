"""Commitments as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from draft.commitments.ledger import Commitment, Standing
from page.sheets.table import Cell

LABELS: Final = MappingProxyType(
    {Standing.OPEN: "未到期", Standing.MAYBE_MET: "可能已兑现", Standing.OVERDUE: "已逾期"}
)
HEADERS: Final = (
    "期限",
    "状态",
    "责任单位",
    "承诺",
    "答复日期",
    "答复文号",
    "答复",
    "章节",
    "页",
    "可能兑现的文件",
    "其文号",
    "其日期",
    "依据",
)
#: Of columns, in characters.
WIDTHS: Final = MappingProxyType({3: 70, 6: 40, 7: 30, 9: 40, 12: 40})


def commitment_rows(found: tuple[Commitment, ...]) -> Iterator[list[Cell]]:
    """The header, then a row for each commitment."""
    yield [*HEADERS]
    for each in found:
        promise, kept = each.promise, each.fulfilment
        yield [
            each.due.isoformat() if each.due else None,
            LABELS[each.standing],
            each.department,
            " ".join(promise.quote.split()),
            each.promised_on.isoformat() if each.promised_on else None,
            promise.document_number,
            promise.title or promise.document,
            " › ".join(promise.heading_path),
            promise.page,
            (kept.title or kept.document) if kept else None,
            kept.document_number if kept else None,
            kept.issued_on.isoformat() if kept and kept.issued_on else None,
            " ".join(kept.quote.split()) if kept else None,
        ]
