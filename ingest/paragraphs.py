"""Lines joined to paragraphs, with spaces repaired and the place of every character in the source kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from ingest import formulas
from ingest.characters import CJK, is_blank, is_cjk, repair
from ingest.headings import is_bare_article
from ingest.source_text import Line, LineStyle, SourceText

# Extraction injects spaces between Chinese and figures or Latin words (建成 4个); 10 GPON keeps its own.
_INJECTED_SPACE: Final = re.compile(rf"(?<=[{CJK}]) +(?=[\w.%+\-])(?![{CJK}])|(?<=[\w.%+\-])(?<![{CJK}]) +(?=[{CJK}])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that stands in one piece in the source.

    :ivar source_start: ``None`` for the space that joins two Latin words over a line end.
    """

    text: str
    source_start: int | None
    page: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of repaired text.

    :ivar style: that of its first line; likewise ``depth`` and ``table``.
    """

    pieces: tuple[Piece, ...]
    style: LineStyle = LineStyle.PLAIN
    depth: int = 0
    table: int | None = None

    @property
    def text(self) -> str:
        """The paragraph as it reads."""
        return "".join(piece.text for piece in self.pieces)


def make_paragraph(source: SourceText, lines: Sequence[Line]) -> Paragraph:
    """Join lines; the characters of the result are those of the lines but for repaired ones and blanks."""
    first = lines[0]
    pieces = list(_joined(source, lines))
    if first.table is None:
        pieces = list(_without_injected_spaces(pieces))
    return Paragraph(tuple(pieces), first.style, first.depth, first.table)


def _joined(source: SourceText, lines: Iterable[Line]) -> Iterator[Piece]:
    last = ""
    for line in lines:
        text = repair(source.of(line))
        if last and (_needs_space(last[-1], text[0]) or _names_what_follows(last)):
            yield Piece(" ", None, line.page)
        yield from _visible(text, line)
        last = text


def _names_what_follows(text: str) -> bool:
    """第三条 or 附件2, whose words stand on the next line."""
    return is_bare_article(text) or formulas.is_enclosure(text)


def _needs_space(last: str, first: str) -> bool:
    """Between Latin words a line end is a space; a figure cut in two (209 | 4.4元) is not."""
    if is_cjk(last) or is_cjk(first) or last in "-/([{" or first in ")]},.;:%/":
        return False
    return not (last.isdigit() and first.isdigit())


def _visible(text: str, line: Line) -> Iterator[Piece]:
    """The line without control and zero-width characters; tabs stay, other blanks become part of the text."""
    start = 0
    for position, character in enumerate(text):
        if is_blank(character) and character not in " \t\u3000":
            if position > start:
                yield Piece(text[start:position], line.start + start, line.page)
            start = position + 1
    if start < len(text):
        yield Piece(text[start:], line.start + start, line.page)


def _without_injected_spaces(pieces: Sequence[Piece]) -> Iterator[Piece]:
    text = "".join(piece.text for piece in pieces)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    joints = {end - len(piece.text) for piece, end in zip(pieces, ends, strict=True) if piece.source_start is None}
    doomed = [match.span() for match in _INJECTED_SPACE.finditer(text) if match.start() not in joints]
    offset = 0
    for piece in pieces:
        end = offset + len(piece.text)
        kept_from = offset
        for start, stop in (span for span in doomed if span[0] < end and span[1] > offset):
            yield from _cut(piece, kept_from - offset, max(start, offset) - offset)
            kept_from = min(stop, end)
        yield from _cut(piece, kept_from - offset, end - offset)
        offset = end


def _cut(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        source_start = None if piece.source_start is None else piece.source_start + start
        yield Piece(piece.text[start:end], source_start, piece.page)
