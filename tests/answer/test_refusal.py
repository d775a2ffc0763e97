"""The logistic model behind the decision to answer; values worked out by hand."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import Language
from answer.reading import SUREST
from answer.refusal import READING, WEIGHED, RefusalModel, RefusalModels, load_refusal_models
from answer.signs import Signs

NOTHING = Signs(coverage=0.0, missing=0.1, standing=0.0, fits=0.0)
EVERYTHING = Signs(coverage=1.0, missing=0.0, standing=5.0, fits=1.0)
SHARE = st.floats(0, 1)
STANDING = st.floats(0, 6)
SIGNS = st.builds(Signs, SHARE, st.floats(0, 0.1), STANDING, SHARE, reading=st.floats(-SUREST, SUREST))
SHIPPED = load_refusal_models()
MODELS = [
    pytest.param(kind[language], (*WEIGHED, *also), id=f"{name}-{language}")
    for name, kind, also in (("unread", SHIPPED.unread, ()), ("read", SHIPPED.read, (READING,)))
    for language in Language
]


def unread(language: Language, signs: Signs) -> bool:
    return SHIPPED.is_answered(language, signs)


def test_the_signs_are_weighed_and_put_through_the_logistic_function() -> None:
    model = RefusalModel(-2.0, {"coverage": 2.0, "missing": -10.0, "standing": 0.5})
    # -2 - 10*0.1 = -3
    assert model.probability(NOTHING) == pytest.approx(1 / (1 + math.exp(3)))
    # -2 + 2*0.5 - 10*0.025 + 0.5*4 = 0.75
    signs = dataclasses.replace(EVERYTHING, coverage=0.5, missing=0.025, standing=4.0)
    assert model.probability(signs) == pytest.approx(1 / (1 + math.exp(-0.75)))


def test_from_the_threshold_on_it_is_answered() -> None:
    enough = dict.fromkeys(Language, RefusalModel(0.0, {"coverage": 1.0}, threshold=0.5))
    assert RefusalModels(enough, {}).is_answered(Language.CHINESE, NOTHING)
    assert not RefusalModels(enough, {}).is_answered(Language.CHINESE, dataclasses.replace(NOTHING, anchored=False))
    higher = dict.fromkeys(Language, RefusalModel(0.0, {"coverage": 1.0}, threshold=0.51))
    assert not RefusalModels(higher, {}).is_answered(Language.CHINESE, NOTHING)


@pytest.mark.parametrize(("model", "known"), MODELS)
def test_the_shipped_weights_are_of_known_signs(model: RefusalModel, known: tuple[str, ...]) -> None:
    assert model.weights.keys() == set(known)
    assert all(math.isfinite(weight) for weight in (model.bias, *model.weights.values()))
    assert 0 < model.threshold < 1


@given(SIGNS)
@pytest.mark.parametrize(("model", "known"), MODELS)
def test_a_probability_for_any_signs(model: RefusalModel, known: tuple[str, ...], signs: Signs) -> None:
    assert 0.0 <= model.probability(signs) <= 1.0


@given(SIGNS, st.data(), SHARE)
@pytest.mark.parametrize(("model", "known"), MODELS)
def test_no_sign_for_an_answer_speaks_against_it(
    model: RefusalModel, known: tuple[str, ...], signs: Signs, data: st.DataObject, more: float
) -> None:
    name = data.draw(st.sampled_from(known))
    change = -more if name == "missing" else more
    better = dataclasses.replace(signs, **{name: getattr(signs, name) + change})
    assert model.probability(better) >= model.probability(signs)


@pytest.mark.parametrize("language", list(Language))
def test_no_cosine_answers_alone(language: Language) -> None:
    near = dataclasses.replace(NOTHING, standing=6.0)
    assert not unread(language, NOTHING)
    assert not unread(language, near)
    assert unread(language, EVERYTHING)
    assert not unread(language, dataclasses.replace(EVERYTHING, anchored=False))


def test_a_reading_is_weighed_by_the_model_that_knows_it() -> None:
    unread = dict.fromkeys(Language, RefusalModel(0.0, {"coverage": 1.0}))
    read = dict.fromkeys(Language, RefusalModel(-1.0, {"reading": 1.0}))
    models = RefusalModels(unread, read)
    assert models.is_answered(Language.CHINESE, NOTHING)
    # -1 + 1 = 0, which is probability .5; a little less is not enough
    assert models.is_answered(Language.CHINESE, dataclasses.replace(NOTHING, reading=1.0))
    assert not models.is_answered(Language.CHINESE, dataclasses.replace(NOTHING, reading=0.9))
