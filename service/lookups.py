"""What programs look up: carried out a few at a time, with a bounded queue behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from answer.comparison import compare
from answer.measure_list import MeasureList, list_measures
from answer.types import Answer
from index.types import RequestResult, SearchResult
from ingest.errors import PolicyKBError
from page.knowledge_base import KnowledgeBase
from service.metrics import Metrics
from service.requests import AskRequest, CompareRequest, MeasuresRequest, SearchRequest, ShowRequest
from service.shown_comparison import ShownComparison, shown_comparison
from service.shown_document import DocumentList, ShownDocument, shown_document

# As many as the page answers at a time; a queue longer than this would only keep callers waiting for their timeout.
AT_A_TIME: Final = 8
LONGEST_QUEUE: Final = 64

_Result = TypeVar("_Result")


class Busy(PolicyKBError):
    """Too many requests are waiting already; try again in a few seconds."""


class Lookups:
    """Carries out requests on a knowledge base, in threads, so that the server goes on meanwhile.

    Each method takes what the one who asks may see, and raises ``IndexUnavailable``, or ``Busy`` where the queue is
    full.

    :param at_a_time: how many requests are worked on.
    :param longest_queue: how many may wait for that.
    """

    def __init__(self, metrics: Metrics, *, at_a_time: int = AT_A_TIME, longest_queue: int = LONGEST_QUEUE) -> None:
        self._metrics = metrics
        self._limiter = anyio.CapacityLimiter(at_a_time)
        self._longest_queue = longest_queue

    @property
    def waiting(self) -> int:
        """How many requests wait for others to be done."""
        return self._limiter.statistics().tasks_waiting

    async def ask(self, knowledge: KnowledgeBase, request: AskRequest) -> Answer:
        """Answer a question, or refuse it."""
        return await self._run(partial(_ask, knowledge, request))

    async def search(self, knowledge: KnowledgeBase, request: SearchRequest) -> SearchResult | RequestResult:
        """Ranked passages, or ranked requests of members."""
        self._metrics.searched(request.mode)
        return await self._run(partial(_search, knowledge, request))

    async def measures(self, knowledge: KnowledgeBase, request: MeasuresRequest) -> MeasureList:
        """Every support measure that fits."""
        self._metrics.listed_measures()
        return await self._run(partial(_measures, knowledge, request))

    async def documents(self, knowledge: KnowledgeBase) -> DocumentList:
        """Every document, with its validity today."""
        return await self._run(lambda: DocumentList(knowledge.index().documents()))

    async def show(self, knowledge: KnowledgeBase, request: ShowRequest) -> ShownDocument:
        """A document with its text.

        :raises UnknownDocument: nothing goes by that id or name.
        """
        return await self._run(partial(_show, knowledge, request))

    async def compare(self, knowledge: KnowledgeBase, request: CompareRequest) -> ShownComparison:
        """Two versions of a rule.

        :raises UnknownDocument: nothing goes by one of the ids or names.
        """
        return await self._run(partial(_compare, knowledge, request))

    async def _run(self, work: Callable[[], _Result]) -> _Result:
        if self.waiting >= self._longest_queue:
            self._metrics.turned_away()
            raise Busy(f"{self._longest_queue} requests are waiting already. Try again in a few seconds.")
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)


def _ask(knowledge: KnowledgeBase, request: AskRequest) -> Answer:
    *_, answer = knowledge.answers(request.question, request.day, request.turn, request.filters, top=request.top)
    return answer


def _search(knowledge: KnowledgeBase, request: SearchRequest) -> SearchResult | RequestResult:
    index = knowledge.index()
    seek = index.search_requests if request.requests else index.search
    return seek(request.query, mode=request.mode, top=request.top, filters=request.filters, as_of=request.day)


def _measures(knowledge: KnowledgeBase, request: MeasuresRequest) -> MeasureList:
    return list_measures(
        knowledge.index(),
        request.topic,
        as_of=request.day,
        filters=request.filters,
        statuses=request.status,
        company=request.profile,
    )


def _show(knowledge: KnowledgeBase, request: ShowRequest) -> ShownDocument:
    found, summary = knowledge.index().document_and_summary(request.document, by_path=False)
    return shown_document(found.document, summary)


def _compare(knowledge: KnowledgeBase, request: CompareRequest) -> ShownComparison:
    index = knowledge.index()
    old, new = (index.document(key, by_path=False).document for key in (request.old, request.new))
    return shown_comparison(compare(old, new))
