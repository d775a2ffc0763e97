"""ZIP archives, as Windows, macOS, WinRAR and 7-Zip make them."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Final

from ingest.containers.container import Packed, Refusal, UnpackingLimits, is_unwanted, safe_name
from ingest.errors import FileError
from ingest.readers.reader import FileContent

_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")  # the latter: an archive of nothing
_IS_ENCRYPTED: Final = 0x1
_IS_UTF8: Final = 0x800
_AES: Final = 99
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)
# The part by which an office document, an e-book or a program says what it is: those are read whole or not at all.
_NOT_MERELY_PACKED: Final = frozenset(
    {"[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/manifest.xml"}
)


class ZipArchive:
    """ZIP archives but for those that are documents of an office program."""

    def recognises(self, file: FileContent) -> bool:
        """By the signature and what is inside; a damaged one by its ending."""
        if not file.data.startswith(_SIGNATURES):
            return False
        try:
            with zipfile.ZipFile(BytesIO(file.data)) as archive:
                return _NOT_MERELY_PACKED.isdisjoint(archive.namelist())
        except _BROKEN:
            return file.suffix == ".zip"

    def members(
        self, file: FileContent, limits: UnpackingLimits, passwords: Sequence[str]
    ) -> Iterator[Packed | Refusal]:
        """In the order of the archive's directory."""
        try:
            archive = zipfile.ZipFile(BytesIO(file.data))
        except _BROKEN as error:
            raise file.error("damaged", f"not a readable ZIP archive ({error}). Get a fresh copy.") from error
        with archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if len(entries) > limits.members:
                message = f"holds {len(entries)} files, and at most {limits.members} are read. Unpack it."
                raise file.error("too_large", message)
            for entry in entries:
                member = _member(file, archive, entry, limits, passwords)
                if member is not None:
                    yield member


def _member(
    file: FileContent,
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    limits: UnpackingLimits,
    passwords: Sequence[str],
) -> Packed | Refusal | None:
    written = _file_name(entry)
    name = safe_name(written)
    if name is None:
        return Refusal(
            _shown(written), "unsafe", "its path leads out of the archive. Unpack it by hand if you trust it."
        )
    if is_unwanted(name):
        return None
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Refusal(name, "unsafe", "a link, which an archive may use to lead elsewhere. Pack the file itself.")
    if entry.file_size > limits.member_size:
        return Refusal(
            name, "too_large", f"unpacks to more than {limits.member_size >> 20} MiB. Unpack it, and split it."
        )
    if entry.file_size >= limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        return Refusal(
            name, "too_large", f"unpacks to more than {limits.ratio} times its size (an attack?). Unpack it."
        )
    return Packed(name, partial(_unpack, file, archive, entry, passwords))


def _unpack(file: FileContent, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, passwords: Sequence[str]) -> bytes:
    """The member's bytes; never more than its directory declares, which has been held against the limits."""
    if entry.compress_type == _AES:
        raise file.error("encrypted", "encrypted with AES, which cannot be undone here. Unpack the archive.")
    if entry.compress_type not in _METHODS:
        raise file.error("unsupported", f"packed by method {entry.compress_type}. Unpack the archive.")
    if not entry.flag_bits & _IS_ENCRYPTED:
        return _inflate(file, archive, entry, None)
    for password in passwords:
        for encoding in ("utf-8", "gb18030"):
            try:
                return _inflate(file, archive, entry, password.encode(encoding))
            except (RuntimeError, FileError):
                continue  # a wrong password shows at once, or one time in 256 by the checksum
    met = "none of the passwords fits" if passwords else "no password was given"
    raise file.error("encrypted", f"encrypted, and {met}. Add it to passwords in settings.toml, or unpack the archive.")


def _inflate(file: FileContent, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, password: bytes | None) -> bytes:
    try:
        return archive.read(entry, pwd=password)
    except _BROKEN as error:
        raise file.error("damaged", f"cannot be unpacked ({error}). Get a fresh copy of the archive.") from error


def _file_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant.

    The format knows code page 437 and, by a flag, UTF-8. Windows in Chinese writes GBK and macOS UTF-8, both without
    saying so.
    """
    if entry.flag_bits & _IS_UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _shown(name: str) -> str:
    """A name that may not be used, in a form that cannot be taken for a path."""
    return name.replace("\\", "∕").replace("/", "∕").encode("utf-8", "replace").decode() or "(no name)"
