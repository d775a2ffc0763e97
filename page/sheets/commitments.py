"""Commitments as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from draft.commitments.ledger import Commitment
from page.commitment_request import state_of
from page.sheets.table import Cell
from page.strings import Strings

#: Of columns, in characters.
WIDTHS: Final = MappingProxyType({3: 70, 6: 40, 7: 30, 9: 40, 12: 40})


def commitment_rows(found: Sequence[Commitment], strings: Strings) -> Iterator[list[Cell]]:
    """The header, then a row for each commitment."""
    yield [*strings.sheets.commitment_columns]
    for each in found:
        promise, kept = each.promise, each.fulfilment
        yield [
            each.due.isoformat() if each.due else None,
            strings.commitments.states[state_of(each)],
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
