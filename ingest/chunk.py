"""A passage of a document as it is searched and cited, and whose words it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Span


class ChunkRole(StrEnum):
    """Whose words a passage holds: a member's wish is no measure, and is searched apart."""

    TEXT = "text"
    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that is searched and cited as one.

    :ivar number: position in its document, from 0.
    :ivar text: the cited text: the document's text over ``spans``, joined by newlines.
    :ivar spans: ascending ranges of the document's text; more than one where something between is left out
        (a handling-status line) or repeated (a table's header).
    :ivar page: physical page of the first character of the last span's content, ``None`` without pages.
    :ivar searchable: false for what is kept but neither embedded nor found: status lines, thanks, signatures.
    :ivar role: a request's words may stand in the answer to it too, where the letter quotes them.
    :ivar request: the number of the request that it answers.
    """

    document: str
    number: int
    text: str
    spans: tuple[Span, ...]
    page: int | None
    heading_path: tuple[str, ...]
    sentences: tuple[Span, ...]
    searchable: bool = True
    role: ChunkRole = ChunkRole.TEXT
    request: int | None = None
