"""Answers a question from an index by quoting the sentences that answer it, or refuses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from answer.composition import cite, compose, refusal_text
from answer.conversation import Turn, standalone
from answer.evidence import Evidence, gather
from answer.measure_groups import support_groups
from answer.question import Question, load_vocabulary, read_question
from answer.refusal import Signs, is_answered
from answer.selection import Group, select
from answer.support import TermWeights, held, term_weights
from answer.types import Answer, Citation
from index import Filters, Index, Mode
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Candidate
from index.validity import is_valid_in
from ingest import Span

_PASSAGES = 12
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
        self,
        question: str,
        *,
        as_of: date | None = None,
        filters: Filters | None = None,
        top: int | None = None,
        previous: Turn | None = None,
    ) -> Answer:
        """Answer one question.

        :param as_of: the date whose validity counts; today by default.
        :param filters: which documents may answer.
        :param top: most sentences to quote, list items not counted; by default 3 for a question about one thing, 6 for
            an open one, 20 for one about supports.
        :param previous: what a follow-up question may refer to; the answer's ``question`` says how it was understood.
        """
        if top is not None and top < 1:
            raise ValueError(f"top is {top}, expected at least 1")
        started = time.perf_counter()
        as_of = as_of or date.today()
        question = standalone(question, previous, as_of, self._vocabulary)
        read = read_question(question, self._vocabulary)
        vector = self._index.embed_query(question)
        with self._index.snapshot() as snapshot:
            candidates = snapshot.retrieve(
                read.lexical_text,
                vector,
                mode=Mode.HYBRID,
                count=_PASSAGES_FOR_LISTS if read.demand.lists else _PASSAGES,
                filters=filters or Filters(),
                as_of=as_of,
            )
            weights = term_weights(read.terms, snapshot.lexical)
            evidence = gather(snapshot, read, weights, vector, candidates, as_of)
            signs = signs_of(snapshot, read, weights, vector, candidates, evidence)
            groups: tuple[Group, ...] = ()
            if evidence and is_answered(read, signs):
                supports = support_groups(snapshot, read, vector, as_of=as_of, filters=filters or Filters(), most=top)
                groups = supports or select(read, evidence, top)
            text, citations = compose(snapshot, read, groups, as_of)
            refusal: str | None = None
            nearest: tuple[Citation, ...] = ()
            if not citations:
                text, refusal = refusal_text(read, _missing(read, evidence), found_any=bool(candidates))
                nearest = tuple(
                    cite(
                        snapshot,
                        n,
                        e.card,
                        e.chunk,
                        Span(e.chunk.sentences[0].start, e.chunk.sentences[-1].end),
                        e.score,
                        as_of,
                    )
                    for n, e in enumerate(_one_per_passage(evidence)[:_NEAREST] if read.terms else (), start=1)
                )
            elapsed = round((time.perf_counter() - started) * 1000)
            return Answer(
                question, as_of, bool(citations), text, citations, refusal, nearest, snapshot.generation, elapsed
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
        anchored=_is_anchored(question, best),
    )


def _is_anchored(question: Question, best: Sequence[Evidence]) -> bool:
    """Whether each place and number asked about stands in the best sentences or is known of their documents.

    A year may also be one in which such a document is valid.
    """
    known = fold("\n".join(f"{_context(e)} {e.card.document_number or ''} {' '.join(e.card.issuer)}" for e in best))
    return all(
        held(term, known) == 1.0 or any(is_valid_in(e.card, term.text) for e in best)
        for term in question.terms
        if term.is_anchor
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
