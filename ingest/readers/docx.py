"""DOCX: paragraphs with their automatic numbers, tables as rows, notes after the paragraph that refers to them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.readers.cell_grid import GridCell, lay_out
from ingest.readers.numbering import Numbering
from ingest.readers.reader import FileContent
from ingest.readers.source_builder import SourceBuilder, squeezed
from ingest.readers.table_header import Merge, guess_header_rows
from ingest.readers.word_styles import is_contents, line_style
from ingest.readers.word_tables import marked_header_rows, merged_rows, row_cells, table_rows
from ingest.readers.word_text import ShownText, shown_text
from ingest.readers.zip_parts import ZipParts, has_part
from ingest.source_text import SourceText

_MAIN_PART: Final = re.compile(rb"word/document\d*\.xml")
# Of the same format, and not opened by python-docx: with macros, templates, and the strict variant's names.
_VARIANTS: Final = re.compile(rb"ms-word\.\w+\.macroEnabled|wordprocessingml\.template\.main|purl\.oclc\.org/ooxml")
_DECLARING_PARTS: Final = ("[Content_Types].xml", "_rels/.rels")
# Wrappers around block content: content controls, tracked insertions, custom XML.
_WRAPPERS: Final = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))
_GALLERY: Final = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}"
_DELETED_MARK: Final = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"
_DRAWING_TEXT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWING_PARAGRAPH: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


class DocxReader:
    """Word documents by python-docx; running headers and footers are left out."""

    def recognises(self, file: FileContent) -> bool:
        """A ZIP archive with Word's main part, or what is left of one."""
        return has_part(file, _MAIN_PART)

    def read(self, file: FileContent) -> SourceText:
        """One line for each paragraph; the cells of a table row joined by tabs.

        A cell merged over rows stands in each of them, so that a row can be quoted alone; one merged over
        columns stands in the first. A footnote or endnote follows the paragraph or table that refers to it,
        as a line of its own: 〔注：…〕.
        """
        parts = ZipParts(file)
        parts.refuse_document_types()
        if any(name in parts and _VARIANTS.search(parts.read(name)) for name in _DECLARING_PARTS):
            raise file.error("unsupported", "a Word template, strict or with macros. Save it as a plain DOCX.")
        out = SourceBuilder(file)
        _Emission(docx.Document(BytesIO(file.data)), out).write()
        if out.is_empty:
            raise file.error("no_text", "a DOCX without text. If its pages are pictures, recognise their text first.")
        return out.build()


class _Emission:
    """Writes the text of one document line by line."""

    def __init__(self, document: WordDocument, out: SourceBuilder) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._notes = _notes(document)
        self._styles: dict[str | None, ParagraphStyle | None] = {}
        self._out = out

    def write(self) -> None:
        self._blocks(self._document.element.body)

    def _blocks(self, container: etree._Element) -> None:
        """Paragraphs and tables in order; unlike ``iter_inner_content`` it looks into content controls."""
        for child in container:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in _WRAPPERS and not _is_table_of_contents(child):
                self._blocks(child)

    def _paragraph(self, element: etree._Element) -> None:
        style = self._style(element)
        if is_contents(style):
            return
        shown = shown_text(element)
        number = self._number(element, style, shown)
        if shown.text.strip():
            self._out.write(number + shown.text, *line_style(element, style))
        for box in shown.boxes:
            self._blocks(box)
        for diagram in shown.diagrams:
            self._out.write(self._diagram(diagram))
        for note in shown.notes:
            self._note(note)

    def _number(self, element: etree._Element, style: ParagraphStyle | None, shown: ShownText) -> str:
        """An empty paragraph counts as Word counts it, but for one that is deleted."""
        if not shown.text and element.find(_DELETED_MARK) is not None:
            return ""
        return self._numbering.label(self._wrap(element), style)

    def _style(self, element: etree._Element) -> ParagraphStyle | None:
        """The paragraph's style; python-docx searches all styles for each paragraph, hence the cache."""
        paragraph = self._wrap(element)
        style_id = paragraph._p.style
        if style_id not in self._styles:
            self._styles[style_id] = paragraph.style
        return self._styles[style_id]

    def _wrap(self, element: etree._Element) -> Paragraph:
        return Paragraph(element, self._document)  # type: ignore[arg-type] # its parser makes every w:p a CT_P

    def _note(self, reference: tuple[str, str]) -> None:
        note = self._notes.get(reference)
        if note:
            self._out.write(f"〔注：{note}〕")

    def _diagram(self, relation_id: str) -> str:
        """The text of a diagram, a line for each of its nodes."""
        relation = self._document.part.rels.get(relation_id)
        if relation is None or relation.is_external:
            return ""
        root = parse_xml(relation.target_part.blob)
        paragraphs = root.iter(_DRAWING_PARAGRAPH)
        return "\n".join("".join(text.text or "" for text in node.iter(_DRAWING_TEXT)) for node in paragraphs)

    def _table(self, table: etree._Element) -> None:
        elements = [row for row in table_rows(table) if any(text.strip() for text in row.itertext())]
        if all(len(row_cells(row)) == 1 for row in elements):
            # A frame around text, not a table.
            for row in elements:
                for cell in row_cells(row):
                    self._blocks(cell.element)
            return
        notes: list[tuple[str, str]] = []
        rows, merges = self._grid(elements, notes)
        marked = marked_header_rows(elements)
        self._out.write_table(rows, marked or guess_header_rows(rows, merges))
        for note in notes:
            self._note(note)

    def _grid(
        self, elements: list[etree._Element], notes: list[tuple[str, str]]
    ) -> tuple[list[list[str]], list[Merge]]:
        """The texts of the rows, as wide as each is, and the merged cells."""
        return lay_out(
            [
                [GridCell(self._cell_text(cell.element, notes), rows, cell.span, cell.column) for cell, rows in cells]
                for cells in merged_rows([row_cells(row) for row in elements])
            ]
        )

    def _cell_text(self, container: etree._Element, notes: list[tuple[str, str]]) -> str:
        """The text of a cell on one line, tables and text boxes inside it included."""
        texts: list[str] = []
        for child in container:
            if child.tag == qn("w:p"):
                shown = shown_text(child)
                texts.append(self._number(child, self._style(child), shown) + shown.text)
                texts += [self._cell_text(box, notes) for box in shown.boxes]
                texts += [self._diagram(diagram) for diagram in shown.diagrams]
                notes += shown.notes
            elif child.tag == qn("w:tbl"):
                for row in table_rows(child):
                    texts += [self._cell_text(cell.element, notes) for cell in row_cells(row) if not cell.goes_on]
            elif child.tag in _WRAPPERS:
                texts.append(self._cell_text(child, notes))
        return squeezed(" ".join(filter(None, texts)))


def _is_table_of_contents(element: etree._Element) -> bool:
    gallery = element.find(_GALLERY)
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _notes(document: WordDocument) -> dict[tuple[str, str], str]:
    """The texts of footnotes and endnotes by kind and id; the lines that separate them from the text are none."""
    notes = {}
    for relation in document.part.rels.values():
        kind = (relation.reltype or "").rpartition("/")[2].removesuffix("s")  # it is None in some broken files
        if kind not in ("footnote", "endnote") or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob).iter(qn(f"w:{kind}")):
            if note.get(qn("w:type")) in (None, "normal"):
                paragraphs = (shown_text(paragraph).text for paragraph in note.iter(qn("w:p")))
                notes[kind, str(note.get(qn("w:id")))] = squeezed(" ".join(paragraphs))
    return notes
