"""What worker processes are told to do with files, and what they answer; all as JSON.

JSON, so that nothing that a worker sends is ever executed. The readers themselves are loaded in the workers alone.
"""

from __future__ import annotations

from typing import Final

import msgspec

#: What a worker pool is to run; it takes ``Order`` and gives ``Unpacked``, ``ReadFile`` or ``Unread``.
PERFORM: Final = "ingest.file_tasks:perform"


class Means(msgspec.Struct, frozen=True):
    """What reading may use.

    :ivar ocr_cache: a folder where recognised pages are kept.
    :ivar file_mb: how large a file in a container may be, in MiB.
    :ivar pages: how many pages a file may have.
    """

    passwords: tuple[str, ...]
    ocr_cache: str | None
    file_mb: int
    pages: int


class Unpack(msgspec.Struct, frozen=True, tag=True):
    """Look for files in a file."""

    path: str
    means: Means


class Read(msgspec.Struct, frozen=True, tag=True):
    """Read a document.

    :ivar path: on disk, or into a container.
    :ivar name: the document's.
    :ivar page_texts: what a person typed for some of its pages, from 1.
    """

    path: str
    name: str
    means: Means
    page_texts: dict[int, str] = {}


class PackedFile(msgspec.Struct, frozen=True):
    """A file in a container.

    :ivar name: its path below the container.
    :ivar content_hash: hexadecimal SHA-256 of its bytes.
    """

    name: str
    size: int
    content_hash: str


class Refused(msgspec.Struct, frozen=True):
    """A file in a container that is not given out.

    :ivar name: its path below the container; empty for the container as a whole.
    """

    name: str
    code: str
    message: str


class Unpacked(msgspec.Struct, frozen=True, tag=True):
    """What is in a file.

    :ivar is_document: whether it has a text of its own: every file that holds no others, and mails.
    """

    files: tuple[PackedFile, ...]
    refused: tuple[Refused, ...]
    is_document: bool


class ReadFile(msgspec.Struct, frozen=True, tag=True):
    """A document as JSON.

    :ivar pages: how many pages it has; 0 for formats without.
    """

    document: msgspec.Raw
    pages: int


class Unread(msgspec.Struct, frozen=True, tag=True):
    """Why a file could not be read or unpacked."""

    code: str
    message: str


Order = Unpack | Read
Answer = Unpacked | ReadFile | Unread
