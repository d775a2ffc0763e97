"""What readers said of answers, as a keeper may see it: in a list, and as a file."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request, Response

from answer.types import Answer
from index.errors import IndexUnavailable
from index.visibility import EVERYTHING
from page.exports import CSV, attachment
from page.feedback_html import MOST_SHOWN, Verdict, Wanted, plain_answer
from page.knowledge_base import KnowledgeBase
from page.sheets.feedback import feedback_rows
from page.sheets.table import csv_file
from page.strings import Strings
from service.reader import Reader, reader_of
from service.records import Records, RecordsUnavailable


def verdicts_for(
    reader: Reader, records: Records, knowledge: KnowledgeBase, wanted: Wanted, *, most: int = MOST_SHOWN
) -> list[Verdict]:
    """What was said, the latest first.

    :param knowledge: as the reader sees it: an answer that quotes any other document is not told.
    :param most: how many; -1 for all.
    :raises PermissionError: the reader is no keeper.
    :raises RecordsUnavailable: it cannot be read.
    """
    if not reader.may_keep:
        raise PermissionError("verdicts are for keepers")
    found = records.feedback(most=most, unhelpful=wanted is Wanted.UNHELPFUL, commented=wanted is Wanted.COMMENTED)
    may_see = _seen_by(reader, knowledge)
    return [
        Verdict(
            each.given_at,
            each.reader,
            each.helpful,
            each.comment,
            each.answer.question,
            plain_answer(each.answer.text) if may_see(each.answer) else None,
        )
        for each in found
    ]


def verdict_exports(records: Records, seen_by: Callable[[Request], KnowledgeBase], strings: Strings) -> APIRouter:
    """All that was said, as CSV, for keepers."""
    router = APIRouter(prefix=f"{strings.root}export")

    @router.get("/feedback.csv", include_in_schema=False)
    def as_csv(request: Request, wanted: Wanted = Wanted.ALL) -> Response:
        try:
            found = verdicts_for(reader_of(request), records, seen_by(request), wanted, most=-1)
        except PermissionError as error:
            raise HTTPException(403, strings.corpus.not_allowed) from error
        except (RecordsUnavailable, IndexUnavailable) as error:
            raise HTTPException(503, str(error)) from error
        return attachment(csv_file(feedback_rows(found, strings)), CSV, f"{strings.feedback.tab}.csv")

    return router


def _seen_by(reader: Reader, knowledge: KnowledgeBase) -> Callable[[Answer], bool]:
    if reader.visibility == EVERYTHING:
        return lambda _: True
    try:
        seen = {document.id for document in knowledge.index().documents()}
    except IndexUnavailable:
        seen = set()
    return lambda answer: all(citation.id in seen for citation in answer.citations)
