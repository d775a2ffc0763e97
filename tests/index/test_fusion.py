import pytest

from index.fusion import fuse, scaled


def test_scaling_maps_least_to_nought_and_best_to_one() -> None:
    assert scaled({1: 0.8, 2: 0.9, 3: 1.0}) == pytest.approx({1: 0.0, 2: 0.5, 3: 1.0})


def test_a_floor_keeps_the_least_above_nought() -> None:
    assert scaled({1: 2.0, 2: 8.0}, floor=0.0) == pytest.approx({1: 0.25, 2: 1.0})


def test_equal_scores_all_count_as_best() -> None:
    assert scaled({1: 0.8, 2: 0.8}) == {1: 1.0, 2: 1.0}


def test_fusion_weighs_in_proportion_and_counts_absence_as_nought() -> None:
    fused = fuse([(1.0, {1: 1.0, 2: 0.5}), (0.5, {2: 1.0, 3: 0.4})])
    assert fused == pytest.approx({1: 2 / 3, 2: 1 / 3 + 1 / 3, 3: 0.4 / 3})


def test_no_ranking_gives_no_candidate() -> None:
    assert fuse([(1.0, {}), (0.0, {})]) == {}
