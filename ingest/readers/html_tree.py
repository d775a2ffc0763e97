"""The source of a web page to a tree of what the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ingest.readers.encodings import decode
from ingest.readers.reader import FileContent

_HEAD: Final = 1 << 16
# A browser looks for it in the first 1024 bytes; templates put long scripts before it.
_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
)
_LONGEST_FACT: Final = 500
_NEVER_SHOWN: Final = (
    *("script", "style", "noscript", "template", "head", "link", "meta", "iframe", "object", "embed", "applet"),
    *("svg", "canvas", "audio", "video", "map", "select", "option", "button", "input", "textarea", "nav"),
)
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A page may be saved while a dialogue hides its main part: what holds this share of the text is no hidden extra.
_MAIN_PART: Final = 0.5
# The parser would show what is declared there as text.
_DECLARATIONS: Final = re.compile(r"<!doctype[^>\[]{0,300}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_UNREADABLE: Final = re.compile("[\0-\x08\x0b\x0e-\x1f\ufffe\uffff]")


class HtmlPage:
    """A page as it was parsed.

    :ivar root: the whole page, its head and everything hidden included.
    :ivar shown: the element whose text the page shows; what is never or not shown is cut out.
    """

    def __init__(self, text: str, file: FileContent) -> None:
        """Parse the source of a page or of a part of one.

        :raises FileError: ``no_text`` where there is no element, ``damaged`` where elements nest too deeply or one
            is too long: the parser stops there, and what follows would be missing silently.
        """
        self.root = _parse(text, file)
        self.facts = dict(_meta(self.root))
        titles = ("".join(title.itertext()) for title in self.root.iter("title"))
        self.title = _squeezed(next(titles, ""))[:_LONGEST_FACT]
        self.shown = _without_hidden(self.root)


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, bool] | None:
    """The source of a page, and whether bytes had to be replaced; ``None`` where the bytes are no text.

    :param charset: its encoding, where something outside the page names it.
    """
    declared = _CHARSET.search(data, 0, _HEAD)
    # Zero bytes come from broken transfers; a text in UTF-16 needs its own.
    cleaned = data if data[:4096].count(0) > len(data[:4096]) // 8 else data.replace(b"\0", b"")
    return decode(cleaned, charset or (declared[1].decode("ascii") if declared else None))


def own_children(element: etree._Element) -> Iterator[etree._Element]:
    """The elements right below, without comments and processing instructions."""
    return (child for child in element if isinstance(child.tag, str))


def _parse(text: str, file: FileContent) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    undeclared = _DECLARATIONS.sub("", text[:_HEAD], count=1) + text[_HEAD:]
    data = _UNREADABLE.sub("", undeclared).encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise file.error(
            "damaged",
            "its elements nest more than 255 deep, or one is too long. Open it in a browser and save it anew.",
        )
    if root is None:
        raise file.error("no_text", "a web page without text. If its text is in pictures, save it as PDF.")
    return root


def _meta(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or ""
        content = _squeezed(element.get("content") or "")[:_LONGEST_FACT]
        if name and content:
            yield name.lower(), content


def _without_hidden(root: etree._Element) -> etree._Element:
    etree.strip_elements(root, *_NEVER_SHOWN, with_tail=False)
    total = _size(root)
    hidden = [
        element
        for element in root.iter()
        if element.get("hidden") is not None or _HIDING.search(element.get("style", ""))
    ]
    for element in hidden:
        if element.getparent() is not None and _size(element) <= _MAIN_PART * total:
            _cut(element)
    return root


def _size(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _cut(element: etree._Element) -> None:
    """Take an element out and leave the text behind it where it is."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
