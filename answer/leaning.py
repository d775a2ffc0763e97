"""What the sentences of a passage lean on: an item on what announces it, an answer on its question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

ITEM: Final = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、．.]|^[①-⑳]")
_DEPARTMENT: Final = re.compile(
    r"^[（(]?(?:责任|牵头|配合|主管|实施|负责)(?:单位|部门)[：:]"
    r"|^[（(][^（）()。]*(?:局|委|办|厅|部|院|府|中心|公司)[^（）()。]{0,8}(?:牵头|负责|配合|落实|参与)[^（）()。]*[）)]。?$"
)


def leaning(sentences: Sequence[str]) -> list[tuple[int, ...]]:
    """For each sentence of a passage the positions of those that have to be read with it.

    Items lean on the sentence that announces them, what follows a question leans on it, and （责任单位：…） on all that
    stands before it up to the last such bracket.
    """
    found: list[tuple[int, ...]] = []
    lead: int | None = None
    question: int | None = None
    bracket = -1
    for at, text in enumerate(sentences):
        on: list[int] = []
        if is_question(text):
            question = at
        elif question is not None:
            on.append(question)
        if is_department(text):
            on += range(bracket + 1, at)
            bracket = at
        elif ITEM.match(text) and lead is not None:
            on.append(lead)
        elif text.endswith(("：", ":")):
            lead = at
        elif not ITEM.match(text):
            lead = None
        found.append(tuple(dict.fromkeys(on)))
    return found


def is_question(text: str) -> bool:
    """Whether a sentence asks; what asks does not answer."""
    return text.rstrip("”’」』）)").endswith(("？", "?"))


def is_department(text: str) -> bool:
    """Whether a sentence is no more than （责任单位：…） or （市科技局牵头，…配合）."""
    return _DEPARTMENT.match(text) is not None
