"""How well questions with known answers are answered: ``policykb evaluate --answers FILE``."""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

from answer.answerer import Answerer
from answer.labels import OUT_OF_FORCE
from answer.types import Answer, Citation, Clause
from index import Index
from index.validity import status_of
from ingest import Document
from ingest.errors import PolicyKBError


class QuestionFileError(PolicyKBError):
    """The file does not hold questions with gold sentences."""


class GoldQuestion(msgspec.Struct, frozen=True):
    """A question and the sentences that answer it, as ``(document, sentence)``; none means it must be refused."""

    id: str
    text: str
    gold: list[tuple[str, str]]
    as_of: date | None = None
    kind: str | None = None


class WrongCitation(PolicyKBError):
    """A citation does not quote its document as it stands there, or names another page."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    :ivar expected: ``answer`` or ``refusal``.
    :ivar found: share of the gold sentences that were cited; for a refusal 1 or 0.
    :ivar citations: how many sentences were cited; ``cited_gold`` of them hold a gold sentence or are part of one.
    :ivar stale_first: whether the first citation is of a document that is not, or no longer, in force and holds no
        gold, though a gold sentence stands in one that is.
    """

    id: str
    text: str
    expected: str
    grounded: bool
    right: bool
    found: float
    citations: int
    cited_gold: int
    stale_first: bool
    is_list: bool
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Shares in 0 to 1.

    :ivar accuracy: answerable questions for which a gold sentence (of a list: at least nine tenths) was cited.
    :ivar citation_precision: of the citations of answered answerable questions, those that hold gold.
    :ivar citation_recall: mean share of the gold sentences of an answerable question that were cited; of alternatives
        only one need be, so this is lower than what a reader misses.
    :ivar refusal_precision: refusals that were right to refuse.
    :ivar refusal_recall: unanswerable questions that were refused.
    :ivar false_refusals: answerable questions that were refused.
    :ivar stale_first: answered questions whose first citation is of a document out of force, where gold in force is.
    :ivar list_coverage: mean share of the sentences of a list that were cited.
    :ivar checked: citations whose quote and page were compared with their document; one that differs is an error.
    """

    questions: int
    answerable: int
    answered_right: int
    unanswerable: int
    refused_right: int
    accuracy: float
    citation_precision: float
    citation_recall: float
    refusal_precision: float
    refusal_recall: float
    false_refusals: float
    stale_first: float
    list_coverage: float
    checked: int
    latency_ms: dict[str, float]
    outcomes: tuple[Outcome, ...]


_LIST_SHARE = 0.9
_ANY = 1e-9
_SHORTEST_PART = 4


def evaluate_answers(answerer: Answerer, path: Path) -> AnswerReport:
    """Ask every question of a file and compare.

    :param path: JSON lines ``{"id", "text", "as_of"?, "gold": [[document, sentence], …], "kind"?: "list"}``.
    :raises QuestionFileError: the file cannot be read, or a line has another form.
    :raises WrongCitation: a quote is not its document's text at its place, or stands on another page.
    """
    questions = read_questions(path)
    texts = _Texts(answerer.index)
    checked = 0
    outcomes: list[Outcome] = []
    for question in questions:
        started = time.perf_counter()
        answer = answerer.ask(question.text, as_of=question.as_of)
        elapsed = (time.perf_counter() - started) * 1000
        checked += texts.check(question.id, answer)
        outcomes.append(_outcome(texts, question, answer, elapsed))
    return _report(outcomes, checked)


def _report(outcomes: Sequence[Outcome], checked: int) -> AnswerReport:
    answerable = [outcome for outcome in outcomes if outcome.expected == "answer"]
    unanswerable = [outcome for outcome in outcomes if outcome.expected == "refusal"]
    answered = [outcome for outcome in answerable if outcome.grounded]
    refused = [outcome for outcome in outcomes if not outcome.grounded]
    answered_right, refused_right = (sum(outcome.right for outcome in group) for group in (answerable, unanswerable))
    latency = [outcome.elapsed_ms for outcome in outcomes] or [0.0]
    return AnswerReport(
        questions=len(outcomes),
        answerable=len(answerable),
        answered_right=answered_right,
        unanswerable=len(unanswerable),
        refused_right=refused_right,
        accuracy=_share(answered_right, len(answerable)),
        citation_precision=_share(sum(o.cited_gold for o in answered), sum(o.citations for o in answered)),
        citation_recall=_mean([outcome.found for outcome in answerable]),
        refusal_precision=_share(sum(outcome.expected == "refusal" for outcome in refused), len(refused)),
        refusal_recall=_share(refused_right, len(unanswerable)),
        false_refusals=1 - _share(len(answered), len(answerable)),
        stale_first=_mean([float(outcome.stale_first) for outcome in answered], none=0.0),
        list_coverage=_mean([outcome.found for outcome in answerable if outcome.is_list]),
        checked=checked,
        latency_ms={f"p{q}": round(float(np.percentile(latency, q)), 1) for q in (50, 95)},
        outcomes=tuple(outcomes),
    )


class _Texts:
    """The documents that citations are held against, each read once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._documents: dict[str, Document] = {}

    def check(self, question: str, answer: Answer) -> int:
        """Compare every quote and page of an answer or a refusal with its document; how many there were."""
        cited = (*answer.citations, *answer.nearest)
        clauses = [citation.status_citation for citation in cited if citation.status_citation]
        places: list[Citation | Clause] = [*cited, *clauses]
        for place in places:
            document = self.of(place.document)
            if place.quote != document.text[place.start : place.end] or not place.quote:
                raise WrongCitation(
                    f"{question}: {place.document} does not say {place.quote!r} at {place.start}. Report this fault."
                )
            if place.page != document.page_at(place.start):
                raise WrongCitation(
                    f"{question}: {place.quote!r} of {place.document} is on page {document.page_at(place.start)}, "
                    f"cited on {place.page}. Report this fault."
                )
        return len(places)

    def is_in_force(self, name: str, as_of: date) -> bool:
        """Whether a document is not out of force at a date; ``False`` for one that is not there."""
        with self._index.snapshot() as snapshot:
            ordinals = snapshot.store.find(name)
            cards = snapshot.store.cards(ordinals)
        return any(status_of(card, as_of)[0] not in OUT_OF_FORCE for card in cards.values())

    def of(self, name: str) -> Document:
        if name not in self._documents:
            self._documents[name] = self._index.document(name).document
        return self._documents[name]


def read_questions(path: Path) -> list[GoldQuestion]:
    """Read a question file.

    :raises QuestionFileError: the file cannot be read, or a line has another form.
    """
    try:
        lines = path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines()
    except OSError as error:
        raise QuestionFileError(f"{path}: cannot be read ({error.strerror}).") from error
    questions: list[GoldQuestion] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                questions.append(msgspec.json.decode(line, type=GoldQuestion))
            except (UnicodeDecodeError, msgspec.DecodeError) as error:
                raise QuestionFileError(f"{path}, line {number}: {error}.") from error
    return questions


def _outcome(texts: _Texts, question: GoldQuestion, answer: Answer, elapsed: float) -> Outcome:
    found = share_cited(answer, question.gold) if question.gold else float(not answer.grounded)
    right = found >= (_LIST_SHARE if question.kind == "list" else _ANY)
    gold = {document for document, _ in question.gold}
    stale = any(c.status in OUT_OF_FORCE and c.document not in gold for c in answer.citations[:1])
    return Outcome(
        id=question.id,
        text=question.text,
        expected="answer" if question.gold else "refusal",
        grounded=answer.grounded,
        right=right,
        found=round(found, 3),
        citations=len(answer.citations),
        cited_gold=sum(_holds_gold(citation, question.gold) for citation in answer.citations),
        stale_first=stale and any(texts.is_in_force(document, answer.as_of) for document in gold),
        is_list=question.kind == "list",
        elapsed_ms=round(elapsed, 1),
    )


def _holds_gold(citation: Citation, gold: Sequence[tuple[str, str]]) -> bool:
    """Whether a quote holds a gold sentence of its document, or is a part of one."""
    quote = _plain(citation.quote)
    sentences = (_plain(sentence) for document, sentence in gold if document == citation.document)
    return any(s in quote or (quote in s and len(quote) >= _SHORTEST_PART) for s in sentences)


def share_cited(answer: Answer, gold: Sequence[tuple[str, str]]) -> float:
    """The share of gold sentences that a citation of their document quotes; 1 for a question without gold."""
    quoted: dict[str, str] = {}
    for citation in answer.citations:
        quoted[citation.document] = quoted.get(citation.document, "") + _plain(citation.quote)
    found = sum(_plain(sentence) in quoted.get(document, "") for document, sentence in gold)
    return _share(found, len(gold))


def _plain(text: str) -> str:
    """Letters and digits: cells of a table's row may be parted by anything."""
    return re.sub(r"\W", "", text)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(values: Sequence[float], none: float = 1.0) -> float:
    return sum(values) / len(values) if values else none
