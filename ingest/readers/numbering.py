"""The automatic numbers of a Word document, which are in its numbering definitions and not in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import cn2an
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

BULLET: Final = "bullet"
_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
)
_BY_DIGIT: Final = frozenset({"ideographDigital", "taiwaneseDigital", "japaneseDigitalTen", "koreanDigital2"})
_DIGITS: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_DEEPEST: Final = 9
_LONGEST_STYLE_CHAIN: Final = 12


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document; ask for each paragraph once, in order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(document.part.numbering_part.element)

    def label(self, paragraph: Paragraph, style: ParagraphStyle | None) -> str:
        """The number that Word shows before a paragraph of a style, with the blank after it; empty without one.

        A bullet comes as ``• ``.
        """
        found = _number_properties(paragraph, style)
        if found is None:
            return ""
        number_id, depth = found
        abstract = self._abstract.get(number_id)
        level = self._levels.get((abstract, depth)) if abstract is not None else None
        if abstract is None or level is None:
            return ""
        if level.form == BULLET:
            return "• "
        self._count(abstract, number_id, depth, level.start)
        shown = re.sub(r"%([1-9])", lambda match: self._value(abstract, int(match[1]) - 1), level.text)
        if not shown:
            return ""
        return shown if shown[-1] in "、）)．。" else shown + " "

    def _count(self, abstract: str, number_id: str, depth: int, start: int) -> None:
        restart = self._restarts.pop((number_id, depth), None)
        before = self._counters.get((abstract, depth))
        following = start if before is None else before + 1
        self._counters[abstract, depth] = following if restart is None else restart
        for deeper in range(depth + 1, _DEEPEST):
            self._counters.pop((abstract, deeper), None)

    def _value(self, abstract: str, depth: int) -> str:
        level = self._levels.get((abstract, depth))
        if level is None:
            return ""
        return format_number(self._counters.get((abstract, depth), level.start), level.form)

    def _read(self, numbering: BaseOxmlElement) -> None:
        for definition in numbering.findall(qn("w:abstractNum")):
            abstract = str(definition.get(qn("w:abstractNumId")))
            for element in definition.findall(qn("w:lvl")):
                depth = _integer(element.get(qn("w:ilvl")), 0)
                self._levels[abstract, depth] = _Level(
                    _child(element, "w:numFmt", "decimal"),
                    _child(element, "w:lvlText", ""),
                    _integer(_child(element, "w:start", "1"), 1),
                )
        for element in numbering.findall(qn("w:num")):
            number_id = str(element.get(qn("w:numId")))
            self._abstract[number_id] = _child(element, "w:abstractNumId", "")
            for override in element.findall(qn("w:lvlOverride")):
                start = _child(override, "w:startOverride", "")
                if start:
                    depth = _integer(override.get(qn("w:ilvl")), 0)
                    self._restarts[number_id, depth] = _integer(start, 1)


def format_number(value: int, form: str) -> str:
    """A number in one of Word's forms (``w:numFmt``); decimal where the form is not known."""
    if value < 1 and form != "decimal":
        return str(value)
    if form in _CHINESE:
        chinese = str(cn2an.an2cn(value))
        return re.sub("^一十", "十", chinese)
    if form in _BY_DIGIT:
        return str(value).translate(_DIGITS)
    if form == "decimalFullWidth":
        return str(value).translate(_FULL_WIDTH)
    if form.startswith("decimalEnclosedCircle") and value <= 20:
        return chr(ord("①") + value - 1)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    return "" if form == "none" else str(value)


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    parts = []
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, value = divmod(value, worth)
        parts.append(letters * count)
    return "".join(parts)


def _number_properties(paragraph: Paragraph, style: BaseStyle | None) -> tuple[str, int] | None:
    """``(numId, level)`` from the paragraph or from the styles it builds on; numId 0 switches numbers off."""
    own = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    number_id = _child(own, "w:numId", "") if own is not None else ""
    depth = _child(own, "w:ilvl", "") if own is not None else ""
    for _ in range(_LONGEST_STYLE_CHAIN):
        if number_id or not isinstance(style, ParagraphStyle):
            break
        inherited = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if inherited is not None:
            number_id = _child(inherited, "w:numId", "")
            depth = depth or _child(inherited, "w:ilvl", "")
        style = style.base_style
    if number_id in ("", "0"):
        return None
    return number_id, min(_integer(depth, 0), _DEEPEST - 1)


def _child(element: BaseOxmlElement, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return default if found is None else str(found.get(qn("w:val"), default))


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else default
