from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from answer.types import Answer
from index import Filters
from page.recent_answers import Asked, RecentAnswers

DAY = date(2025, 10, 1)


def answer(asked: Asked) -> Answer:
    return Answer(asked.question, asked.as_of, False, "", (), "none", (), "g1", 1)


class Counted:
    """Works answers out, and counts how often."""

    def __init__(self) -> None:
        self.questions: list[str] = []

    def __call__(self, asked: Asked) -> Answer:
        self.questions.append(asked.question)
        return answer(asked)


def test_what_was_asked_is_worked_out_once() -> None:
    work = Counted()
    recent = RecentAnswers(work)
    first = recent.of(Asked("多少？", DAY), "g1")
    assert recent.of(Asked("多少？", DAY), "g1") is first
    assert work.questions == ["多少？"]


@pytest.mark.parametrize(
    ("asked", "generation"),
    [
        (Asked("谁？", DAY), "g1"),
        (Asked("多少？", date(2025, 10, 2)), "g1"),
        (Asked("多少？", DAY, filters=Filters(year=2024)), "g1"),
        (Asked("多少？", DAY, top=1), "g1"),
        (Asked("多少？", DAY), "g2"),
    ],
)
def test_whatever_an_answer_depends_on_tells_answers_apart(asked: Asked, generation: str) -> None:
    work = Counted()
    recent = RecentAnswers(work)
    recent.of(Asked("多少？", DAY), "g1")
    recent.of(asked, generation)
    assert len(work.questions) == 2


def test_the_least_lately_asked_is_forgotten_first() -> None:
    work = Counted()
    recent = RecentAnswers(work, capacity=2)
    for question in ("a", "b", "a", "c", "a", "b"):
        recent.of(Asked(question, DAY), "g1")
    assert work.questions == ["a", "b", "c", "b"]


def test_users_who_ask_the_same_at_once_wait_for_one_answer() -> None:
    begun, may_end = threading.Event(), threading.Event()
    work = Counted()

    def slow(asked: Asked) -> Answer:
        begun.set()
        may_end.wait(10)
        return work(asked)

    recent = RecentAnswers(slow)
    with ThreadPoolExecutor(10) as pool:
        asking = [pool.submit(recent.of, Asked("多少？", DAY), "g1") for _ in range(10)]
        assert begun.wait(10)
        may_end.set()
        answers = {id(each.result()) for each in asking}
    assert len(answers) == 1
    assert work.questions == ["多少？"]


def test_a_failure_is_not_remembered() -> None:
    failing = [True]

    def once(asked: Asked) -> Answer:
        if failing.pop():
            failing.append(False)
            raise RuntimeError("the disk is gone")
        return answer(asked)

    recent = RecentAnswers(once)
    with pytest.raises(RuntimeError, match="the disk is gone"):
        recent.of(Asked("多少？", DAY), "g1")
    assert recent.of(Asked("多少？", DAY), "g1").question == "多少？"
