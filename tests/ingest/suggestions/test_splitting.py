"""Proposals split into their suggestions, exactly."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pasted import read_pasted
from ingest.suggestions import find_suggestions

HERE = Path(__file__).parent


def shapes(file: str) -> list[tuple[str, str]]:
    """Name and marked text of each proposal of a file."""
    _, *cases = re.split(r"^=== (.+)\n", (HERE / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return list(zip(cases[::2], cases[1::2], strict=True))


def split(text: str) -> list[str]:
    document = read_pasted(text, "proposal")
    return [document.text[item.span.start : item.span.end] for item in find_suggestions(document).items]


def unmarked(marked: str) -> str:
    """The text as it is pasted: ⏎ is a line end within a paragraph, which reading joins."""
    return re.sub("[⟦⟧]", "", marked).replace("⏎", "\n")


def expected(marked: str) -> list[str]:
    return [item.replace("⏎", "") for item in re.findall("⟦(.+?)⟧", marked, flags=re.DOTALL)]


FILES = ("shapes.txt", "unseen.txt", "unseen_again.txt", "habits.txt", "causes.txt", "ways.txt", "endings.txt")
CASES = [(name, marked) for file in FILES for name, marked in shapes(file)]


@pytest.mark.parametrize(("name", "marked"), CASES, ids=[name for name, _ in CASES])
def test_every_shape_is_split_exactly(name: str, marked: str) -> None:
    assert split(unmarked(marked)) == expected(marked)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("1.加大资金投入。设立专项。\n2.建议由市财政局牵头，设立科学馆。", ["加大资金投入", "设立科学馆"]),
        ("1.关于落实补贴的建议\n尽快发放。\n2.为方便老人，建议增设座椅。", ["落实补贴", "增设座椅"]),
        ("1.租户的生产不能中断。建议建立房源清单。\n2.修路。", ["建立房源清单", "修路"]),
        ("对教育部门：配齐校医。每校一名。\n对交警部门：调整信号灯。早晚各半小时。", ["配齐校医", "调整信号灯"]),
    ],
)
def test_the_subject_is_the_heading_or_the_first_wish_without_who_is_to_act(text: str, subjects: list[str]) -> None:
    document = read_pasted(f"关于若干事项的提案\n现状不好。\n建议：\n{text}\n", "proposal")
    assert [item.subject for item in find_suggestions(document).items] == subjects


def test_a_text_that_tells_of_no_suggestion_is_one_as_a_whole() -> None:
    document = read_pasted("关于延长路灯照明时间的提案\n路灯太暗。\n", "proposal")
    found = find_suggestions(document)
    assert ([item.subject for item in found.items], found.is_told) == (["延长路灯照明时间"], False)


def test_what_stands_before_the_first_suggestion_is_the_situation_without_the_letterhead() -> None:
    document = read_pasted(
        "市政协第十届委员会第三次会议提案\n关于修路的提案\n提案编号：第0123号\n一、现状\n路破。\n二、建议\n（一）修路。\n",
        "p",
    )
    found = find_suggestions(document)
    assert found.situation is not None
    assert document.text[found.situation.start : found.situation.end] == "一、现状\n路破。"


@given(st.text(alphabet="一二三、（）1.①建议：是，。；\n\t 关于的加强首先附件：提案人", max_size=200))
def test_items_are_in_order_apart_and_within_the_text(text: str) -> None:
    document = read_pasted(text, "proposal")
    spans = [item.span for item in find_suggestions(document).items]
    assert all(0 <= span.start < span.end <= len(document.text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(document.text[span.start : span.end].strip() for span in spans)
