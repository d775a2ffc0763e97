"""The automatic numbers of a Word document, which are in its numbering definitions and not in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.readers.number_forms import format_number
from ingest.readers.word_styles import style_chain

BULLET: Final = "bullet"
_DEEPEST: Final = 9
_OFF: Final = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered.

    :ivar restarts_after: numbering begins anew after a paragraph of this level or a higher one; -1 for never.
    :ivar style_id: the style whose paragraphs stand on this level.
    """

    form: str
    text: str
    start: int
    suffix: str
    legal: bool
    restarts_after: int
    style_id: str


class Numbering:
    """Counts the numbered paragraphs of one document; ask for each paragraph once, in order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._overrides: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        # python-docx adds a part and a relation to it where one is asked for and missing: hence a copy, and no asking.
        for relation in tuple(document.part.rels.values()):
            if not relation.is_external and isinstance(relation.target_part, NumberingPart):
                self._read(relation.target_part.element)
                self._follow_styles(document, relation.target_part.element)

    def label(self, paragraph: Paragraph, style: BaseStyle | None) -> str:
        """The number that Word shows before a paragraph of a style, with the blank after it; empty without one.

        A bullet comes as ``• ``.
        """
        found = self._place(paragraph, style)
        if found is None:
            return ""
        number_id, depth = found
        level = self._level(number_id, depth)
        if level is None:
            return ""
        if level.form == BULLET:
            return "• "
        self._count(number_id, depth, level.start)
        shown = re.sub(r"%([1-9])", lambda match: self._value(number_id, int(match[1]) - 1, level), level.text)
        if not shown:
            return ""
        return shown if level.suffix == "nothing" or shown[-1] in "、）)．。" else shown + " "

    def _level(self, number_id: str, depth: int) -> _Level | None:
        abstract = self._abstract.get(number_id)
        if abstract is None:
            return None
        return self._overrides.get((number_id, depth)) or self._levels.get((abstract, depth))

    def _count(self, number_id: str, depth: int, start: int) -> None:
        # Lists of one definition go on counting from each other, unless a list says where it starts.
        abstract = self._abstract[number_id]
        restart = self._restarts.pop((number_id, depth), None)
        before = self._counters.get((abstract, depth))
        following = start if before is None else before + 1
        self._counters[abstract, depth] = following if restart is None else restart
        for deeper in range(depth + 1, _DEEPEST):
            level = self._level(number_id, deeper)
            if level is None or depth <= level.restarts_after:
                self._counters.pop((abstract, deeper), None)

    def _value(self, number_id: str, depth: int, shown_in: _Level) -> str:
        level = self._level(number_id, depth)
        if level is None:
            return ""
        value = self._counters.get((self._abstract[number_id], depth), level.start)
        return format_number(value, "decimal" if shown_in.legal else level.form)

    def _place(self, paragraph: Paragraph, style: BaseStyle | None) -> tuple[str, int] | None:
        """``(numId, level)`` from the paragraph or from the styles it builds on; numId 0 switches numbers off."""
        own = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number_id = _child(own, "w:numId", "") if own is not None else ""
        depth = _child(own, "w:ilvl", "") if own is not None else ""
        style_ids = []
        for ancestor in style_chain(style):
            if number_id:
                break
            style_ids.append(ancestor.style_id)
            inherited = ancestor.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if inherited is not None:
                number_id = _child(inherited, "w:numId", "")
                depth = depth or _child(inherited, "w:ilvl", "")
        if number_id in ("", "0"):
            return None
        if not depth:
            return number_id, self._depth_of_styles(number_id, style_ids)
        return number_id, min(_integer(depth, 0), _DEEPEST - 1)

    def _depth_of_styles(self, number_id: str, style_ids: list[str]) -> int:
        """A style that names a list and no level stands on the level that names the style."""
        for depth in range(_DEEPEST):
            level = self._level(number_id, depth)
            if level is not None and level.style_id in style_ids:
                return depth
        return 0

    def _read(self, numbering: etree._Element) -> None:
        for definition in numbering.findall(qn("w:abstractNum")):
            abstract = str(definition.get(qn("w:abstractNumId")))
            for element in definition.findall(qn("w:lvl")):
                depth = _integer(element.get(qn("w:ilvl")), 0)
                self._levels[abstract, depth] = _read_level(element, depth)
        for element in numbering.findall(qn("w:num")):
            number_id = str(element.get(qn("w:numId")))
            self._abstract[number_id] = _child(element, "w:abstractNumId", "")
            for override in element.findall(qn("w:lvlOverride")):
                depth = _integer(override.get(qn("w:ilvl")), 0)
                redefined = override.find(qn("w:lvl"))
                if redefined is not None:
                    self._overrides[number_id, depth] = _read_level(redefined, depth)
                start = _child(override, "w:startOverride", "")
                if start:
                    self._restarts[number_id, depth] = _integer(start, 1)

    def _follow_styles(self, document: WordDocument, numbering: etree._Element) -> None:
        """Definitions that have no levels of their own and name a list style stand for the definition behind it."""
        styles = {str(style.get(qn("w:styleId"))): style for style in document.styles.element.findall(qn("w:style"))}
        meant: dict[str, str] = {}
        for definition in numbering.findall(qn("w:abstractNum")):
            style = styles.get(_child(definition, "w:numStyleLink", ""))
            properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if style is not None else None
            if properties is not None:
                behind = self._abstract.get(_child(properties, "w:numId", ""))
                if behind is not None:
                    meant[str(definition.get(qn("w:abstractNumId")))] = behind
        self._abstract = {number_id: meant.get(abstract, abstract) for number_id, abstract in self._abstract.items()}


def _read_level(element: etree._Element, depth: int) -> _Level:
    restart = _child(element, "w:lvlRestart", "")
    legal = element.find(qn("w:isLgl"))
    return _Level(
        form=_child(element, "w:numFmt", "decimal"),
        text=_child(element, "w:lvlText", ""),
        start=_integer(_child(element, "w:start", "1"), 1),
        suffix=_child(element, "w:suff", "tab"),
        legal=legal is not None and legal.get(qn("w:val"), "1") not in _OFF,
        restarts_after=_integer(restart, depth) - 1 if restart else depth - 1,
        style_id=_child(element, "w:pStyle", ""),
    )


def _child(element: etree._Element, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return default if found is None else str(found.get(qn("w:val"), default))


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else default
