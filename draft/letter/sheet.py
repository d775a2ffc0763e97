"""The sheet of an official letter: paper, margins, grid, page numbers; and the package with nothing in it that varies.

Numbers from GB/T 9704-2012: A4, 版心 156 × 225 mm, 22 lines of 28 characters, page numbers 7 mm below the text.
"""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from draft.letter.type_setting import BODY_SIZE, LINE, RED, SMALL_SIZE, TEXT_WIDTH, Font, element, put, rule, run, twips

LINES: Final = 22
CHARACTERS: Final = 28
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
_NUMBER_BELOW_TEXT: Final = Mm(7)
_NUMBER_LINE: Final = Pt(16)
# 信函格式: the second red rule, 20 mm above the lower edge of the first page.
_RULE_ABOVE_EDGE: Final = Mm(20)
_CHARACTER_SPACE_UNITS: Final = 4096  # of a point, ECMA-376 17.6.5
# The earliest that a ZIP file can hold; a letter bears no date but its own.
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def new_sheet() -> Document:
    """An empty document with page, grid and page numbers."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        _pack(package, files("draft.letter").joinpath("template"), "")
    packed.seek(0)
    document = docx.Document(packed)
    document.settings.odd_and_even_pages_header_footer = True
    _set_page(document.sections[0])
    return document


def package_bytes(document: Document) -> bytes:
    """The document as a file: equal documents give equal bytes."""
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else the platform's
            target.writestr(entry, source.read(name))
    return result.getvalue()


def grid_character_space(text_width: Length) -> int:
    """``w:charSpace`` for 28 characters on a line: what each is wider than the body's type, in 1/4096 point.

    Rounded down to whole twips of width first, as Word does, so that the 28th character still fits.
    """
    pitch = int(text_width.pt * 20) / 20 / CHARACTERS
    return int((pitch - BODY_SIZE.pt) * _CHARACTER_SPACE_UNITS // 1)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance = Mm(15)
    # The stroke beside the number lies in the middle of its line.
    section.footer_distance = Length(_BOTTOM - _NUMBER_BELOW_TEXT - _NUMBER_LINE // 2)
    space = grid_character_space(TEXT_WIDTH)
    grid = element("w:docGrid", type="linesAndChars", linePitch=twips(LINE), charSpace=space)
    section.different_first_page_header_footer = True
    section._sectPr.append(grid)  # python-docx has no name for it
    first = _footer_line(section.first_page_footer.paragraphs[0])
    rule(first, "top", "thinThickSmallGap", 18, RED)
    put(first, below_edge=Length(section.page_height - _RULE_ABOVE_EDGE))
    odd = _footer_line(section.footer.paragraphs[0])
    odd.alignment, odd.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, SMALL_SIZE
    even = _footer_line(section.even_page_footer.paragraphs[0])
    even.alignment, even.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, SMALL_SIZE
    for paragraph in (odd, even):
        _number_run(paragraph, "— ")
        _page_field(paragraph)
        _number_run(paragraph, " —")


def _footer_line(paragraph: Paragraph) -> Paragraph:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = _NUMBER_LINE
    return paragraph


def _page_field(into: Paragraph) -> None:
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    parts = (element("w:fldChar", fldCharType="begin"), instruction, element("w:fldChar", fldCharType="separate"))
    for part in parts:
        _number_run(into).append(part)
    _number_run(into, "1")
    _number_run(into).append(element("w:fldChar", fldCharType="end"))


def _number_run(into: Paragraph, words: str = "") -> Any:
    return run(into, words, Font.SONG, SMALL_SIZE, latin=Font.SONG)._r


def _pack(package: zipfile.ZipFile, folder: Traversable, prefix: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _pack(package, entry, f"{prefix}{entry.name}/")
        else:
            package.writestr(f"{prefix}{entry.name}", entry.read_bytes())
