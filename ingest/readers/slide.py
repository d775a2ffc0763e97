"""The shapes of one slide (DrawingML): where they stand and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ingest.readers.number_forms import format_number
from ingest.readers.reading_order import Box, reading_order
from ingest.readers.source_builder import squeezed
from ingest.readers.table_header import Merge

# Any namespace: transitional and strict files differ only in these.
_POSITION: Final = "{*}spPr/{*}xfrm", "{*}xfrm", "{*}grpSpPr/{*}xfrm"
_PLACEHOLDER: Final = ".//{*}nvPr/{*}ph"
_TITLES: Final = frozenset({"title", "ctrTitle"})
_FURNITURE: Final = frozenset({"dt", "ftr", "hdr", "sldNum"})
_SHAPES: Final = frozenset({"sp", "grpSp", "graphicFrame", "cxnSp"})
_TRUE: Final = frozenset({"1", "true"})
_WIDEST_SPAN: Final = 64
#: ``a:buAutoNum`` types, by their beginning, in Word's terms; their endings say what stands around the number.
_NUMBER_FORMS: Final = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "circleNum": "decimalEnclosedCircle",
    "ea1": "chineseCounting",
}
_AUTO_NUMBER: Final = re.compile(
    r"(arabic|alphaLc|alphaUc|romanLc|romanUc|circleNum|ea1)\w*?(Period|ParenR|ParenBoth|Plain)"
)
_AROUND: Final = {"Period": ("", ". "), "ParenR": ("", ") "), "ParenBoth": ("(", ") "), "Plain": ("", " ")}


@dataclass(slots=True)
class Shape:
    """What one shape says.

    :ivar lines: its paragraphs that are not blank; ``rows`` and ``merges`` those of a table instead.
    :ivar diagram: relationship id of the data of a diagram (SmartArt).
    """

    is_title: bool = False
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    diagram: str | None = None


Placeholders = dict[tuple[str, str], Box]


def placeholder_boxes(layout: etree._Element) -> Placeholders:
    """Where a layout or master puts its placeholders, by type and index."""
    boxes = {}
    for shape in layout.iter("{*}sp"):
        box, place = _box(shape), shape.find(_PLACEHOLDER)
        if place is not None and box is not None:
            boxes[_key(place)] = box
    return boxes


def shapes(tree: etree._Element, inherited: Placeholders) -> Iterator[Shape]:
    """The shapes under ``p:spTree`` or in a group, in reading order, titles first; empty ones left out."""
    found: list[tuple[Box | None, list[Shape]]] = []
    for element in _drawn(tree):
        place = element.find("{*}nvSpPr/{*}nvPr/{*}ph")
        if place is not None and place.get("type") in _FURNITURE:
            continue
        box = _box(element) or (_inherited(place, inherited) if place is not None else None)
        if etree.QName(element).localname == "grpSp":
            members = list(shapes(element, inherited))
        else:
            members = [shape for shape in (_shape(element, place),) if shape is not None]
        if members:
            found.append((box, members))
    boxes = [box for box, _ in found if box is not None]
    # Without all places known, the order in the file is the better guess.
    order = reading_order(boxes) if len(boxes) == len(found) else range(len(found))
    ordered = [shape for at in order for shape in found[at][1]]
    yield from sorted(ordered, key=lambda shape: not shape.is_title)


def _drawn(tree: etree._Element) -> Iterator[etree._Element]:
    for child in tree:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name in _SHAPES:
            yield child
        elif name == "AlternateContent":
            # The second version of a drawing is for older programs.
            yield from _drawn(child[0]) if len(child) else ()


def _shape(element: etree._Element, place: etree._Element | None) -> Shape | None:
    table = element.find("{*}graphic/{*}graphicData/{*}tbl")
    if table is not None:
        return Shape(rows=(grid := _table(table))[0], merges=grid[1])
    diagram = element.find("{*}graphic/{*}graphicData/{*}relIds")
    if diagram is not None:
        relation = next((value for key, value in diagram.attrib.items() if str(key).endswith("}dm")), None)
        return Shape(diagram=str(relation)) if relation is not None else None
    body = element.find("{*}txBody")
    lines = list(text_lines(body)) if body is not None else []
    return Shape(place is not None and place.get("type") in _TITLES, lines) if lines else None


def text_lines(body: etree._Element) -> Iterator[str]:
    """The paragraphs of a text body that are not blank, with their automatic numbers."""
    counters: dict[int, tuple[str, int]] = {}
    for paragraph in body.iterfind("{*}p"):
        text = _text(paragraph)
        if not text.strip():
            continue
        properties = paragraph.find("{*}pPr")
        level = int(properties.get("lvl", "0")) if properties is not None else 0
        automatic = properties.find("{*}buAutoNum") if properties is not None else None
        counters = {deep: counter for deep, counter in counters.items() if deep <= level}
        if automatic is None:
            counters.pop(level, None)
            yield from filter(str.strip, text.split("\n"))
            continue
        kind = str(automatic.get("type", ""))
        before = counters.get(level)
        following = before[1] + 1 if before and before[0] == kind else int(automatic.get("startAt", "1"))
        counters[level] = kind, following
        yield _number(following, kind) + squeezed(text)


def _text(paragraph: etree._Element) -> str:
    parts = []
    for run in paragraph.iter("{*}t", "{*}br"):
        if etree.QName(run).localname == "br":
            parts.append("\n")
            continue
        parent = run.getparent()
        is_number = parent is not None and str(parent.get("type", "")) == "slidenum"
        parts.append("" if is_number else run.text or "")
    return "".join(parts).replace("\v", "\n")


def _number(value: int, kind: str) -> str:
    match = _AUTO_NUMBER.fullmatch(kind)
    if match is None:
        return ""
    before, after = _AROUND[match[2]]
    return before + format_number(value, _NUMBER_FORMS[match[1]]) + after


def _table(table: etree._Element) -> tuple[list[list[str]], list[Merge]]:
    """Rows and merged cells; a cell merged over rows stands in each of them."""
    rows: list[list[str]] = []
    merges: list[Merge] = []
    for at, row in enumerate(table.iterfind("{*}tr")):
        texts = []
        for column, cell in enumerate(row.iterfind("{*}tc")):
            if cell.get("vMerge") in _TRUE and at and column < len(rows[-1]):
                texts.append(rows[-1][column])
                continue
            body = cell.find("{*}txBody")
            covered = cell.get("hMerge") in _TRUE or body is None
            texts.append("" if covered or body is None else squeezed(" ".join(text_lines(body))))
            down, across = (min(int(cell.get(name, "1")), _WIDEST_SPAN) for name in ("rowSpan", "gridSpan"))
            if down * across > 1:
                merges.append(Merge(at, column, down, across))
        rows.append(texts)
    return rows, merges


def _box(element: etree._Element) -> Box | None:
    for path in _POSITION:
        place = element.find(path)
        offset, extent = (None, None) if place is None else (place.find("{*}off"), place.find("{*}ext"))
        if offset is not None and extent is not None:
            left, top = float(offset.get("x", "0")), float(offset.get("y", "0"))
            return Box(left, top, float(extent.get("cx", "0")), float(extent.get("cy", "0")))
    return None


def _inherited(place: etree._Element, inherited: Placeholders) -> Box | None:
    kind, index = _key(place)
    by_type = next((box for (other, _), box in inherited.items() if other == kind), None)
    by_index = next((box for (_, other), box in inherited.items() if index != "0" and other == index), None)
    return inherited.get((kind, index)) or by_index or by_type


def _key(place: etree._Element) -> tuple[str, str]:
    kind = str(place.get("type", "body"))
    return ("title" if kind in _TITLES else kind), str(place.get("idx", "0"))
