"""The file that a document was read from, handed out only while it still is what was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.readers.pdf import PdfReader
from ingest.readers.reader import FileContent
from page.errors import OriginalUnavailable


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The bytes that a document was read from.

    :ivar path: where it lies.
    """

    path: Path
    content: bytes

    @property
    def is_pdf(self) -> bool:
        """Whether the bytes are a PDF, whatever the name says."""
        return PdfReader().recognises(FileContent(self.path, self.content))


def read_original(document: Document) -> OriginalFile:
    """Read the document's file and hold it against the hash taken when it was indexed.

    So nothing but what was indexed leaves by this way, even where another file now lies at the same path.

    :raises OriginalUnavailable: it cannot be read, or its content is another.
    """
    path = Path(document.path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OriginalUnavailable(
            f"{document.path}: cannot be read ({error.strerror}). Put it back, or run `policykb build` again."
        ) from error
    if hashlib.sha256(content).hexdigest() != document.content_hash:
        raise OriginalUnavailable(f"{document.path}: has changed since it was indexed. Run `policykb build` again.")
    return OriginalFile(path, content)
