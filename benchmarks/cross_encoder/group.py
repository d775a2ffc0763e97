"""A question with the sentences among which its answer is to be found, or is not."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

#: How often a sentence is trained on with the one before it: in use, one that leans on nothing is read without.
_WITH_BEFORE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence as the cross-encoder reads it next to a question.

    :ivar context: what it stands under, and perhaps the sentence before it.
    :ivar answers: whether it answers.
    """

    sentence: str
    context: str
    answers: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A question and its pairs; without one that answers, it is to be refused."""

    question: str
    pairs: tuple[Pair, ...]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Sentence and context of each pair, as a cross-encoder takes them."""
        return [(pair.sentence, pair.context) for pair in self.pairs]

    @property
    def answers(self) -> list[bool]:
        """Which of the pairs answer."""
        return [pair.answers for pair in self.pairs]


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence in its place.

    :ivar where: title and heading; may be empty.
    :ivar before: the sentence before it, empty where there is none.
    """

    text: str
    where: str
    before: str

    def pair(self, *, answers: bool, order: random.Random | None = None) -> Pair:
        """The sentence as one of a question's pairs.

        :param order: leaves out the sentence before it now and then; ``None`` never does.
        """
        before = self.before if order is None or order.random() < _WITH_BEFORE else ""
        return Pair(self.text, "\n".join(part for part in (self.where, before) if part), answers)
