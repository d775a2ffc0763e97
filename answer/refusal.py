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
    :ivar anchored: whether the places and numbers asked about stand in the best sentences or what is known of their
        documents.
    """

    coverage: float
    together: float
    standing: float
    sentence_standing: float
    fits: bool
    anchored: bool = True


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Weights of the logistic model.

    :ivar highest: what counts of a standing at most: close wording alone must not carry a question whose words find
        no support.
    :ivar threshold: an answer at least so likely is given.
    """

    bias: float
    together: float
    coverage: float
    standing: float
    sentence_standing: float
    fits: float
    highest: float = 4.0
    threshold: float = 0.5

    def probability(self, signs: Signs) -> float:
        """How likely the evidence answers, 0 to 1."""
        logit = (
            self.bias
            + self.together * signs.together
            + self.coverage * signs.coverage
            + self.standing * min(signs.standing, self.highest)
            + self.sentence_standing * min(signs.sentence_standing, self.highest)
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


def is_answered(question: Question, signs: Signs) -> bool:
    """Whether an answer is given.

    A place or a number that was asked about and that nothing near it holds is never answered.
    """
    return signs.anchored and probability_of_answer(question, signs) >= _MODELS[question.language].threshold
