"""Chinese and English text cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.characters import is_blank
from ingest.document import Span

_PAIRS: Final = {
    "《": "》",
    "“": "”",
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "‘": "’",
}
_CLOSING: Final = frozenset(_PAIRS.values())
# Beyond this a bracket protects nothing: it was never closed, or holds a text of its own.
_LONGEST_BRACKET: Final = 200
_CHINESE_ENDS: Final = "。！？；"
_AFTER_END: Final = "。！？；!?”’」』）)》〉】"
_ENDS: Final = re.compile("[。！？；!?;.]|[”」』]|\n")
# Words whose full stop ends no sentence.
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(（])(?:[A-Za-z]|No|Nos|Art|Arts|Sec|Ch|Fig|Figs|Vol|pp|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|cf|ca|approx|Co|Ltd|Inc|Corp"
    r"|e\.g|i\.e|U\.S|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)$",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\s*(?:\d{1,3}|[A-Za-z])$")


def split_sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]`` as spans of ``text``.

    Every character that is not blank belongs to exactly one of them. A newline always ends a sentence; inside
    brackets and quotes nothing does. Items of an inline list, parted by ``；``, are sentences of their own.
    """
    pieces = (stripped(text, first, last) for first, last in _raw(text, start, end))
    return tuple(span for span in pieces if span is not None)


def stripped(text: str, start: int, end: int) -> Span | None:
    """``text[start:end]`` without the blanks around it; ``None`` where nothing else is there."""
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else None


def _raw(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    protected_until = _protected(text, start, end)
    first = start
    position = start
    while (match := _ENDS.search(text, position, end)) is not None:
        at = match.start()
        position = at + 1
        if text[at] == "\n":
            yield first, at
            first = position
        elif at >= first and protected_until.get(at, at) == at and _ends_sentence(text, first, at, end):
            while position < end and text[position] in _AFTER_END and position not in protected_until:
                position += 1
            yield first, position
            first = position
    yield first, end


def _protected(text: str, start: int, end: int) -> dict[int, int]:
    """For each position inside a pair of brackets on one line the position of the closing one."""
    inside: dict[int, int] = {}
    open_at: list[int] = []
    for at in range(start, end):
        character = text[at]
        if character == "\n":
            open_at.clear()
        elif character in _PAIRS:
            open_at.append(at)
        elif character in _CLOSING:
            while open_at and _PAIRS[text[open_at[-1]]] != character:
                open_at.pop()
            if open_at:
                opened = open_at.pop()
                if at - opened <= _LONGEST_BRACKET:
                    inside.update(dict.fromkeys(range(opened, at), at))
    return inside


def _ends_sentence(text: str, first: int, at: int, end: int) -> bool:
    character = text[at]
    following = text[at + 1 : min(at + 2, end)]
    if character in _CHINESE_ENDS:
        return True
    if character in "”」』":
        # 他说：“可以。” ends with the quotation; “小巨人”企业 does not.
        return (
            text[at - 1 : at] in ("。", "！", "？") and at > first and following not in ("，", "、", "；", "：", "的")
        )
    if following and not following.isspace() and following not in "”’)\"'" and character != ";":
        # 1.5, policy.gov.cn; but ? and ! before Chinese do end a sentence.
        return character in "!?" and not following.isascii()
    if character != ".":
        return True
    before = text[max(first, at - 12) : at]
    if _ABBREVIATION.search(before) or _NUMBERED.fullmatch(text[first:at]):
        return False
    after = text[at + 1 : end].lstrip(" \"'”’)")[:1]
    return not after.islower()
