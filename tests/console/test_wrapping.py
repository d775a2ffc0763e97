"""Line breaks against widths counted by hand, and what must hold of any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.wrapping import wrap


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def test_a_chinese_character_takes_two_cells() -> None:
    assert wrap("支持智能芯片的研发", 8) == ["支持智能", "芯片的研", "发"]


def test_a_full_stop_takes_its_character_along_instead_of_beginning_a_line() -> None:
    assert wrap("支持智能。芯片", 8) == ["支持智", "能。芯片"]


def test_an_opening_bracket_does_not_end_a_line() -> None:
    assert wrap("根据市《办法》", 8) == ["根据市", "《办法》"]


def test_a_marker_stays_with_what_it_marks() -> None:
    assert wrap("给予补助[12]。", 12) == ["给予补", "助[12]。"]


def test_the_year_and_number_of_a_document_number_are_not_parted() -> None:
    assert wrap("海工信规〔2025〕2号文", 14) == ["海工信规", "〔2025〕2号文"]


def test_latin_words_and_numbers_are_not_parted() -> None:
    assert wrap("最高8000万元 for chip makers", 12) == ["最高8000万元", "for chip", "makers"]


def test_a_word_wider_than_the_line_is_parted() -> None:
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


def test_blanks_at_a_break_take_no_place() -> None:
    assert wrap("。 。", 2) == ["。", "。"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


def test_less_than_one_chinese_character_is_refused() -> None:
    with pytest.raises(ValueError, match="width is 1"):
        wrap("字", 1)


@given(st.text(alphabet="支持芯片企业，。《》（）[12] abc8000", max_size=60), st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)
