"""What speaks for an answer, over the small knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from answer import Answerer
from answer.answerer import examine
from answer.question import read_question
from answer.signs import Signs, may_be_read, reading_of
from index import Filters

TODAY = date(2025, 10, 1)


def signs(answerer: Answerer, text: str) -> Signs:
    question = read_question(text, answerer.vocabulary, TODAY)
    with answerer.index.snapshot() as snapshot:
        vector = answerer.index.embed_query(question.text)
        return examine(snapshot, question, vector, answerer.index.embed_queries, TODAY, Filters()).signs


def test_all_that_is_asked_stands_in_one_sentence(answerer: Answerer) -> None:
    found = signs(answerer, "芯片设计企业首轮流片费用最高补助多少？")
    assert found.coverage == pytest.approx(1.0)
    assert found.missing == 0.0
    assert found.anchored


def test_a_subject_that_no_passage_names_is_missing(answerer: Answerer) -> None:
    found = signs(answerer, "光刻机进口关税多少？")
    assert found.missing > 0.02
    assert found.coverage < 0.2


def test_the_most_telling_missing_word_counts(answerer: Answerer) -> None:
    """As worked out by hand: the cosine of the question with, and without, the one word that stands nowhere."""
    text = "芯片设计企业首轮流片费用火锅最高补助多少？"
    whole, rest = (answerer.index.embed_query(asked) for asked in (text, text.replace("火锅", "")))
    assert signs(answerer, text).missing == pytest.approx(min(1 - float(whole @ rest), 0.1), abs=1e-5)


@pytest.mark.parametrize(
    "question",
    ["深圳的首轮流片费用最高补助多少？", "临潮市的首轮流片费用最高补助多少？", "首轮流片费用2031年最高补助多少？"],
)
def test_a_place_or_a_year_that_stands_nowhere_is_no_anchor(answerer: Answerer, question: str) -> None:
    assert not signs(answerer, question).anchored


def test_nothing_to_look_at_speaks_for_nothing(answerer: Answerer) -> None:
    question = read_question("首轮流片费用最高补助多少？", answerer.vocabulary, TODAY)
    with answerer.index.snapshot() as snapshot:
        vector = answerer.index.embed_query(question.text)
        embed = answerer.index.embed_queries
        found = examine(snapshot, question, vector, embed, TODAY, Filters(kind="law")).signs
    assert (found.coverage, found.missing, found.anchored) == (0.0, 0.1, False)


def test_whether_the_best_sentence_holds_the_kind_of_thing_asked_for(answerer: Answerer) -> None:
    assert signs(answerer, "芯片设计企业首轮流片费用最高补助多少万元？").fits == 1.0
    assert signs(answerer, "芯片设计企业首轮流片费用打哪个电话？").fits == 0.0


class Reader:
    """A cross-encoder that gives the logits it was told to give, and keeps what it was asked."""

    def __init__(self, *logits: float) -> None:
        self.logits = np.array(logits, dtype=np.float32)
        self.asked: list[tuple[str, Sequence[tuple[str, str]]]] = []

    def cross_encode(self, question: str, texts: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked.append((question, texts))
        return self.logits[: len(texts)]


def test_the_best_sentences_are_read_with_what_they_stand_under(answerer: Answerer) -> None:
    question = read_question("芯片设计企业首轮流片费用最高补助多少？", answerer.vocabulary, TODAY)
    with answerer.index.snapshot() as snapshot:
        vector = answerer.index.embed_query(question.text)
        found = examine(snapshot, question, vector, answerer.index.embed_queries, TODAY, Filters())
    reader = Reader(-3.0, 2.5, -7.0, 1.0)
    assert reading_of(question, found.evidence, reader) == pytest.approx(2.5)
    ((asked, texts),) = reader.asked
    assert asked == question.text
    assert [text for text, _ in texts] == [sentence.text for sentence in found.evidence[:4]]
    assert all(f"{under}\n{text}" == e.context for (text, under), e in zip(texts, found.evidence, strict=False))


def test_a_reading_has_bounds_and_nothing_to_read_is_as_unlikely_as_can_be(answerer: Answerer) -> None:
    question = read_question("芯片设计企业首轮流片费用最高补助多少？", answerer.vocabulary, TODAY)
    with answerer.index.snapshot() as snapshot:
        vector = answerer.index.embed_query(question.text)
        found = examine(snapshot, question, vector, answerer.index.embed_queries, TODAY, Filters())
    assert reading_of(question, found.evidence, Reader(9.0, 9.0, 9.0, 9.0)) == 6.0
    assert reading_of(question, (), Reader()) == -6.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("首轮流片费用最高补助多少？", True),
        ("芯片企业有哪些支持政策？", False),
        ("what supports exist for chip makers", False),
        ("申报流片补助要哪些材料？", False),
    ],
)
def test_of_what_asks_for_many_things_no_single_sentence_is_read(
    answerer: Answerer, text: str, *, expected: bool
) -> None:
    assert may_be_read(read_question(text, answerer.vocabulary, TODAY)) is expected
