"""The project's own questions as pairs."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from answer.evaluation import QuestionFileError
from benchmarks.cross_encoder.group import Group, Pair
from benchmarks.cross_encoder.own import Passage, groups_to_measure, groups_to_train, held_out, read_passages


def line(title: str, sentences: list[object], *questions: tuple[str, list[int]]) -> str:
    asked = [{"q": text, "lang": "zh", "answer": answer} for text, answer in questions]
    return json.dumps({"title": title, "heading": "第二条", "sentences": sentences, "questions": asked}) + "\n"


GRANTS = line("流片办法", ["补助五十万元。", "其中，首次的一百万元。"], ("首次给多少", [1]), ("何时截止", []))
FOUND = line(
    "", [{"t": "甲办法 第一条", "s": "每年三月申报。"}, {"t": "乙办法", "s": "五月申报。"}], ("几月申报", [0, 1])
)


def passages(tmp_path: Path, *lines: str) -> list[Passage]:
    file = tmp_path / "own.jsonl"
    file.write_text("".join(lines), encoding="utf-8")
    return read_passages(file)


def test_each_question_meets_every_sentence_of_its_passage(tmp_path: Path) -> None:
    groups = groups_to_measure(passages(tmp_path, GRANTS))

    first = "流片办法 第二条"
    assert groups == [
        Group(
            "首次给多少",
            (
                Pair("补助五十万元。", first, answers=False),
                Pair("其中，首次的一百万元。", f"{first}\n补助五十万元。", answers=True),
            ),
        ),
        Group(
            "何时截止",
            (
                Pair("补助五十万元。", first, answers=False),
                Pair("其中，首次的一百万元。", f"{first}\n补助五十万元。", answers=False),
            ),
        ),
    ]
    assert groups[0].texts[0] == ("补助五十万元。", first)
    assert groups[0].answers == [False, True]


def test_a_sentence_may_have_its_own_place(tmp_path: Path) -> None:
    [group] = groups_to_measure(passages(tmp_path, FOUND))

    expected = (Pair("每年三月申报。", "甲办法 第一条", answers=True), Pair("五月申报。", "乙办法", answers=True))
    assert group.pairs == expected


def test_sentences_of_other_passages_are_trained_on_as_wrong_ones(tmp_path: Path) -> None:
    other = line("人才办法", ["发放补贴。"], ("补贴发放吗", [0]))
    own = passages(tmp_path, GRANTS, other, FOUND)

    groups = groups_to_train(own, random.Random(1))

    strangers = {
        group.question: group.pairs[len(own[at].sentences) :] for at, group in zip((0, 0, 1, 2), groups, strict=True)
    }
    # Of the two passages that lend, a question's own lends it nothing; the one of found sentences lends none at all.
    assert strangers["首次给多少"] == (Pair("发放补贴。", "人才办法 第二条", answers=False),)
    assert [pair.context.split()[0] for pair in strangers["补贴发放吗"]] == ["流片办法"]
    assert {pair.sentence for pair in strangers["几月申报"]} <= {
        "补助五十万元。",
        "其中，首次的一百万元。",
        "发放补贴。",
    }
    assert not any(pair.answers for pairs in strangers.values() for pair in pairs)


def test_the_sentence_before_is_left_out_now_and_then(tmp_path: Path) -> None:
    own = passages(tmp_path, GRANTS)
    order = random.Random(1)

    with_before = sum("\n" in groups_to_train(own, order)[0].pairs[1].context for _ in range(1000))

    assert 550 <= with_before <= 650


def test_every_tenth_passage_is_held_out(tmp_path: Path) -> None:
    lines = [line(str(number), ["句。"]) for number in range(21)]

    kept, held = held_out(passages(tmp_path, *lines))

    assert [passage.title for passage in held] == ["0", "10", "20"]
    assert [passage.title for passage in kept] == [str(n) for n in range(21) if n % 10]


def test_a_sentence_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"own\.jsonl, line 2: 问 names sentence 1 of 1"):
        passages(tmp_path, GRANTS, line("题", ["句。"], ("问", [1])))


def test_another_form_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"own\.jsonl, line 1"):
        passages(tmp_path, '{"title": "题"}\n')
