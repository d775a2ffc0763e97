"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ingest.readers.encodings import decode
from ingest.readers.reader import FileContent
from ingest.source_text import Line, LineStyle, SourceText, split_lines, trimmed
from ingest.wrapping import detect_layout

MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown"})
_MARKUP: Final = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml|\{\\rtf)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING: Final = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[^\s#]))")


class TextReader:
    """Text in any of the usual encodings; a file's ending does not matter."""

    def recognises(self, file: FileContent) -> bool:
        """Whether the bytes decode to text that is not the source of a page or a document in markup."""
        decoded = decode(file.data)
        return decoded is not None and _MARKUP.match(decoded[0]) is None

    def read(self, file: FileContent) -> SourceText:
        """Decode; form feeds open sheets that help to find page numbers, but are no pages to cite."""
        text, warnings = _decoded(file)
        lines = tuple(split_lines(text))
        return SourceText(text, lines, detect_layout(lines, text), warnings=warnings)


class MarkdownReader(TextReader):
    """Text whose headings are marked with #; comments are left out."""

    def recognises(self, file: FileContent) -> bool:
        """Markdown is told from text by the ending alone: every text is Markdown."""
        return file.suffix in MARKDOWN_SUFFIXES and super().recognises(file)

    def read(self, file: FileContent) -> SourceText:
        """Decode, and take the # of headings as their style."""
        text, warnings = _decoded(file)
        lines = tuple(_styled(text, _uncommented(text)))
        return SourceText(text, lines, detect_layout(lines, text), warnings=warnings)


def _decoded(file: FileContent) -> tuple[str, tuple[str, ...]]:
    decoded = decode(file.data)
    if decoded is None:
        raise file.error("damaged", "the bytes are no text in UTF-8, UTF-16, GB18030 or Big5. Save it as UTF-8.")
    text, replaced = decoded
    return text, ("some bytes were no text and are shown as \ufffd",) if replaced else ()


def _uncommented(text: str) -> Iterator[Line]:
    # Blanks of the same length keep every position where it was.
    blanked = _COMMENT.sub(lambda match: re.sub(r"[^\n\r]", " ", match.group()), text)
    return split_lines(blanked)


def _styled(text: str, lines: Iterator[Line]) -> Iterator[Line]:
    titled = False
    for line in lines:
        mark = _HEADING.match(text, line.start, line.end)
        words = trimmed(text, mark.end(), line.end) if mark else None
        if mark is None or words is None:
            yield line
            continue
        depth = len(mark[1])
        style = LineStyle.TITLE if depth == 1 and not titled else LineStyle.HEADING
        titled = titled or depth == 1
        yield replace(line, start=words.start, end=words.end, indent=0.0, style=style, depth=depth)
