"""Writes a source text line by line, for readers whose format has paragraphs and tables and no lines on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.characters import is_blank
from ingest.readers.reader import FileContent
from ingest.source_text import Layout, Line, LineStyle, SourceText, trimmed

# Some forty times the longest law. Formats that name a text and repeat it can ask for far more than their size.
LONGEST_TEXT: Final = 20_000_000


class SourceBuilder:
    """Collects lines and table rows in reading order.

    :ivar page: the physical page of what is written next; counts only with ``build(has_pages=True)``.
    :raises FileError: ``too_large``, from any ``write``, beyond ``LONGEST_TEXT`` characters.
    """

    def __init__(self, file: FileContent) -> None:
        self.page = 1
        self._file = file
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._header_rows: list[int] = []
        self._length = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing but blanks was written."""
        return not self._lines

    def write(self, text: str, style: LineStyle = LineStyle.PLAIN, depth: int = 0) -> None:
        """A paragraph; its line feeds end lines of the same style, and blank lines vanish."""
        for part in text.split("\n"):
            start = self._append(part)
            line = trimmed(part, 0, len(part))
            if line:
                self._lines.append(Line(start + line.start, start + line.end, self.page, style=style, depth=depth))

    def write_table(self, rows: Sequence[Sequence[str]], header_rows: int) -> None:
        """Rows that are not all blank; white space inside a cell becomes one space.

        :param header_rows: how many of ``rows`` at the top name the columns.
        """
        written, headers = 0, 0
        for at, row in enumerate(rows):
            text = "\t".join(map(squeezed, row))
            if all(map(is_blank, text)):
                continue
            start = self._append(text)
            self._lines.append(Line(start, self._length - 1, self.page, table=len(self._header_rows)))
            written += 1
            headers += at < header_rows
        if written:
            self._header_rows.append(headers)

    def build(self, *, has_pages: bool = False, warnings: Sequence[str] = ()) -> SourceText:
        """What was written so far."""
        return SourceText(
            "".join(self._parts),
            tuple(self._lines),
            Layout.PARAGRAPHS,
            has_pages=has_pages,
            header_rows=tuple(self._header_rows),
            warnings=tuple(warnings),
        )

    def _append(self, text: str) -> int:
        start = self._length
        if start + len(text) > LONGEST_TEXT:
            raise self._file.error(
                "too_large", f"holds more than {LONGEST_TEXT:,} characters of text. Split it into several files."
            )
        self._parts += (text, "\n")
        self._length += len(text) + 1
        return start


def squeezed(text: str) -> str:
    """The text of a cell on one line."""
    return re.sub(r"\s+", " ", text).strip()
