"""Metrics worked out by hand."""

import math

import pytest

from index.evaluation import metrics


def test_one_relevant_record_at_rank_three() -> None:
    values = metrics(["a", "b", "c"], {"c": 1})
    assert values["ndcg@10"] == pytest.approx(1 / math.log2(4))
    assert values["mrr@10"] == pytest.approx(1 / 3)
    assert (values["recall@1"], values["recall@5"]) == (0.0, 1.0)


def test_graded_gains() -> None:
    values = metrics(["x", "two", "one"], {"one": 1, "two": 2})
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert values["ndcg@10"] == pytest.approx((2 / math.log2(3) + 1 / math.log2(4)) / ideal)


def test_what_stands_below_ten_counts_for_recall_alone() -> None:
    ranked = [f"r{n}" for n in range(20)]
    values = metrics(ranked, {"r10": 1})
    assert (values["ndcg@10"], values["mrr@10"], values["recall@10"], values["recall@100"]) == (0.0, 0.0, 0.0, 1.0)


def test_nothing_found() -> None:
    assert set(metrics([], {"a": 1}).values()) == {0.0}
