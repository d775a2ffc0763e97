"""What readers said of answers, as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from page.feedback_html import Verdict
from page.sheets.table import Cell
from page.strings import Strings


def feedback_rows(verdicts: Iterable[Verdict], strings: Strings) -> Iterator[list[Cell]]:
    """The header, then a row for each verdict."""
    yield [*strings.sheets.feedback_columns]
    for verdict in verdicts:
        yield [
            f"{verdict.given_at.astimezone():%Y-%m-%d %H:%M}",
            verdict.reader,
            strings.records.helpful if verdict.helpful else strings.records.unhelpful,
            verdict.comment,
            verdict.question,
            strings.feedback.not_for_you if verdict.answer is None else verdict.answer,
        ]
