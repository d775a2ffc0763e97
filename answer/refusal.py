"""Whether the evidence supports an answer at all.

A cosine alone cannot tell: e5's lie so close together that off-topic questions reach those of true passages
(``docs/decisions/0005``). So several signs are weighed in a logistic model.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from answer.question import Language, Question


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer.

    :ivar coverage: share of the question's meaning that the best sentence holds in its context.
    :ivar together: the share that the best few sentences hold together.
    :ivar standing: the best passage's cosine above the corpus's, in standard deviations.
    :ivar sentence_standing: the same for the best sentence.
    :ivar fits: whether any of the best sentences holds the kind of thing asked for.
    """

    coverage: float
    together: float
    standing: float
    sentence_standing: float
    fits: bool


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Weights of the logistic model; ``probability`` at or above ``threshold`` is answered."""

    bias: float
    together: float
    coverage: float
    standing: float
    sentence_standing: float
    fits: float
    threshold: float = 0.5

    def probability(self, signs: Signs) -> float:
        """How likely the evidence answers, 0 to 1."""
        logit = (
            self.bias
            + self.together * signs.together
            + self.coverage * signs.coverage
            + self.standing * signs.standing
            + self.sentence_standing * signs.sentence_standing
            + self.fits * signs.fits
        )
        return 0.5 * (1 + math.tanh(logit / 2))  # the logistic function, in a form that no logit overflows


_MODELS = {
    Language.CHINESE: RefusalModel(
        bias=-7.0, together=4.0, coverage=4.0, standing=0.6, sentence_standing=0.3, fits=1.0
    ),
    Language.ENGLISH: RefusalModel(
        bias=-7.0, together=4.0, coverage=4.0, standing=0.6, sentence_standing=0.3, fits=1.0
    ),
}


def probability_of_answer(question: Question, signs: Signs) -> float:
    """How likely the evidence answers, 0 to 1, by the model for the question's language."""
    return _MODELS[question.language].probability(signs)
