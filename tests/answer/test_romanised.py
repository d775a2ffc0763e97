"""Names in pinyin."""

from dataclasses import replace

import pytest

from answer.question import Language, Question, Term, load_vocabulary, read_question
from answer.romanised import spelled, with_names

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("Hailan", "海岚市工业和信息化局", ["海岚"]),
        ("hailan", "关于海岚、海兰的办法", ["海岚", "海兰"]),
        ("Hai", "海岚市", []),  # one syllable is chance
        ("Hailanx", "海岚市", []),
        ("Foshan", "海岚市", []),
        ("Hailan", "", []),
    ],
)
def test_the_stretches_that_a_word_spells(word: str, text: str, found: list[str]) -> None:
    assert spelled(word, text) == found


def test_only_unknown_names_of_english_questions_are_looked_up() -> None:
    def never() -> list[str]:
        raise AssertionError("nothing is to be looked up")

    for text in ("海岚市的补贴", "What is the subsidy for chip makers?"):
        question = read_question(text, VOCABULARY)
        assert with_names(question, never) == question


def test_a_name_is_supported_by_the_characters_it_spells() -> None:
    question = read_question("What does Hailan pay?", VOCABULARY)
    (name,) = [term for term in with_names(question, lambda: ["海岚市办法"]).terms if term.text == "Hailan"]
    assert name.alternatives == ("hailan", "海岚")
    assert with_names(question, lambda: ["佛山市办法"]) == question


def test_a_question_in_chinese_stays() -> None:
    question = Question("", Language.CHINESE, read_question("", VOCABULARY).demand, (Term("Hailan", ("hailan",)),), "")
    assert with_names(question, lambda: ["海岚"]) == question
    assert with_names(replace(question, language=Language.ENGLISH), lambda: ["海岚"]) != question
