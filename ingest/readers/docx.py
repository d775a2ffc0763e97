"""DOCX: paragraphs with their automatic numbers, tables as rows, footnotes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from ingest.characters import is_blank
from ingest.readers.numbering import Numbering
from ingest.readers.reader import FileContent
from ingest.source_text import Layout, Line, LineStyle, SourceText, trimmed

_MAIN_PART: Final = "word/document.xml"
_HEADING_STYLE: Final = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLE_STYLES: Final = frozenset({"title", "标题", "文章标题"})
_CONTENTS_STYLE: Final = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted text, field codes, properties, and the second copy of a drawing: Word does not show them.
_HIDDEN: Final = frozenset({*map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr")), _FALLBACK})
_SPACES: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Wrappers around block content: content controls, tracked insertions, custom XML.
_WRAPPERS: Final = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))
_WIDEST_SPAN: Final = 64
_LONGEST_HEADER_CELL: Final = 20
_FIGURE: Final = re.compile(r"[\d.,，%％\-—~～+≥≤<>]+\s*[十百千万亿]*[元个家人年月日天]?")


class DocxReader:
    """Word documents by python-docx; running headers and footers are left out."""

    def recognises(self, file: FileContent) -> bool:
        """A ZIP archive with Word's main part, or what is left of one."""
        if not file.data.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(BytesIO(file.data)) as archive:
                return _MAIN_PART in archive.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return _MAIN_PART.encode() in file.data

    def read(self, file: FileContent) -> SourceText:
        """One line for each paragraph; the cells of a table row joined by tabs."""
        source = _Emission(docx.Document(BytesIO(file.data))).source()
        if not source.lines:
            raise file.error("no_text", "a DOCX without text. If its pages are pictures, recognise their text first.")
        return source


class _Emission:
    """Writes the text of one document line by line."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._styles: dict[str | None, ParagraphStyle | None] = {}
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._header_rows: list[int] = []
        self._length = 0

    def source(self) -> SourceText:
        self._blocks(self._document.element.body)
        for note in _footnotes(self._document):
            self._write(note)
        text = "".join(self._parts)
        return SourceText(text, tuple(self._lines), Layout.PARAGRAPHS, header_rows=tuple(self._header_rows))

    def _blocks(self, container: BaseOxmlElement) -> None:
        """Paragraphs and tables in order; unlike ``iter_inner_content`` it looks into content controls."""
        for child in container:
            if child.tag == qn("w:p"):
                self._paragraph(Paragraph(child, self._document))
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in _WRAPPERS:
                self._blocks(child)

    def _paragraph(self, paragraph: Paragraph) -> None:
        style = self._style(paragraph)
        name = (style.name or "") if style is not None else ""
        if _CONTENTS_STYLE.match(name):
            return
        text = "".join(_shown(paragraph._p))
        if not text.strip():
            return
        number = self._numbering.label(paragraph, style)
        kind, depth = _line_style(name)
        for line in (number + text).split("\n"):
            self._write(line, kind, depth)

    def _style(self, paragraph: Paragraph) -> ParagraphStyle | None:
        """The paragraph's style; python-docx searches all styles for each paragraph, hence the cache."""
        style_id = paragraph._p.style
        if style_id not in self._styles:
            self._styles[style_id] = paragraph.style
        return self._styles[style_id]

    def _write(self, text: str, style: LineStyle = LineStyle.PLAIN, depth: int = 0) -> None:
        start = self._append(text)
        line = trimmed(text, 0, len(text))
        if line:
            self._lines.append(Line(start + line.start, start + line.end, style=style, depth=depth))

    def _append(self, text: str) -> int:
        start = self._length
        self._parts += (text, "\n")
        self._length += len(text) + 1
        return start

    def _table(self, table: BaseOxmlElement) -> None:
        elements = list(_rows(table))
        rows = [_cells(row) for row in elements]
        filled = [at for at, row in enumerate(rows) if not all(map(is_blank, "".join(row)))]
        if not filled:
            return
        if max(len(rows[at]) for at in filled) == 1:
            # A frame around text, not a table.
            for at in filled:
                self._write(rows[at][0])
            return
        for at in filled:
            start = self._append("\t".join(rows[at]))
            self._lines.append(Line(start, self._length - 1, table=len(self._header_rows)))
        marked = sum(1 for _ in _leading_header_rows(elements))
        self._header_rows.append(marked or guess_header_rows([rows[at] for at in filled]))


def _line_style(name: str) -> tuple[LineStyle, int]:
    heading = _HEADING_STYLE.match(name)
    if heading:
        return LineStyle.HEADING, int(heading[1])
    return (LineStyle.TITLE if name.lower() in _TITLE_STYLES else LineStyle.PLAIN), 0


def _shown(element: BaseOxmlElement) -> Iterator[str]:
    """What Word shows of a paragraph: insertions, links and text boxes are in, deletions and field codes out."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SPACES:
            yield _SPACES[child.tag]
        elif child.tag not in _HIDDEN:
            if child.tag == qn("w:p"):
                yield "\n"
            yield from _shown(child)


def _rows(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: BaseOxmlElement) -> tuple[str, ...]:
    """The texts of a row. A merged cell is written where it begins, the places that it covers stay empty."""
    texts: list[str] = []
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is not row:
            continue
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        covered = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        texts.append("" if covered else _cell_text(cell))
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        columns = str(span.get(qn("w:val"), "1")) if span is not None else "1"
        texts += [""] * (min(int(columns), _WIDEST_SPAN) - 1 if columns.isdecimal() else 0)
    return tuple(texts)


def _cell_text(cell: BaseOxmlElement) -> str:
    paragraphs = ("".join(_shown(paragraph)) for paragraph in cell.iter(qn("w:p")))
    return re.sub(r"\s+", " ", " ".join(paragraphs)).strip()


def _leading_header_rows(rows: Sequence[BaseOxmlElement]) -> Iterator[BaseOxmlElement]:
    """The first rows that Word repeats on every page."""
    for row in rows[:-1]:
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            return
        yield row


def guess_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top name the columns: short, different words and no figures; 0 where none does.

    A caption over the whole width counts with the header below it.
    """
    if len(rows) < 2:
        return 0
    if len(rows) > 2 and sum(bool(cell) for cell in rows[0]) == 1 and _names_columns(rows[1]):
        return 2
    return 1 if _names_columns(rows[0]) else 0


def _names_columns(row: Sequence[str]) -> bool:
    words = [cell for cell in row if cell]
    return (
        len(words) >= max(2, len(row) - 1)
        and len(set(words)) == len(words)
        and all(len(cell) <= _LONGEST_HEADER_CELL and not _FIGURE.fullmatch(cell) for cell in words)
    )


def _footnotes(document: WordDocument) -> Iterator[str]:
    """The texts of the footnotes in order, after the text they belong to."""
    for relation in document.part.rels.values():
        if not relation.reltype.endswith("/footnotes") or relation.is_external:
            continue
        root = parse_xml(relation.target_part.blob)
        for note in root.iter(qn("w:footnote")):
            if note.get(qn("w:type")) is None:
                yield "".join(_shown(note)).strip()
