from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import is_blank, is_cjk, repair, width


def test_radicals_become_the_characters_they_look_like() -> None:
    # U+2F00 block (⼯⾦⼀) and the supplement (⺠, ⻋), as browsers print them.
    assert repair("\u2f2f\u2fa6\u2f00") == "工金一"
    assert repair("\u2ea0\u2ecb") == "民车"


@pytest.mark.parametrize("text", ["（一）", "①", "２０２４", "ﬁ"])
def test_what_global_nfkc_would_change_stays(text: str) -> None:
    assert unicodedata.normalize("NFKC", text) != text
    assert repair(text) == text


@given(st.text(alphabet=st.characters()))
def test_repair_keeps_the_length_and_can_be_stored(text: str) -> None:
    repaired = repair(text + "\ud800")
    assert len(repaired) == len(text) + 1
    repaired.encode("utf-8")


def test_width_counts_latin_by_halves() -> None:
    assert width("建成4个10G") == 3 + 4 * 0.5
    assert width("“一”") == 3


def test_blank_is_what_nobody_sees() -> None:
    assert all(map(is_blank, " \t\u3000\u200b\ufeff\x00\x0c"))
    assert not any(map(is_blank, "一a。"))


def test_cjk() -> None:
    assert is_cjk("中")
    assert is_cjk("，")
    assert not is_cjk("a")
    assert not is_cjk("9")
