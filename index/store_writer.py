"""Writes the SQLite file of a generation; ``store.py`` reads it.

A document is kept whole (its text, its metadata and the rest as JSON), so that the next build reads again only what
changed; the columns beside it are what filters and citations need.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import msgspec

from index.generation import LAYOUT_VERSION
from index.types import NO_MARKS, LikelyVersion, Marks, Place
from index.validity import Ending
from ingest.chunk import Chunk
from ingest.document import Document, Metadata, document_id
from ingest.measures.support_measure import SupportMeasure
from ingest.sources import Source

_SCHEMA = """
CREATE TABLE sources (path TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE excluded (document TEXT PRIMARY KEY);
CREATE TABLE corrected (content_hash TEXT PRIMARY KEY, fields TEXT NOT NULL, pages TEXT NOT NULL);
CREATE TABLE documents (
    ordinal INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    reader_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT,
    issuer TEXT NOT NULL,
    issued_on TEXT,
    effective_from TEXT,
    valid_until TEXT,
    repealed_on TEXT,
    repealed_by TEXT,
    repealed_in TEXT,
    repeal_clause TEXT,
    draft TEXT,
    part_of TEXT,
    disclosure TEXT,
    first_chunk INTEGER NOT NULL,
    end_chunk INTEGER NOT NULL,
    source TEXT NOT NULL,
    warnings TEXT NOT NULL,
    pages TEXT NOT NULL,
    text TEXT NOT NULL,
    sketch BLOB NOT NULL,
    metadata BLOB NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE copies (
    name TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    source TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (ordinal)
);
CREATE TABLE versions (
    document TEXT NOT NULL REFERENCES documents (name),
    earlier TEXT NOT NULL REFERENCES documents (name),
    similarity REAL NOT NULL,
    same_title INTEGER NOT NULL,
    PRIMARY KEY (document, earlier)
);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (ordinal),
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    spans TEXT NOT NULL,
    page INTEGER,
    heading_path TEXT NOT NULL,
    sentences TEXT NOT NULL,
    vector_row INTEGER,
    role TEXT NOT NULL,
    request INTEGER REFERENCES chunks (id)
);
CREATE TABLE measures (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (ordinal),
    chunk INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    measure BLOB NOT NULL
);
CREATE INDEX documents_path ON documents (path);
CREATE INDEX chunks_request ON chunks (request) WHERE request IS NOT NULL;
"""

# Issuers stand in one column, so that a filter can look for a part of any of their names.
ISSUER_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way into a store.

    :ivar chunks: ``(chunk id, chunk, first row in the sentence vectors)``; ids ascend without gaps over all entries.
    :ivar copies: where else its content lies.
    :ivar sketch: by which its text is compared with others'.
    :ivar marks: by which corrections it is as it is.
    :ivar measures: ``(chunk id, place among its sentences, measure)``.
    """

    document: Document
    source: str
    reader_version: int
    chunks: Sequence[tuple[int, Chunk, int | None]]
    copies: Sequence[Place] = ()
    sketch: bytes = b""
    marks: Marks = NO_MARKS
    measures: Sequence[tuple[int, int, SupportMeasure]] = ()


def write_store(
    path: Path,
    *,
    sources: Iterable[Source],
    excluded: Iterable[str],
    entries: Iterable[Entry],
) -> None:
    """Write a new store.

    :param entries: in the order of their ordinals, taken one at a time.
    """
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {LAYOUT_VERSION:d}")
        connection.executemany("INSERT INTO sources VALUES (?, ?)", [(str(s.path), s.name) for s in sources])
        connection.executemany("INSERT INTO excluded VALUES (?)", [(name,) for name in excluded])
        next_chunk = 1
        for ordinal, entry in enumerate(entries, start=1):
            row = _document_row(ordinal, entry, next_chunk)
            connection.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - only marks
            connection.executemany(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_chunk_row(key, ordinal, next_chunk, chunk, vector_row) for key, chunk, vector_row in entry.chunks],
            )
            connection.executemany(
                "INSERT INTO copies VALUES (?, ?, ?, ?, ?)",
                [(copy.name, document_id(copy.name), copy.path, copy.source, ordinal) for copy in entry.copies],
            )
            if entry.marks != NO_MARKS:
                marks = (entry.document.content_hash, entry.marks.fields, entry.marks.pages)
                connection.execute("INSERT INTO corrected VALUES (?, ?, ?)", marks)
            connection.executemany(
                "INSERT INTO measures (document, chunk, sentence, measure) VALUES (?, ?, ?, ?)",
                [(ordinal, key, at, msgspec.json.encode(measure)) for key, at, measure in entry.measures],
            )
            next_chunk += len(entry.chunks)
        connection.commit()
    finally:
        connection.close()


def write_relations(
    path: Path,
    endings: Mapping[str, Ending],
    versions: Iterable[LikelyVersion],
    owners: Mapping[str, str] = MappingProxyType({}),
    disclosures: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write into a new store how its documents are related, which shows only when all are known.

    :param endings: what each repealed document was repealed by, by document name.
    :param owners: whose annex a document is, likewise.
    :param disclosures: how documents are disclosed that do not say so themselves, likewise.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "UPDATE documents SET repealed_on = ?, repealed_by = ?, repealed_in = ?, repeal_clause = ? WHERE name = ?",
            [
                (_iso(e.on), e.by, e.document, _json((e.clause.start, e.clause.end)), name)
                for name, e in endings.items()
            ],
        )
        connection.executemany(
            "UPDATE documents SET part_of = ? WHERE name = ?", [(owner, name) for name, owner in owners.items()]
        )
        connection.executemany(
            "UPDATE documents SET disclosure = ? WHERE name = ?",
            [(disclosure, name) for name, disclosure in disclosures.items()],
        )
        connection.executemany(
            "INSERT INTO versions VALUES (?, ?, ?, ?)",
            [(pair.document, pair.of, pair.similarity, pair.same_title) for pair in versions],
        )


def _document_row(ordinal: int, entry: Entry, first_chunk: int) -> tuple[object, ...]:
    document, metadata = entry.document, entry.document.metadata
    return (
        ordinal,
        document.name,
        document.id,
        document.path,
        document.content_hash,
        entry.reader_version,
        metadata.kind,
        metadata.title,
        metadata.document_number,
        ISSUER_SEPARATOR.join(metadata.issuer),
        _iso(metadata.issued_on),
        _iso(metadata.effective_from),
        _iso(metadata.valid_until),
        *(None,) * 4,  # what repealed it, if anything, and whose annex it is, write_relations says
        metadata.draft,
        None,
        metadata.disclosure,
        first_chunk,
        first_chunk + len(entry.chunks),
        entry.source,
        _json(document.warnings),
        _json([(page.page, page.start, page.end) for page in document.pages]),
        document.text,
        entry.sketch,
        msgspec.json.encode(metadata),
        msgspec.json.encode(replace(document, text="", metadata=Metadata())),
    )


def _chunk_row(key: int, ordinal: int, first_chunk: int, chunk: Chunk, vector_row: int | None) -> tuple[object, ...]:
    spans, sentences = ([(s.start, s.end) for s in group] for group in (chunk.spans, chunk.sentences))
    return (
        key,
        ordinal,
        chunk.number,
        chunk.text,
        _json(spans),
        chunk.page,
        _json(chunk.heading_path),
        _json(sentences),
        vector_row,
        chunk.role,
        None if chunk.request is None else first_chunk + chunk.request,
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
