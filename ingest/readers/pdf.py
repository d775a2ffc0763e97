"""PDF with a text layer."""

from __future__ import annotations

import logging
import math
import re
import statistics
import threading
from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.characters import is_cjk
from ingest.errors import FileError
from ingest.readers.reader import FileContent
from ingest.source_text import Layout, Line, LineStyle, SourceText, split_lines

_LOG: Final = logging.getLogger(__name__)
# pdfium is not thread-safe: whoever calls it anywhere in this process holds this lock.
PDFIUM_LOCK: Final = threading.Lock()
_SIGNATURE: Final = b"%PDF-"
# Readers tolerate bytes before the signature within the first kilobyte (PDF 1.7, implementation note 13).
_SIGNATURE_WITHIN: Final = 1024
_PASSWORD_ERRORS: Final = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
# The title is in 22 points where the text is in 16 (GB/T 9704-2012).
_LARGER: Final = 1.2
_HEAD: Final = 8
_NO_PAGES: Final = re.compile(rb"/Count\s+0\b")
_SHORTEST_BODY_LINE: Final = 12
_SAMPLED_PAIRS: Final = 8
_FEWEST_PAIRS: Final = 3


class PdfReader:
    """Text by pdfium, which is exact on Chinese; pypdf says why a file cannot be opened."""

    def recognises(self, file: FileContent) -> bool:
        """By the signature."""
        return _SIGNATURE in file.data[:_SIGNATURE_WITHIN]

    def read(self, file: FileContent) -> SourceText:
        """One line for each line on paper, with its page and indent."""
        with PDFIUM_LOCK:
            try:
                document = pypdfium2.PdfDocument(file.data)
            except pypdfium2.PdfiumError as error:
                raise _opening_error(file, error) from error
            try:
                if len(document) == 0:
                    raise _no_pages(file)
                return _extract(file, document)
            finally:
                document.close()


def _opening_error(file: FileContent, error: pypdfium2.PdfiumError) -> FileError:
    """Why pdfium refused the file.

    For a PDF without pages it sets no error, and what stands there is that of an earlier file.
    """
    is_format_error = error.err_code == pdfium.FPDF_ERR_FORMAT
    if (not is_format_error or _NO_PAGES.search(file.data)) and _page_count(file) == 0:
        return _no_pages(file)
    if error.err_code in _PASSWORD_ERRORS:
        return file.error("encrypted", "encrypted, and no password was given. Remove the protection and save it again.")
    return file.error("damaged", f"not a readable PDF ({error}) Get a fresh copy, or print it to PDF again.")


def _page_count(file: FileContent) -> int | None:
    """How many pages pypdf finds, ``None`` where it cannot tell either."""
    try:
        return len(pypdf.PdfReader(BytesIO(file.data)).pages)
    except Exception as refusal:  # noqa: BLE001 - pypdf raises TypeError, AttributeError and others on broken files
        _LOG.debug("%s: pypdf cannot read it either: %r", file.path, refusal)
        return None


def _no_pages(file: FileContent) -> FileError:
    return file.error("empty", "a PDF without pages. Get a fresh copy.")


def _extract(file: FileContent, document: pypdfium2.PdfDocument) -> SourceText:
    parts: list[str] = []
    lines: list[Line] = []
    textless: list[str] = []
    offset = 0
    for number in range(1, len(document) + 1):
        text, own = _page(document, number)
        if not own:
            textless.append(str(number))
        lines += (replace(line, start=line.start + offset, end=line.end + offset) for line in own)
        parts.append(text + "\n")
        offset += len(parts[-1])
    if not lines:
        raise file.error("no_text", f"{len(document)} pages without a text layer (a scan). Recognise its text first.")
    warnings = (f"no text could be read on page {', '.join(textless)} (a picture?)",) if textless else ()
    return SourceText("".join(parts), tuple(_with_title(lines)), Layout.WRAPPED, has_pages=True, warnings=warnings)


def _with_title(lines: list[Line]) -> Iterator[Line]:
    """Mark the lines in larger type at the top of the first page as the title's."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size or 0.0] += line.end - line.start
    body = sizes.most_common(1)[0][0]
    for at, line in enumerate(lines):
        is_large = at < _HEAD and line.page == 1 and body > 0 and (line.size or 0.0) >= _LARGER * body
        yield replace(line, style=LineStyle.TITLE) if is_large else line


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, list[Line]]:
    """The text of one page and its lines; a page that pdfium cannot load counts as one without text."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return "", []
    try:
        textpage = page.get_textpage()
        try:
            text = textpage.get_text_range()
            return text, _with_places(textpage, text, [*split_lines(text.replace("\f", "\n"), page=number)])
        finally:
            textpage.close()
    except pypdfium2.PdfiumError as error:
        _LOG.debug("page %d: %s", number, error)
        return "", []
    finally:
        page.close()


def _with_places(textpage: pypdfium2.PdfTextPage, text: str, lines: list[Line]) -> list[Line]:
    """Add where each line begins and ends, from the left edge of the page's text, in characters of its size."""
    firsts = [_box(textpage, text, line.start) for line in lines]
    lasts = [_box(textpage, text, line.end - 1) for line in lines]
    edges = [first.left for line, first in zip(lines, firsts, strict=True) if first and _is_body(line)]
    edge = min(edges, default=None)
    if edge is None:
        return lines
    advances = [_advance(textpage, text, line) for line in lines]
    seen = [advance / first.size for advance, first in zip(advances, firsts, strict=True) if advance and first]
    scale = statistics.median(seen) if seen else 1.0
    placed = []
    for line, first, last, advance in zip(lines, firsts, lasts, advances, strict=True):
        if first is None or last is None or last.right <= first.left:
            placed.append(line)
            continue
        size = advance or first.size * scale
        indent, extent = (first.left - edge) / size, (last.right - edge) / size
        placed.append(replace(line, indent=max(indent, 0.0), extent=extent, size=size))
    return placed


def _advance(textpage: pypdfium2.PdfTextPage, text: str, line: Line) -> float | None:
    """How far it usually is from one Chinese character of a line to the next: the size of its type as it is seen.

    The size that a font names is no measure where a matrix scales it, nor is the box of a single glyph such as 一.
    """
    pairs = [at for at in range(line.start, line.end - 1) if is_cjk(text[at]) and is_cjk(text[at + 1])]
    steps = []
    for at in pairs[:: max(len(pairs) // _SAMPLED_PAIRS, 1)]:
        left, right = _box(textpage, text, at), _box(textpage, text, at + 1)
        if left and right and right.left > left.left:
            steps.append(right.left - left.left)
    return statistics.median(steps) if len(steps) >= _FEWEST_PAIRS else None


def _is_body(line: Line) -> bool:
    return line.end - line.start >= _SHORTEST_BODY_LINE


@dataclass(frozen=True, slots=True)
class _Box:
    """A character's place on the page and its size, in points."""

    left: float
    right: float
    size: float


def _box(textpage: pypdfium2.PdfTextPage, text: str, position: int) -> _Box | None:
    # pdfium counts UTF-16 units.
    units = position + sum(character > "\uffff" for character in text[:position])
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, units)
    box = pdfium.FS_RECTF()
    if index < 0 or not pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, byref(box)):
        return None
    height = abs(box.top - box.bottom)
    nominal = float(pdfium.FPDFText_GetFontSize(textpage.raw, index))
    # Text that its matrix scales has a nominal size of about 1; the box is as high as it is seen.
    size = nominal if 0.5 * height <= nominal <= 2 * height else height
    return _Box(box.left, box.right, size) if size > 0 and math.isfinite(box.left + box.right) else None
