"""The grammar of headings: which marker opens a line, how deep it is, and what the heading reads.

编/章/节/条 > 一、 > （一） > 1. > （1） > ①, numbered 1 to 9 (``domain.md`` section 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.characters import CJK
from ingest.numerals import number

PART, CHAPTER, SECTION, ARTICLE = 1, 2, 3, 4
ENUMERATED, BRACKETED, NUMBERED, NUMBER_BRACKETED, CIRCLED = 5, 6, 7, 8, 9

_N: Final = "一二三四五六七八九十百零〇"
# What follows 第三条 where it is cited in a sentence rather than opening an article.
_CITED: Final = "(?![第款项目、，。；和或与至及的所中之以规前后同])"
# What follows （二） likewise: （二）项规定, but not （二）项目条件.
_CITED_ITEM: Final = "(?!项(?!目)|款(?!项)|目(?![标的录前])|[至、和或])"
_MARKERS: Final = (
    (PART, re.compile(rf"第([{_N}\d]+)(?:编|篇|部分)(?![的第、，])")),
    (CHAPTER, re.compile(rf"第([{_N}\d]+)章(?![的第、，])")),
    (SECTION, re.compile(rf"第([{_N}\d]+)节(?![的第、，])")),
    (ARTICLE, re.compile(rf"第([{_N}\d]+)条(?:之[{_N}]+)?(?:(?=[\s【])|{_CITED}(?=\S)|$)")),
    (ENUMERATED, re.compile(rf"([{_N}]{{1,3}})(?:[、．]|\.(?!\d))(?![{_N}]{{1,2}}[、和是])")),
    (BRACKETED, re.compile(rf"[（(〔]([{_N}]{{1,3}})[）)〕]{_CITED_ITEM}")),
    (NUMBERED, re.compile(r"(\d{1,2})(?:[．、]|\.(?![\d]))")),
    (NUMBER_BRACKETED, re.compile(rf"(?:[（(](\d{{1,2}})[）)]|(\d{{1,2}})[)）]){_CITED_ITEM}")),
    (CIRCLED, re.compile("([①-⑳])")),
)
_OPENING: Final = "《“（(‘「『〈【〔[﹝"
_CLOSING: Final = "》”）)’」』〉】〕]﹞"
_ARTICLE_TITLE: Final = re.compile(
    r"[\s]*(?:【(?P<bracket>[^】]{1,30})】|(?P<spaced>\S{1,30}?)(?:[ \t]{2,}|[\u3000]+)(?=\S))"
)
# 第七条 流片支持。对…: a caption before the article's sentences, not the first of them.
_CAPTION: Final = re.compile(r"(?![本自])(?:(?!应当|不得|是指|可以)[^。；：，！？;:,]){2,14}")
_INNER_SPACE: Final = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")
_BARE_ARTICLE: Final = re.compile(rf"第[{_N}\d]+条(?:之[{_N}]+)?")
_LONGEST_LABEL: Final = 60


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker that opens a line.

    :ivar level: 1 (编) to 9 (①).
    :ivar number: its ordinal, ``None`` where it cannot be read.
    :ivar text: as written, without blanks after it.
    :ivar end: where the words after it begin.
    """

    level: int
    number: int | None
    text: str
    end: int


def find_marker(text: str) -> Marker | None:
    """The marker at the beginning of ``text``, if there is one."""
    for level, expression in _MARKERS:
        match = expression.match(text)
        if match:
            digits = next(group for group in match.groups() if group)
            value = ord(digits) - ord("①") + 1 if level == CIRCLED else number(digits)
            rest = text[match.end() :]
            return Marker(level, value, match.group(), len(text) - len(rest.lstrip()))
    return None


def is_bare_article(text: str) -> bool:
    """第三条, alone on its line: its words stand on the next one."""
    return _BARE_ARTICLE.fullmatch(text) is not None


def opening_length(text: str, start: int = 0) -> int:
    """Where the first ``。`` or ``：`` outside brackets and quotes ends; ``len(text)`` without one."""
    depth = 0
    for position in range(start, len(text)):
        character = text[position]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(depth - 1, 0)
        elif depth == 0 and (
            character in "。：" or (character == ":" and not text[position + 1 : position + 2].isdigit())
        ):
            return position + 1
    return len(text)


def is_run_in(text: str, marker: Marker) -> bool:
    """Whether words follow after the heading's own in the same paragraph."""
    return bool(text[opening_length(text, marker.end) :].strip())


def heading_label(text: str, marker: Marker | None) -> str:
    """How the heading reads in a heading path: marker and words, without the 。 or ： after them.

    An article is named by its short title where it has one (第四条 流片支持), else by its number.
    """
    if marker is None:
        return _close_up(text)
    if marker.level == ARTICLE:
        return _article_label(text, marker)
    head = text[marker.end : opening_length(text, marker.end)]
    if len(head) > _LONGEST_LABEL and is_run_in(text, marker):
        return marker.text.rstrip("、．. ")
    words = _close_up(head)
    return marker.text + (" " if marker.level <= SECTION and words else "") + words


def _article_label(text: str, marker: Marker) -> str:
    after = text[len(marker.text) :]
    title = _ARTICLE_TITLE.match(after)
    if title:
        return f"{marker.text} {_close_up(title['bracket'] or title['spaced'])}"
    caption = after[: opening_length(after)].strip().rstrip("。")
    if is_run_in(text, marker) and _CAPTION.fullmatch(caption):
        return f"{marker.text} {_close_up(caption)}"
    words = after.strip()
    if words and len(words) <= 30 and not re.search("[。；：，！？;:,]", words):
        return f"{marker.text} {_close_up(words)}"
    return marker.text


def _close_up(words: str) -> str:
    return _INNER_SPACE.sub("", words.strip()).rstrip("。：: ")
