"""What speaks for an answer, over the small knowledge base."""

from __future__ import annotations

from datetime import date

import pytest

from answer import Answerer
from answer.answerer import examine
from answer.question import read_question
from answer.signs import Signs
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
