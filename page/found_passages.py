"""Passages that a search found, a page of them at a time, each with a citation that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from answer.question import read_question
from answer.types import Citation
from index.types import Hit, Mode, RequestResult, StoredChunk
from ingest.document import Span
from page.knowledge_base import KnowledgeBase
from page.matches import Matcher
from page.search_request import Order, SearchRequest

#: So many passages are ranked; what comes later has hardly anything to do with the query.
MOST_RANKED: Final = 300
PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage, or a request with what answered it.

    :ivar answers: none but for a request.
    """

    hit: Hit
    answers: tuple[StoredChunk, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """All that a search ranked, in the order asked for.

    :ivar request: what was asked, on a page that there is.
    """

    request: SearchRequest
    passages: tuple[FoundPassage, ...]

    @property
    def pages(self) -> int:
        return max(-(-len(self.passages) // PAGE_SIZE), 1)

    @property
    def first(self) -> int:
        """Position of the first one shown, from 0."""
        return (self.request.page - 1) * PAGE_SIZE

    @property
    def shown(self) -> tuple[FoundPassage, ...]:
        return self.passages[self.first : self.first + PAGE_SIZE]


def find_passages(knowledge: KnowledgeBase, request: SearchRequest) -> FoundPassages:
    """Rank the passages that fit best.

    :raises IndexUnavailable: there is no index.
    """
    index = knowledge.index()
    question = read_question(request.query, knowledge.vocabulary())
    # Meaning is the same in both languages; words have to be those of the documents.
    query = question.lexical_text if request.mode is Mode.LEXICAL else question.text
    seek = index.search_requests if request.requests else index.search
    result = seek(query, mode=request.mode, top=MOST_RANKED, filters=request.choice.filters, as_of=request.choice.as_of)
    if isinstance(result, RequestResult):
        found = [FoundPassage(each.hit, each.answers) for each in result.requests]
    else:
        found = [FoundPassage(hit) for hit in result.hits]
    if request.order is Order.DATE:  # a stable sort: within a day by relevance
        found.sort(key=lambda each: each.hit.issued_on or date.min, reverse=True)
    passages = FoundPassages(request, tuple(found))
    return replace(passages, request=request.on_page(min(request.page, passages.pages)))


def citations_of(shown: Sequence[FoundPassage], matcher: Matcher) -> tuple[Citation, ...]:
    """What can be opened, numbered from 1: each passage, then its answers, in order.

    Of a passage the sentence that holds the most of the query is cited, where any does, else the whole.
    """
    citations: list[Citation] = []
    for found in shown:
        hit = found.hit
        best = matcher.best_sentence(hit.quote)
        span = Span(hit.start + best.start, hit.start + best.end) if best else Span(hit.start, hit.end)
        quote = hit.quote[span.start - hit.start : span.end - hit.start]
        citations.append(_citation(len(citations) + 1, hit, span, quote))
        citations += (_answer(len(citations) + at, hit, answer) for at, answer in enumerate(found.answers, start=1))
    return tuple(citations)


def _answer(n: int, hit: Hit, answer: StoredChunk) -> Citation:
    """What answered a request; it stands in the request's own document."""
    span = answer.spans[-1]  # one before it is a table's header
    cited = _citation(n, hit, span, answer.text[len(answer.text) - (span.end - span.start) :])
    return replace(
        cited,
        heading_path=answer.heading_path,
        page=answer.page,
        passage_start=span.start,
        passage_end=span.end,
    )


def _citation(n: int, hit: Hit, span: Span, quote: str) -> Citation:
    return Citation(
        n=n,
        document=hit.document,
        id=hit.id,
        title=hit.title,
        document_number=hit.document_number,
        issuer=hit.issuer,
        kind=hit.kind,
        issued_on=hit.issued_on,
        status=hit.status,
        status_reason=hit.status_reason,
        heading_path=hit.heading_path,
        page=hit.page,
        start=span.start,
        end=span.end,
        quote=quote,
        score=hit.score,
        passage_start=hit.start,
        passage_end=hit.end,
    )
