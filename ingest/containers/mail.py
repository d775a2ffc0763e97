"""Mails (EML, MSG) and what is attached to them."""

from __future__ import annotations

import email
import mimetypes
import re
from collections.abc import Iterator, Sequence
from email.header import decode_header, make_header
from email.message import Message
from functools import partial
from typing import Final

from ingest.containers.container import Packed, Refusal, UnpackingLimits, is_unwanted, safe_name
from ingest.readers.email import MAIL_SUFFIXES, EmailReader
from ingest.readers.outlook import as_mail, is_outlook_mail
from ingest.readers.reader import FileContent

_READER: Final = EmailReader()
_SAVED_PAGES: Final = MAIL_SUFFIXES - {".eml"}
_FORWARDED: Final = "message/rfc822"
_SHOWN_TOGETHER: Final = "multipart/related"


class Mail:
    """A mail's attachments; its own text is a document as any file's."""

    def recognises(self, file: FileContent) -> bool:
        """As the reader of mails does, but for pages that a browser saved in the form of a mail."""
        if is_outlook_mail(file):
            return True
        return file.suffix not in _SAVED_PAGES and _READER.recognises(file)

    def members(
        self,
        file: FileContent,
        limits: UnpackingLimits,
        passwords: Sequence[str],  # noqa: ARG002 - as the protocol has it
    ) -> Iterator[Packed | Refusal]:
        """In the order of the mail; pictures that its text shows are part of it and not given."""
        data = as_mail(file) if is_outlook_mail(file) else file.data
        attached = [*_attachments(email.message_from_bytes(data))]
        if len(attached) > limits.members:
            raise file.error("too_large", f"has {len(attached)} attachments, and at most {limits.members} are read.")
        for number, part in enumerate(attached, start=1):
            name = _file_name(part, number)
            if not is_unwanted(name):
                yield Packed(name, partial(_content, part))


def _attachments(message: Message, *, is_related: bool = False) -> Iterator[Message]:
    """:param is_related: whether the part belongs to another one that shows it."""
    if message.get_content_type() == _FORWARDED or not message.is_multipart():
        if _is_attached(message, is_related=is_related):
            yield message
        return
    is_related = message.get_content_type() == _SHOWN_TOGETHER
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _attachments(part, is_related=is_related)


def _is_attached(part: Message, *, is_related: bool) -> bool:
    if is_related and part.get_content_maintype() == "image" and part.get("Content-ID") is not None:
        return False
    is_forwarded = part.get_content_type() == _FORWARDED
    return is_forwarded or part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _file_name(part: Message, number: int) -> str:
    """The last part of the name that was given, or a number."""
    written = str(part.get_filename() or "")
    try:
        decoded = str(make_header(decode_header(written)))
    except (LookupError, ValueError):  # an encoding that does not exist, or bytes that are not of it
        decoded = written
    clean = "".join(character for character in decoded if ord(character) >= 32).encode("utf-8", "replace").decode()
    ending = ".eml" if part.get_content_type() == _FORWARDED else mimetypes.guess_extension(part.get_content_type())
    return (
        safe_name(re.split(r"[/\\]", clean)[-1].replace(":", "_").strip(". ")) or f"attachment-{number}{ending or ''}"
    )


def _content(part: Message) -> bytes:
    if part.get_content_type() == _FORWARDED:
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
