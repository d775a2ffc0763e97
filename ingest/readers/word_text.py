"""What Word shows of a paragraph: its text, the notes that it refers to, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DIAGRAM_DATA: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_CHOICE: Final = f"{_COMPATIBILITY}Choice"
_FALLBACK: Final = f"{_COMPATIBILITY}Fallback"
_TEXT: Final = frozenset({qn("w:t"), f"{_MATH}t"})
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Deleted and moved text, field codes, properties, and the readings above characters.
_HIDDEN: Final = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "w:sdtPr", "w:rt"))
)
_NOTES: Final = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_VANISH: Final = f"{qn('w:rPr')}/{qn('w:vanish')}"
_OFF: Final = frozenset({"0", "false", "off"})
# Boxes and ticks of forms, which fonts of symbols hold at places of their own.
_SYMBOLS: Final = {
    ("wingdings", 0x6F): "□",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x2A): "□",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0xA3): "□",
}


@dataclass(slots=True)
class ShownText:
    """Filled in one pass over a paragraph.

    :ivar notes: kind (``footnote``, ``endnote``) and id of each note, in order.
    :ivar boxes: the content of text boxes, as block containers.
    :ivar diagrams: relationship ids of the data of diagrams (SmartArt).
    """

    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text; line feeds for breaks inside the paragraph."""
        return "".join(self.parts)


def shown_text(paragraph: etree._Element) -> ShownText:
    """Insertions, links, fields' results and formulas are in; deletions, field codes and hidden text are out."""
    shown = ShownText()
    _collect(paragraph, shown)
    return shown


def _collect(element: etree._Element, shown: ShownText) -> None:
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            shown.parts.append(child.text or "")
        elif tag in _SIGNS:
            shown.parts.append(_SIGNS[tag])
        elif tag in _NOTES:
            shown.notes.append((_NOTES[tag], str(child.get(qn("w:id")))))
        elif tag == qn("w:txbxContent"):
            shown.boxes.append(child)
        elif tag == _DIAGRAM:
            shown.diagrams.append(str(child.get(_DIAGRAM_DATA)))
        elif tag == qn("w:sym"):
            shown.parts.append(_symbol(child))
        elif not _is_hidden(child):
            if tag == f"{_MATH}den":
                shown.parts.append("/")
            _collect(child, shown)


def _is_hidden(element: etree._Element) -> bool:
    if element.tag == _FALLBACK:
        # The same drawing for older programs.
        parent = element.getparent()
        return parent is not None and parent.find(_CHOICE) is not None
    if element.tag == qn("w:r"):
        vanish = element.find(_VANISH)
        return vanish is not None and vanish.get(qn("w:val"), "1") not in _OFF
    return element.tag in _HIDDEN


def _symbol(element: etree._Element) -> str:
    font = str(element.get(qn("w:font"), "")).lower()
    try:
        code = int(str(element.get(qn("w:char"), "")), 16)
    except ValueError:
        return ""
    # Fonts of symbols are mapped to the private use area, at F000.
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get((font, code - 0xF000), "")
    return chr(code) if 0x20 <= code < 0xD800 else ""
