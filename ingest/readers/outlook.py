"""MSG: a mail as Outlook saves it ([MS-OXMSG]), put into the form in which mails travel, and then read as any mail."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Final

import olefile

from ingest.errors import FileError
from ingest.readers.email import EmailReader
from ingest.readers.encodings import decode
from ingest.readers.reader import FileContent
from ingest.source_text import SourceText

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES: Final = "__properties_version1.0"
#: In every such file, as the name of a stream; a text may hold a mail and so have it too.
MARK: Final = _PROPERTIES.encode("utf-16-le")
_ATTACHMENT: Final = "__attach_version1.0_#"
# Property ids ([MS-OXPROPS]).
_SUBJECT, _TO, _SENT, _ARRIVED = 0x0037, 0x0E04, 0x0039, 0x0E06
_SENDERS: Final = ((0x0042, 0x0065), (0x0C1A, 0x0C1F))  # on whose behalf, then who: name and address
_BODY, _HTML, _CODE_PAGES = 0x1000, 0x1013, (0x3FFD, 0x3FDE)
_DATA, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x3712
_UNICODE, _STRING8, _BINARY, _OBJECT, _TIME = 0x001F, 0x001E, 0x0102, 0x000D, 0x0040
# Sizes of what stands before the entries of a property stream: of a file, of a mail in a mail; then an entry.
_HEAD, _INNER_HEAD = 32, 24
_ENTRY: Final = struct.Struct("<HHI8s")  # type, id, flags, value
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
_LONGEST_HEADER: Final = 1000
_DEEPEST: Final = 8

_Path = tuple[str, ...]


class OutlookReader:
    """Mails that Outlook saved; what is attached to them is read as files of its own."""

    def recognises(self, file: FileContent) -> bool:
        """An OLE file whose root is a mail."""
        return is_outlook_mail(file)

    def read(self, file: FileContent) -> SourceText:
        """As of any mail: the subject as title, who wrote to whom, and the text."""
        return EmailReader().read(replace(file, data=as_mail(file)))


def is_outlook_mail(file: FileContent) -> bool:
    """Whether the bytes are a mail of Outlook, or what is left of one."""
    if not file.data.startswith(SIGNATURE) or MARK not in file.data:
        return False
    try:
        with olefile.OleFileIO(io.BytesIO(file.data)) as ole:
            return bool(ole.exists(_PROPERTIES)) or file.suffix == ".msg"
    except Exception:  # noqa: BLE001 - olefile raises what it pleases on broken files
        return file.suffix == ".msg"


def as_mail(file: FileContent) -> bytes:
    """The mail as EML, with all that is attached but the pictures that its text shows.

    :raises FileError: ``damaged``, ``too_large``.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(file.data)) as ole:
            return _Saved(file, ole).mail().as_bytes()
    except (FileError, MemoryError):
        raise
    except Exception as error:  # olefile raises what it pleases on broken files
        what = f"{type(error).__name__}: {error}"[:200]
        raise file.error("damaged", f"not a readable mail of Outlook ({what}). Save it anew.") from error


class _Saved:
    """One open file."""

    def __init__(self, file: FileContent, ole: olefile.OleFileIO) -> None:
        self._file = file
        self._ole = ole
        self._entries = frozenset(map(tuple, ole.listdir()))
        self._left = len(file.data)

    def read(self, path: _Path) -> bytes | None:
        """A stream, ``None`` where there is none."""
        if path not in self._entries:
            return None
        self._left -= self._ole.get_size(list(path))
        if self._left < 0:
            raise self._file.error("damaged", "its parts are larger than the file (an attack?). Save it anew.")
        content: bytes = self._ole.openstream(list(path)).read()
        return content

    def mail(self) -> Message:
        if (_PROPERTIES,) not in self._entries:
            raise self._file.error("damaged", f"a mail of Outlook without its main part ({_PROPERTIES}). Save it anew.")
        return self._mail((), _HEAD, 1)

    def _mail(self, folder: _Path, head: int, depth: int) -> Message:
        if depth > _DEEPEST:
            raise self._file.error("too_large", f"mails in mails, more than {_DEEPEST} deep. Save the inner ones.")
        storage = _Storage(self, folder, head)
        # Always the same, since what is in the file is known by its hash; no line of base64 begins so.
        mail = MIMEMultipart("mixed", f"=_mail_{depth}")
        for name, value in (("Subject", storage.text(_SUBJECT)), ("From", storage.sender), ("To", storage.recipients)):
            if value:
                mail[name] = Header(" ".join(value[:_LONGEST_HEADER].split()), "utf-8").encode()
        if storage.sent is not None:
            mail["Date"] = format_datetime(storage.sent)
        text, html = storage.text(_BODY), storage.text(_HTML)
        if text.strip():
            mail.attach(MIMEText(text, "plain", "utf-8"))
        elif html:
            mail.attach(MIMEText(html, "html", "utf-8"))
        for name in self._attachments(folder):
            part = self._attached((*folder, name), html, depth)
            if part is not None:
                mail.attach(part)
        return mail

    def _attachments(self, folder: _Path) -> list[str]:
        depth = len(folder)
        found = {entry[depth] for entry in self._entries if entry[:depth] == folder and len(entry) > depth + 1}
        return sorted(name for name in found if name.startswith(_ATTACHMENT))

    def _attached(self, folder: _Path, html: str, depth: int) -> Message | None:
        """An attachment; ``None`` for a picture in the text, and for a link to a file elsewhere."""
        storage = _Storage(self, folder, 0)
        name = storage.text(_LONG_NAME) or storage.text(_SHORT_NAME) or storage.text(_DISPLAY_NAME)
        inner = (*folder, _stream(_DATA, _OBJECT))
        part: Message
        if (*inner, _PROPERTIES) in self._entries:
            part = MIMEMessage(self._mail(inner, _INNER_HEAD, depth + 1))
            name = f"{name}.eml" if name else ""
        else:
            data = storage.binary(_DATA)
            content_id = storage.text(_CONTENT_ID)
            if data is None or (content_id and f"cid:{content_id}" in html):
                return None
            part = MIMEApplication(data)
        part.add_header("Content-Disposition", "attachment")
        if name:
            part.set_param("filename", _plain(name), "Content-Disposition", charset="utf-8")
        return part


class _Storage:
    """The properties of a mail or of an attachment."""

    def __init__(self, saved: _Saved, folder: _Path, head: int) -> None:
        self._saved = saved
        self._folder = folder
        self._fixed = _fixed(saved.read((*folder, _PROPERTIES)) or b"", head)

    @property
    def sender(self) -> str:
        for name, address in _SENDERS:
            found = self.text(name), self.text(address)
            if any(found):
                return _person(*found)
        return ""

    @property
    def recipients(self) -> str:
        """Names, as Outlook shows them."""
        return ", ".join(_person(name, "") for name in self.text(_TO).split(";") if name.strip())

    @property
    def sent(self) -> datetime | None:
        value = self._fixed.get((_SENT, _TIME)) or self._fixed.get((_ARRIVED, _TIME))
        if value is None or not any(value):
            return None
        try:
            return _EPOCH + timedelta(microseconds=int.from_bytes(value, "little") // 10)
        except OverflowError:
            return None

    def text(self, number: int) -> str:
        """A property that is text, in Unicode or, of old programs, in the code page that the mail names; else empty."""
        wide = self._read(number, _UNICODE)
        if wide is not None:
            return _plain(wide.decode("utf-16-le", "replace"))
        narrow = self._read(number, _STRING8) or self._read(number, _BINARY)
        decoded = decode(narrow, self._code_page) if narrow else None
        return _plain(decoded[0]) if decoded else ""

    def binary(self, number: int) -> bytes | None:
        return self._read(number, _BINARY)

    @property
    def _code_page(self) -> str | None:
        pages = (self._fixed.get((number, 0x0003)) for number in _CODE_PAGES)
        return next((f"cp{int.from_bytes(page[:4], 'little')}" for page in pages if page is not None), None)

    def _read(self, number: int, kind: int) -> bytes | None:
        return self._saved.read((*self._folder, _stream(number, kind)))


def _stream(number: int, kind: int) -> str:
    return f"__substg1.0_{number:04X}{kind:04X}"


def _fixed(content: bytes, head: int) -> Mapping[tuple[int, int], bytes]:
    """The values of fixed size, eight bytes each, by id and type."""
    whole = len(content) - (len(content) - head) % _ENTRY.size
    return {(number, kind): value for kind, number, _, value in _ENTRY.iter_unpack(content[head:whole])}


def _person(name: str, address: str) -> str:
    """As the header of a mail has it."""
    if name in ("", address):
        return address if "@" in address else _person(address, "") if address else ""
    quoted = name.strip().translate({ord(mark): None for mark in '"\\'})
    # Within an organisation the address is a path in its directory and tells nobody anything.
    return f'"{quoted}" <{address if "@" in address else ""}>'


def _plain(text: str) -> str:
    return text.rstrip("\0")
