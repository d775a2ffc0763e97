"""What a model writes, parted into sentences with the markers that each carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_MARKER: Final = re.compile(r"\s*\[\^?(\d{1,4})\^?\]")
# A full stop ends a sentence where a blank or a marker follows and no abbreviation or figure stands before it.
_END: Final = re.compile(
    r"(?:[。！？!?]|(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\bart)\.(?=\s|\[|[”’\"')）]|$)|\n)[”’\"'）)」』]*"
    rf"(?:{_MARKER.pattern})*[。.]?",
    re.IGNORECASE,
)
# What may still grow into a part of the sentence before it.
_OPEN: Final = re.compile(r"[ \t”’\"'）)」』]*(?:\[\^?\d{0,4}\^?)?\Z")
_BULLET: Final = re.compile(r"^(?:[-*•·>#]+\s*|\d{1,2}[.、)）]\s*|[（(]\d{1,2}[）)]\s*)+(?=\S)")
_THINKS: Final = "<think>"
_THOUGHT: Final = "</think>"
_THINKING: Final = re.compile(rf"\A\s*{_THINKS}(?:.*?{_THOUGHT}|.*)", re.DOTALL)
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as written.

    :ivar text: without markers, list signs and bold marks.
    :ivar cited: the numbers of its markers, in order, each once.
    """

    text: str
    cited: tuple[int, ...]


def said(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what some models think aloud first, between ``<think>`` and ``</think>``."""
    text = ""
    pieces = iter(pieces)
    for piece in pieces:
        text += piece
        start = text.lstrip()
        if not (_THINKS.startswith(start[: len(_THINKS)]) and _THOUGHT not in start):
            break
    yield _THINKING.sub("", text)
    yield from pieces


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """Each sentence as soon as it is whole, its markers behind it."""
    text = ""
    for piece in said(pieces):
        *whole, text = _parted(text + piece)
        yield from _read_all(whole)
    yield from _read_all(_parted(text + "\n"))


def _parted(text: str) -> list[str]:
    """Whole sentences, and last what is not known to be whole yet."""
    parts = []
    start = 0
    for match in _END.finditer(text):
        if _OPEN.match(text, match.end()):
            break
        parts.append(text[start : match.end()])
        start = match.end()
    return [*parts, text[start:]]


def _read_all(parts: Iterable[str]) -> Iterator[Sentence]:
    for part in parts:
        cited = tuple(dict.fromkeys(int(n) for n in _MARKER.findall(part)))
        text = _BULLET.sub("", _MARKER.sub("", part).replace("**", "").replace("[^", "［^").strip())
        if _LETTER.search(text):
            yield Sentence(text, cited)
