"""Reading-comprehension sets in SQuAD's form, Chinese or English, as questions with sentences.

The form is that of Rajpurkar et al., 2018 (arXiv:1806.03822). A sentence in which an answer begins answers; one that
only holds the same words elsewhere may answer too, and is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from answer.evaluation import QuestionFileError
from answer.simplified import to_simplified
from benchmarks.cross_encoder.group import Group, Pair, Placed
from ingest.document import Span
from ingest.sentences import split_sentences

#: Where annotators name answers in more sentences than this, one sentence does not tell it.
_MOST_ANSWERING: Final = 2
_MOST_WRONG: Final = 8
_SHORTEST: Final = 4  # in characters
_WITH_STRANGER: Final = 0.7


class Answer(msgspec.Struct, frozen=True):
    """An answer and the character of the context it begins at."""

    text: str
    answer_start: int


class Question(msgspec.Struct, frozen=True):
    """A question about a paragraph."""

    id: str
    question: str
    answers: tuple[Answer, ...] = ()
    is_impossible: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A text and the questions about it."""

    context: str
    qas: tuple[Question, ...]


class Article(msgspec.Struct, frozen=True):
    """Paragraphs about one thing."""

    paragraphs: tuple[Paragraph, ...]
    title: str = ""


class _Set(msgspec.Struct, frozen=True):
    data: list[Article]


def read_articles(file: Path) -> list[Article]:
    """Read a set.

    :raises QuestionFileError: it has another form.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Set).data
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise QuestionFileError(f"{file}: {error}; expected a set in SQuAD's form.") from error


def questions_by_id(articles: Sequence[Article]) -> dict[str, str]:
    """The questions of a set: those of a parallel set in another language have the same ids."""
    return {one.id: one.question for article in articles for paragraph in article.paragraphs for one in paragraph.qas}


def groups_of(
    articles: Sequence[Article], order: random.Random, other_words: Mapping[str, str] | None = None
) -> Iterator[Group]:
    """The questions, each with sentences of its paragraph and often one of another paragraph of the article.

    All in simplified characters. A question without a sentence that answers it for certain is left out.

    :param other_words: questions by id, to be asked in place of the set's own.
    """
    for article in articles:
        title = to_simplified(article.title.replace("_", " "))
        cut = [split_sentences(paragraph.context, 0, len(paragraph.context)) for paragraph in article.paragraphs]
        placed = [_placed(one.context, spans, title) for one, spans in zip(article.paragraphs, cut, strict=True)]
        for at, paragraph in enumerate(article.paragraphs):
            others = [sentences for other, sentences in enumerate(placed) if other != at and sentences]
            for question in paragraph.qas:
                answers = () if question.is_impossible else question.answers
                answering = _answering(cut[at], answers)
                pairs = _pairs(placed[at], answering, answers, others, order)
                is_certain = len(answering) <= _MOST_ANSWERING and bool(answers) == any(pair.answers for pair in pairs)
                if pairs and is_certain:
                    text = (other_words or {}).get(question.id, question.question)
                    yield Group(to_simplified(text), tuple(pairs))


def _placed(context: str, spans: Sequence[Span], title: str) -> list[Placed]:
    texts = [to_simplified(context[span.start : span.end]) for span in spans]
    return [Placed(text, title, before) for text, before in zip(texts, ("", *texts), strict=False)]


def _answering(spans: Sequence[Span], answers: Sequence[Answer]) -> set[int]:
    """The positions of the sentences in which an answer begins."""
    return {
        position
        for position, span in enumerate(spans)
        for answer in answers
        if span.start <= answer.answer_start < span.end
    }


def _pairs(
    sentences: Sequence[Placed],
    answering: set[int],
    answers: Sequence[Answer],
    others: Sequence[Sequence[Placed]],
    order: random.Random,
) -> list[Pair]:
    """The pairs of a question: all that answer, and some that do not."""
    words = {to_simplified(answer.text) for answer in answers}

    def is_no_answer(sentence: Placed) -> bool:
        return not any(word in sentence.text for word in words)

    right: list[Pair] = []
    wrong: list[Pair] = []
    for at, sentence in enumerate(sentences):
        if len(sentence.text) < _SHORTEST:
            continue
        if at in answering:
            right.append(sentence.pair(answers=True, order=order))
        elif is_no_answer(sentence):
            wrong.append(sentence.pair(answers=False, order=order))
    pairs = right + order.sample(wrong, min(len(wrong), _MOST_WRONG))
    if others and order.random() < _WITH_STRANGER:
        stranger = order.choice(order.choice(others))
        if is_no_answer(stranger):
            pairs.append(stranger.pair(answers=False, order=order))
    return pairs
