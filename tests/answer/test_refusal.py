"""The logistic model behind the decision to answer; values worked out by hand."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import Language
from answer.refusal import WEIGHED, RefusalModel, is_answered, load_refusal_models
from answer.signs import Signs

NOTHING = Signs(coverage=0.0, missing=0.1, standing=0.0, fits=0.0)
EVERYTHING = Signs(coverage=1.0, missing=0.0, standing=5.0, fits=1.0)
SHARE = st.floats(0, 1)
STANDING = st.floats(0, 6)
SIGNS = st.builds(Signs, SHARE, st.floats(0, 0.1), STANDING, SHARE)
SHIPPED = load_refusal_models()


def test_the_signs_are_weighed_and_put_through_the_logistic_function() -> None:
    model = RefusalModel(-2.0, {"coverage": 2.0, "missing": -10.0, "standing": 0.5})
    # -2 - 10*0.1 = -3
    assert model.probability(NOTHING) == pytest.approx(1 / (1 + math.exp(3)))
    # -2 + 2*0.5 - 10*0.025 + 0.5*4 = 0.75
    signs = dataclasses.replace(EVERYTHING, coverage=0.5, missing=0.025, standing=4.0)
    assert model.probability(signs) == pytest.approx(1 / (1 + math.exp(-0.75)))


def test_from_the_threshold_on_it_is_answered() -> None:
    models = dict.fromkeys(Language, RefusalModel(0.0, {"coverage": 1.0}, threshold=0.5))
    assert is_answered(models, Language.CHINESE, NOTHING)
    assert not is_answered(models, Language.CHINESE, dataclasses.replace(NOTHING, anchored=False))
    higher = dict.fromkeys(Language, RefusalModel(0.0, {"coverage": 1.0}, threshold=0.51))
    assert not is_answered(higher, Language.CHINESE, NOTHING)


@pytest.mark.parametrize("language", list(Language))
def test_the_shipped_weights_are_of_known_signs(language: Language) -> None:
    model = SHIPPED[language]
    assert model.weights.keys() <= set(WEIGHED)
    assert all(math.isfinite(weight) for weight in (model.bias, *model.weights.values()))
    assert 0 < model.threshold < 1


@given(SIGNS, st.sampled_from(list(Language)))
def test_a_probability_for_any_signs(signs: Signs, language: Language) -> None:
    assert 0.0 <= SHIPPED[language].probability(signs) <= 1.0


@given(SIGNS, st.sampled_from(WEIGHED), SHARE, st.sampled_from(list(Language)))
def test_no_sign_for_an_answer_speaks_against_it(signs: Signs, name: str, more: float, language: Language) -> None:
    change = -more if name == "missing" else more
    better = dataclasses.replace(signs, **{name: getattr(signs, name) + change})
    assert SHIPPED[language].probability(better) >= SHIPPED[language].probability(signs)


@pytest.mark.parametrize("language", list(Language))
def test_no_cosine_answers_alone(language: Language) -> None:
    near = dataclasses.replace(NOTHING, standing=6.0)
    assert not is_answered(SHIPPED, language, NOTHING)
    assert not is_answered(SHIPPED, language, near)
    assert is_answered(SHIPPED, language, EVERYTHING)
