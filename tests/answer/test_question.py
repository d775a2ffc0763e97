from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import Language, Question, load_vocabulary, read_question
from answer.simplified import to_simplified
from answer.wanted import Wanted

VOCABULARY = load_vocabulary()


def read(text: str) -> Question:
    return read_question(text, VOCABULARY)


def words(text: str) -> list[str]:
    return [term.text for term in read(text).terms]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("芯片企业有哪些支持？", Language.CHINESE),
        ("what is 流片", Language.CHINESE),
        ("What subsidies does 海岚市 offer for drone makers?", Language.ENGLISH),
        ("工信局 EDA support 有哪些", Language.CHINESE),
        ("What is a tape-out?", Language.ENGLISH),
        ("“EDA”", Language.ENGLISH),
        ("", Language.CHINESE),
        ("？！…", Language.CHINESE),
        ("2024", Language.CHINESE),
        ("\ud800", Language.CHINESE),
    ],
)
def test_language(text: str, language: Language) -> None:
    assert read(text).language is language


def test_what_frames_a_question_is_no_term() -> None:
    assert words("请问我们公司可以申请哪些人才公寓？") == ["公司", "申请", "人才", "公寓"]
    assert words("请问有什么？") == []


def test_what_is_done_weighs_less_than_what_it_is_done_with() -> None:
    weights = {term.text: term.weight for term in read("申请人才公寓").terms}
    assert weights == {"申请": 0.5, "人才": 1.0, "公寓": 1.0}


def test_each_word_once_in_the_order_of_the_question() -> None:
    assert words("芯片、无人机、芯片") == ["芯片", "无人机"]


def test_letters_digits_and_numbers_of_three_digits_carry_meaning() -> None:
    assert words("ＥＤＡ工具") == ["eda", "工具"]
    assert "2024" in words("2024年的人才公寓")
    assert "20" not in words("20人才公寓")


def test_a_word_stands_for_those_of_its_meaning() -> None:
    (term,) = [term for term in read("芯片").terms if term.text == "芯片"]
    assert term.alternatives[0] == "芯片"
    assert "集成电路" in term.alternatives


def test_an_english_question_is_looked_up_in_chinese_too() -> None:
    question = read("What is the cap for tape-out subsidies?")
    assert question.demand.wanted is Wanted.MONEY
    assert question.lexical_text.startswith("What is the cap for tape-out subsidies?")
    assert "流片" in question.lexical_text.split()
    assert read("流片补助").lexical_text == "流片补助"


def test_typographic_quotes_change_nothing() -> None:
    plain = read("What's the chip makers' \"subsidy\"?")
    assert read("What’s the chip makers’ “subsidy”?").terms == plain.terms


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_text_is_a_question(text: str) -> None:
    question = read_question(text, VOCABULARY)
    assert question.text == to_simplified(text)
    assert len({term.text for term in question.terms}) == len(question.terms)
    for term in question.terms:
        assert term.text.strip()
        assert all(term.alternatives)
        assert 0 < term.weight <= 1


def test_comments_in_the_file_of_silent_words_are_no_words() -> None:
    assert {"请问", "有", "资金"} <= VOCABULARY.silent
    assert not any(word.startswith("#") for word in VOCABULARY.silent)


def test_places_and_numbers_are_anchors() -> None:
    anchors = {term.text: term.is_anchor for term in read("深圳市2026年的人才公寓").terms}
    assert anchors == {"深圳市": True, "2026": True, "人才": False, "公寓": False}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我们厂只有400伏的用电，能自己买绿电吗", "400"),
        ("想租600平方米厂房，租金怎么补", "600"),
        ("our line runs on 400 volts, may we buy green power ourselves?", "400"),
    ],
)
def test_a_number_of_the_askers_own_case_is_no_anchor(text: str, number: str) -> None:
    assert not any(term.is_anchor for term in read(text).terms if term.text == number)


@pytest.mark.parametrize(
    ("text", "is_place"), [("青屿区有多少家", True), ("老园区怎么改造", False), ("社区食堂补多少", False)]
)
def test_a_named_district_is_an_anchor(text: str, is_place: bool) -> None:
    assert any(term.is_anchor for term in read(text).terms) is is_place


def test_the_number_of_a_document_is_an_anchor() -> None:
    assert any(term.is_anchor for term in read("20250129号建议里提了哪几条").terms if term.text == "20250129")


def test_a_word_that_only_repeats_the_demand_counts_little() -> None:
    weights = {term.text: term.weight for term in read("人才公寓有多少补贴").terms}
    assert weights["公寓"] == 1.0
    assert weights["补贴"] < 0.5


def test_latin_words_of_a_chinese_question_go_through_the_glossary() -> None:
    (term,) = [term for term in read("我们公司的 chip 补多少").terms if term.text == "chip"]
    assert "芯片" in term.alternatives


@pytest.mark.parametrize("word", sorted(set(VOCABULARY.synonyms.groups) - VOCABULARY.silent))
def test_every_synonym_is_found_in_a_question(word: str) -> None:
    assert any(word in term.alternatives for term in read(f"关于{word}的规定").terms)


def test_a_word_with_synonyms_carries_meaning_whatever_its_tag() -> None:
    """The dictionary has 青年 for a time and 首次 for a numeral."""
    terms = {term.text: term.weight for term in read("青年首次申报").terms}
    assert terms == {"青年": 0.5, "首次": 0.5, "申报": terms["申报"]}


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("How much does Ningbo pay for a type certificate?", "Ningbo", "宁波"),
        ("Which supports exist in Suzhou?", "Suzhou", "苏州"),
        ("What does Shaanxi give?", "Shaanxi", "陕西"),
    ],
)
def test_a_place_in_latin_letters_is_a_place(text: str, name: str, place: str) -> None:
    (term,) = [term for term in read_question(text, VOCABULARY).terms if term.text == name]
    assert place in term.alternatives
    assert term.is_anchor
