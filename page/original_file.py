"""The file that a document was read from, handed out only while it still is what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ingest.containers import UnpackingLimits, read_member
from ingest.document import Document
from ingest.errors import FileError
from ingest.inner_path import split_inner_path
from ingest.readers.image import ImageReader
from ingest.readers.pdf import PdfReader
from ingest.readers.reader import FileContent
from page.errors import OriginalUnavailable

# Less than a build may unpack: this is done while somebody waits, and without a process of its own.
_UNPACKING: Final = UnpackingLimits(member_size=64 << 20, total_size=256 << 20)


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The bytes that a document was read from.

    :ivar path: where it lies.
    :ivar passwords: that may open it.
    """

    path: Path
    content: bytes = field(repr=False)
    passwords: Sequence[str] = field(default=(), repr=False)

    @property
    def is_pdf(self) -> bool:
        """Whether the bytes are a PDF, whatever the name says."""
        return PdfReader().recognises(FileContent(self.path, self.content))

    @property
    def is_picture(self) -> bool:
        """Likewise for a picture."""
        return not self.is_pdf and ImageReader().recognises(FileContent(self.path, self.content))


def read_original(document: Document, passwords: Sequence[str] = ()) -> OriginalFile:
    """Read the document's file and hold it against the hash taken when it was indexed.

    So nothing but what was indexed leaves by this way, even where another file now lies at the same path.

    :param passwords: tried in turn on a protected archive around it, and handed on.

    :raises OriginalUnavailable: it cannot be read, or its content is another; or it lies in an archive that must not
        be opened here, for want of a password, say.
    """
    path = Path(document.path)
    try:
        content = _content(path, passwords)
    except OSError as error:
        raise OriginalUnavailable(
            f"{document.path}: cannot be read ({error.strerror}). Put it back, or run `policykb build` again."
        ) from error
    except FileError as error:
        raise OriginalUnavailable(str(error)) from error
    if hashlib.sha256(content).hexdigest() != document.content_hash:
        raise OriginalUnavailable(f"{document.path}: has changed since it was indexed. Run `policykb build` again.")
    return OriginalFile(path, content, passwords)


def _content(path: Path, passwords: Sequence[str]) -> bytes:
    """The bytes of a file on disk or in a container on disk."""
    split = split_inner_path(str(path))
    if split is None or path.exists():
        return path.read_bytes()
    container, name = Path(split[0]), split[1]
    return read_member(FileContent(container, container.read_bytes()), name, _UNPACKING, passwords)
