"""Answers a question from an index by quoting the sentences that answer it, or refuses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from answer.citing import Citer
from answer.composition import compose, compose_field, refusal_text
from answer.conversation import Turn, standalone
from answer.evidence import Evidence, gather
from answer.field_answer import answer_field, number_named
from answer.measure_groups import support_groups
from answer.question import Question, load_vocabulary, read_question
from answer.reading import may_be_read, read
from answer.refusal import load_refusal_models
from answer.romanised import with_names
from answer.selection import select
from answer.signs import Embed, Signs, signs_of
from answer.support import TermWeights, held, term_weights
from answer.types import Answer, Citation
from answer.wishes import wish_groups
from index import Filters, Index, Mode
from index.encoders.encoder import CrossEncoder
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Candidate
from ingest import Span
from ingest.document import DocumentKind

_PASSAGES = 20
_PASSAGES_FOR_LISTS = 40
_NEAREST = 3
_HELD = 0.5


class Answerer:
    """Answers from one index; safe to use from several threads.

    :param index: an open index; the answerer does not close it.
    :raises SettingsError: the home's ``synonyms.toml`` cannot be read.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.vocabulary = load_vocabulary(index.settings.home)
        self._refusal = load_refusal_models()

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
        asked_at = as_of or date.today()
        filters = filters or Filters()
        question = standalone(question, previous, asked_at, self.vocabulary)
        asked = read_question(question, self.vocabulary, asked_at)
        vector = self.index.embed_query(asked.text)
        with self.index.snapshot() as snapshot:
            found = examine(snapshot, asked, vector, self.index.embed_queries, asked_at, filters)
            asked = found.question
            citer = Citer(snapshot, found.as_of)
            text, citations = "", tuple[Citation, ...]()
            if asked.field is not None:
                documents = _documents(snapshot, found, filters)
                field = answer_field(snapshot, citer, asked, found.weights, documents)
                if field is not None:
                    text, citations = compose_field(citer, asked, field)
            if not citations:
                found = found.read_by(self.index.cross_encoder)
                if self._refusal.is_answered(asked.language, found.signs):
                    supports = support_groups(snapshot, asked, vector, as_of=found.as_of, filters=filters, most=top)
                    groups = (
                        supports.groups
                        or wish_groups(snapshot, asked, found.evidence)
                        or select(asked, found.evidence, top)
                    )
                    text, citations = compose(citer, asked, groups, are_all=supports.are_all or top is not None)
            refusal: str | None = None
            nearest: tuple[Citation, ...] = ()
            if not citations:
                missing = _missing(asked, found.evidence)
                text, refusal = refusal_text(asked, missing, found_any=bool(found.candidates))
                nearest = _nearest(citer, found.evidence) if asked.terms else ()
            elapsed = round((time.perf_counter() - started) * 1000)
            return Answer(
                question, found.as_of, bool(citations), text, citations, refusal, nearest, snapshot.generation, elapsed
            )


@dataclass(frozen=True, slots=True)
class Examination:
    """What the index holds for a question.

    :ivar as_of: the date answered for: the one that the question names, else the one asked at.
    :ivar evidence: best first.
    """

    question: Question
    as_of: date
    weights: TermWeights
    candidates: Sequence[Candidate]
    evidence: Sequence[Evidence]
    signs: Signs

    def read_by(self, cross_encoder: CrossEncoder | None) -> Examination:
        """What it comes to once the best sentences were read together with the question; the same without a reader."""
        if cross_encoder is None or not may_be_read(self.question):
            return self
        reading = read(self.question, self.evidence, cross_encoder)
        return replace(self, evidence=reading.evidence, signs=replace(self.signs, reading=reading.likelihood))


def examine(
    snapshot: Snapshot,
    question: Question,
    vector: NDArray[np.float32],
    embed: Embed,
    asked_at: date,
    filters: Filters,
) -> Examination:
    """Look for what answers a question, and weigh it.

    :param vector: the embedded question, shape ``[d]``.
    :param embed: gives the vectors of queries, shape ``[n, d]``.
    """
    question = with_names(question, snapshot.store.names)
    if filters.kind == DocumentKind.PROPOSAL:
        question = replace(question, about_wishes=True)
    as_of = question.asked_date or asked_at
    candidates = snapshot.retrieve(
        question.lexical_text,
        vector,
        mode=Mode.HYBRID,
        count=_PASSAGES_FOR_LISTS if question.demand.lists or question.field else _PASSAGES,
        filters=filters,
        as_of=as_of,
    )
    weights = term_weights((*question.terms, *question.subject), snapshot.lexical)
    evidence = gather(snapshot, question, weights, vector, candidates, as_of, asked_at)
    signs = signs_of(snapshot, question, vector, embed, evidence)
    return Examination(question, as_of, weights, candidates, evidence, signs)


def _documents(snapshot: Snapshot, found: Examination, filters: Filters) -> list[int]:
    """The documents that a question may be about: the one it names by number, and those of the best passages."""
    number = number_named(found.question) if filters == Filters() else None
    chunks = snapshot.store.chunks(candidate.chunk for candidate in found.candidates)
    return [
        *(snapshot.store.numbered(number) if number else ()),
        *(chunks[candidate.chunk].document for candidate in found.candidates),
    ]


def _nearest(citer: Citer, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    return tuple(
        citer.cite(n, e.card, e.chunk, Span(e.chunk.sentences[0].start, e.chunk.sentences[-1].end), e.score)
        for n, e in enumerate(_one_per_passage(evidence)[:_NEAREST], start=1)
    )


def _missing(question: Question, evidence: Sequence[Evidence]) -> list[str]:
    """Words of the question that no passage near it holds."""
    near = fold("\n".join(sentence.context for sentence in evidence))
    return [term.text for term in question.terms if held(term, near) < _HELD]


def _one_per_passage(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence of each passage, best first."""
    best: dict[int, Evidence] = {}
    for sentence in evidence:
        best.setdefault(sentence.chunk.id, sentence)
    return list(best.values())
