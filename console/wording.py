"""The words around an answer, in the language of its question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from answer.labels import STATUS_LABELS
from answer.question import Language, language_of
from index.types import Status


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels in one language.

    :ivar page: a format with the number of the page.
    :ivar clause: a format with the title, the page and the words of the clause that ended a document.
    :ivar status: label of a validity, by its name.
    """

    sources: str
    nearest: str
    nothing: str
    as_of: str
    page: str
    clause: str
    status: Mapping[Status, str]


CHINESE: Final = Wording(
    sources="来源",
    nearest="最接近的段落",
    nothing="没有找到相关段落。",
    as_of="截至 {date}",
    page="第{page}页",
    clause="依据《{title}》{page}：“{quote}”",
    status=STATUS_LABELS[Language.CHINESE],
)

ENGLISH: Final = Wording(
    sources="Sources",
    nearest="Nearest passages",
    nothing="Nothing found.",
    as_of="as of {date}",
    page="p. {page}",
    clause="by {title}{page}: “{quote}”",
    status=STATUS_LABELS[Language.ENGLISH],
)


def wording_for(question: str) -> Wording:
    """The words in the language that the answer is framed in."""
    return CHINESE if language_of(question) is Language.CHINESE else ENGLISH
