"""A document cut into provisions: what is compared as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.document import Block, BlockKind, Document
from ingest.headings import ARTICLE, find_marker

_CONTENT: Final = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE_ROW})


@dataclass(frozen=True, slots=True)
class Provision:
    """An article (条) with all that stands under it; without articles the text under one heading; or a table's row.

    :ivar heading_path: the headings above it, its own last.
    :ivar start: ``text`` is the document's text from ``start`` to ``end``.
    :ivar words_start: where in ``text`` its words begin, after the number that opens it (第四条).
    """

    heading_path: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str
    words_start: int

    @property
    def words(self) -> str:
        """The text without the number that opens it: that changes where an article moves."""
        return self.text[self.words_start :]


def provisions_of(document: Document) -> tuple[Provision, ...]:
    """The provisions in order; what only frames a text (title, number, addressees, signature) is in none of them."""
    blocks = [block for block in document.blocks if block.kind in _CONTENT]
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if not headings:
        return tuple(_provision(document, [block]) for block in blocks)
    last_heading = headings[-1].start
    has_articles = any(block.level == ARTICLE for block in headings)
    # A signature stands under no heading.
    body = [block for block in blocks if block.heading_path or block.start < last_heading]
    return tuple(_provision(document, group) for group in _groups(body, has_articles=has_articles))


def _groups(blocks: list[Block], *, has_articles: bool) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        opens = block.kind is BlockKind.HEADING and not (has_articles and block.level > ARTICLE)
        row = block.kind is BlockKind.TABLE_ROW
        if group and (opens or row or group[-1].kind is BlockKind.TABLE_ROW):
            yield group
            group = []
        if has_articles and opens and block.level < ARTICLE:
            continue  # the caption of a chapter is in the path of its articles
        group.append(block)
    if group:
        yield group


def _provision(document: Document, blocks: list[Block]) -> Provision:
    first = blocks[0]
    start, end = first.start, blocks[-1].end
    text = document.text[start:end]
    marker = find_marker(text) if first.kind is BlockKind.HEADING else None
    return Provision(first.heading_path, first.page, start, end, text, marker.end if marker else 0)
