"""Passages of a search as rows."""

from __future__ import annotations

from collections.abc import Iterator

from index.types import Status
from ingest.document import DocumentKind
from page.found_passages import FoundPassages
from page.sheets.table import Cell
from page.strings import Strings


def passage_rows(found: FoundPassages, strings: Strings) -> Iterator[list[Cell]]:
    """The header, then a row for each passage that was ranked, not only for those shown."""
    yield [*strings.sheets.passage_columns]
    for rank, each in enumerate(found.passages, start=1):
        hit = each.hit
        yield [
            rank,
            hit.text.replace("\t", "｜"),
            hit.title or hit.document,
            hit.document_number,
            strings.separator.join(hit.issuer),
            strings.kinds[DocumentKind(hit.kind)],
            hit.issued_on.isoformat() if hit.issued_on else None,
            "" if hit.status is Status.UNKNOWN else strings.statuses[hit.status],
            " › ".join(hit.heading_path),
            hit.page,
            hit.score,
            "\n".join(answer.text for answer in each.answers),
        ]
