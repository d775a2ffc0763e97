"""How well a cross-encoder finds the sentence that answers, and tells a question that none answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from answer.question import language_of
from benchmarks.cross_encoder.group import Group
from index.encoders.encoder import CrossEncoder


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    :ivar first: share of the answerable questions whose best-scored sentence is one that answers.
    :ivar auc: area under the curve of the best score, answerable against not: how likely an answerable question has a
        better one than an unanswerable question.
    """

    questions: int
    first: float
    auc: float

    def __str__(self) -> str:
        return f"{self.questions} questions, best sentence right {self.first:.3f}, AUC {self.auc:.3f}"


def measure(cross_encoder: CrossEncoder, groups: Iterable[Group]) -> dict[str, Figures]:
    """The figures of each language's questions and of all."""
    scored: dict[str, list[tuple[list[float], list[bool]]]] = {}
    for group in groups:
        logits = cross_encoder.cross_encode(group.question, group.texts).tolist()
        for name in (language_of(group.question).value, "all"):
            scored.setdefault(name, []).append((logits, group.answers))
    return {name: figures_of(scored[name]) for name in sorted(scored, reverse=True)}


def figures_of(scored: Sequence[tuple[list[float], list[bool]]]) -> Figures:
    """The figures of questions, each given as the scores of its sentences and which of them answer."""
    best = [max(scores) for scores, _ in scored]
    answerable = [any(answers) for _, answers in scored]
    first = [answers[int(np.argmax(scores))] for scores, answers in scored if any(answers)]
    return Figures(len(scored), float(np.mean(first)), float(roc_auc_score(answerable, best)))
