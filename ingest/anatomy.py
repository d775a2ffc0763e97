"""A document's parts as metadata is read from them: title, head, tail, labelled lines; and values with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest import formulas
from ingest.confidence import INFERRED, STATED, Confidence
from ingest.document import Block, BlockKind, Span
from ingest.title import is_formal, title_label

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the span of the document's text that it was read from, and how sure the rule is that read it."""

    value: T
    span: Span
    confidence: Confidence = STATED


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The text of a document and its blocks."""

    text: str
    blocks: tuple[Block, ...]

    def of(self, block: Block) -> str:
        """The text of one block."""
        return self.text[block.start : block.end]

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of some kinds, in order."""
        return (block for block in self.blocks if block.kind in kinds)

    @property
    def title(self) -> Found[str] | None:
        """The title, its line ends and the blanks between Chinese characters removed."""
        block = next(self.of_kind(BlockKind.TITLE), None)
        if block is None:
            return None
        start = block.start + title_label(self.of(block))
        words = " ".join(self.text[start : block.end].split())
        return Found(words, Span(start, block.end), STATED if is_formal(words) else INFERRED)

    @property
    def head_end(self) -> int:
        """Where the first heading begins; numbers, class and session are read before it only.

        A form above the title is part of the head.
        """
        title = next(self.of_kind(BlockKind.TITLE), None)
        begins = title.start if title else 0
        first = next((b for b in self.of_kind(BlockKind.HEADING, BlockKind.TABLE_ROW) if b.start >= begins), None)
        return first.start if first else len(self.text)

    @property
    def main_end(self) -> int:
        """Where the first annex begins: what a document says of itself stands before it."""
        for block in self.of_kind(BlockKind.HEADING):
            if formulas.annex_label(self.of(block)) is not None:
                return block.start
        return len(self.text)

    @property
    def without_annexes(self) -> Anatomy:
        """The same with the annexes blanked, places unchanged; the imprint (抄送, 印发) below them stays."""
        start, end = self.main_end, len(self.text)
        for block in reversed(self.blocks):
            if block.start < start or not formulas.is_imprint(self.of(block)):
                break
            end = block.start
        if start == len(self.text):
            return self
        text = self.text[:start] + "\n" * (end - start) + self.text[end:]
        return Anatomy(text, tuple(block for block in self.blocks if not start <= block.start < end))

    def search(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in a stretch of the text."""
        return pattern.search(self.text, start, len(self.text) if end is None else end)


def group(match: re.Match[str], name: str | int = 0) -> Found[str]:
    """A group of a match with its place."""
    return Found(match[name], Span(*match.span(name)))


def block_span(blocks: Sequence[Block]) -> Span:
    """From the beginning of the first block to the end of the last."""
    return Span(blocks[0].start, blocks[-1].end)
