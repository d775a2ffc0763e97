"""Words found in many texts at once, against a search in each text by itself."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CorruptIndex
from index.folded_texts import FoldedTexts, write_folded_texts
from index.tokens import fold

# Few characters, so that words meet; among them what folding changes, and one beyond the basic plane.
LETTERS = st.text(alphabet="芯片流 a1Ａ，\n．𠮷", max_size=12)


def open_texts(folder: Path, *texts: str) -> FoldedTexts:
    write_folded_texts(folder, texts)
    return FoldedTexts(folder)


def stands_in(word: str, folded: str) -> bool:
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", word[0]) else ""
    after = "(?![a-z0-9])" if re.match("[a-z0-9]", word[-1]) else ""
    return re.search(before + re.escape(word) + after, folded) is not None


@settings(max_examples=150)
@given(texts=st.lists(LETTERS, max_size=6), word=st.text(alphabet="芯片流 a1,.𠮷", min_size=1, max_size=4))
def test_no_text_that_holds_a_word_is_missed(
    texts: list[str], word: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = open_texts(tmp_path_factory.mktemp("texts") / "new", *texts).holding(word)
    assert found.tolist() == [stands_in(word, fold(text)) for text in texts]


@settings(max_examples=50)
@given(texts=st.lists(st.text(max_size=20), max_size=6))
def test_texts_come_back_folded(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = open_texts(tmp_path_factory.mktemp("texts") / "new", *texts)
    assert [kept[number] for number in range(len(kept))] == [fold(text) for text in texts]


def test_a_word_does_not_reach_from_one_text_into_the_next(tmp_path: Path) -> None:
    texts = open_texts(tmp_path / "texts", "集成电", "路", "集成电路")
    assert texts.holding("集成电路").tolist() == [False, False, True]
    assert not texts.holding("电\n路").any()


def test_latin_words_stand_by_themselves(tmp_path: Path) -> None:
    texts = open_texts(tmp_path / "texts", "AI芯片", "chain", "5G", "15g基站")
    assert texts.holding("ai").tolist() == [True, False, False, False]
    assert texts.holding("5g").tolist() == [False, False, True, False]


def test_without_texts_nothing_is_found(tmp_path: Path) -> None:
    texts = open_texts(tmp_path / "texts")
    assert (len(texts), texts.holding("芯片").tolist()) == (0, [])


def test_a_file_that_is_no_array_is_named(tmp_path: Path) -> None:
    open_texts(tmp_path / "texts", "芯片")
    (tmp_path / "texts" / "places.npy").write_bytes(b"")
    with pytest.raises(CorruptIndex, match=r"places\.npy"):
        FoldedTexts(tmp_path / "texts")


def test_many_texts_are_mapped_and_found_the_same(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    texts = ["".join(random.choice(list("芯片流补助设计企业"), 30)) for _ in range(3000)]
    found = open_texts(tmp_path / "texts", *texts).holding("芯片")
    assert found.tolist() == ["芯片" in text for text in texts]
