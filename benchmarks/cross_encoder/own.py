"""The project's own questions: near misses on invented official documents, one passage a line.

::

    {"title": "…", "heading": "…", "sentences": ["…", "…"], "questions": [{"q": "…", "answer": [1]}, …]}

``answer`` holds the positions of the sentences each of which answers, of a near miss none. A sentence may also be
``{"t": "title and heading", "s": "…"}``: what a search finds comes from several documents.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from answer.evaluation import QuestionFileError
from benchmarks.cross_encoder.group import Group, Placed

#: Sentences of other passages that each question is also trained on.
_STRANGERS: Final = 2
_EACH_HELD_OUT: Final = 10


class Found(msgspec.Struct, frozen=True):
    """A sentence with its own title and heading."""

    where: str = msgspec.field(name="t")
    text: str = msgspec.field(name="s")


class Question(msgspec.Struct, frozen=True):
    """A question and the positions of the sentences that answer it."""

    text: str = msgspec.field(name="q")
    answer: tuple[int, ...]


class Passage(msgspec.Struct, frozen=True):
    """Sentences that follow each other, or that were found together, and questions about them."""

    title: str
    heading: str
    sentences: tuple[str | Found, ...]
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        for question in self.questions:
            for position in question.answer:
                if not 0 <= position < len(self.sentences):
                    raise ValueError(f"{question.text} names sentence {position} of {len(self.sentences)}")

    @property
    def is_found(self) -> bool:
        """Whether its sentences come from several documents."""
        return any(isinstance(sentence, Found) for sentence in self.sentences)

    def placed(self) -> list[Placed]:
        """Its sentences in order, each in its place."""
        where = " ".join(part for part in (self.title, self.heading) if part)
        placed: list[Placed] = []
        before = ""
        for sentence in self.sentences:
            if isinstance(sentence, Found):
                placed.append(Placed(sentence.text, sentence.where, ""))
                before = ""
            else:
                placed.append(Placed(sentence, where, before))
                before = sentence
        return placed


def read_passages(file: Path) -> list[Passage]:
    """Read a file.

    :raises QuestionFileError: a line has another form, or names a sentence that is not there.
    """
    passages: list[Passage] = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            passages.append(msgspec.json.decode(line, type=Passage))
        except (UnicodeDecodeError, msgspec.DecodeError) as error:
            raise QuestionFileError(f"{file}, line {number}: {error}.") from error
    return passages


def held_out(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The passages of a file to train on, and every tenth to measure on."""
    kept = [passage for position, passage in enumerate(passages) if position % _EACH_HELD_OUT]
    return kept, list(passages[::_EACH_HELD_OUT])


def groups_to_measure(passages: Sequence[Passage]) -> list[Group]:
    """The questions, each with the sentences of its passage."""
    return [
        Group(
            question.text,
            tuple(
                sentence.pair(answers=position in question.answer) for position, sentence in enumerate(passage.placed())
            ),
        )
        for passage in passages
        for question in passage.questions
    ]


def groups_to_train(passages: Sequence[Passage], order: random.Random) -> list[Group]:
    """The questions, each with the sentences of its passage and some of others, which do not answer.

    Passages of sentences from several documents lend none: the same document may stand in the next passage.
    """
    sentences = [passage.placed() for passage in passages]
    lenders = [position for position, passage in enumerate(passages) if not passage.is_found]
    groups: list[Group] = []
    for own, passage in enumerate(passages):
        for question in passage.questions:
            pairs = [
                sentence.pair(answers=position in question.answer, order=order)
                for position, sentence in enumerate(sentences[own])
            ]
            pairs += [
                order.choice(sentences[lender]).pair(answers=False, order=order)
                for lender in order.sample(lenders, min(_STRANGERS, len(lenders)))
                if lender != own
            ]
            groups.append(Group(question.text, tuple(pairs)))
    return groups
