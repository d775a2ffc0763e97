"""More than a source says: done when it was only promised, or done by all when it was done by some of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from draft.commitments.promises import ACTS, find_promise
from draft.review.cells import quantities_of
from draft.review.finding import in_statement
from draft.review.quantities import Quantity, contradicts, quantities
from draft.review.reply import Statement
from draft.review.retelling import Passage, retold
from draft.review.sources import Sources
from draft.review.wording import CLAUSE, Rarity
from draft.types import Finding, Severity
from ingest.document import DocumentKind, Span
from ingest.figures import FigureKind

_DONE: Final = re.compile(rf"已[^，。；]{{0,12}}?(?P<act>{ACTS})|(?P<acted>{ACTS})了")
# 2025年7月以来 says nothing of what was done by then.
_SINCE: Final = re.compile("[^，。；]{0,6}(?:以来|后|起|至今)")
_ALL: Final = re.compile("[均都皆](?!匀|衡|市|可以?)(?:已经?)?|(?:已经?)?(?:全部|全数|悉数)(?:已经?)?")
# Of a sentence the share that the promise must have for both to tell of one thing; of a clause, that of a clause.
_SAME_MATTER: Final = 0.45
_SAME_CLAUSE: Final = 0.6


def check_overstatements(
    statement: Statement, passages: Sequence[Passage], sources: Sources, rarity: Rarity
) -> Iterator[Finding]:
    """Hold what a sentence tells as done against the passages that it may retell."""
    retellable = [*retold(passages)]
    yield from _too_early(statement, retellable, sources, rarity)
    yield from _too_many(statement, retellable, sources, rarity)


def _too_early(
    statement: Statement, passages: Sequence[Passage], sources: Sources, rarity: Rarity
) -> Iterator[Finding]:
    """What was done by a day, where a reply of that time or later only promises it."""
    done = {
        (match["act"] or match["acted"], str(day.value))
        for day in quantities(statement.text)
        if day.kind is FigureKind.DATE and not _SINCE.match(statement.text, day.span.end)
        for match in _DONE.finditer(day.clause)
    }
    for act, day in sorted(done):
        told = [
            (rarity.coverage(statement.text, f"{text}{' '.join(passage.chunk.heading_path)}"), passage, span, text)
            for passage in passages
            for span, text, _ in passage.sentences()
            if act in text
        ]
        covered, passage, span, text = max(told, key=lambda each: each[0], default=(0.0, None, None, ""))
        if passage is None or span is None or covered < _SAME_MATTER:
            continue
        issued = passage.card.issued_on
        promise = find_promise(text, issued)
        if passage.card.kind != DocumentKind.REPLY or issued is None or promise is None or promise.due is None:
            continue
        words = text[promise.span.start :].strip()
        if act in words and _is_by(day, issued.isoformat()):
            message = f"与此前答复不一致：{issued.isoformat()}的答复还是“{words}”"
            citations = [sources.cite_span(passage.card, span)]
            yield in_statement(Severity.WARNING, "contradicts_reply", statement, message, citations)
            return


def _is_by(day: str, issued: str) -> bool:
    """Whether a day, month or year is not after another day; the year itself may go on after it."""
    return day < issued[: len(day)] or (len(day) > len("2025") and day == issued[: len(day)])


def _too_many(statement: Statement, passages: Sequence[Passage], sources: Sources, rarity: Rarity) -> Iterator[Finding]:
    """What all of a number did, where a passage with that number says that fewer of them did."""
    for whole, clause in _wholes(statement.text):
        words = _ALL.sub("", statement.text[max(clause.start, whole.span.end) : clause.end])
        for passage in passages:
            held = [
                (span, each) for span, text, _ in passage.sentences() for each in quantities_of(passage.chunk, text)
            ]
            if not any(whole.is_same(each) for _, each in held):
                continue
            parts = (each for each in held if _is_part(each[1], whole, words, rarity))
            for span, part in parts:
                is_reply = passage.card.kind == DocumentKind.REPLY
                said, known = (statement.text[clause.start : clause.end], part.clause)
                message = f"{'与此前答复不一致' if is_reply else '与来源不一致'}：文中为“{said}”，来源为“{known}”。"
                code = "figure_contradicts_reply" if is_reply else "figure_differs"
                citations = [sources.cite_span(passage.card, span)]
                yield in_statement(Severity.WARNING, code, statement, message, citations, clause)
                return


def _wholes(text: str) -> Iterator[tuple[Quantity, Span]]:
    """Each number of things with the clause that tells of all of them, in it or right after it."""
    counted = [each for each in quantities(text) if each.kind is FigureKind.COUNT]
    for clause in CLAUSE.finditer(text):
        every = _ALL.search(text, *clause.span())
        before = [each for each in counted if every is not None and each.span.end <= every.start()]
        if every is not None and before:
            yield before[-1], Span(*clause.span())


def _is_part(part: Quantity, whole: Quantity, words: str, rarity: Rarity) -> bool:
    """Whether a figure counts those of a number of things that did what a clause says of all of them."""
    if isinstance(part.value, str) or isinstance(whole.value, str) or not contradicts(whole, part):
        return False
    return part.value < whole.value and rarity.coverage(words, part.clause) >= _SAME_CLAUSE
