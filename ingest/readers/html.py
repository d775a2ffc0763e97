"""HTML: saved web pages of authorities, of which only the document is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.readers.html_lines import DocumentLines, count_pictures
from ingest.readers.html_runs import text_runs
from ingest.readers.html_tree import HtmlPage, decode_page
from ingest.readers.page_body import PageBody, find_body
from ingest.readers.page_facts import PageFacts, page_facts
from ingest.readers.page_title import has_formal_title, holds, page_day, page_title, runs_before, title_lines
from ingest.readers.reader import FileContent
from ingest.source_text import SourceText

HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_HEAD: Final = 1 << 16
# Browsers put a comment with the address before the page; XHTML has an XML declaration there.
_OPENING: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->)*+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP: Final = re.compile(rb"<[a-z!]", re.IGNORECASE)
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class HtmlReader:
    """Saved pages by lxml, without network, entities and scripts."""

    def recognises(self, file: FileContent) -> bool:
        """A page by its first element; a part of one by its name and some markup."""
        head = file.data[:_HEAD]
        if head.startswith(_UTF16_MARKS):
            head = head.replace(b"\0", b"")[2:]
        return _OPENING.match(head) is not None or (file.suffix in HTML_SUFFIXES and _MARKUP.search(head) is not None)

    def read(self, file: FileContent) -> SourceText:
        """The document on the page: its title from the page where the text has none, its day as a second best."""
        return read_page(file.data, None, file)


def read_page(data: bytes, charset: str | None, file: FileContent) -> SourceText:
    """The document on the page ``data``, which may be a part of ``file``.

    :param charset: the encoding as the transport names it, if it does.
    :raises FileError: ``damaged`` or ``no_text``.
    """
    decoded = decode_page(data, charset)
    if decoded is None:
        raise file.error("damaged", "the bytes are no text in UTF-8, UTF-16, GB18030 or Big5. Save the page anew.")
    text, replaced = decoded
    page = HtmlPage(text, file)
    body = find_body(page.shown)
    source = _read_body(page, body, file)
    if not source.lines:
        raise file.error("no_text", "a web page without text. If its text is in pictures, save it as PDF.")
    warnings = [*source.warnings, *_warnings(body)]
    if replaced:
        warnings.append("some bytes were no text and are shown as \ufffd")
    return replace(source, warnings=tuple(warnings))


def read_fragment(text: str, file: FileContent) -> SourceText:
    """All that a page shows, without looking for a document on it: the body of an e-mail.

    :raises FileError: ``damaged`` or ``no_text``, as ``HtmlPage`` does.
    """
    page = HtmlPage(text, file)
    return DocumentLines(page.shown).source(file, title=None, title_at=None)


def _read_body(page: HtmlPage, body: PageBody, file: FileContent) -> SourceText:
    shown = list(text_runs(page.shown))
    around = runs_before(shown, body.element)
    lines = DocumentLines(body.element, whole_page=not body.certain)
    texts = lines.texts
    title = page_title(page, around)
    title_at = title_lines(texts, title.text) if title else None
    missing = title if title_at is None and not has_formal_title(texts) else None
    source = lines.source(file, title=missing.text if missing else None, title_at=title_at)
    warnings: Sequence[str] = ()
    if missing and not missing.shown:
        warnings = ("the title was taken from the page's head: the text itself has none",)
    beside = page_facts([*lines.left_out, *(run for run in shown if not holds(body.element, run.owner))])
    return replace(source, dated=page_day(page, around), facts=beside.facts, warnings=(*warnings, *_ended(beside)))


def _ended(beside: PageFacts) -> Sequence[str]:
    if beside.ended is None:
        return ()
    return (f"the page says of the document: {beside.ended}. Check whether it is in force, and until when.",)


def _warnings(body: PageBody) -> Sequence[str]:
    warnings = []
    if not body.certain:
        warnings.append("no document stands out on this page; all of its text was taken")
    pictures = count_pictures(body.element)
    if pictures:
        warnings.append(f"what is written in pictures is not read, and the text shows some ({pictures})")
    return warnings
