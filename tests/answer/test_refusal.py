"""The logistic model behind the decision to answer; values worked out by hand."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import Language, Question
from answer.refusal import RefusalModel, Signs, probability_of_answer
from answer.wanted import Demand, Wanted

MODEL = RefusalModel(bias=-2.0, together=1.0, coverage=2.0, standing=0.5, sentence_standing=0.25, fits=1.0)
NOTHING = Signs(coverage=0.0, together=0.0, standing=0.0, sentence_standing=0.0, fits=False)
SHARE = st.floats(0, 1)
STANDING = st.floats(-1e6, 1e6)
SIGNS = st.builds(Signs, SHARE, SHARE, STANDING, STANDING, st.booleans())


def question(language: Language) -> Question:
    return Question("", language, Demand(Wanted.OTHER), (), "")


def test_the_signs_are_weighed_and_put_through_the_logistic_function() -> None:
    assert MODEL.probability(NOTHING) == pytest.approx(1 / (1 + math.exp(2)))
    # -2 + 1*0.5 + 2*0.5 + 0.5*2 + 0.25*4 + 1 = 2.5
    signs = Signs(coverage=0.5, together=0.5, standing=2.0, sentence_standing=4.0, fits=True)
    assert MODEL.probability(signs) == pytest.approx(1 / (1 + math.exp(-2.5)))


@given(SIGNS)
def test_a_probability_for_any_signs(signs: Signs) -> None:
    assert 0.0 <= MODEL.probability(signs) <= 1.0


@given(SIGNS, st.sampled_from([field.name for field in dataclasses.fields(Signs)]), SHARE)
def test_no_sign_for_an_answer_speaks_against_it(signs: Signs, name: str, more: float) -> None:
    value = True if name == "fits" else getattr(signs, name) + more
    better = dataclasses.replace(signs, **{name: value})
    for language in Language:
        before = probability_of_answer(question(language), signs)
        assert probability_of_answer(question(language), better) >= before


@pytest.mark.parametrize("language", list(Language))
def test_no_cosine_answers_alone_and_neither_do_words(language: Language) -> None:
    asked = question(language)
    near = Signs(coverage=0.0, together=0.0, standing=4.0, sentence_standing=5.0, fits=True)
    worded = Signs(coverage=0.6, together=0.6, standing=0.0, sentence_standing=0.0, fits=True)
    both = Signs(coverage=1.0, together=1.0, standing=4.0, sentence_standing=5.0, fits=True)
    assert probability_of_answer(asked, NOTHING) < 0.01
    assert probability_of_answer(asked, near) < 0.5
    assert probability_of_answer(asked, worded) < 0.5
    assert probability_of_answer(asked, both) > 0.9
