"""What reading has come to and no generation holds: documents not yet published, and why files cannot be read.

So an interrupted build need not read again what it read, and a file that takes minutes to fail does so once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec

from index.cache_file import CacheFile
from ingest import Document
from ingest.file_orders import Means
from ingest.isolation.limits import Limits
from ingest.reader_version import READER_VERSION

_NO_PAGES: Final[Mapping[int, str]] = MappingProxyType({})
_SCHEMA = """
PRAGMA auto_vacuum = FULL;
CREATE TABLE IF NOT EXISTS documents (key BLOB PRIMARY KEY, pages INTEGER, document BLOB);
CREATE TABLE IF NOT EXISTS failures (key BLOB PRIMARY KEY, code TEXT, message TEXT);
"""


class DocumentCache(CacheFile):
    """Outcomes by key, in one SQLite file; the writer's lock must be held.

    :raises CorruptIndex: the file is no such cache.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA, "Run `policykb build --full`, or delete the file.")

    def put(self, key: bytes, document: bytes, pages: int) -> None:
        """Keep a document from now on, whatever happens to this process.

        :param document: as JSON.
        """
        with self._named_if_damaged(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (key, pages, document))

    def pages(self, key: bytes) -> int | None:
        """How many pages a document has, 0 for formats without; ``None`` where it is not here."""
        row = self._row("SELECT pages FROM documents WHERE key = ?", key)
        return None if row is None else int(row[0])

    def get(self, key: bytes) -> Document:
        """A document that is here.

        :raises KeyError: it is not.
        """
        row = self._row("SELECT document FROM documents WHERE key = ?", key)
        if row is None:
            raise KeyError(key.hex())
        with self._named_if_damaged():
            return msgspec.json.decode(row[0], type=Document)

    def forget_documents(self) -> None:
        """Once they are published, the generation holds them."""
        with self._named_if_damaged(), self._connection:
            self._connection.execute("DELETE FROM documents")

    def put_failure(self, key: bytes, code: str, message: str) -> None:
        """Keep why a file cannot be read."""
        with self._named_if_damaged(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?)", (key, code, message))

    def failure(self, key: bytes) -> tuple[str, str] | None:
        """Code and message of a file that could not be read."""
        row = self._row("SELECT code, message FROM failures WHERE key = ?", key)
        return None if row is None else (str(row[0]), str(row[1]))

    def _row(self, statement: str, key: bytes) -> tuple[Any, ...] | None:  # as SQLite gives it
        with self._named_if_damaged():
            row: tuple[Any, ...] | None = self._connection.execute(statement, (key,)).fetchone()
        return row


def document_key(name: str, path: str, content_hash: str, page_texts: Mapping[int, str] = _NO_PAGES) -> bytes:
    """What a document depends on: its content, pages corrected by hand, what it is called, and the readers."""
    pages = [part for number, text in sorted(page_texts.items()) for part in (str(number), text)]
    return _digest(name, path, content_hash, str(READER_VERSION), *pages)


def failure_key(document: bytes, means: Means, limits: Limits) -> bytes:
    """What a failure depends on: the document's key, and what reading was allowed."""
    return _digest(document.hex(), repr(msgspec.to_builtins(means)), repr(limits))


def _digest(*parts: str) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.digest()


def remove_document_cache(path: Path) -> None:
    """Delete a cache unread, whatever state it is in."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
