"""A span of text that is too long for one passage, cut where it hurts least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from langchain_text_splitters import RecursiveCharacterTextSplitter

from ingest.document import Span

_SEPARATORS: Final = ["\n\n", "\n", "。", "；", "！", "？", "，", "、", " ", ""]
_CLOSING: Final = "”’》）)」』〉】；，。"
_SLACK: Final = 1.15


def split_span(text: str, span: Span, most: int) -> Iterator[Span]:
    """Cut ``text[span.start:span.end]`` into parts of at most ``most`` characters, of similar length.

    The parts follow each other; only the newlines and blanks between them belong to none.
    """
    words = text[span.start : span.end]
    most = max(most, 1)
    parts = _split(words, most)
    balanced = _split(words, min(most, int(len(words) / len(parts) * _SLACK) + 1))
    if len(balanced) == len(parts):
        parts = balanced
    start = span.start
    for part in _with_closing_marks(parts, most):
        first = start + len(part) - len(part.lstrip("\n "))
        last = start + len(part.rstrip("\n "))
        if first < last:
            yield Span(first, last)
        start += len(part)


def _split(words: str, most: int) -> list[str]:
    # Length in characters and no overlap: with token lengths the splitter loses its place
    # (langchain issue 29884), and positions are what a citation is made of.
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=most, chunk_overlap=0, separators=_SEPARATORS, keep_separator="end", strip_whitespace=False
    )
    parts = splitter.split_text(words)
    if "".join(parts) != words:
        raise RuntimeError("the splitter changed the text; positions would be wrong")
    return parts


def _with_closing_marks(parts: list[str], most: int) -> Iterator[str]:
    """Give the closing quotes that a cut left at the beginning of a part back to the one before."""
    held = ""
    for part in parts:
        rest = part.lstrip(_CLOSING)
        moved = part[: len(part) - len(rest)]
        if held and moved and rest and len(held) + len(moved) <= most:
            yield held + moved
            held = rest
        else:
            if held:
                yield held
            held = part
    if held:
        yield held
