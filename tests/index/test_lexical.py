"""tantivy's BM25 against bm25s, an independent implementation."""

from pathlib import Path

import bm25s
import numpy as np
import pytest

from index.errors import CorruptIndex
from index.lexical import LexicalField, LexicalIndex, write_lexical_index
from index.tokens import bigrams, words

PASSAGES = [
    "对流片费用给予最高500万元补助，同一企业每年不超过两次。",
    "支持芯片企业购买EDA工具，按实际支出的30%给予补助。",
    "低空经济起降场建设，每个给予一次性奖励。",
    "专精特新企业贷款贴息，贴息期限不超过两年。",
    "芯片设计企业首轮流片，芯片流片费用按比例补助。",
    "本办法自发布之日起施行，有效期三年。",
]
QUERIES = ["芯片流片补助多少", "低空经济起降场", "贷款贴息期限", "EDA 工具"]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    write_lexical_index(tmp_path / "lexical", ((10 + n, n // 2, text) for n, text in enumerate(PASSAGES)))
    return LexicalIndex.open(tmp_path / "lexical")


@pytest.mark.parametrize("field", list(LexicalField))
def test_scores_equal_an_independent_bm25(index: LexicalIndex, field: LexicalField) -> None:
    cut = {LexicalField.WORDS: words, LexicalField.BIGRAMS: bigrams}[field]
    constant = 1 + 1.2  # the factor k1 + 1 that Lucene, and so bm25s, leaves out: it changes no ranking
    reference = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    reference.index([cut(text) for text in PASSAGES], show_progress=False)
    for query in QUERIES:
        scores = reference.get_scores(list(dict.fromkeys(cut(query))))
        expected = {10 + int(row): constant * float(scores[row]) for row in np.flatnonzero(scores)}
        assert index.search(query, field, 10) == pytest.approx(expected, rel=1e-4)


def test_best_first_and_no_more_than_asked(index: LexicalIndex) -> None:
    scores = list(index.search("芯片流片补助", LexicalField.BIGRAMS, 2).values())
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)


def test_only_the_named_documents_are_found(index: LexicalIndex) -> None:
    assert set(index.search("补助", LexicalField.WORDS, 10)) == {10, 11, 14}
    assert set(index.search("补助", LexicalField.WORDS, 10, documents=[2])) == {14}
    assert index.search("补助", LexicalField.WORDS, 10, documents=[]) == {}


@pytest.mark.parametrize("query", ["AND", "a:b (c", "AI+制造", '"', "", "。，", "NOT 芯片 OR"])
def test_query_syntax_has_no_meaning(index: LexicalIndex, query: str) -> None:
    index.search(query, LexicalField.WORDS, 5)
    index.search(query, LexicalField.BIGRAMS, 5)


def test_document_frequency(index: LexicalIndex) -> None:
    assert index.document_frequency(LexicalField.WORDS, "芯片") == 2
    assert index.document_frequency(LexicalField.WORDS, "光刻机") == 0


def test_a_folder_that_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexical").mkdir()
    with pytest.raises(CorruptIndex, match="lexical: tantivy cannot read it"):
        LexicalIndex.open(tmp_path / "lexical")
