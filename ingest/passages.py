"""A document's blocks packed into passages: a whole lowest-level section where it fits; a row with its header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest import formulas
from ingest.chunk import ChunkRole
from ingest.document import Block, BlockKind, Document, Span
from ingest.headings import ARTICLE, find_marker, heading_label, is_run_in
from ingest.requests import Request, find_requests, parted, request_at, without_headings
from ingest.splitting import split_span

#: About this many characters make a passage: long enough for a thought, short enough for one vector.
TARGET: Final = 350
_FORM: Final = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.CLASS,
        BlockKind.DOCUMENT_NUMBER,
        BlockKind.ADDRESSEE,
        BlockKind.HANDLING_STATUS,
        BlockKind.LABEL,
        BlockKind.DATE,
    }
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk in the making; ``header`` spans are repeated before its own ``spans``.

    :ivar request: what it asks for, or answers.
    """

    spans: tuple[Span, ...]
    heading_path: tuple[str, ...]
    searchable: bool = True
    header: tuple[Span, ...] = ()
    is_row: bool = False
    role: ChunkRole = ChunkRole.TEXT
    request: Request | None = None


def passages_of(document: Document) -> Iterator[Passage]:
    """The passages of a document in the order of their first own character."""
    requests = find_requests(document)
    found = [_put(request) for request in requests if request.words]
    found += (_ascribed(passage, requests) for passage in _Packing(document, requests).passages())
    if not any(passage.searchable for passage in found):
        found = [replace(passage, searchable=True) for passage in found]
    return iter(sorted(found, key=lambda passage: passage.spans[0].start))


def _put(request: Request) -> Passage:
    return Passage(request.words, request.heading_path, role=ChunkRole.REQUEST, request=request)


def _ascribed(passage: Passage, requests: Sequence[Request]) -> Passage:
    """A passage with the request that it answers, or is a part of."""
    request = request_at(requests, passage.spans[0].start)
    if request is None or not (passage.searchable or request.words):
        return passage
    role = ChunkRole.ANSWER if request.words else ChunkRole.REQUEST
    return replace(passage, role=role, request=request)


class _Packing:
    """One pass over the blocks of a document that are no requests."""

    def __init__(self, document: Document, requests: Sequence[Request]) -> None:
        self._document = document
        self._requests = requests
        self._blocks = tuple(parted(document.text, without_headings(document.blocks, requests), requests))
        self._headers = _table_headers(document)
        self._unit: list[Block] = []
        self._found: list[Passage] = []

    def passages(self) -> list[Passage]:
        carried = _carried_headings(self._document, self._blocks, self._headers)
        for at, block in enumerate(self._blocks):
            if at not in carried:
                self._take(block)
        self._end_unit()
        return self._found

    def _take(self, block: Block) -> None:
        if block.kind is BlockKind.TABLE_ROW:
            self._end_unit()
            self._found += _row(block, self._headers, self._document)
        elif not _is_searchable(self._document, block):
            if block.kind is not BlockKind.HANDLING_STATUS:
                self._end_unit()
            self._found.append(Passage((_span(block),), block.heading_path, searchable=False))
        else:
            if self._unit and self._key(block) != self._key(self._unit[0]):
                self._end_unit()
            self._unit.append(block)

    def _key(self, block: Block) -> tuple[Request | None, tuple[str, ...]]:
        return request_at(self._requests, block.start), _unit_key(block)

    def _end_unit(self) -> None:
        self._found += _packed_unit(self._document, self._unit)
        self._unit = []


def _span(block: Block) -> Span:
    return Span(block.start, block.end)


def _is_searchable(document: Document, block: Block) -> bool:
    if block.kind in _FORM:
        return False
    return not formulas.is_closing(document.text[block.start : block.end])


def _carried_headings(document: Document, blocks: Sequence[Block], headers: dict[int, list[Span]]) -> set[int]:
    """The headings without words of their own that the path of a passage below them carries.

    The header of a table is no passage: it is repeated with each row, and stands under the headings of that row.
    """
    carried = set()
    live: set[tuple[str, ...]] = set()
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        text = document.text[block.start : block.end]
        # Below an article the headings are part of its text: the path of its chunk ends with the article.
        opens_unit = block.kind is BlockKind.HEADING and _unit_key(block) == block.heading_path
        if opens_unit and not _has_words(text, block):
            if block.heading_path in live:
                carried.add(at)
                live.discard(block.heading_path)
            continue
        is_row = block.kind is BlockKind.TABLE_ROW
        if any(_row(block, headers, document)) if is_row else _is_searchable(document, block):
            live.update(block.heading_path[: depth + 1] for depth in range(len(block.heading_path)))
        if block.kind is BlockKind.HEADING:
            live.discard(block.heading_path)
    return carried


def _has_words(text: str, block: Block) -> bool:
    """Whether a heading block holds more than the heading path shows of it."""

    def bare(words: str) -> str:
        return "".join(words.split()).rstrip("。：:")

    marker = find_marker(text)
    label = block.heading_path[-1] if block.heading_path else ""
    if marker is not None and marker.level != ARTICLE and is_run_in(text, marker):
        return True
    return bare(text) not in (bare(label), bare(heading_label(text, marker)))


def _unit_key(block: Block) -> tuple[str, ...]:
    """Blocks with equal keys form one unit: those of an article, else those under the same headings."""
    for depth, label in enumerate(block.heading_path):
        marker = find_marker(label)
        if marker is not None and marker.level == ARTICLE:
            return block.heading_path[: depth + 1]
    return block.heading_path


def _packed_unit(document: Document, blocks: Sequence[Block]) -> Iterator[Passage]:
    """Pack the blocks of one unit into passages of about ``TARGET`` characters."""
    if not blocks:
        return
    pack: list[Block] = []
    size = 0
    for bundle in _bundles(document, blocks):
        length = _length(bundle)
        if pack and size + 1 + length > TARGET:
            yield from _packed(document, pack)
            pack, size = [], 0
        if length <= TARGET:
            pack += bundle
            size += length + 1
            continue
        for block in bundle:
            if pack and size + 1 + block.end - block.start > TARGET and not _leads_in(document, pack[-1]):
                yield from _packed(document, pack)
                pack, size = [], 0
            pack.append(block)
            size += block.end - block.start + 1
    if pack:
        yield from _packed(document, pack)


def _bundles(document: Document, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that should stay together: a lead-in with the items below it; others alone."""
    bundle: list[Block] = []
    for block in blocks:
        follows = (
            bool(bundle)
            and block.kind is BlockKind.ITEM
            and (bundle[-1].kind is BlockKind.ITEM or _leads_in(document, bundle[-1]))
        )
        if bundle and not follows:
            yield bundle
            bundle = []
        bundle.append(block)
    if bundle:
        yield bundle


def _leads_in(document: Document, block: Block) -> bool:
    return document.text[block.end - 1] in "：:"


def _length(blocks: Sequence[Block]) -> int:
    return sum(block.end - block.start for block in blocks) + len(blocks) - 1


def _packed(document: Document, blocks: Sequence[Block]) -> Iterator[Passage]:
    path = blocks[0].heading_path
    spans = _merged([_span(block) for block in blocks])
    if sum(span.end - span.start for span in spans) <= TARGET:
        yield Passage(spans, path)
        return
    for span in spans:
        for part in split_span(document.text, span, TARGET):
            yield Passage((part,), path)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of blocks that follow each other become one, the newline between them included."""
    starts = [spans[0].start]
    ends = []
    for left, right in pairwise(spans):
        if right.start != left.end + 1:
            ends.append(left.end)
            starts.append(right.start)
    ends.append(spans[-1].end)
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))


def _table_headers(document: Document) -> dict[int, list[Span]]:
    headers: dict[int, list[Span]] = {at: [] for at in range(len(document.tables))}
    seen: dict[int, int] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE_ROW or block.table is None:
            continue
        row = seen.get(block.table, 0)
        seen[block.table] = row + 1
        if row < document.tables[block.table].header_rows:
            headers[block.table].append(_span(block))
    return headers


def _row(block: Block, headers: dict[int, list[Span]], document: Document) -> Iterator[Passage]:
    table = block.table
    header = headers.get(table, []) if table is not None else []
    if _span(block) in header:
        if table is not None and len(document.tables[table].rows) == len(header):
            yield Passage((_span(block),), block.heading_path, is_row=True)
        return
    yield Passage((_span(block),), block.heading_path, header=_merged(header) if header else (), is_row=True)
