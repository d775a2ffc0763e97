"""EML: the text of a mail under its subject; what is attached to it is read as files of its own."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import chain
from typing import Final

from ingest.readers.encodings import decode
from ingest.readers.html import read_fragment, read_page
from ingest.readers.page_title import has_formal_title, title_lines
from ingest.readers.reader import FileContent
from ingest.readers.source_builder import SourceBuilder
from ingest.source_text import LineStyle, SourceText, split_lines
from ingest.wrapping import detect_layout

MAIL_SUFFIXES: Final = frozenset({".eml", ".mht", ".mhtml"})
_HEAD: Final = 1 << 14
_FIRST: Final = re.compile(rb"(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_SENDER: Final = re.compile(rb"^(?:From|Received|Return-Path)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_OTHER: Final = re.compile(rb"^(?:Date|MIME-Version|Message-ID|Delivered-To)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_SAVED_PAGE: Final = "multipart/related"
_WROTE: Final = (("From", "发件人"), ("To", "收件人"))
_LONGEST_HEADER: Final = 4000
_MOST_COMMENTS: Final = 100


class EmailReader:
    """Mails, and pages that a browser saved as one file (MHTML), which has the form of a mail."""

    def recognises(self, file: FileContent) -> bool:
        """By its header; without the ending of a mail only where the header says who sent it and when or how."""
        if _FIRST.match(file.data) is None:
            return False
        header = re.split(rb"\r?\n\r?\n", file.data[:_HEAD], maxsplit=1)[0]
        return file.suffix in MAIL_SUFFIXES or bool(_SENDER.search(header) and _OTHER.search(header))

    def read(self, file: FileContent) -> SourceText:
        """The subject as title, who wrote to whom, and the text; the day it was sent as a second best."""
        message = email.message_from_bytes(file.data)
        part = _text_part(message)
        if part is None:
            raise file.error("no_text", "a mail without text. What is attached to it is read by itself.")
        if message.get_content_type() == _SAVED_PAGE and file.suffix != ".eml":
            return read_page(_content(part), part.get_content_charset(), file)
        body = _body(part, file)
        if not body.lines:
            raise file.error("no_text", "a mail without text. What is attached to it is read by itself.")
        head = _head(message, [body.of(line) for line in body.lines], file)
        shift = len(head.text)
        lines = (replace(line, start=line.start + shift, end=line.end + shift) for line in body.lines)
        return replace(body, text=head.text + body.text, lines=(*head.lines, *lines), dated=_sent_on(message))


def _head(message: Message, texts: Sequence[str], file: FileContent) -> SourceText:
    """The subject, unless the text has a title, and who wrote to whom."""
    builder = SourceBuilder(file)
    subject = _header(message, "Subject")
    if subject and title_lines(texts, subject) is None and not has_formal_title(texts):
        builder.write(subject, LineStyle.TITLE)
    for name, label in _WROTE:
        value = _people(_header(message, name))
        if value:
            builder.write(f"{label}：{value}", LineStyle.LIST_ITEM)
    return builder.build()


def _text_part(message: Message) -> Message | None:
    """The part that holds the text: plain before HTML, as the plain one has no page around it."""
    parts = [part for part in message.walk() if not part.is_multipart() and not _is_attached(part)]
    plain = (part for part in parts if part.get_content_type() == "text/plain" and _content(part).strip())
    html = (part for part in parts if part.get_content_type() == "text/html")
    return next(chain(plain, html), None)  # not by its truth: a part without headers of its own is false


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _body(part: Message, file: FileContent) -> SourceText:
    decoded = decode(_content(part), part.get_content_charset())
    if decoded is None:
        raise file.error("damaged", "its text is in no encoding that is known. Save the mail anew.")
    text, replaced = decoded
    warnings = ("some bytes were no text and are shown as \ufffd",) if replaced else ()
    if part.get_content_type() == "text/html":
        return replace(read_fragment(text, file), warnings=warnings)
    lines = tuple(split_lines(text))
    return SourceText(text, lines, detect_layout(lines, text), warnings=warnings)


def _header(message: Message, name: str) -> str:
    """A header as text; bytes in no or a wrong encoding are decoded by plausibility, as files are."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    # Decoding encoded words takes time by the square of their number.
    written = str(raw)[:_LONGEST_HEADER].encode("ascii", "surrogateescape")
    decoded = decode(written)
    text = decoded[0] if decoded else written.decode("ascii", "replace")
    try:
        parts = list(_decoded(text))
    except ValueError:  # base64 that is none
        parts = [text]
    return " ".join("".join(parts).split())


def _decoded(text: str) -> Iterator[str]:
    for part, charset in decode_header(text):
        if isinstance(part, str):
            yield part
            continue
        decoded = decode(part, charset)
        yield decoded[0] if decoded else part.decode("ascii", "replace")


def _people(written: str) -> str:
    """Names where they are given, else addresses; as written where the parser would lose itself in nested comments."""
    if written.count("(") > _MOST_COMMENTS:
        return written
    return "、".join(name or address for name, address in getaddresses([written]) if name or address)


def _sent_on(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, OverflowError):
        return None
