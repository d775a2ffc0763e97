from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from answer.synonyms import Synonyms, load_synonyms
from index.errors import SettingsError
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


def test_groups_that_share_a_word_become_one() -> None:
    shipped = Synonyms.of([["芯片", "集成电路"], ["企业", "公司"], ["房租", "租金"]])
    own = Synonyms.of([["半导体", "芯片"], ["企业", "房租"], ["算力", "智算"]])
    joined = shipped.joined_by(own)
    assert set(joined.alternatives("半导体")) == {"半导体", "芯片", "集成电路"}
    assert set(joined.alternatives("公司")) == {"企业", "公司", "房租", "租金"}
    assert set(joined.alternatives("智算")) == {"算力", "智算"}


def test_the_home_may_hold_more(tmp_path: Path) -> None:
    assert load_synonyms(tmp_path).groups == load_synonyms().groups
    (tmp_path / "synonyms.toml").write_text('groups = [["晶元", "芯片"]]', encoding="utf-8")
    assert "集成电路" in load_synonyms(tmp_path).alternatives("晶元")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("groups = [", "cannot be read as TOML"),
        ('words = [["甲", "乙"]]', "holds words; expected groups"),
        ("", "holds nothing"),
        ('groups = "甲"', "'甲' is no group"),
        ('groups = ["甲"]', "'甲' is no group"),
        ('groups = [["甲"]]', r"\['甲'\] is no group"),
        ('groups = [["甲", 1]]', "is no group"),
        ('groups = [["甲", " "]]', "is no group"),
        ('groups = [["甲", "乙"], ["甲", "丙"]]', "'甲' stands in two groups"),
    ],
)
def test_a_file_of_another_form_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "synonyms.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"synonyms\.toml: .*{message}"):
        load_synonyms(tmp_path)
