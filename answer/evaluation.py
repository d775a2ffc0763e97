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
from answer.types import Answer
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    :ivar expected: ``answer`` or ``refusal``.
    :ivar found: share of the gold sentences that were cited; for a refusal 1 or 0.
    """

    id: str
    text: str
    expected: str
    grounded: bool
    right: bool
    found: float
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Shares in 0 to 1.

    :ivar accuracy: answerable questions for which a gold sentence (of a list: at least nine tenths) was cited.
    :ivar refusal_recall: unanswerable questions that were refused.
    :ivar false_refusals: answerable questions that were refused.
    """

    questions: int
    answerable: int
    answered_right: int
    unanswerable: int
    refused_right: int
    accuracy: float
    refusal_recall: float
    false_refusals: float
    latency_ms: dict[str, float]
    outcomes: tuple[Outcome, ...]


_LIST_SHARE = 0.9
_ANY = 1e-9


def evaluate_answers(answerer: Answerer, path: Path) -> AnswerReport:
    """Ask every question of a file and compare.

    :param path: JSON lines ``{"id", "text", "as_of"?, "gold": [[document, sentence], …], "kind"?: "list"}``.
    :raises QuestionFileError: the file cannot be read, or a line has another form.
    """
    outcomes = [_outcome(answerer, question) for question in read_questions(path)]
    answerable = [outcome for outcome in outcomes if outcome.expected == "answer"]
    unanswerable = [outcome for outcome in outcomes if outcome.expected == "refusal"]
    answered, refused = (sum(outcome.right for outcome in group) for group in (answerable, unanswerable))
    latency = [outcome.elapsed_ms for outcome in outcomes] or [0.0]
    return AnswerReport(
        questions=len(outcomes),
        answerable=len(answerable),
        answered_right=answered,
        unanswerable=len(unanswerable),
        refused_right=refused,
        accuracy=_share(answered, len(answerable)),
        refusal_recall=_share(refused, len(unanswerable)),
        false_refusals=1 - _share(sum(outcome.grounded for outcome in answerable), len(answerable)),
        latency_ms={f"p{q}": round(float(np.percentile(latency, q)), 1) for q in (50, 95)},
        outcomes=tuple(outcomes),
    )


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


def _outcome(answerer: Answerer, question: GoldQuestion) -> Outcome:
    started = time.perf_counter()
    answer = answerer.ask(question.text, as_of=question.as_of)
    elapsed = (time.perf_counter() - started) * 1000
    found = share_cited(answer, question.gold) if question.gold else float(not answer.grounded)
    right = found >= (_LIST_SHARE if question.kind == "list" else _ANY)
    expected = "answer" if question.gold else "refusal"
    return Outcome(question.id, question.text, expected, answer.grounded, right, round(found, 3), round(elapsed, 1))


def share_cited(answer: Answer, gold: Sequence[tuple[str, str]]) -> float:
    """The share of gold sentences that a citation of their document quotes; 1 for a question without gold."""
    quoted: dict[str, str] = {}
    for citation in answer.citations:
        quoted[citation.document] = quoted.get(citation.document, "") + _plain(citation.quote)
    found = sum(_plain(sentence) in quoted.get(document, "") for document, sentence in gold)
    return _share(found, len(gold))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
