"""Documents cut into the passages that are searched and cited.

A passage's title and headings join what is searched (``passage_context``) but not what is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.chunk import Chunk, ChunkRole
from ingest.document import Document, DocumentKind, Metadata, Span
from ingest.passages import Passage, passages_of
from ingest.requests import Request
from ingest.sentences import split_sentences, stripped
from ingest.splitting import split_span

_LONGEST_TITLE: Final = 60
_LONGEST_PATH: Final = 100


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


def search_context(metadata: Metadata, passage: Passage | Chunk) -> str:
    """What is put before a passage of a document: a request in a reply takes the proposal's title.

    It is a heading itself, and only those above it stand before it.
    """
    if passage.role is ChunkRole.REQUEST and metadata.kind is DocumentKind.REPLY:
        return passage_context(metadata.proposal_title or "", passage.heading_path[:-1])
    return passage_context(metadata.title, passage.heading_path)


def chunk_document(document: Document, *, count_tokens: Callable[[str], int], window: int) -> tuple[Chunk, ...]:
    """Cut a document into chunks, in order; every character that is not blank is in one, or is a heading that
    the ``heading_path`` of a chunk below it carries.

    :param count_tokens: how many tokens the encoder makes of a text, its special tokens included.
    :param window: the most tokens it takes; ``passage_context`` and text of a searchable chunk fit together.
    :raises ValueError: where a document's context alone fills the window.
    """
    fits = _Window(document, count_tokens, window)
    passages = [part for passage in passages_of(document) for part in fits.cut(passage)]
    asked: dict[Request, int] = {}
    for number, passage in enumerate(passages):
        if passage.role is ChunkRole.REQUEST and passage.request is not None:
            asked.setdefault(passage.request, number)
    return tuple(_chunk(document, number, passage, asked) for number, passage in enumerate(passages))


def _chunk(document: Document, number: int, passage: Passage, asked: Mapping[Request, int]) -> Chunk:
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
        role=passage.role,
        request=asked[passage.request] if passage.role is ChunkRole.ANSWER and passage.request else None,
    )


def _text(document: Document, spans: Sequence[Span]) -> str:
    return "\n".join(document.text[span.start : span.end] for span in spans)


class _Window:
    """Cuts passages until each fits the encoder's window with its context."""

    def __init__(self, document: Document, count_tokens: Callable[[str], int], window: int) -> None:
        self._document = document
        self._count_tokens = count_tokens
        self._window = window

    def cut(self, passage: Passage) -> Iterator[Passage]:
        if not passage.searchable or self._holds(passage):
            yield passage
            return
        if passage.header:
            yield from self.cut(replace(passage, header=()))
            return
        for smaller in self._halves(passage):
            yield from self.cut(smaller)

    def _holds(self, passage: Passage) -> bool:
        text = search_context(self._document.metadata, passage) + _text(
            self._document, (*passage.header, *passage.spans)
        )
        return self._count_tokens(text) <= self._window

    def _halves(self, passage: Passage) -> Iterator[Passage]:
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
            yield replace(passage, spans=tuple(spans))
