"""How much of a question a text holds; values worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import Term
from answer.support import TermWeights, held, term_weights
from index.lexical import LexicalIndex, write_lexical_index
from index.tokens import fold

CHARACTERS = st.text(
    st.sampled_from("芯片企业流补助人才 aiAI2０chn,。\n-") | st.characters(exclude_categories=["Cs"]), max_size=20
)
WORDS = CHARACTERS.map(fold).filter(lambda word: bool(word.strip()))
TERMS = st.lists(
    st.builds(
        lambda words, weight: Term(words[0], tuple(words), weight),
        st.lists(WORDS, min_size=1, max_size=3),
        st.floats(0.1, 1),
    ),
    max_size=4,
    unique_by=lambda term: term.text,
)


def term(*words: str, weight: float = 1.0) -> Term:
    return Term(words[0], words, weight)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (("流片",), "对流片费用", 1.0),
        (("芯片", "集成电路"), "集成电路企业", 1.0),
        (("人才公寓",), "人才住房", 0.6 / 3),  # 人才 of 人才, 才公, 公寓
        (("人才公寓",), "人才和公寓", 0.6 * 2 / 3),
        (("人才公寓",), "绿色工厂", 0.0),
        (("片",), "芯片", 1.0),
        (("省",), "市", 0.0),
        (("ai",), "chain", 0.0),
        (("ai",), "ai芯片", 1.0),
        (("5g",), "15g", 0.0),
        (("5",), "2025年", 0.0),
        (("200万",), "1200万元", 0.3),  # 万 alone: 200 is no part of 1200
        (("2 million",), "2025年", 0.0),
        (("200万",), "最高200万元", 1.0),
        (("30%",), "按30%给予", 1.0),
        (("a.b",), "axb", 0.0),
        (("wi-fi6",), "支持wi-fi6设备", 1.0),
    ],
)
def test_held(words: tuple[str, ...], text: str, expected: float) -> None:
    assert held(term(*words), text) == pytest.approx(expected)


def test_coverage_is_the_weighted_share() -> None:
    weights = TermWeights({"流片": 3.0, "人才公寓": 1.0})
    terms = [term("流片"), term("人才公寓")]
    assert weights.coverage(terms, "流片补助") == pytest.approx(3 / 4)
    assert weights.coverage(terms, "人才和公寓") == pytest.approx(0.6 * 2 / 3 / 4)
    assert weights.coverage(terms, "流片与人才公寓") == 1.0
    assert weights.coverage(terms, "") == 0.0
    assert weights.coverage([], "流片") == 0.0


def test_capitals_and_full_width_forms_of_the_text_are_folded() -> None:
    assert TermWeights({"eda": 1.0}).coverage([term("eda")], "ＥＤＡ工具") == 1.0


@given(TERMS, CHARACTERS, CHARACTERS)
def test_coverage_is_a_share_that_more_text_never_lessens(terms: list[Term], text: str, more: str) -> None:
    weights = TermWeights({each.text: each.weight for each in terms})
    alone = weights.coverage(terms, text)
    assert 0.0 <= alone <= 1.0 + 1e-9
    assert alone <= weights.coverage(terms, f"{text}\n{more}") + 1e-9
    assert alone <= weights.coverage(terms, f"{more}\n{text}") + 1e-9


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    passages = ["芯片企业流片补助", "芯片企业奖励", "企业贷款贴息", "企业培训"]
    write_lexical_index(tmp_path / "lexical", ((n, 1, text) for n, text in enumerate(passages, start=1)))
    return LexicalIndex.open(tmp_path / "lexical")


def idf(frequency: int, passages: int = 4) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        (("流片",), 1),
        (("芯片",), 2),
        (("企业",), 4),
        (("光刻机",), 0),
        (("光刻机", "芯片"), 2),  # its commonest alternative counts
        (("流片补助",), 1),  # no word of the dictionary: its rarest pair counts
    ],
)
def test_rare_words_count_more_within_bounds(lexical: LexicalIndex, words: tuple[str, ...], frequency: int) -> None:
    found = term_weights([term(*words, weight=0.5)], lexical).weights[words[0]]
    assert found == pytest.approx(0.5 * (0.5 + idf(frequency) / idf(0)))
    assert 0.25 < found <= 0.75


def test_an_empty_index_weighs_all_words_alike(tmp_path: Path) -> None:
    write_lexical_index(tmp_path / "lexical", [])
    weights = term_weights([term("甲"), term("芯片")], LexicalIndex.open(tmp_path / "lexical")).weights
    assert weights == {"甲": 1.5, "芯片": 1.5}
