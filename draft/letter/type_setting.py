"""Paragraphs and runs in the fonts and sizes of official documents."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LARGE_SIZE: Final = Pt(22)  # 2号
BODY_SIZE: Final = Pt(16)  # 3号
SMALL_SIZE: Final = Pt(14)  # 4号
LINE: Final = Pt(28.95)
TEXT_WIDTH: Final = Mm(156)  # 版心
RED: Final = RGBColor(0xE6, 0x00, 0x12)
#: What a person must fill in, as letters mark it.
GAP: Final = re.compile("(【待补充[^】]*】)")
# What XML 1.0 cannot hold: a text pasted from anywhere may.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LATIN: Final = "Times New Roman"
# The order that the schema asks for within w:pPr; Word calls a file damaged where it is another.
_AFTER_BORDERS: Final = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
_AFTER_FRAME: Final = ("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", *_AFTER_BORDERS)


class Font(StrEnum):
    """The fonts of official documents; the template's font table says what stands in where one is missing."""

    TITLE = "方正小标宋简体"
    BODY = "仿宋_GB2312"
    HEADING = "黑体"
    SUBHEADING = "楷体_GB2312"
    SONG = "宋体"


def paragraph(
    document: Document,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: int = 2,
    line: Length = LINE,
    right_indent: Length | None = None,
    keep_with_next: bool = False,
) -> Paragraph:
    """An empty paragraph of fixed line spacing.

    :param indent: of the first line, in characters.
    """
    made = document.add_paragraph()
    form = made.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    form.right_indent = right_indent
    if indent:
        form.first_line_indent = Length(indent * BODY_SIZE)
        # In characters, too: then it stays two characters where someone changes the size.
        made._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), str(indent * 100))
    if keep_with_next:
        form.keep_with_next = True
    if align is not None:
        made.alignment = align
    return made


def run(into: Paragraph, text: str, font: Font = Font.BODY, size: Length = BODY_SIZE, *, latin: str = _LATIN) -> Run:
    """A run with its font for Chinese, and for Latin letters and digits."""
    made = into.add_run(clean(text))
    made.font.size, made.font.name = size, latin
    fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “” and … are Chinese here
    return made


def text(into: Paragraph, words: str, font: Font = Font.BODY, size: Length = BODY_SIZE) -> list[Run]:
    """Runs of a text in which each gap (【待补充：…】) is highlighted."""
    runs = []
    for at, part in enumerate(GAP.split(words)):
        if part:
            runs.append(run(into, part, font, size))
            if at % 2:
                runs[-1].font.highlight_color = WD_COLOR_INDEX.YELLOW
    return runs


def clean(words: str) -> str:
    """The text without characters that no XML file can hold."""
    return _NOT_XML.sub("", words)


def element(tag: str, **attributes: object) -> Any:  # python-docx has classes for few of them
    """An element for what python-docx has no name for.

    :param attributes: by their names in the namespace ``w``.
    """
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def rule(into: Paragraph, side: str, style: str, eighths: int, colour: RGBColor | None = None) -> None:
    """A rule above or below a paragraph.

    :param side: ``top`` or ``bottom``.
    :param eighths: its width in eighths of a point.
    """
    properties = into._p.get_or_add_pPr()
    borders: Any = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    borders.append(element(f"w:{side}", val=style, sz=eighths, space=1, color=colour or "000000"))


def put(into: Paragraph, *, below_edge: Length | None = None) -> None:
    """Take a paragraph out of the flow of the text and put it to a place of its page.

    :param below_edge: how far below the upper edge of the paper; ``None`` for the lower edge of the text.
    """
    place: dict[str, object] = {"vAnchor": "margin", "yAlign": "bottom"}
    if below_edge is not None:
        place = {"vAnchor": "page", "y": twips(below_edge)}
    frame = element(
        "w:framePr", w=twips(TEXT_WIDTH), hSpace=0, wrap="notBeside", hAnchor="margin", xAlign="left", **place
    )
    into._p.get_or_add_pPr().insert_element_before(frame, *_AFTER_FRAME)


def twips(length: Length) -> int:
    """Twentieths of a point, in which Word measures."""
    return int(length.pt * 20 + 0.5)
