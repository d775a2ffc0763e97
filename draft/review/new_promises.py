"""Promises of a letter that nothing in the index backs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from draft.commitments.promises import Firmness, Promise, find_promise
from draft.review.finding import in_statement
from draft.review.reply import Statement
from draft.review.sources import Source, Sources
from draft.review.wording import coverage
from draft.types import Finding, Severity
from ingest.document import DocumentKind

_BACKED: Final = 0.55
_SEVERITY: Final = {
    Firmness.DATED: Severity.ERROR,
    Firmness.DEFINITE: Severity.WARNING,
    Firmness.VAGUE: Severity.NOTE,
}
_REPORTED: Final = re.compile("您|你们|贵单位|提案|建议中")


def check_promise(statement: Statement, near: Sequence[Source], sources: Sources, said_on: date) -> Iterator[Finding]:
    """The findings on the promise that a sentence makes, if it makes one.

    :param said_on: the letter's day, from which 年底 is reckoned.
    """
    promise = find_promise(statement.text, said_on)
    if promise is None or _REPORTED.match(statement.text):
        return
    words = statement.text[promise.span.start : promise.span.end]
    backing = [source for source in near if _backs(statement.text, words, promise, source)]
    if not backing:
        nearest = [sources.cite(source) for source in near[:1]]
        message = "新的承诺，知识库中没有依据，须经审批确认。"
        severity = _SEVERITY[promise.firmness]
        yield in_statement(severity, "promise_without_source", statement, message, nearest, promise.span)
    elif promise.due is not None and promise.due.on < sources.as_of and not _is_schedule(backing):
        message = f"承诺的期限{promise.due.on.isoformat()}已过，请说明进展。"
        yield in_statement(
            Severity.ERROR, "promise_overdue", statement, message, [sources.cite(backing[0])], promise.due.span
        )


def _is_schedule(backing: Sequence[Source]) -> bool:
    """The days of a notice (11月14日前完成审核) are its procedure's, and nobody's promise."""
    return all(source.card.kind == DocumentKind.NOTICE for source in backing)


def _backs(sentence: str, words: str, promise: Promise, source: Source) -> bool:
    """Whether a source promises, or rules, the same by the same day."""
    if max(coverage(words, source.around), source.likeness) < _BACKED:
        return False
    if promise.firmness is Firmness.VAGUE or promise.due is None:
        return max(coverage(words, source.text), coverage(sentence, source.text)) >= _BACKED
    theirs = find_promise(source.text, source.card.issued_on)
    same_day = theirs is not None and theirs.due is not None and theirs.due.on == promise.due.on
    said = re.sub(r"\s", "", sentence[promise.due.span.start : promise.due.span.end])
    return same_day or said in re.sub(r"\s", "", source.around)
