from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from answer.glossary import Concept, Glossary, load_glossary

SMALL = Glossary.of(
    {
        "apply": ["申报", "申请"],
        "apply to": ["适用"],
        "chip": ["芯片", "集成电路"],
        "charge": ["收费"],
        "charging pile": ["充电桩"],
        "eda": ["EDA", "电子设计自动化"],
        "in charge": ["负责"],
        "interest": ["利息"],
        "interest subsidy": ["贴息"],
        "loan interest subsidy": ["贷款贴息", "贴息"],
        "low-altitude economy": ["低空经济"],
        "never-never": ["从不"],
        "nev": ["新能源汽车"],
        "subsidise": ["补贴"],
        "subsidy": ["补贴", "补助"],
        "talent": ["人才"],
        "tape-out": ["流片"],
    },
    stopwords=["what", "is", "the", "for", "in", "of", "who", "never"],
)
LOW_ALTITUDE = ("低空经济", "low-altitude economy", "low altitude economy")


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return load_glossary()


def meant(glossary: Glossary, question: str) -> dict[str, tuple[str, ...]]:
    return {concept.text: concept.alternatives for concept in glossary.concepts(question)}


@pytest.mark.parametrize("question", ["", "  ?!", "What is the … for?"])
def test_a_question_without_content_has_no_concepts(question: str) -> None:
    assert SMALL.concepts(question) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("chip", {"chip": ("芯片", "集成电路", "chip")}),
        ("the Chips", {"Chips": ("芯片", "集成电路", "chip", "chips")}),
        ("subsidies", {"subsidies": ("补贴", "补助", "subsidy", "subsidies")}),
        ("is talent subsidized", {"talent": ("人才", "talent"), "subsidized": ("补贴", "subsidise", "subsidized")}),
        ("loan interest subsidy", {"loan interest subsidy": ("贷款贴息", "贴息", "loan interest subsidy")}),
        ("an interest subsidy", {"an": ("an",), "interest subsidy": ("贴息", "interest subsidy")}),
        ("Who is in charge of EDA", {"in charge": ("负责", "in charge"), "EDA": ("eda", "电子设计自动化")}),
        ("Charging piles", {"Charging piles": ("充电桩", "charging pile", "charging piles")}),
        ("low altitude economy", {"low altitude economy": LOW_ALTITUDE}),
        ("Low-altitude economy", {"Low-altitude economy": ("低空经济", "low-altitude economy")}),
        ("tape-outs", {"tape-outs": ("流片", "tape-out", "tape-outs")}),
        ("chip-related", {"chip": ("芯片", "集成电路", "chip"), "related": ("related",)}),
        ("RISC-V", {"RISC-V": ("risc-v",)}),
        ("gardening in Paris", {"gardening": ("gardening",), "Paris": ("paris",)}),
        ("EDA", {"EDA": ("eda", "电子设计自动化")}),
        ("ＥＤＡ", {"EDA": ("eda", "电子设计自动化")}),
        ("揭榜挂帅 for chip", {"揭榜挂帅": ("揭榜挂帅",), "chip": ("芯片", "集成电路", "chip")}),
        ("in 2024", {"2024": ("2024",)}),
        ("2 million", {"2 million": ("200万", "2000000", "2 million")}),
        ("30 percent", {"30 percent": ("30%", "30 percent")}),
        ("never", {}),
        ("applied to\n  EDA", {"applied to": ("适用", "apply to", "applied to"), "EDA": ("eda", "电子设计自动化")}),
    ],
)
def test_concepts(question: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert meant(SMALL, question) == expected


def test_concepts_stand_in_the_order_of_the_question_each_once() -> None:
    assert [concept.text for concept in SMALL.concepts("talent, chips, a chip, Chip talents")] == [
        "talent",
        "chips",
        "a",
    ]


def test_two_terms_that_differ_by_a_hyphen_are_refused() -> None:
    with pytest.raises(ValueError, match="'tape out' is there twice"):
        Glossary.of({"tape-out": ["流片"], "tape out": ["流片"]})


def test_a_glossary_without_terms_knows_nothing() -> None:
    assert Glossary.of({}).concepts("5G chip") == (Concept("5G", ("5g",)), Concept("chip", ("chip",)))


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What supports exist for chip makers?", [{"支持", "补助", "奖励"}, {"芯片", "集成电路"}]),
        ("What is the subsidy cap for tape-outs?", [{"最高", "不超过"}, {"流片"}]),
        ("Which department is in charge of the low-altitude economy?", [{"部门"}, {"负责", "牵头"}, {"低空经济"}]),
        ("Are specialized and sophisticated SMEs rewarded?", [{"专精特新"}, {"中小企业"}, {"奖励"}]),
        ("Were the interim measures repealed?", [{"暂行办法"}, {"废止"}]),
        ("import duty exemptions for lithography machines", [{"关税"}, {"减免"}, {"光刻机"}]),
        ("When does the metro open?", [{"地铁"}, {"开通"}]),
        ("unveiling-the-list projects", [{"揭榜挂帅"}, {"项目"}]),
        ("NB-IoT base stations", [{"nb-iot", "窄带物联网"}, {"基站"}]),
    ],
)
def test_the_shipped_glossary_holds_the_trade(shipped: Glossary, question: str, chinese: list[set[str]]) -> None:
    concepts = shipped.concepts(question)
    assert len(concepts) == len(chinese)
    for concept, expected in zip(concepts, chinese, strict=True):
        assert expected <= set(concept.alternatives)


class TestFile:
    TABLES = tomllib.loads(files("answer").joinpath("glossary.toml").read_text(encoding="utf-8"))

    def test_terms_are_lower_case_words_singly_spaced(self) -> None:
        assert [
            term for term in self.TABLES["terms"] if not re.fullmatch(r"[a-z0-9]+(?:[ \-&/'][a-z0-9]+)*", term)
        ] == []

    def test_every_term_has_a_chinese_alternative(self) -> None:
        bare = [term for term, words in self.TABLES["terms"].items() if not re.search(r"[一-鿿%]", "".join(words))]
        # In Chinese too these are called by their letters.
        assert bare == ["5g-a"]

    def test_no_alternative_stands_twice(self) -> None:
        assert [term for term, words in self.TABLES["terms"].items() if len(set(words)) != len(words)] == []

    def test_alternatives_are_plain_words(self) -> None:
        words = {word for words in self.TABLES["terms"].values() for word in words}
        assert [word for word in words if not word or re.search(r"[\s，。；、]", word)] == []

    def test_stopwords_are_lower_case_each_once_and_no_terms(self) -> None:
        stopwords = self.TABLES["stopwords"]
        assert all(re.fullmatch(r"[a-z]+", word) for word in stopwords)
        assert len(set(stopwords)) == len(stopwords)
        assert set(stopwords).isdisjoint(self.TABLES["terms"])
