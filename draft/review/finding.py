"""Findings in the making: codes, and how a quote and its place become one."""

from __future__ import annotations

from collections.abc import Sequence

from answer.types import Citation
from draft.review.reply import Statement
from draft.types import Finding, Severity
from ingest.document import Span


def in_statement(
    severity: Severity,
    code: str,
    statement: Statement,
    message: str,
    citations: Sequence[Citation] = (),
    at: Span | None = None,
) -> Finding:
    """A finding in a sentence.

    :param at: the part of the sentence at fault, offsets into its text; all of it by default.
    """
    part = at or Span(0, len(statement.text))
    place = Span(statement.span.start + part.start, statement.span.start + part.end)
    return Finding(
        severity, code, statement.where, message, statement.text[part.start : part.end], tuple(citations), place
    )
