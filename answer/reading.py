"""Reading the question and the best sentences together, by the model's cross-encoder where it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from answer.evidence import Evidence
from answer.question import Question
from answer.simplified import to_simplified
from index.encoders.encoder import CrossEncoder

#: The highest and, negative, the lowest logit that counts.
SUREST = 6.0
_READ = 4
_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of it.

    :ivar evidence: best first: what reads like an answer stands higher.
    :ivar likelihood: the highest logit of a sentence, -6 to 6.
    """

    evidence: Sequence[Evidence]
    likelihood: float


def may_be_read(question: Question) -> bool:
    """Whether one sentence can answer a question: of those that ask for many things none does by itself."""
    return not question.demand.lists


def read(question: Question, evidence: Sequence[Evidence], cross_encoder: CrossEncoder) -> Reading:
    """Read the first few sentences, each with what it stands under and leans on.

    :param evidence: best first.
    """
    best = evidence[:_READ]
    pairs = [(sentence.text, sentence.context.removesuffix(sentence.text).rstrip("\n")) for sentence in best]
    logits = np.clip(cross_encoder.cross_encode(to_simplified(question.text), pairs), -SUREST, SUREST).tolist()
    weighed = [
        replace(sentence, score=sentence.score + _WEIGHT * (logit + SUREST) / (2 * SUREST))
        for sentence, logit in zip(best, logits, strict=True)
    ]
    # Sorting is stable: those that were not read keep their order.
    ranked = sorted([*weighed, *evidence[_READ:]], key=lambda sentence: -sentence.score)
    return Reading(ranked, max(logits, default=-SUREST))
