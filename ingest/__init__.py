"""Files to documents, documents to chunks.

In: a file (PDF, DOCX, TXT, MD). Out: a ``Document`` (repaired text, blocks, metadata, the way back to the
source), then ``Chunk``s; or a ``FileError``. Read first: ``document.py``, then ``reading.py``.
"""

from __future__ import annotations

from ingest.chunks import chunk_document, passage_context
from ingest.document import Chunk, Document, Span
from ingest.errors import FILE_ERROR_CODES, FileError, PolicyKBError, SourceError
from ingest.plain import document_from_text
from ingest.reading import READER_VERSION, read_document
from ingest.sentences import split_sentences
from ingest.sources import Source, SourceFile, discover

__all__ = [
    "FILE_ERROR_CODES",
    "READER_VERSION",
    "Chunk",
    "Document",
    "FileError",
    "PolicyKBError",
    "Source",
    "SourceError",
    "SourceFile",
    "Span",
    "chunk_document",
    "discover",
    "document_from_text",
    "passage_context",
    "read_document",
    "split_sentences",
]
