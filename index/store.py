"""Reads the SQLite file of a generation: documents, chunks and sources; ``store_writer.py`` writes it."""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from index.errors import CorruptIndex
from index.filters import Node, to_sql
from index.store_writer import ISSUER_SEPARATOR
from index.types import DocumentCard, LikelyVersion, Marks, Place, StoredChunk
from index.visibility import EVERYTHING, Visibility, narrow
from ingest.chunk import ChunkRole
from ingest.document import Document, Metadata, Span
from ingest.measures.support_measure import SupportMeasure
from ingest.sources import Source, place_of

_CARD = """ordinal, name, id, path, kind, title, document_number, issuer, issued_on, effective_from, valid_until,
    repealed_on, repealed_by, repealed_in, repeal_clause, draft, part_of, disclosure"""
_CHUNK = "id, document, number, text, spans, page, heading_path, sentences, vector_row, role, request"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store holds it.

    :ivar source: path of the source that it came from.
    :ivar chunks: how many passages it was cut into.
    :ivar sketch: by which its text is compared with others'.
    """

    card: DocumentCard
    document: Document
    source: str
    chunks: int
    sketch: bytes


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """What tells whether a file must be read again.

    :ivar ordinal: of the document with the file's content.
    :ivar document: what that document is called after this file.
    :ivar is_copy: whether it goes by another one.
    """

    ordinal: int
    document: str
    path: str
    source: str
    content_hash: str
    reader_version: int
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class StoredMeasure:
    """A support measure as the store holds it.

    :ivar document: ordinal of its document.
    :ivar chunk: id of the passage that it stands in.
    :ivar sentence: which of the passage's sentences it is, or begins in, from 0.
    """

    document: int
    chunk: int
    sentence: int
    measure: SupportMeasure


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
    def open(cls, path: Path, visibility: Visibility = EVERYTHING) -> Store:
        """Open a store; a published one never changes, so SQLite needs no locks on it.

        :param visibility: whatever is read afterwards, of documents that it does not let through nothing is found.
        :raises CorruptIndex: the file is not such a store.
        """
        try:
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            with ExitStack() as undo:
                undo.callback(connection.close)
                connection.execute("SELECT count(*) FROM sources").fetchone()
                if visibility != EVERYTHING:
                    narrow(connection, visibility)
                undo.pop_all()
        except sqlite3.DatabaseError as error:
            raise CorruptIndex(f"{path}: SQLite cannot read it. Rebuild with `policykb build --full`.") from error
        return cls(connection)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _rows(
        self, statement: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> list[tuple[Any, ...]]:  # as SQLite gives them
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

    def layout(self) -> int:
        """The layout of the generation that it was written for; sources and what was taken out are in every one."""
        return int(self._rows("PRAGMA user_version")[0][0])

    def corrected(self) -> dict[str, Marks]:
        """By which corrections by hand documents are as they are, by content hash."""
        return {content: Marks(fields, pages) for content, fields, pages in self._rows("SELECT * FROM corrected")}

    def versions(self) -> dict[str, StoredVersion]:
        """The files that documents were read from, and their copies, by name."""
        rows = self._rows(
            "SELECT ordinal, name, path, source, content_hash, reader_version, 0 FROM documents UNION ALL "
            "SELECT ordinal, c.name, c.path, c.source, content_hash, reader_version, 1"
            " FROM copies AS c JOIN documents ON document = ordinal"
        )
        return {row[1]: StoredVersion(*(*row[:6], bool(row[6]))) for row in rows}

    def copies(self) -> dict[int, tuple[Place, ...]]:
        """Where else the content of documents lies, by ordinal; documents without copies are left out."""
        found: dict[int, tuple[Place, ...]] = {}
        for ordinal, *place in self._rows("SELECT document, name, path, source FROM copies ORDER BY name"):
            found[ordinal] = (*found.get(ordinal, ()), Place(*place))
        return found

    def likely_versions(self) -> tuple[LikelyVersion, ...]:
        """Documents that are likely versions of one another, each pair once."""
        rows = self._rows("SELECT document, earlier, similarity, same_title FROM versions ORDER BY 1, 2")
        return tuple(LikelyVersion(*(*row[:3], bool(row[3]))) for row in rows)

    def count_documents(self) -> int:
        return int(self._rows("SELECT count(*) FROM documents")[0][0])

    def count_chunks(self) -> int:
        return int(self._rows("SELECT count(*) FROM chunks")[0][0])

    def facet_counts(self) -> list[tuple[str, tuple[str, ...], int | None, int]]:
        """Kind, issuers and year of 成文日期 as they occur together, each with its number of documents."""
        rows = self._rows(
            "SELECT kind, issuer, substr(issued_on, 1, 4), count(*) FROM documents GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        return [
            (kind, tuple(filter(None, issuers.split(ISSUER_SEPARATOR))), int(year) if year else None, count)
            for kind, issuers, year, count in rows
        ]

    def count_sentences(self) -> int:
        """How many sentences are searched."""
        statement = "SELECT total(json_array_length(sentences)) FROM chunks WHERE vector_row IS NOT NULL"
        return int(self._rows(statement)[0][0])

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

    def answers(self, requests: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """Ids of the chunks that answer each request, in the order of the text; by the request's id."""
        condition, values = _among("request", requests)
        rows = self._rows(f"SELECT request, id FROM chunks WHERE {condition} ORDER BY id", values)  # noqa: S608 - own text
        found: dict[int, tuple[int, ...]] = {}
        for request, answer in rows:
            found[request] = (*found.get(request, ()), answer)
        return found

    def vector_rows(self, chunks: Iterable[int]) -> dict[int, int]:
        """The row of each chunk's first sentence in the sentence vectors; chunks that are not searched are left out."""
        condition, values = _among("id", chunks)
        return dict(
            self._rows(f"SELECT id, vector_row FROM chunks WHERE vector_row IS NOT NULL AND {condition}", values)  # noqa: S608 - own text
        )

    def measures(self, documents: Iterable[int] | None = None) -> list[StoredMeasure]:
        """Every support measure, of all documents or of these ordinals, in the order of documents and text."""
        condition, values = _among("document", documents)
        statement = f"SELECT document, chunk, sentence, measure FROM measures WHERE {condition} ORDER BY id"  # noqa: S608 - own text
        rows = self._rows(statement, values)
        return [
            StoredMeasure(document, chunk, sentence, msgspec.json.decode(measure, type=SupportMeasure))
            for document, chunk, sentence, measure in rows
        ]

    def chunks_of(self, document: int) -> list[StoredChunk]:
        """The chunks of one document in the order of the text."""
        rows = self._rows(f"SELECT {_CHUNK} FROM chunks WHERE document = ? ORDER BY id", (document,))  # noqa: S608 - own text
        return [_chunk(row) for row in rows]

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

    def find(self, key: str, *, by_path: bool = True) -> list[int]:
        """Ordinals of the documents that go by a name, an id or a path on disk, be it a copy's.

        :param by_path: false leaves paths out, and the disk unasked: for who is not at this machine.
        """
        given = "name = :key OR id = :key OR path = :path"
        rows = self._rows(
            f"SELECT ordinal FROM documents WHERE {given} UNION SELECT document FROM copies WHERE {given}",  # noqa: S608 - own text
            {"key": key, "path": _place(key) if by_path else None},
        )
        return [row[0] for row in rows]

    def numbered(self, number: str) -> list[int]:
        """Ordinals of the documents whose 文号 a text ends with, whatever stands before it; blanks do not count."""
        rows = self._rows(
            "SELECT ordinal FROM documents WHERE document_number IS NOT NULL AND length(?1) >= length(document_number)"
            " AND substr(?1, -length(document_number)) = document_number",
            ("".join(number.split()),),
        )
        return [row[0] for row in rows]

    def names(self) -> frozenset[str]:
        """Titles and issuers of all documents."""
        rows = self._rows("SELECT title FROM documents UNION SELECT issuer FROM documents")
        return frozenset(name for (names,) in rows for name in names.split(ISSUER_SEPARATOR) if name)

    def passage(self, ordinal: int, start: int, end: int) -> Passage:
        """A document's text from ``start`` to ``end``, character for character."""
        return self.passages(ordinal, [Span(start, end)])[0]

    def passages(self, ordinal: int, spans: Iterable[Span]) -> list[Passage]:
        """Several stretches of one document's text, which is read once."""
        # Cut here, not by SQLite's substr, which ends at a NUL.
        text, encoded = self._rows("SELECT text, pages FROM documents WHERE ordinal = ?", (ordinal,))[0]
        pages = msgspec.json.decode(encoded)
        starts = [first for _, first, _ in pages]
        return [
            Passage(
                text[span.start : span.end], pages[max(bisect_right(starts, span.start) - 1, 0)][0] if pages else None
            )
            for span in spans
        ]

    def metadata(self, ordinals: Iterable[int]) -> dict[int, Metadata]:
        """What was read about documents, by ordinal."""
        condition, values = _among("ordinal", ordinals)
        rows = self._rows(f"SELECT ordinal, metadata FROM documents WHERE {condition}", values)  # noqa: S608 - own text
        return {ordinal: msgspec.json.decode(metadata, type=Metadata) for ordinal, metadata in rows}

    def chunk_at(self, ordinal: int, position: int) -> StoredChunk | None:
        """The chunk that holds one character of a document; ``None`` for a heading that only paths carry."""
        rows = self._rows(
            f"SELECT {_CHUNK} FROM chunks WHERE id >= (SELECT first_chunk FROM documents WHERE ordinal = ?)"  # noqa: S608 - own text
            " AND id < (SELECT end_chunk FROM documents WHERE ordinal = ?)",
            (ordinal, ordinal),
        )
        holding = (chunk for chunk in map(_chunk, rows) if any(s.start <= position < s.end for s in chunk.sentences))
        return next(holding, None)

    def document(self, ordinal: int) -> StoredDocument:
        """One document, whole."""
        statement = (
            f"SELECT {_CARD}, text, metadata, body, source, end_chunk - first_chunk, sketch "  # noqa: S608 - own text
            "FROM documents WHERE ordinal = ?"
        )
        row = self._rows(statement, (ordinal,))[0]
        text, metadata, body, source, chunks, sketch = row[-6:]
        document = replace(
            msgspec.json.decode(body, type=Document),
            text=text,
            metadata=msgspec.json.decode(metadata, type=Metadata),
        )
        return StoredDocument(_card(row), document, source, chunks, sketch)


def _place(key: str) -> str:
    """A path as documents have it."""
    try:
        return str(place_of(Path(key)))
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL: nothing lies there
        return key


def _card(row: Sequence[Any]) -> DocumentCard:
    ordinal, name, key, path, kind, title, number, issuer, *dates, repealed_by = row[:13]
    repealed_in, clause, draft, part_of, disclosure = row[13:18]
    issued_on, effective_from, valid_until, repealed_on = (date.fromisoformat(day) if day else None for day in dates)
    return DocumentCard(
        ordinal=ordinal,
        document=name,
        id=key,
        path=path,
        kind=kind,
        title=title,
        document_number=number,
        issuer=tuple(issuer.split(ISSUER_SEPARATOR)) if issuer else (),
        issued_on=issued_on,
        effective_from=effective_from,
        valid_until=valid_until,
        repealed_on=repealed_on,
        repealed_by=repealed_by,
        repealed_in=repealed_in,
        repeal_clause=Span(*msgspec.json.decode(clause)) if clause else None,
        draft=draft,
        part_of=part_of,
        disclosure=disclosure,
    )


def _chunk(row: Sequence[Any]) -> StoredChunk:
    key, document, number, text, spans, page, path, sentences, vector_row, role, request = row
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
        ChunkRole(role),
        request,
    )


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in msgspec.json.decode(text))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _among(column: str, keys: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    """A condition for a set of integers of any size: SQLite bounds the number of parameters, not a JSON array."""
    if keys is None:
        return "1", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (_json(list(keys)),)  # noqa: S608 - own text
