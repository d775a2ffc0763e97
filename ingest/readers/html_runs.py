"""The text of a page in runs: what a browser sets as one paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.characters import CJK, is_blank

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_DISPLAY: Final = re.compile(r"display\s*:\s*(inline|block|flex|grid|list-item|table)\s*(?:;|!|\Z)", re.IGNORECASE)
# A line feed in the source between Chinese characters is no space (CSS Text 3, segment breaks).
_FEED: Final = re.compile(rf"(?<=[{CJK}])[ \t\f\r]*\n[ \t\n\f\r]*(?=[{CJK}])")
_SPACES: Final = re.compile(r"[ \t\n\f\r]+")


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The text between two boundaries of blocks.

    :ivar text: white space collapsed as a browser does it.
    :ivar linked: how many of its visible characters are links.
    :ivar owner: the innermost block that holds it.
    :ivar broken: whether a line break (``<br>``, or a line feed in ``<pre>``) ended it and not a block.
    """

    text: str
    linked: int
    owner: etree._Element
    broken: bool = False

    @property
    def size(self) -> int:
        """How many visible characters it has."""
        return visible(self.text)


def runs(root: etree._Element, opaque: Callable[[etree._Element], bool]) -> Iterator[Run | etree._Element]:
    """The runs below ``root`` in order; an ``opaque`` element comes as itself, its content does not."""
    collector = _Collector(root)
    # Pages nest as deeply as they please, hence no recursion.
    pending: list[tuple[str, etree._Element]] = [("open", root)]
    while pending:
        step, element = pending.pop()
        if step == "tail":
            yield from collector.text(element.tail)
        elif step == "close":
            yield from collector.close(element)
        elif element is not root and opaque(element):
            yield from collector.flush()
            yield element
        else:
            yield from collector.open(element)
            pending.append(("close", element))
            for child in reversed(element):
                pending.append(("tail", child))
                if isinstance(child.tag, str):
                    pending.append(("open", child))


def text_runs(root: etree._Element) -> Iterator[Run]:
    """All runs below ``root``, tables taken as text."""
    return (run for run in runs(root, lambda _: False) if isinstance(run, Run))


def visible(text: str) -> int:
    """How many characters of a text are seen."""
    return sum(not is_blank(character) for character in text)


def is_block(element: etree._Element) -> bool:
    """Whether it begins on a line of its own."""
    display = _DISPLAY.search(element.get("style", ""))
    if display is not None and element.tag not in ("td", "th", "tr", "li"):
        return display[1].lower() != "inline"
    return element.tag in _BLOCKS


class _Collector:
    """The run that is being read."""

    def __init__(self, root: etree._Element) -> None:
        self._owners = [root]
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._kept_feeds = 0

    def open(self, element: etree._Element) -> Iterator[Run]:
        if element.tag == "br":
            yield from self.flush(broken=True)
        if is_block(element):
            yield from self.flush()
            self._owners.append(element)
        self._links += _is_link(element)
        self._kept_feeds += element.tag == "pre"
        yield from self.text(element.text)

    def close(self, element: etree._Element) -> Iterator[Run]:
        self._links -= _is_link(element)
        self._kept_feeds -= element.tag == "pre"
        if is_block(element):
            yield from self.flush()
            self._owners.pop()

    def text(self, text: str | None) -> Iterator[Run]:
        if not text:
            return
        lines = text.splitlines() if self._kept_feeds else [text]
        for at, line in enumerate(lines):
            if at:
                yield from self.flush(broken=True)
            self._parts.append(line)
            if self._links:
                self._linked += visible(line)

    def flush(self, *, broken: bool = False) -> Iterator[Run]:
        if not self._parts:
            return
        text = _SPACES.sub(" ", _FEED.sub("", "".join(self._parts)))
        linked = self._linked
        self._parts.clear()
        self._linked = 0
        if not all(map(is_blank, text)):
            yield Run(text, linked, self._owners[-1], broken)


def _is_link(element: etree._Element) -> bool:
    """A place in the text may be an anchor too; only what leads elsewhere is a link."""
    return element.tag == "a" and element.get("href") is not None
