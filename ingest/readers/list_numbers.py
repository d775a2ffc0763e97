"""The numbers that a browser puts before the items of a list, which are not in the page's text."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from ingest.readers.number_forms import format_number

_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)\s*(?:;|!|\Z)", re.IGNORECASE)
_CHINESE: Final = "chineseCounting"
_FORMS: Final = {
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
    **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), _CHINESE),
    **dict.fromkeys(("none", "disc", "circle", "square"), "none"),
}
_LONGEST_NUMBER: Final = 4
_LONGEST_STYLE: Final = 500


class ListNumbers:
    """Hands out the number of each item once, before the first of its lines."""

    def __init__(self) -> None:
        self._labels: dict[etree._Element, str] = {}
        self._lists: set[etree._Element] = set()

    def first_label(self, item: etree._Element) -> str | None:
        """The number of an item (1.), empty where it bears none; ``None`` the second time it is asked for."""
        container = item.getparent()
        if container is not None and container not in self._lists:
            self._lists.add(container)
            self._number(container)
        return self._labels.pop(item, None)

    def _number(self, container: etree._Element) -> None:
        items = [child for child in container if child.tag == "li"]
        form = _form(container)
        backwards = container.get("reversed") is not None
        number = _integer(container.get("start"), len(items) if backwards else 1)
        for item in items:
            number = _integer(item.get("value"), number)
            mark = format_number(number, form)
            self._labels[item] = mark and mark + ("、" if form == _CHINESE else ".")
            number += -1 if backwards else 1


def _form(container: etree._Element) -> str:
    if container.tag != "ol":
        return "none"
    style = _STYLE.search((container.get("style") or "")[:_LONGEST_STYLE])
    return _FORMS.get(style[1].lower() if style else container.get("type") or "1", "decimal")


def _integer(written: str | None, default: int) -> int:
    text = (written or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else default
