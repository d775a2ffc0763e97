"""What is measured of a cross-encoder, counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.cross_encoder.group import Group, Pair
from benchmarks.cross_encoder.measures import figures_of, measure


def test_figures_by_hand() -> None:
    scored = [
        ([2.0, 1.0], [True, False]),  # the right one first
        ([0.5, 3.0], [True, False]),  # the wrong one first
        ([1.0, 0.0], [True, True]),
        ([2.5, -1.0], [False, False]),
        ([1.0], [False]),
    ]

    figures = figures_of(scored)

    assert figures.questions == 5
    assert figures.first == pytest.approx(2 / 3)
    # Best of the answerable 2, 3, 1; of the others 2.5, 1. Of six comparisons 2>1, 3>2.5 and 3>1 are won, 1=1 is half.
    assert figures.auc == pytest.approx(3.5 / 6)


class Lengths:
    """A cross-encoder to which longer is likelier."""

    def cross_encode(self, question: str, texts: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.array([len(sentence) for sentence, _ in texts], np.float32)


def group(question: str, *pairs: tuple[str, bool]) -> Group:
    return Group(question, tuple(Pair(sentence, "", answers) for sentence, answers in pairs))


def test_figures_are_given_by_language_and_of_all() -> None:
    groups = [
        group("补贴多少", ("长长的一句", True), ("短", False)),
        group("找谁", ("短", False)),
        group("How much is paid?", ("short", False), ("and", True)),
        group("Who pays?", ("longer", False)),
    ]

    figures = measure(Lengths(), groups)

    assert list(figures) == ["zh", "en", "all"]
    assert (figures["zh"].first, figures["zh"].auc) == (1.0, 1.0)
    assert (figures["en"].first, figures["en"].auc) == (0.0, 0.0)
    # Best of the answerable 5, 5; of the others 1, 6: two of four comparisons are won.
    assert (figures["all"].first, figures["all"].auc) == (0.5, 0.5)
