"""Lines to blocks: the repaired text of a document, its structure, and the way back to the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.annexes import find_annexes
from ingest.document import Block, BlockKind, PageSpan, Run, SourceMap, Table
from ingest.furniture import without_furniture
from ingest.outline import Entry, outline
from ingest.paragraphs import Paragraph, make_paragraph
from ingest.source_text import Line, SourceText
from ingest.title import find_title
from ingest.wrapping import Wrapping


@dataclass(frozen=True, slots=True)
class Body:
    """A document without its metadata; the fields are those of ``Document``."""

    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    pages: tuple[PageSpan, ...]
    tables: tuple[Table, ...]


def build_body(source: SourceText) -> Body:
    """Repair the text of ``source`` and find its structure; empty where nothing but page furniture was there."""
    groups = _group(source, without_furniture(source))
    paragraphs = [make_paragraph(source, lines) for lines in groups]
    title = find_title(paragraphs)
    annexes = list(find_annexes(paragraphs, title.stop if title else 0))
    for merged in reversed([*([title] if title else []), *annexes]):
        lines = [line for at in merged for line in groups[at]]
        groups[merged.start : merged.stop] = [lines]
        paragraphs[merged.start : merged.stop] = [make_paragraph(source, lines)]
    title_at = None if title is None else title.start
    return _Assembly(source).build(paragraphs, outline(paragraphs, title_at, _positions(annexes, title)))


def _positions(annexes: Sequence[range], title: range | None) -> frozenset[int]:
    """Where the headings of the annexes stand once those of several paragraphs are merged."""
    merged = len(title) - 1 if title else 0
    positions = set()
    for heading in annexes:
        positions.add(heading.start - merged)
        merged += len(heading) - 1
    return frozenset(positions)


def _group(source: SourceText, lines: Sequence[Line]) -> list[list[Line]]:
    wrapping = Wrapping(source, lines)
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or wrapping.breaks(groups[-1], line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


class _Assembly:
    """Lays paragraphs one after the other and notes where everything comes to stand."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._parts: list[str] = []
        self._position = 0
        self._runs: list[Run] = []
        self._pages: list[PageSpan] = []

    def build(self, paragraphs: Sequence[Paragraph], entries: Sequence[Entry]) -> Body:
        blocks: list[Block] = []
        for paragraph, entry in zip(paragraphs, entries, strict=True):
            if self._position:
                self._put("\n")
            start = self._position
            for piece in paragraph.pieces:
                if piece.source_start is not None:
                    self._note_run(piece.source_start, len(piece.text))
                self._note_page(piece.page, len(piece.text))
                self._put(piece.text)
            page = paragraph.pieces[0].page if self._source.has_pages else None
            blocks.append(
                Block(entry.kind, start, self._position, entry.level, page, entry.heading_path, paragraph.table)
            )
        text = "".join(self._parts)
        pages = tuple(self._pages) if self._source.has_pages else ()
        return Body(text, tuple(blocks), SourceMap(tuple(self._runs)), pages, self._tables(text, blocks))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._position += len(text)

    def _note_run(self, source_start: int, length: int) -> None:
        last = self._runs[-1] if self._runs else None
        if last and last.start + last.length == self._position and last.source_start + last.length == source_start:
            self._runs[-1] = Run(last.start, last.source_start, last.length + length)
        else:
            self._runs.append(Run(self._position, source_start, length))

    def _note_page(self, page: int, length: int) -> None:
        last = self._pages[-1] if self._pages else None
        if last and last.page == page:
            self._pages[-1] = PageSpan(page, last.start, self._position + length)
        else:
            # The newline between two blocks belongs to the page that ends there.
            if last:
                self._pages[-1] = PageSpan(last.page, last.start, self._position)
            self._pages.append(PageSpan(page, self._position, self._position + length))

    def _tables(self, text: str, blocks: Sequence[Block]) -> tuple[Table, ...]:
        rows: defaultdict[int | None, list[Block]] = defaultdict(list)
        for block in blocks:
            if block.kind is BlockKind.TABLE_ROW:
                rows[block.table].append(block)
        tables = []
        for at, header_rows in enumerate(self._source.header_rows):
            cells = tuple(tuple(text[row.start : row.end].split("\t")) for row in rows[at])
            tables.append(Table(cells, header_rows, rows[at][0].page if rows[at] else None))
        return tuple(tables)
