"""Documents cut into the passages that are searched and cited.

A passage is a whole lowest-level section where it fits; its title and headings join what is searched
(``passage_context``) but not what is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest import formulas
from ingest.document import Block, BlockKind, Chunk, Document, Span
from ingest.headings import ARTICLE, find_marker, heading_label, is_run_in
from ingest.sentences import split_sentences, stripped
from ingest.splitting import split_span

#: About this many characters make a passage: long enough for a thought, short enough for one vector.
TARGET: Final = 350
_LONGEST_TITLE: Final = 60
_LONGEST_PATH: Final = 100
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
class _Passage:
    """A chunk in the making; ``header`` spans are repeated before its own ``spans``."""

    spans: tuple[Span, ...]
    heading_path: tuple[str, ...]
    searchable: bool
    header: tuple[Span, ...] = ()
    is_row: bool = False


def passage_context(title: str, heading_path: Sequence[str]) -> str:
    """What is put before a passage's text for embedding and full text: title and headings, and a newline.

    At most about 160 characters; what does not fit is left out from the outer headings on, since the inner
    ones say more. Empty where there is neither title nor heading.
    """
    kept: list[str] = []
    room = _LONGEST_PATH
    for heading in reversed(heading_path):
        if room <= 0:
            break
        kept.insert(0, heading[:room])
        room -= len(heading) + 1
    context = " ".join(part for part in (title[:_LONGEST_TITLE], *kept) if part)
    return context + "\n" if context else ""


def chunk_document(document: Document, *, count_tokens: Callable[[str], int], window: int) -> tuple[Chunk, ...]:
    """Cut a document into chunks, in order; every character that is not blank is in one, or is a heading that
    the ``heading_path`` of a chunk below it carries.

    :param count_tokens: how many tokens the encoder makes of a text, its special tokens included.
    :param window: the most tokens it takes; ``passage_context`` and text of a searchable chunk fit together.
    :raises ValueError: where a document's context alone fills the window.
    """
    fits = _Window(document, count_tokens, window)
    passages = [part for passage in _passages(document) for part in fits.cut(passage)]
    return tuple(_chunk(document, number, passage) for number, passage in enumerate(passages))


def _chunk(document: Document, number: int, passage: _Passage) -> Chunk:
    spans = (*passage.header, *passage.spans)
    if passage.is_row:
        sentences = tuple(
            span for own in passage.spans if (span := stripped(document.text, own.start, own.end)) is not None
        )
    else:
        sentences = tuple(s for own in passage.spans for s in split_sentences(document.text, own.start, own.end))
    return Chunk(
        document=document.name,
        number=number,
        text=_text(document, spans),
        spans=spans,
        page=document.page_at(spans[-1].start),
        heading_path=passage.heading_path,
        sentences=sentences,
        searchable=passage.searchable,
    )


def _text(document: Document, spans: Sequence[Span]) -> str:
    return "\n".join(document.text[span.start : span.end] for span in spans)


def _one_sentence(text: str, start: int, end: int) -> tuple[Span, ...]:
    whole = stripped(text, start, end)
    return () if whole is None else (whole,)


class _Window:
    """Cuts passages until each fits the encoder's window with its context."""

    def __init__(self, document: Document, count_tokens: Callable[[str], int], window: int) -> None:
        self._document = document
        self._count_tokens = count_tokens
        self._window = window

    def cut(self, passage: _Passage) -> Iterator[_Passage]:
        if not passage.searchable or self._holds(passage):
            yield passage
            return
        if passage.header:
            yield from self.cut(_Passage(passage.spans, passage.heading_path, True, is_row=passage.is_row))
            return
        for smaller in self._halves(passage):
            yield from self.cut(smaller)

    def _holds(self, passage: _Passage) -> bool:
        context = passage_context(self._document.metadata.title, passage.heading_path)
        text = context + _text(self._document, (*passage.header, *passage.spans))
        return self._count_tokens(text) <= self._window

    def _halves(self, passage: _Passage) -> Iterator[_Passage]:
        if len(passage.spans) > 1:
            middle = len(passage.spans) // 2
            groups = [passage.spans[:middle], passage.spans[middle:]]
        else:
            span = passage.spans[0]
            if span.end - span.start < 2:
                raise ValueError(
                    f"{self._document.name}: title and headings leave no room in a window of {self._window} tokens"
                )
            groups = [(part,) for part in split_span(self._document.text, span, (span.end - span.start + 1) // 2)]
        for spans in groups:
            yield _Passage(spans, passage.heading_path, True, is_row=passage.is_row)


def _passages(document: Document) -> Iterator[_Passage]:
    """The passages of a document in the order of their first own character."""
    headers = _table_headers(document)
    carried = _carried_headings(document, headers)
    found: list[_Passage] = []
    unit: list[Block] = []
    key: tuple[str, ...] | None = None
    for at, block in enumerate(document.blocks):
        if at in carried:
            continue
        if block.kind is BlockKind.TABLE_ROW:
            found += _row(block, headers, document)
        elif not _is_searchable(document, block):
            found.append(_Passage((_span(block),), block.heading_path, searchable=False))
            if block.kind is not BlockKind.HANDLING_STATUS:
                found += _unit(document, unit)
                unit, key = [], None
            continue
        else:
            block_key = _unit_key(block)
            if unit and block_key != key:
                found += _unit(document, unit)
                unit = []
            unit.append(block)
            key = block_key
            continue
        found += _unit(document, unit)
        unit, key = [], None
    found += _unit(document, unit)
    if not any(passage.searchable for passage in found):
        found = [_Passage(p.spans, p.heading_path, True, p.header, p.is_row) for p in found]
    return iter(sorted(found, key=lambda passage: passage.spans[0].start))


def _span(block: Block) -> Span:
    return Span(block.start, block.end)


def _is_searchable(document: Document, block: Block) -> bool:
    if block.kind in _FORM:
        return False
    return not formulas.is_closing(document.text[block.start : block.end])


def _carried_headings(document: Document, headers: dict[int, list[Span]]) -> set[int]:
    """The headings without words of their own that the path of a passage below them carries.

    The header of a table is no passage: it is repeated with each row, and stands under the headings of that row.
    """
    carried = set()
    live: set[tuple[str, ...]] = set()
    for at in range(len(document.blocks) - 1, -1, -1):
        block = document.blocks[at]
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


def _unit(document: Document, blocks: Sequence[Block]) -> Iterator[_Passage]:
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


def _packed(document: Document, blocks: Sequence[Block]) -> Iterator[_Passage]:
    path = blocks[0].heading_path
    spans = _merged([_span(block) for block in blocks])
    if sum(span.end - span.start for span in spans) <= TARGET:
        yield _Passage(spans, path, searchable=True)
        return
    for span in spans:
        for part in split_span(document.text, span, TARGET):
            yield _Passage((part,), path, searchable=True)


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


def _row(block: Block, headers: dict[int, list[Span]], document: Document) -> Iterator[_Passage]:
    table = block.table
    header = headers.get(table, []) if table is not None else []
    if _span(block) in header:
        if table is not None and len(document.tables[table].rows) == len(header):
            yield _Passage((_span(block),), block.heading_path, searchable=True, is_row=True)
        return
    yield _Passage(
        (_span(block),), block.heading_path, searchable=True, header=_merged(header) if header else (), is_row=True
    )
