"""The words around an answer, in the language of its question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels in one language.

    :ivar page: a format with the number of the page.
    :ivar status: label of a validity, by its name.
    """

    sources: str
    nearest: str
    nothing: str
    as_of: str
    page: str
    status: dict[str, str]


CHINESE: Final = Wording(
    sources="来源",
    nearest="最接近的段落",
    nothing="没有找到相关段落。",
    as_of="截至 {date}",
    page="第{page}页",
    status={
        "in_force": "现行有效",
        "not_yet": "尚未施行",
        "expired": "已过有效期",
        "repealed": "已废止",
        "unknown": "",
    },
)

ENGLISH: Final = Wording(
    sources="Sources",
    nearest="Nearest passages",
    nothing="Nothing found.",
    as_of="as of {date}",
    page="p. {page}",
    status={
        "in_force": "in force",
        "not_yet": "not yet in force",
        "expired": "expired",
        "repealed": "repealed",
        "unknown": "",
    },
)


def wording_for(question: str) -> Wording:
    """Chinese as soon as the question holds a Chinese character."""
    return CHINESE if _CHINESE.search(question) else ENGLISH
