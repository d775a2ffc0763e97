"""The parts of a file that is a ZIP archive (DOCX, XLSX, PPTX, OFD): the one place that unpacks them, within limits."""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from ingest.errors import FileError
from ingest.readers.reader import FileContent

SIGNATURE: Final = b"PK\x03\x04"
_MEBIBYTE: Final = 1 << 20
_IS_ENCRYPTED: Final = 0x1
_ENDS_ABOVE: Final = re.compile(r"(?:^|/)\.\.(?:/|$)")
# UTF-16 puts a zero byte before or after each of these.
_DECLARATION: Final = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What an office document may unpack to; sizes in bytes.

    Deflate reaches 1032 to 1; XML of real documents stays below 100, and small parts may exceed that.

    :ivar ratio: unpacked to packed size, for parts of at least ``ratio_from`` bytes.
    """

    parts: int = 20_000
    part_size: int = 256 * _MEBIBYTE
    total_size: int = 1024 * _MEBIBYTE
    ratio: int = 250
    ratio_from: int = 16 * _MEBIBYTE


DEFAULT_LIMITS: Final = ZipLimits()


class ZipParts:
    """The parts of one archive, by their path inside it (no leading slash, ``/`` between folders).

    Nothing is written to disk. Only declared sizes are checked on opening: ``zipfile`` never unpacks more than
    is declared, and finds the checksum wrong where there was more.

    :raises FileError: ``damaged`` for what is no archive, ``unsafe`` where a part's name leads out of it,
        ``encrypted`` where a password is needed, ``too_large`` beyond the limits.
    """

    def __init__(self, file: FileContent, limits: ZipLimits = DEFAULT_LIMITS) -> None:
        self._file = file
        try:
            self._archive = zipfile.ZipFile(BytesIO(file.data))
        except _BROKEN as error:
            raise file.error("damaged", f"its ZIP archive cannot be opened ({error}). Get a fresh copy.") from error
        members = [member for member in self._archive.infolist() if not member.filename.endswith("/")]
        self._check(members, limits)
        self._members = {_location(member.filename): member for member in members}

    @property
    def names(self) -> frozenset[str]:
        """The paths of all parts."""
        return frozenset(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        :raises FileError: ``damaged`` where it is missing or cannot be unpacked.
        """
        member = self._members.get(name)
        if member is None:
            raise self._file.error("damaged", f"its part {name} is missing. Get a fresh copy.")
        try:
            return self._archive.read(member)
        except (*_BROKEN, RuntimeError) as error:  # RuntimeError: encrypted in the local header only
            raise self._file.error("damaged", f"its part {name} cannot be unpacked ({error}).") from error

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part.

        :raises FileError: ``damaged`` where it is missing, not well-formed, or declares a document type, which
            office formats forbid: entities could grow without end or name other files.
        """
        data = self.read(name)
        self._refuse_declarations(name, data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._file.error("damaged", f"its part {name} is no well-formed XML ({error}).") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._document_type(name)
        return root

    def xml_elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of an XML part with these tags as each is complete; for parts that are large as a tree.

        An element is emptied when the next is asked for.

        :raises FileError: as ``xml`` does.
        """
        data = self.read(name)
        self._refuse_declarations(name, data)
        events = etree.iterparse(
            BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for _, element in events:
                yield element
                element.clear()
                parent = element.getparent()
                # What came before is emptied too, and would only take room in its parent.
                if parent is not None:
                    del parent[: parent.index(element)]
        except etree.XMLSyntaxError as error:
            raise self._file.error("damaged", f"its part {name} is no well-formed XML ({error}).") from error

    def refuse_document_types(self) -> None:
        """Look through all XML parts, for a library that will parse them itself.

        :raises FileError: ``damaged`` where one declares a document type.
        """
        for name in self._members:
            if name.endswith((".xml", ".rels")):
                self._refuse_declarations(name, self.read(name))

    def _refuse_declarations(self, name: str, data: bytes) -> None:
        if _DECLARATION.search(data):
            raise self._document_type(name)

    def _document_type(self, name: str) -> FileError:
        return self._file.error(
            "damaged", f"its part {name} declares a document type, which may hide an attack. Save it anew."
        )

    def _check(self, members: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
        if any(member.flag_bits & _IS_ENCRYPTED for member in members):
            raise self._file.error("encrypted", "its archive has a password. Remove the password and save it again.")
        if any(_ENDS_ABOVE.search(_location(member.filename)) for member in members):
            raise self._file.error("unsafe", "a part's name leads out of the archive (..). Get a fresh copy.")
        excess = _excess(members, limits)
        if excess:
            raise self._file.error("too_large", f"{excess}. Split it, or take out what is not text.")


def _excess(members: list[zipfile.ZipInfo], limits: ZipLimits) -> str | None:
    """Which limit is passed, in words."""
    if len(members) > limits.parts:
        return f"{len(members)} parts, and at most {limits.parts} are read"
    total = sum(member.file_size for member in members)
    if total > limits.total_size:
        return f"unpacks to {_mebibytes(total)}, and at most {_mebibytes(limits.total_size)} are read"
    for member in members:
        if member.file_size > limits.part_size:
            name = _location(member.filename)
            return (
                f"its part {name} has {_mebibytes(member.file_size)}, at most {_mebibytes(limits.part_size)} are read"
            )
        if member.file_size >= limits.ratio_from and member.file_size > limits.ratio * max(member.compress_size, 1):
            return f"its part {_location(member.filename)} unpacks to more than {limits.ratio} times its size"
    return None


def has_part(file: FileContent, name: re.Pattern[bytes]) -> bool:
    """Whether ``file`` is a ZIP archive with a part whose whole path matches, or what is left of one."""
    if not file.data.startswith(SIGNATURE):
        return False
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            return _any_matches(name, archive.namelist())
    except _BROKEN:
        return name.search(file.data) is not None


def resolve(base: str, target: str) -> str:
    """The path of the part that ``target`` names in the part ``base``; from the root where it begins with a slash."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target.replace("\\", "/"))).lstrip("/")


def _any_matches(name: re.Pattern[bytes], paths: Iterable[str]) -> bool:
    return any(name.fullmatch(_location(path).encode("utf-8", "surrogateescape")) for path in paths)


def _location(filename: str) -> str:
    """Some writers put a slash first, or separate folders as Windows does."""
    return filename.replace("\\", "/").lstrip("/")


def _mebibytes(size: int) -> str:
    return f"{size / _MEBIBYTE:.0f} MiB"
