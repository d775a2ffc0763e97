"""Answers a question from an index by quoting the sentences that answer it, or refuses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from answer.citing import Citer
from answer.composition import compose, compose_field, refusal_text
from answer.evidence import Evidence, gather
from answer.field_answer import answer_field, number_named
from answer.question import Question, load_vocabulary, read_question
from answer.romanised import with_names
from answer.refusal import Signs, is_answered
from answer.selection import select
from answer.support import TermWeights, held, term_weights
from answer.types import Answer, Citation
from index import Filters, Index, Mode
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Candidate
from ingest import Span

_PASSAGES = 20
_PASSAGES_FOR_LISTS = 40
_NEAREST = 3
_JUDGED = 4
_HELD = 0.5


class Answerer:
    """Answers from one index; safe to use from several threads.

    :param index: an open index; the answerer does not close it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._vocabulary = load_vocabulary()

    def ask(
        self, question: str, *, as_of: date | None = None, filters: Filters | None = None, top: int | None = None
    ) -> Answer:
        """Answer one question.

        :param as_of: the date whose validity counts; today by default.
        :param filters: which documents may answer.
        :param top: most sentences to quote, list items not counted; by default 3 for a question about one thing, 6 for
            an open one, 20 for one about supports.
        """
        if top is not None and top < 1:
            raise ValueError(f"top is {top}, expected at least 1")
        started = time.perf_counter()
        asked_at = as_of or date.today()
        read = read_question(question, self._vocabulary, asked_at)
        as_of = read.asked_date or asked_at
        filters = filters or Filters()
        vector = self._index.embed_query(read.text)
        with self._index.snapshot() as snapshot:
            read = with_names(read, snapshot.store.names)
            candidates = snapshot.retrieve(
                read.lexical_text,
                vector,
                mode=Mode.HYBRID,
                count=_PASSAGES_FOR_LISTS if read.demand.lists or read.field else _PASSAGES,
                filters=filters,
                as_of=as_of,
            )
            weights = term_weights((*read.terms, *read.subject), snapshot.lexical)
            citer = Citer(snapshot, as_of)
            documents = _documents(snapshot, read, candidates, filters) if read.field else []
            field = answer_field(snapshot, citer, read, weights, documents)
            evidence = gather(snapshot, read, weights, vector, candidates, as_of, asked_at)
            if field:
                text, citations = compose_field(citer, read, field)
            else:
                signs = signs_of(snapshot, read, weights, vector, candidates, evidence)
                groups = select(read, evidence, top) if evidence and is_answered(read, signs) else ()
                text, citations = compose(citer, read, groups)
            refusal: str | None = None
            nearest: tuple[Citation, ...] = ()
            if not citations:
                text, refusal = refusal_text(read, _missing(read, evidence), found_any=bool(candidates))
                nearest = _nearest(citer, evidence) if read.terms else ()
            elapsed = round((time.perf_counter() - started) * 1000)
            return Answer(
                question, as_of, bool(citations), text, citations, refusal, nearest, snapshot.generation, elapsed
            )


def _documents(
    snapshot: Snapshot, question: Question, candidates: Sequence[Candidate], filters: Filters
) -> list[int]:
    """The documents that a question may be about: the one it names by number, and those of the best passages."""
    number = number_named(question) if filters == Filters() else None
    chunks = snapshot.store.chunks(candidate.chunk for candidate in candidates)
    return [
        *(snapshot.store.numbered(number) if number else ()),
        *(chunks[candidate.chunk].document for candidate in candidates),
    ]


def _nearest(citer: Citer, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    return tuple(
        citer.cite(n, e.card, e.chunk, Span(e.chunk.sentences[0].start, e.chunk.sentences[-1].end), e.score)
        for n, e in enumerate(_one_per_passage(evidence)[:_NEAREST], start=1)
    )


def signs_of(
    snapshot: Snapshot,
    question: Question,
    weights: TermWeights,
    vector: NDArray[np.float32],
    candidates: Sequence[Candidate],
    evidence: Sequence[Evidence],
) -> Signs:
    """What speaks for an answer."""
    best = [sentence for sentence in evidence if sentence.fits][:_JUDGED]
    cosines = [candidate.cosine for candidate in candidates if candidate.cosine is not None]
    return Signs(
        coverage=max((e.coverage for e in best), default=0.0),
        together=weights.coverage(question.terms, "\n".join(_context(e) for e in best)),
        standing=snapshot.standing(vector, max(cosines, default=0.0)),
        sentence_standing=snapshot.standing(vector, max((e.cosine for e in best), default=0.0)),
        fits=bool(best),
        anchored=any(e.anchored for e in best),
    )


def _context(evidence: Evidence) -> str:
    return " ".join((evidence.card.title, *evidence.chunk.heading_path, evidence.text))


def _missing(question: Question, evidence: Sequence[Evidence]) -> list[str]:
    """Words of the question that no passage near it holds."""
    near = fold("\n".join(_context(sentence) for sentence in evidence))
    return [term.text for term in question.terms if held(term, near) < _HELD]


def _one_per_passage(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence of each passage, best first."""
    best: dict[int, Evidence] = {}
    for sentence in evidence:
        best.setdefault(sentence.chunk.id, sentence)
    return list(best.values())
