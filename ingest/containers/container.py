"""The seam between kinds of container, and what they give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from ingest.errors import FileError
from ingest.readers.reader import FileContent

_MEBIBYTE: Final = 1 << 20
_DRIVE: Final = re.compile(r"[A-Za-z]:")
# As survey() leaves them out: hidden files, lock files of Word, WPS and LibreOffice; and what macOS adds to archives.
_UNWANTED: Final = (".", "~$", ".~", "__MACOSX")


@dataclass(frozen=True, slots=True)
class UnpackingLimits:
    """What one container may hold, nested ones included; sizes in bytes.

    :ivar members: how many files.
    :ivar member_size: unpacked size of one file.
    :ivar total_size: unpacked size of all.
    :ivar ratio: unpacked to packed size of a file of at least ``ratio_from`` bytes; Deflate reaches 1032, text 20.
    :ivar depth: how deep containers may be nested; 1 means that none may be inside another.
    """

    members: int = 5_000
    member_size: int = 512 * _MEBIBYTE
    total_size: int = 4096 * _MEBIBYTE
    ratio: int = 250
    ratio_from: int = 16 * _MEBIBYTE
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that is still packed.

    :ivar name: its path below the container, with slashes, in NFC.
    :ivar unpack: gives its bytes.

        :raises FileError: it cannot be unpacked, or must not.
    """

    name: str
    unpack: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Member:
    """A file from a container.

    :ivar name: its path below the outermost container, with slashes, in NFC.
    """

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file in a container that is not given out.

    :ivar name: as for ``Member``; as close to it as can be where the name itself is the reason.
    :ivar code: one of ``FILE_ERROR_CODES``.
    """

    name: str
    code: str
    message: str


class ContainerKind(Protocol):
    """Opens one kind of container."""

    def recognises(self, file: FileContent) -> bool:
        """Whether the file's content is such a container."""

    def members(
        self, file: FileContent, limits: UnpackingLimits, passwords: Sequence[str]
    ) -> Iterator[Packed | Refusal]:
        """What it holds, in a fixed order; names may occur twice.

        :raises FileError: the container as a whole cannot be opened, or holds too much.
        """


def refused(name: str, error: FileError) -> Refusal:
    """A refusal for an error that unpacking raised."""
    return Refusal(name, error.code, error.message)


def safe_name(name: str) -> str | None:
    """A path below the container in one form: slashes, NFC, no empty parts; ``None`` for one that leads elsewhere."""
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    if not parts[0] or _DRIVE.match(parts[0]) or ".." in parts or any(ord(character) < 32 for character in name):
        return None
    return "/".join(part for part in parts if part not in ("", ".")) or None


def is_unwanted(name: str) -> bool:
    """Whether a file is left out without a word, as such files are in folders."""
    return any(part.startswith(_UNWANTED) for part in name.split("/"))
