"""How one part of an Office file names the others (Open Packaging Conventions, ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.readers.zip_parts import ZipParts, resolve

_RELATION_ID: Final = re.compile(r"\{[^}]*/relationships\}id")


@dataclass(frozen=True, slots=True)
class Relation:
    """:ivar kind: an address whose last segment names the kind; ``part`` is where the other part lies."""

    kind: str
    part: str


def relations(parts: ZipParts, part: str) -> dict[str, Relation]:
    """The parts that ``part`` names, by relationship id; those outside the file are left out."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where not in parts:
        return {}
    return {
        str(element.get("Id")): Relation(str(element.get("Type", "")), resolve(part, str(element.get("Target", ""))))
        for element in parts.xml(where)
        if element.get("TargetMode") != "External"
    }


def relation_id(element: etree._Element) -> str:
    """The relationship that an element names with ``r:id``; empty without one."""
    return next((str(value) for key, value in element.attrib.items() if _RELATION_ID.fullmatch(str(key))), "")
