"""What the index takes and gives: modes, filters, hits, summaries, reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ingest.chunk import ChunkRole
from ingest.document import Span


class Mode(StrEnum):
    """Which retrievers rank."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


class Status(StrEnum):
    """Validity of a document at a date (效力)."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; an empty field does not narrow.

    :ivar issuer: part of an issuer's name.
    :ivar year: year of 成文日期.
    :ivar in_force: leave out what is not yet, no longer or by repeal not in force at the search's date.
    """

    kind: str | None = None
    issuer: str | None = None
    year: int | None = None
    in_force: bool = False


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What a citation says about its document.

    :ivar ordinal: position in the generation; not stable between generations.
    :ivar repealed_by: the document that repealed it, as people call it; ``repealed_in`` is its name, and
        ``repeal_clause`` where it says so.
    :ivar draft: 征求意见稿, 草案 …: a draft neither is in force nor ends another document.
    :ivar part_of: name of the document whose annex it is.
    :ivar disclosure: 公开方式: ``public``, ``on_request``, ``partial`` or ``none``; an annex that states none has its
        document's. Without one, everybody may see it.
    """

    ordinal: int
    document: str
    id: str
    path: str
    kind: str
    title: str
    document_number: str | None
    issuer: tuple[str, ...]
    issued_on: date | None
    effective_from: date | None
    valid_until: date | None
    repealed_on: date | None
    repealed_by: str | None
    draft: str | None = None
    part_of: str | None = None
    repealed_in: str | None = None
    repeal_clause: Span | None = None
    disclosure: str | None = None


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk as the store holds it.

    :ivar id: its number in the generation and in every engine; not stable between generations.
    :ivar vector_row: row of its first sentence in the sentence vectors, the others follow; ``None`` where the
        chunk is not searchable, or a request.
    :ivar request: the id of the request that it answers.
    """

    id: int
    document: int
    number: int
    text: str
    spans: tuple[Span, ...]
    page: int | None
    heading_path: tuple[str, ...]
    sentences: tuple[Span, ...]
    vector_row: int | None
    role: ChunkRole = ChunkRole.TEXT
    request: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that at least one retriever found.

    :ivar score: the fused score in [0, 1], higher is better; equal to the one retriever's in a single mode.
    :ivar cosine: cosine of query and passage; ``None`` in lexical mode.
    """

    chunk: int
    score: float
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage with what a reader needs to judge it.

    :ivar rank: from 1.
    :ivar start: the document's text from ``start`` to ``end`` is ``quote``; a table row's header is not part of it.
    :ivar text: the passage as it was searched, with a table's header.
    """

    rank: int
    score: float
    document: str
    id: str
    title: str
    document_number: str | None
    issuer: tuple[str, ...]
    kind: str
    issued_on: date | None
    status: Status
    status_reason: str
    heading_path: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked passages, best first."""

    query: str
    hits: tuple[Hit, ...]
    generation: str
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class RequestHit:
    """An earlier request like the one asked for, and what answered it.

    :ivar answers: the chunks that answer it, in order, statuses (吸收采纳。) included; none for a proposal.
    """

    hit: Hit
    answers: tuple[StoredChunk, ...]


@dataclass(frozen=True, slots=True)
class RequestResult:
    """Ranked requests, best first."""

    query: str
    requests: tuple[RequestHit, ...]
    generation: str
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class Place:
    """A file that holds a document's content.

    :ivar name: what the document is called after this file.
    :ivar path: on disk, or into a container.
    :ivar source: path of its source.
    """

    name: str
    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells whether a document's corrections are still those that it was stored with; empty for none.

    :ivar fields: digest of the corrected fields; another one asks for the metadata to be read again, from the text.
    :ivar pages: digest of the corrected pages; another one asks for the file to be read again.
    """

    fields: str = ""
    pages: str = ""


#: Of a document as it was read.
NO_MARKS: Final = Marks()


@dataclass(frozen=True, slots=True)
class LikelyVersion:
    """That a document is likely a version of another.

    :ivar document: name of the later one, as far as their days tell; ``of`` of the other.
    :ivar similarity: which share of the text they have in common, as estimated; in [0, 1].
    :ivar same_title: whether their titles differ in years and words like 暂行 at most.
    """

    document: str
    of: str
    similarity: float
    same_title: bool


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """A document that is likely another version of one; the last two fields are those of ``LikelyVersion``."""

    document: str
    id: str
    issued_on: date | None
    status: Status
    similarity: float
    same_title: bool


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the index in one row.

    :ivar paths: every file that holds its content, its own first.
    :ivar also_at: what it would be called after the others.
    :ivar versions: which documents are likely other versions of it.
    """

    document: str
    id: str
    kind: str
    title: str
    document_number: str | None
    issuer: tuple[str, ...]
    issued_on: date | None
    status: Status
    chunks: int
    warnings: tuple[str, ...]
    paths: tuple[str, ...]
    also_at: tuple[str, ...]
    versions: tuple[OtherVersion, ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds what a document of the index holds.

    :ivar document: that document's name.
    """

    path: str
    document: str


@dataclass(frozen=True, slots=True)
class BuildEvent:
    """Progress of a build; its stages come in the order below, ``write`` around the two after it.

    :ivar stage: ``wait``: for another process that is building; ``scan``: finding files, looking into containers;
        ``read``: files to documents; ``write``: the steps of writing the indexes; ``chunk``: documents to passages;
        ``embed``: texts to vectors; ``publish``: its steps; ``done``: once, at the end.
    :ivar done: files (``read``), passages (``chunk``), texts (``embed``) or steps, of ``total``.
    :ivar total: 0 where it is not known beforehand (``scan``, ``chunk``).
    :ivar note: what was just done, such as a document's name; of ``publish``, the generation that is then published.
    :ivar pages: pages of the documents read so far; formats without pages count none.
    :ivar chunks: passages that the documents were cut into so far.
    :ivar seconds_left: of this stage, as far as can be told.
    """

    stage: str
    done: int
    total: int
    note: str = ""
    pages: int = 0
    chunks: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    :ivar found: files that the built paths hold, readable or not: each was added, changed, is unchanged, or failed.
    :ivar removed: files that are there no longer; their documents stay where copies do.
    :ivar copies: those of the files found that have the content of a document that goes by another file.
    :ivar versions: likely versions, where at least one of the two is added or changed.
    :ivar failures: files that could not be read; one that was read before keeps its earlier version.
    :ivar generation: the current generation afterwards, ``None`` where there is none.
    :ivar seconds: wall time by stage.
    :ivar set_aside: a newer generation that had been rolled back when this build began: what it held came back as far
        as the files still say so.
    """

    found: int
    added: int
    changed: int
    unchanged: int
    removed: int
    copies: tuple[Copy, ...]
    versions: tuple[LikelyVersion, ...]
    failures: tuple[Failure, ...]
    generation: str | None
    seconds: dict[str, float] = field(default_factory=dict)
    set_aside: str | None = None

    @property
    def failed(self) -> int:
        return len(self.failures)


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The state of an index.

    :ivar copies: files with the content of a document that goes by another file.
    :ivar size_bytes: of the whole index on disk, whatever of it may be seen.
    """

    generation: str
    published_at: str
    documents: int
    copies: int
    chunks: int
    sentences: int
    sources: tuple[tuple[str, str], ...]
    model: str
    precision: str
    dimension: int
    size_bytes: int
