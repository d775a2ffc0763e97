"""What the style of a Word paragraph says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn
from docx.styles.style import BaseStyle, ParagraphStyle
from lxml import etree

from ingest.source_text import LineStyle

_HEADING: Final = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLES: Final = frozenset({"title", "标题", "文章标题"})
_CONTENTS: Final = re.compile(r"(?:toc|目录|wpsoffice\S*目录)\s*\d", re.IGNORECASE)
_OUTLINE_LEVEL: Final = f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
_DEEPEST_OUTLINE: Final = 8
_LONGEST_CHAIN: Final = 12


def style_chain(style: BaseStyle | None) -> Iterator[ParagraphStyle]:
    """A paragraph style and those that it builds on; ends where the styles go round in a circle."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(style, ParagraphStyle):
            return
        yield style
        style = style.base_style


def is_contents(style: BaseStyle | None) -> bool:
    """Whether it is of a table of contents."""
    return any(_CONTENTS.match(ancestor.name or "") for ancestor in style_chain(style))


def line_style(paragraph: etree._Element, style: BaseStyle | None) -> tuple[LineStyle, int]:
    """Title, heading and its depth, or plain: by the names of the styles, else by the outline level."""
    level = paragraph.find(_OUTLINE_LEVEL)
    for ancestor in style_chain(style):
        name = ancestor.name or ""
        heading = _HEADING.match(name)
        if heading:
            return LineStyle.HEADING, int(heading[1])
        if name.lower() in _TITLES:
            return LineStyle.TITLE, 0
        if level is None:
            level = ancestor.element.find(_OUTLINE_LEVEL)
    depth = "" if level is None else str(level.get(qn("w:val"), ""))
    if depth.isdecimal() and int(depth) <= _DEEPEST_OUTLINE:
        return LineStyle.HEADING, int(depth) + 1
    return LineStyle.PLAIN, 0
