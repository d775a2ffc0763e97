"""The last answers: what several users ask at the same moment, or one after the other, is worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Final

from answer import Turn
from answer.types import Answer
from index import Filters

_CAPACITY: Final = 256


@dataclass(frozen=True, slots=True)
class Asked:
    """All that an answer depends on, but for the generation; see ``KnowledgeBase.answers``."""

    question: str
    as_of: date
    previous: Turn | None = None
    filters: Filters | None = None
    top: int | None = None


class RecentAnswers:
    """Remembers answers by what was asked, of one generation after the other; safe to use from several threads.

    :param work_out: gives an answer; the same one for the same question to the same generation.
    :param capacity: answers that are remembered; one takes some 20 kB.
    """

    def __init__(self, work_out: Callable[[Asked], Answer], capacity: int = _CAPACITY) -> None:
        self._work_out = work_out
        self._capacity = capacity
        self._answers: OrderedDict[tuple[str, Asked], Future[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, asked: Asked, generation: str) -> Answer:
        """The answer of a generation, or of one that became the newest meanwhile; waits where it is being worked out.

        A question that fails, fails for everybody who waits for it, and is worked out anew for the next one.
        """
        key = (generation, asked)
        with self._lock:
            answer = self._answers.get(key)
            is_new = answer is None
            if answer is None:
                answer = self._answers[key] = Future()
            self._answers.move_to_end(key)
            while len(self._answers) > self._capacity:
                self._answers.popitem(last=False)
        if is_new:
            self._fill(key, answer)
        return answer.result()

    def _fill(self, key: tuple[str, Asked], answer: Future[Answer]) -> None:
        try:
            answer.set_result(self._work_out(key[1]))
        except BaseException as error:  # noqa: BLE001 - whoever waits gets it, the asker included
            with self._lock:
                self._answers.pop(key, None)
            answer.set_exception(error)
