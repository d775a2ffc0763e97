"""Single sentences: whether anything in them can be done."""

from __future__ import annotations

import pytest

from ingest.suggestions.pleas import asks, is_plea


@pytest.mark.parametrize(
    ("sentence", "pleads"),
    [
        ("盼复。", True),
        ("事关安危，盼复。", True),
        ("请有关部门研究答复。", True),
        ("请水利部门认真研究，尽早答复。", True),
        ("建议市政府专题研究，统筹推进。", True),
        ("恳请市领导高度重视，早日解决。", True),
        ("建议市政府出台办法。", False),
        ("在路口设灯，请有关部门研究。", True),
        ("增设路灯，请有关部门研究。", False),
        ("统筹推进各项工作。", False),
        ("重视。", False),
        ("路灯坏了三年。", False),
        ("。", False),
    ],
)
def test_a_plea_asks_for_attention_only(sentence: str, pleads: bool) -> None:
    assert is_plea(sentence) is pleads


@pytest.mark.parametrize("word", ["盼望", "为", "为了", "在路上", "希望", "请"])
def test_a_word_said_many_times_over_is_read_at_once(word: str) -> None:
    assert not is_plea(word * 2000 + "灯")
    assert isinstance(asks(word * 2000 + "灯"), bool)


@pytest.mark.parametrize(
    ("sentence", "requests"),
    [
        ("建议增设路灯。", True),
        ("希望加装护栏。", True),
        ("增设路灯。", True),
        ("请交警部门派人值守。", True),
        ("资金上，设立专项补助。", True),
        ("对违停车辆，加大处罚力度。", True),
        ("希望我们的城市更温柔。", False),
        ("办好这件事，离不开大家。", False),
        ("保护古树，就是保护乡愁。", False),
        ("让老人安心，是我们的心愿。", False),
        ("为了孩子的明天。", False),
        ("以上。", False),
        ("提案虽小，情意深长。", False),
        ("路灯坏了三年。", False),
    ],
)
def test_what_asks_for_something_that_can_be_done(sentence: str, requests: bool) -> None:
    assert asks(sentence) is requests
