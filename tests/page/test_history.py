from __future__ import annotations

import pytest

from answer.conversation import Turn
from page.history import turns_of, with_turn


def test_what_is_kept_comes_back() -> None:
    kept = with_turn([Turn("甲？", "办法")], Turn("乙？"))
    assert kept == [{"question": "甲？", "title": "办法"}, {"question": "乙？", "title": ""}]
    assert turns_of(kept) == (Turn("甲？", "办法"), Turn("乙？"))


def test_a_question_asked_again_moves_to_the_end_and_the_oldest_go() -> None:
    turns = [Turn(f"问题{n}") for n in range(20)]
    assert [turn["question"] for turn in with_turn(turns, Turn("问题3"))][-2:] == ["问题19", "问题3"]
    kept = turns_of(with_turn(turns, Turn("新问题")))
    assert (len(kept), kept[0], kept[-1]) == (20, Turn("问题1"), Turn("新问题"))


@pytest.mark.parametrize("kept", [None, "text", 5, {"question": "甲"}, [1], [{"title": "无问题"}], [{"question": 3}]])
def test_what_a_browser_made_up_is_nothing(kept: object) -> None:
    assert turns_of(kept) == ()
