"""Reading question and sentences together, over the small knowledge base and with a scripted reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from answer import Answerer
from answer.answerer import Examination, examine
from answer.question import read_question
from answer.reading import may_be_read, read
from index import Filters

TODAY = date(2025, 10, 1)


class Reader:
    """A cross-encoder that gives the logits it was told to give, and keeps what it was asked."""

    def __init__(self, *logits: float) -> None:
        self.logits = np.array(logits, dtype=np.float32)
        self.asked: list[tuple[str, Sequence[tuple[str, str]]]] = []

    def cross_encode(self, question: str, texts: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked.append((question, texts))
        return self.logits[: len(texts)]


def examined(answerer: Answerer, text: str) -> Examination:
    question = read_question(text, answerer.vocabulary, TODAY)
    with answerer.index.snapshot() as snapshot:
        vector = answerer.index.embed_query(question.text)
        return examine(snapshot, question, vector, answerer.index.embed_queries, TODAY, Filters())


def test_the_best_sentences_are_read_with_what_they_stand_under(answerer: Answerer) -> None:
    found = examined(answerer, "芯片設計企業首輪流片費用最高補助多少？")
    reader = Reader(-3.0, 2.5, -7.0, 1.0)
    reading = read(found.question, found.evidence, reader)
    assert reading.likelihood == pytest.approx(2.5)
    ((asked, texts),) = reader.asked
    assert asked == "芯片设计企业首轮流片费用最高补助多少？"  # the reader was taught with simplified characters
    assert [text for text, _ in texts] == [sentence.text for sentence in found.evidence[:4]]
    assert all(f"{under}\n{text}" == e.context for (text, under), e in zip(texts, found.evidence, strict=False))


def test_what_reads_like_an_answer_stands_higher(answerer: Answerer) -> None:
    found = examined(answerer, "芯片设计企业首轮流片费用最高补助多少？")
    first, second, *others = found.evidence
    reading = read(found.question, found.evidence, Reader(-6.0, 6.0, -6.0, -9.0))
    # 0.3 for the surest, 0 for the least likely and for what was not read
    weighed = {(e.chunk.id, e.position): e.score for e in reading.evidence}
    assert weighed[second.chunk.id, second.position] == pytest.approx(second.score + 0.3)
    assert weighed[first.chunk.id, first.position] == pytest.approx(first.score)
    assert all(weighed[e.chunk.id, e.position] == pytest.approx(e.score) for e in others)
    scores = [e.score for e in reading.evidence]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == len(found.evidence)


def test_a_likelihood_has_bounds_and_nothing_to_read_is_as_unlikely_as_can_be(answerer: Answerer) -> None:
    found = examined(answerer, "芯片设计企业首轮流片费用最高补助多少？")
    assert read(found.question, found.evidence, Reader(9.0, 9.0, 9.0, 9.0)).likelihood == 6.0
    nothing = read(found.question, (), Reader())
    assert (nothing.evidence, nothing.likelihood) == ([], -6.0)


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
    found = examined(answerer, text)
    assert may_be_read(found.question) is expected
    assert (found.read_by(Reader(1.0, 1.0, 1.0, 1.0)).signs.reading is not None) is expected
    assert found.read_by(None) is found
