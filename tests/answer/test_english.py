from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.english import forms, narrow, quantity, tokens


def words(text: str, *known: str) -> list[str]:
    return [token.word for token in tokens(text, is_known=lambda word: word in known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ?! — ", []),
        ("What's the city’s cap?", ["what", "the", "city", "cap"]),
        ("R&D, not 5G", ["r&d", "not", "5g"]),
        ("ＡＩ 芯片2024年", ["ai", "芯片", "2024", "年"]),
        ("AI芯片", ["ai", "芯片"]),
        ("1,250,000 or 12.5% or 30 per cent or 30 percent", ["1250000", "or", "12.5%", "or", "30%", "or", "30%"]),
        ("2024-2026", ["2024", "2026"]),
        ("a 3.5mm jack in 2024.", ["a", "3.5mm", "jack", "in", "2024"]),
        ("a 5-year plan", ["a", "5", "year", "plan"]),
        ("5,10 and 15", ["5", "10", "and", "15"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_hyphenated_word_is_split_where_a_part_is_known() -> None:
    assert words("RISC-V chip-related", "chip") == ["risc-v", "chip", "related"]


def test_only_digits_are_numbers() -> None:
    assert [token.is_number for token in tokens("2024 5G 30% 芯片 v2", is_known=lambda _: False)] == [
        True,
        False,
        True,
        False,
        False,
    ]


@given(st.text(alphabet=st.sampled_from("aZ5０.,%-’'s 芯〇Ａé\n&½İ"), max_size=40) | st.text(max_size=40))
def test_tokens_stand_in_order_in_the_narrowed_text(text: str) -> None:
    length = len(narrow(text))
    end = 0
    for token in tokens(text, is_known=lambda word: len(word) % 2 == 0):
        assert token.word
        assert end <= token.start < token.end <= length
        end = token.end


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("chips", "chip"),
        ("subsidies", "subsidy"),
        ("taxes", "tax"),
        ("evs", "ev"),
        ("applied", "apply"),
        ("capped", "cap"),
        ("required", "require"),
        ("training", "train"),
        ("planning", "plan"),
        ("financing", "finance"),
        ("higher", "high"),
        ("larger", "large"),
        ("largest", "large"),
        ("earliest", "early"),
        ("jointly", "joint"),
        ("digitalization", "digitalisation"),
        ("organizations", "organisation"),
        ("passed", "pass"),
    ],
)
def test_forms_hold_the_base(inflected: str, base: str) -> None:
    assert forms(inflected)[0] == inflected
    assert base in forms(inflected)


@pytest.mark.parametrize(
    ("text", "size", "written"),
    [
        ("2024", 1, ("2024",)),
        ("5", 1, ("5", "五")),
        ("10", 1, ("10", "十")),
        ("15", 1, ("15", "十五")),
        ("20", 1, ("20", "二十")),
        ("99", 1, ("99", "九十九")),
        ("0", 1, ("0",)),
        ("020", 1, ("020",)),
        ("100", 1, ("100",)),
        ("2.5", 1, ("2.5",)),
        ("30%", 1, ("30%",)),
        ("12500", 1, ("1.25万", "12500")),
        ("2 million yuan", 2, ("200万", "2000000")),
        ("1.5 million", 2, ("150万", "1500000")),
        ("3 billion", 2, ("30亿", "300000万", "3000000000")),
        ("20 ten thousand yuan", 3, ("20万", "200000")),
        ("5 hundred", 2, ("500",)),
    ],
)
def test_quantity(text: str, size: int, written: tuple[str, ...]) -> None:
    assert quantity(text.split()) == (size, written)
