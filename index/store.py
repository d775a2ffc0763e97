"""Chunks, documents and sources of one generation in a SQLite file.

A document is kept whole (its text, and the rest as JSON), so that the next build reads again only what changed;
the columns beside it are what filters and citations need.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from index.errors import CorruptIndex
from index.filters import Node, to_sql
from index.types import DocumentCard, StoredChunk
from index.validity import Ending
from ingest.document import Chunk, Document, Span
from ingest.sources import Source

_SCHEMA = """
CREATE TABLE sources (path TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE excluded (document TEXT PRIMARY KEY);
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
    first_chunk INTEGER NOT NULL,
    end_chunk INTEGER NOT NULL,
    source TEXT NOT NULL,
    warnings TEXT NOT NULL,
    pages TEXT NOT NULL,
    text TEXT NOT NULL,
    body BLOB NOT NULL
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
    vector_row INTEGER
);
CREATE INDEX documents_path ON documents (path);
"""

_ISSUER_SEPARATOR = "\n"
_CARD = """ordinal, name, id, path, kind, title, document_number, issuer, issued_on, effective_from, valid_until,
    repealed_on, repealed_by"""
_CHUNK = "id, document, number, text, spans, page, heading_path, sentences, vector_row"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store holds it.

    :ivar source: path of the source that it came from.
    :ivar chunks: how many passages it was cut into.
    """

    card: DocumentCard
    document: Document
    source: str
    chunks: int


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """What tells whether a file must be read again."""

    ordinal: int
    document: str
    path: str
    source: str
    content_hash: str
    reader_version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way into a store.

    :ivar chunks: ``(chunk id, chunk, first row in the sentence vectors)``; ids ascend without gaps over all entries.
    """

    document: Document
    source: str
    reader_version: int
    chunks: Sequence[tuple[int, Chunk, int | None]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text and the physical page on which it begins."""

    text: str
    page: int | None


class Store:
    """One generation's SQLite file, read-only, safe to read from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a store; a published one never changes, so SQLite needs no locks on it.

        :raises CorruptIndex: the file is not such a store.
        """
        try:
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            with ExitStack() as undo:
                undo.callback(connection.close)
                connection.execute("SELECT count(*) FROM sources").fetchone()
                undo.pop_all()
        except sqlite3.DatabaseError as error:
            raise CorruptIndex(f"{path}: SQLite cannot read it. Rebuild with `policykb build --full`.") from error
        return cls(connection)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:  # as SQLite gives them
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except UnicodeEncodeError:
            return []  # a name asked for that has no UTF-8 form: none such is ever stored
        except sqlite3.ProgrammingError:
            raise  # a fault of ours
        except sqlite3.DatabaseError as error:
            raise CorruptIndex(f"the store cannot be read ({error}). Rebuild with `policykb build --full`.") from error

    def is_whole(self) -> bool:
        """Whether SQLite finds every page of the file in order."""
        try:
            return self._rows("PRAGMA integrity_check") == [("ok",)]
        except CorruptIndex:
            return False

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(name, Path(path)) for name, path in self._rows("SELECT name, path FROM sources ORDER BY 1, 2")
        )

    def excluded(self) -> frozenset[str]:
        """Names of documents that were taken out by hand and stay out."""
        return frozenset(name for (name,) in self._rows("SELECT document FROM excluded"))

    def versions(self) -> dict[str, StoredVersion]:
        """What each document was read from, by name."""
        columns = "ordinal, name, path, source, content_hash, reader_version"
        rows = self._rows(f"SELECT {columns} FROM documents")  # noqa: S608 - own text
        return {row[1]: StoredVersion(*row) for row in rows}

    def count_documents(self) -> int:
        return int(self._rows("SELECT count(*) FROM documents")[0][0])

    def count_chunks(self) -> int:
        return int(self._rows("SELECT count(*) FROM chunks")[0][0])

    def cards(self, ordinals: Iterable[int] | None = None) -> dict[int, DocumentCard]:
        """Cards by ordinal, in ordinal order."""
        condition, values = _among("ordinal", ordinals)
        rows = self._rows(f"SELECT {_CARD} FROM documents WHERE {condition} ORDER BY ordinal", values)  # noqa: S608 - own text
        return {row[0]: _card(row) for row in rows}

    def chunks(self, ids: Iterable[int]) -> dict[int, StoredChunk]:
        """Chunks by id."""
        condition, values = _among("id", ids)
        rows = self._rows(f"SELECT {_CHUNK} FROM chunks WHERE {condition}", values)  # noqa: S608 - own text
        return {row[0]: _chunk(row) for row in rows}

    def chunk_counts(self) -> dict[int, int]:
        """How many chunks each document has, by ordinal."""
        return dict(self._rows("SELECT ordinal, end_chunk - first_chunk FROM documents"))

    def warnings(self) -> dict[int, tuple[str, ...]]:
        """What was noticed while reading each document, by ordinal; documents without a warning are left out."""
        rows = self._rows("SELECT ordinal, warnings FROM documents WHERE warnings != '[]'")
        return {ordinal: msgspec.json.decode(warnings, type=tuple[str, ...]) for ordinal, warnings in rows}

    def selection(self, node: Node) -> tuple[list[int], list[tuple[int, int]]]:
        """Ordinals of the documents that pass a filter, and the ranges of chunk ids that are theirs."""
        condition, values = to_sql(node)
        rows = self._rows(f"SELECT ordinal, first_chunk, end_chunk FROM documents WHERE {condition}", values)  # noqa: S608 - own text
        return [row[0] for row in rows], [(row[1], row[2]) for row in rows]

    def find(self, key: str) -> list[int]:
        """Ordinals of the documents that go by a name, an id or a path on disk."""
        rows = self._rows("SELECT ordinal FROM documents WHERE name = ? OR id = ? OR path = ?", (key, key, _place(key)))
        return [row[0] for row in rows]

    def passage(self, ordinal: int, start: int, end: int) -> Passage:
        """A document's text from ``start`` to ``end``, character for character."""
        # Cut here, not by SQLite's substr, which ends at a NUL.
        text, pages = self._rows("SELECT text, pages FROM documents WHERE ordinal = ?", (ordinal,))[0]
        page = None
        for number, first, _ in msgspec.json.decode(pages):
            if page is None or first <= start:
                page = number
        return Passage(text[start:end], page)

    def document(self, ordinal: int) -> StoredDocument:
        """One document, whole."""
        statement = f"SELECT {_CARD}, text, body, source, end_chunk - first_chunk FROM documents WHERE ordinal = ?"  # noqa: S608 - own text
        row = self._rows(statement, (ordinal,))[0]
        text, body, source, chunks = row[-4:]
        document = replace(msgspec.json.decode(body, type=Document), text=text)
        return StoredDocument(_card(row), document, source, chunks)


def write_store(
    path: Path,
    *,
    sources: Iterable[Source],
    excluded: Iterable[str],
    entries: Iterable[Entry],
    endings: dict[str, Ending],
) -> None:
    """Write a new store.

    :param entries: in the order of their ordinals, taken one at a time.
    :param endings: what each repealed document was repealed by, by document name.
    """
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO sources VALUES (?, ?)", [(str(s.path), s.name) for s in sources])
        connection.executemany("INSERT INTO excluded VALUES (?)", [(name,) for name in excluded])
        next_chunk = 1
        for ordinal, entry in enumerate(entries, start=1):
            ending = endings.get(entry.document.name)
            row = _document_row(ordinal, entry, next_chunk, ending)
            connection.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - only marks
            connection.executemany(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_chunk_row(key, ordinal, chunk, vector_row) for key, chunk, vector_row in entry.chunks],
            )
            next_chunk += len(entry.chunks)
        connection.commit()
    finally:
        connection.close()


def _place(key: str) -> str:
    """A path as documents have it: absolute, links to its folder followed."""
    try:
        return str(Path(key).parent.resolve() / Path(key).name)
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL: nothing lies there
        return key


def _document_row(ordinal: int, entry: Entry, first_chunk: int, ending: Ending | None) -> tuple[object, ...]:
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
        _ISSUER_SEPARATOR.join(metadata.issuer),
        _iso(metadata.issued_on),
        _iso(metadata.effective_from),
        _iso(metadata.valid_until),
        _iso(ending.on) if ending else None,
        ending.by if ending else None,
        first_chunk,
        first_chunk + len(entry.chunks),
        entry.source,
        _json(document.warnings),
        _json([(page.page, page.start, page.end) for page in document.pages]),
        document.text,
        msgspec.json.encode(replace(document, text="")),
    )


def _chunk_row(key: int, ordinal: int, chunk: Chunk, vector_row: int | None) -> tuple[object, ...]:
    spans, sentences = ([(s.start, s.end) for s in group] for group in (chunk.spans, chunk.sentences))
    path = _json(chunk.heading_path)
    return key, ordinal, chunk.number, chunk.text, _json(spans), chunk.page, path, _json(sentences), vector_row


def _card(row: Sequence[Any]) -> DocumentCard:
    ordinal, name, key, path, kind, title, number, issuer, *dates, repealed_by = row[:13]
    issued_on, effective_from, valid_until, repealed_on = (date.fromisoformat(day) if day else None for day in dates)
    return DocumentCard(
        ordinal=ordinal,
        document=name,
        id=key,
        path=path,
        kind=kind,
        title=title,
        document_number=number,
        issuer=tuple(issuer.split(_ISSUER_SEPARATOR)) if issuer else (),
        issued_on=issued_on,
        effective_from=effective_from,
        valid_until=valid_until,
        repealed_on=repealed_on,
        repealed_by=repealed_by,
    )


def _chunk(row: Sequence[Any]) -> StoredChunk:
    key, document, number, text, spans, page, path, sentences, vector_row = row
    return StoredChunk(
        key,
        document,
        number,
        text,
        _spans(spans),
        page,
        msgspec.json.decode(path, type=tuple[str, ...]),
        _spans(sentences),
        vector_row,
    )


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in msgspec.json.decode(text))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _among(column: str, keys: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    """A condition for a set of integers of any size: SQLite bounds the number of parameters, not a JSON array."""
    if keys is None:
        return "1", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (_json(list(keys)),)  # noqa: S608 - own text
