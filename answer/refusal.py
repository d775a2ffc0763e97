"""Whether the evidence supports an answer at all: a logistic model over a few signs, its weights in ``refusal.toml``.

A cosine alone cannot tell: e5's lie so close together that off-topic questions reach those of true passages
(``docs/decisions/0014``). ``python -m benchmarks.refusal`` fits the weights and cross-validates them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from answer.question import Language
from answer.signs import Signs

#: The signs that are weighed; ``anchored`` is not: without it there is no answer.
WEIGHED = ("coverage", "missing", "standing", "fits")
#: The sign that only an encoder that is a cross-encoder gives.
READING = "reading"


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Weights of the logistic model.

    :ivar weights: by the name of the sign.
    :ivar threshold: an answer at least so likely is given.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.5

    def probability(self, signs: Signs) -> float:
        """How likely the evidence answers, 0 to 1."""
        logit = self.bias + sum(weight * getattr(signs, name) for name, weight in self.weights.items())
        return 0.5 * (1 + math.tanh(logit / 2))  # the logistic function, in a form that no logit overflows


@dataclass(frozen=True, slots=True)
class RefusalModels:
    """The models of each language.

    :ivar unread: those that do without a reading.
    """

    unread: Mapping[Language, RefusalModel]
    read: Mapping[Language, RefusalModel]

    def is_answered(self, language: Language, signs: Signs) -> bool:
        """Whether an answer is given.

        A place or a number that was asked about and that nothing near it holds is never answered.
        """
        model = (self.unread if signs.reading is None else self.read)[language]
        return signs.anchored and model.probability(signs) >= model.threshold


def load_refusal_models() -> RefusalModels:
    """Read the models; the caller keeps them."""
    tables = tomllib.loads(files("answer").joinpath("refusal.toml").read_text(encoding="utf-8"))
    unread, read = (
        {language: RefusalModel(**tables[kind][language]) for language in Language} for kind in ("unread", "read")
    )
    return RefusalModels(unread, read)
