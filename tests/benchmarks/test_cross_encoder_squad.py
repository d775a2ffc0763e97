"""Sets in SQuAD's form as pairs, on one written by hand."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from answer.evaluation import QuestionFileError
from benchmarks.cross_encoder.group import Group
from benchmarks.cross_encoder.squad import groups_of, questions_by_id, read_articles

# Characters:  0-12                         13-25                        26-37
CONTEXT = "廠區位於臺北，佔地九公頃。廠區於一九九八年建成投產。臺北另有一處研發中心。"
STRANGER = "鋼琴有八十八個鍵。"


def question(number: int, text: str, *answers: tuple[str, int], **more: Any) -> dict[str, Any]:
    found = [{"text": answer, "answer_start": start} for answer, start in answers]
    return {"id": f"q{number}", "question": text, "answers": found, **more}


def groups(tmp_path: Path, *questions: dict[str, Any], context: str = CONTEXT, title: str = "第一_工廠") -> list[Group]:
    paragraphs = [{"context": context, "qas": questions}]
    file = tmp_path / "set.json"
    file.write_text(
        json.dumps({"version": "1", "data": [{"title": title, "paragraphs": paragraphs}]}), encoding="utf-8"
    )
    return list(groups_of(read_articles(file), random.Random(1)))


def marked(group: Group) -> dict[str, bool]:
    return {pair.sentence: pair.answers for pair in group.pairs}


def test_the_sentence_an_answer_begins_in_answers(tmp_path: Path) -> None:
    [group] = groups(tmp_path, question(1, "何時建成？", ("一九九八年", CONTEXT.index("一九九八年"))))

    assert group.question == "何时建成？"
    assert marked(group) == {
        "厂区位于台北，占地九公顷。": False,
        "厂区于一九九八年建成投产。": True,
        "台北另有一处研发中心。": False,
    }
    assert {pair.context.split("\n")[0] for pair in group.pairs} == {"第一 工厂"}


def test_a_sentence_that_holds_the_answer_elsewhere_is_left_out(tmp_path: Path) -> None:
    [group] = groups(tmp_path, question(1, "廠區在哪裡？", ("臺北", CONTEXT.index("臺北"))))

    assert marked(group) == {"厂区位于台北，占地九公顷。": True, "厂区于一九九八年建成投产。": False}


def test_an_unanswerable_question_meets_every_sentence(tmp_path: Path) -> None:
    plausible = question(1, "廠長是誰？", ("臺北", 4), is_impossible=True)

    for group in groups(tmp_path, plausible, question(2, "誰投資？")):
        assert list(marked(group).values()) == [False, False, False]


def test_questions_without_a_certain_answer_are_left_out(tmp_path: Path) -> None:
    beyond = question(1, "哪裡？", ("高雄", 400))
    scattered = question(2, "什麼？", ("廠區", 0), ("廠區", 13), ("臺北", 26))

    assert groups(tmp_path, beyond, scattered) == []


def test_at_most_eight_sentences_are_wrong_ones(tmp_path: Path) -> None:
    context = "。".join(f"第{number}句話在這裡" for number in "一二三四五六七八九十") + "。"

    [group] = groups(tmp_path, question(1, "哪句？", ("第五", context.index("第五"))), context=context)

    assert len(group.pairs) == 9
    assert marked(group)["第五句话在这里。"]
    assert sum(group.answers) == 1


def test_english_is_cut_at_full_stops(tmp_path: Path) -> None:
    context = "Acme Corp. was founded in 1998. It makes 3.5 million chips a year."

    [group] = groups(
        tmp_path, question(1, "When was it founded?", ("1998", context.index("1998"))), context=context, title=""
    )

    assert marked(group) == {
        "Acme Corp. was founded in 1998.": True,
        "It makes 3.5 million chips a year.": False,
    }


def test_most_questions_meet_a_sentence_of_another_paragraph(tmp_path: Path) -> None:
    asked = [question(number, "何時？", ("一九九八年", CONTEXT.index("一九九八年"))) for number in range(400)]
    paragraphs = [{"context": CONTEXT, "qas": asked}, {"context": STRANGER, "qas": []}]
    file = tmp_path / "set.json"
    file.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")

    found = [marked(group).get("钢琴有八十八个键。") for group in groups_of(read_articles(file), random.Random(1))]

    assert set(found) == {False, None}
    assert 240 <= found.count(False) <= 320  # 70 % of 400, four standard deviations to either side


def test_questions_of_a_parallel_set_take_the_place_of_the_own(tmp_path: Path) -> None:
    answer = ("一九九八年", CONTEXT.index("一九九八年"))
    for name, text in (("en", "When was it built?"), ("zh", "何時建成？")):
        paragraph = {"context": CONTEXT, "qas": [question(1, text, answer)]}
        (tmp_path / f"{name}.json").write_text(json.dumps({"data": [{"paragraphs": [paragraph]}]}), encoding="utf-8")

    words = questions_by_id(read_articles(tmp_path / "en.json"))
    [group] = groups_of(read_articles(tmp_path / "zh.json"), random.Random(1), words)

    assert group.question == "When was it built?"
    assert marked(group)["厂区于一九九八年建成投产。"]


def test_another_form_is_named(tmp_path: Path) -> None:
    file = tmp_path / "set.json"
    file.write_text("[]", encoding="utf-8")

    with pytest.raises(QuestionFileError, match=r"set\.json: .*expected a set in SQuAD's form"):
        read_articles(file)
