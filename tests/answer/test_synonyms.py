from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from answer.synonyms import Synonyms, load_synonyms
from index.tokens import fold


def test_a_word_comes_first_among_those_of_its_meaning() -> None:
    synonyms = Synonyms.of([["芯片", "集成电路", "ＩＣ"]])
    assert synonyms.alternatives("芯片") == ("芯片", "集成电路", "ic")
    assert synonyms.alternatives("集成电路") == ("集成电路", "芯片", "ic")
    assert synonyms.alternatives("ic") == ("ic", "芯片", "集成电路")


def test_any_other_word_stands_for_itself() -> None:
    assert Synonyms.of([]).alternatives("芯片") == ("芯片",)
    assert Synonyms.of([]).alternatives("") == ("",)


@pytest.mark.parametrize("groups", [[["甲", "乙"], ["丙", "甲"]], [["甲", "甲"]], [["AI"], ["ａｉ"]]])
def test_a_word_in_two_groups_is_refused(groups: list[list[str]]) -> None:
    with pytest.raises(ValueError, match="stands in two groups"):
        Synonyms.of(groups)


def test_the_shipped_synonyms_hold_the_trade() -> None:
    shipped = load_synonyms()
    assert {"补贴", "资助", "奖励"} <= set(shipped.alternatives("支持"))
    assert "集成电路" in shipped.alternatives("芯片")


class TestFile:
    GROUPS = tomllib.loads(files("answer").joinpath("synonyms.toml").read_text(encoding="utf-8"))["groups"]

    def test_every_group_has_two_words_at_least(self) -> None:
        assert [group for group in self.GROUPS if len(group) < 2] == []

    def test_words_are_plain_and_stand_once(self) -> None:
        counted = Counter(fold(word) for group in self.GROUPS for word in group)
        assert [word for word, count in counted.items() if count > 1 or not word or word != word.strip()] == []
