"""PPTX: a slide is a page; its title a heading, its text in reading order, its tables rows, its notes at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from ingest.characters import is_cjk
from ingest.readers.office_relations import Relation, relation_id, relations
from ingest.readers.reader import FileContent
from ingest.readers.slide import Placeholders, Shape, placeholder_boxes, shapes, text_lines
from ingest.readers.source_builder import SourceBuilder
from ingest.readers.table_header import guess_header_rows
from ingest.readers.zip_parts import ZipParts, has_part
from ingest.source_text import LineStyle, SourceText

_PRESENTATION: Final = "ppt/presentation.xml"
_MAIN_PART: Final = re.compile(rb"ppt/presentation\.xml")
_TREE: Final = "{*}cSld/{*}spTree"
_NOTES_HEADING: Final = "备注"
# A slide without a title often has one in a text box of its own.
_LONGEST_HEADING: Final = 30
_HIDDEN: Final = frozenset({"0", "false"})


class PptxReader:
    """Presentations; what their layouts and masters repeat on every slide is left out."""

    def recognises(self, file: FileContent) -> bool:
        """A ZIP archive with a presentation, or what is left of one."""
        return has_part(file, _MAIN_PART)

    def read(self, file: FileContent) -> SourceText:
        """One line for each paragraph; pages are slides, counted with the hidden ones, which are left out."""
        parts = ZipParts(file)
        if _PRESENTATION not in parts:
            raise file.error("damaged", "a presentation without its main part. Get a fresh copy.")
        deck = relations(parts, _PRESENTATION)
        out = SourceBuilder(file)
        hidden = []
        slides = parts.xml(_PRESENTATION).findall("{*}sldIdLst/{*}sldId")
        file.refuse_pages(len(slides))
        for page, element in enumerate(slides, 1):
            out.page = page
            slide = deck.get(relation_id(element))
            if slide is not None and not _Slide(parts, slide.part).write(out):
                hidden.append(str(page))
        if out.is_empty:
            raise file.error("no_text", "a presentation without text. If its slides are pictures, save it as PDF.")
        warnings = [f"hidden slides left out: {', '.join(hidden)}"] if hidden else []
        return out.build(has_pages=True, warnings=warnings)


class _Slide:
    """One slide with the parts that belong to it."""

    def __init__(self, parts: ZipParts, part: str) -> None:
        self._parts = parts
        self._root = parts.xml(part)
        self._relations = relations(parts, part)

    def write(self, out: SourceBuilder) -> bool:
        """Write the slide; false, and nothing written, where it is hidden."""
        if self._root.get("show") in _HIDDEN:
            return False
        tree = self._root.find(_TREE)
        found = list(shapes(tree, self._placeholders())) if tree is not None else []
        if found and not found[0].is_title:
            found[0].is_title = len(found) > 1 and _is_like_title(found[0])
        for shape in found:
            self._shape(shape, out)
        notes = self._notes()
        if notes:
            out.write(_NOTES_HEADING, LineStyle.HEADING, 2)
            out.write("\n".join(notes))
        return True

    def _shape(self, shape: Shape, out: SourceBuilder) -> None:
        if shape.is_title:
            out.write(_one_line(shape.lines), *((LineStyle.TITLE, 0) if out.is_empty else (LineStyle.HEADING, 1)))
        elif shape.rows:
            out.write_table(shape.rows, guess_header_rows(shape.rows, shape.merges))
        elif shape.diagram is not None:
            out.write("\n".join(self._diagram(shape.diagram)))
        else:
            out.write("\n".join(shape.lines))

    def _placeholders(self) -> Placeholders:
        """Where the layout puts them, and where it does not say, the master."""
        found: Placeholders = {}
        layout = self._only("/slideLayout", self._relations)
        if layout is not None:
            master = self._only("/slideMaster", relations(self._parts, layout))
            for part in (master, layout):
                if part is not None:
                    found |= placeholder_boxes(self._parts.xml(part))
        return found

    def _diagram(self, relation_id: str) -> list[str]:
        data = self._relations.get(relation_id)
        if data is None or data.part not in self._parts:
            return []
        bodies = self._parts.xml(data.part).iterfind("{*}ptLst/{*}pt/{*}t")
        return [line for body in bodies for line in text_lines(body)]

    def _notes(self) -> list[str]:
        part = self._only("/notesSlide", self._relations)
        tree = self._parts.xml(part).find(_TREE) if part is not None else None
        if tree is None:
            return []
        bodies = (shape.find("{*}txBody") for shape in tree.iterfind("{*}sp") if _is_notes_body(shape))
        return [line for body in bodies if body is not None for line in text_lines(body)]

    def _only(self, kind: str, found: dict[str, Relation]) -> str | None:
        return next((r.part for r in found.values() if r.kind.endswith(kind) and r.part in self._parts), None)


def _is_notes_body(shape: etree._Element) -> bool:
    place = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    return place is not None and place.get("type") == "body"


def _is_like_title(shape: Shape) -> bool:
    return len(shape.lines) == 1 and len(shape.lines[0]) <= _LONGEST_HEADING and shape.lines[0][-1] not in "。；：，"


def _one_line(lines: Sequence[str]) -> str:
    """A title in one line; no blank where a Chinese title was broken."""
    text = ""
    for line in lines:
        needs_space = text and not is_cjk(text[-1]) and not is_cjk(line[0])
        text += " " + line if needs_space else line
    return text
