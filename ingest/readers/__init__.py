"""Files to source text, one reader a format.

In: the bytes of a file. Out: ``SourceText``, its raw text in lines; or ``FileError``.
Read first: ``reader.py``, the protocol, then ``registry.py``, which picks one by content.
"""

from __future__ import annotations

from ingest.readers.reader import FileContent, Reader
from ingest.readers.registry import reader_for

__all__ = ["FileContent", "Reader", "reader_for"]
