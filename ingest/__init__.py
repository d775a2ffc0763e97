"""Files to documents, documents to chunks.

In: a file (PDF, DOCX, TXT, MD). Out: a ``Document`` (repaired text, blocks, metadata, the way back to the
source), then ``Chunk``s; or a ``FileError``. Read first: ``document.py``, then ``reading.py`` and ``chunks.py``.
"""

from ingest.chunk import Chunk, ChunkRole
from ingest.document import Document, Span
from ingest.errors import FILE_ERROR_CODES, FileError, PolicyKBError, SourceError
from ingest.sources import Source, SourceFile

# Reading and chunking are imported from their own modules: who only searches should not wait for what they need.
__all__ = [
    "FILE_ERROR_CODES",
    "Chunk",
    "ChunkRole",
    "Document",
    "FileError",
    "PolicyKBError",
    "Source",
    "SourceError",
    "SourceFile",
    "Span",
]
