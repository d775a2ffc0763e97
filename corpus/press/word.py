"""DOCX files in the layout of an official letter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from corpus.press.source_text import BODY_STYLES, INDENTED, Source

NUMBERING_LEVELS = {"section": 0, "item": 1}
BODY_INDENT = Pt(32)
NUMBERING = """
<w:abstractNum {namespaces} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/><w:rPr><w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/><w:lvlJc w:val="left"/>
<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:lvl>
</w:abstractNum>
"""
NUMBERING_ID = "90"
# The official fonts are not free: they are named here, and a reader's system replaces them.
FONTS = {"title": "方正小标宋简体", "issuer": "方正小标宋简体", "chapter": "黑体", "section": "黑体"}
SIZES = {"title": 22, "issuer": 30, "note": 14, "row": 14}
ALIGNMENTS = {
    "class": WD_ALIGN_PARAGRAPH.RIGHT,
    "issuer": WD_ALIGN_PARAGRAPH.CENTER,
    "number": WD_ALIGN_PARAGRAPH.RIGHT,
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "adoption": WD_ALIGN_PARAGRAPH.CENTER,
    "chapter": WD_ALIGN_PARAGRAPH.CENTER,
    "signature": WD_ALIGN_PARAGRAPH.RIGHT,
    "date": WD_ALIGN_PARAGRAPH.RIGHT,
    "row": WD_ALIGN_PARAGRAPH.CENTER,
}
SPACE_BEFORE = {"title": 24, "chapter": 14, "note": 6}


def set_paragraph(paragraph: Paragraph, style: str, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.name = "Times New Roman"
    run.font.size = Pt(SIZES.get(style, 16))
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONTS.get(style, "仿宋_GB2312"))
    if style == "issuer":
        run.font.color.rgb = RGBColor(0xD4, 0, 0)
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(SPACE_BEFORE.get(style, 0)), Pt(0)
    form.alignment = ALIGNMENTS.get(style, WD_ALIGN_PARAGRAPH.JUSTIFY)
    if style in {"title", "issuer"}:
        form.line_spacing = Pt(44 if style == "issuer" else 34)
        form.space_after = Pt(0 if style == "issuer" else 29)
    else:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(24 if style == "row" else 28.95)
    if style in INDENTED:
        form.first_line_indent = BODY_INDENT
    if style in {"signature", "date"}:
        form.right_indent = Pt(64 if style == "date" else 32)


def number_automatically(paragraph: Paragraph, level: int) -> None:
    # python-docx makes this method while it is imported, where type checkers do not see it.
    numbered = paragraph._element.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = int(NUMBERING_ID)


def add_table(document: DocxDocument, rows: Sequence[str]) -> None:
    """A ruled table; equal neighbours in the first column are merged, as these tables are usually drawn."""
    table = document.add_table(rows=0, cols=len(cells(rows[0])), style="Table Grid")
    first, above = None, ""
    for row in rows:
        texts = cells(row)
        drawn = table.add_row().cells
        if first is not None and texts[0] == above:
            first = first.merge(drawn[0])
        else:
            first, above = drawn[0], texts[0]
            set_paragraph(first.paragraphs[0], "row", above)
        for cell, text in zip(drawn[1:], texts[1:], strict=True):
            set_paragraph(cell.paragraphs[0], "row", text)


def add_page_number(document: DocxDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._element.append(field)
    paragraph.add_run(" —")


def write_docx(source: Source, path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    properties = document.core_properties
    properties.title, properties.author = source.title, source.get("signature")
    properties.created = properties.modified = source.issued
    properties.comments = ""
    add_page_number(document)
    automatic = source.get("numbering") == "auto"
    if automatic:
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(NUMBERING.format(namespaces=nsdecls("w"))))
        number = parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>'
        )
        numbering.append(number)
    rows: list[str] = []
    for line in source.lines():
        if line.style == "row":
            rows.append(line.text)
            continue
        if rows:
            add_table(document, rows)
            rows = []
        paragraph = document.add_paragraph()
        text, level = line.text, NUMBERING_LEVELS.get(line.style)
        if automatic and level is not None:
            text = BODY_STYLES[line.style].sub("", text, count=1)
            number_automatically(paragraph, level)
        set_paragraph(paragraph, line.style, text)
    packed = io.BytesIO()
    document.save(packed)
    path.write_bytes(with_fixed_times(packed))


def with_fixed_times(packed: io.BytesIO) -> bytes:
    """The same zip with every entry dated 1980-01-01, so that the file is the same on every run."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()


def cells(row: str) -> list[str]:
    return row.strip("|").split("|")
