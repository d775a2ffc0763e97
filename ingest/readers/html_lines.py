"""The lines of a document on a web page: paragraphs, headings, list items with their numbers, table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from ingest.characters import is_blank, width
from ingest.headings import find_marker
from ingest.readers.html_runs import Run, runs, text_runs
from ingest.readers.html_table import is_data_table, read_table
from ingest.readers.list_numbers import ListNumbers
from ingest.readers.page_facts import is_facts_panel
from ingest.readers.page_furniture import is_furniture
from ingest.readers.reader import FileContent
from ingest.readers.source_builder import SourceBuilder
from ingest.source_text import Line, LineStyle, SourceText
from ingest.wrapping import detect_layout

_HEADING: Final = re.compile("h([1-6])")
_LONGEST_HEADING: Final = 80
# Furniture that got into the document's element stands at its edges.
_HEAD: Final = 6
_TAIL: Final = 8
_BROKEN_SHARE: Final = 0.5


class DocumentLines:
    """What one element of a page holds, without the page's furniture at its edges."""

    def __init__(self, element: etree._Element, *, whole_page: bool = False) -> None:
        """:param whole_page: whether furniture stands anywhere in it and not at its edges only."""
        self._element = element
        parts = list(runs(element, lambda inner: is_facts_panel(inner) or is_data_table(inner)))
        self._parts: list[Run | etree._Element] = []
        self._left_out: list[Run] = []
        for at, part in enumerate(parts):
            if not isinstance(part, Run) and is_facts_panel(part):
                self._left_out += text_runs(part)
            elif isinstance(part, Run) and (whole_page or _is_on_edge(parts, at)) and is_furniture(part.text):
                self._left_out.append(part)
            else:
                self._parts.append(part)

    @property
    def left_out(self) -> Sequence[Run]:
        """The page's furniture that stood in the element."""
        return self._left_out

    @property
    def texts(self) -> list[str]:
        """The lines before the first table, to look for a title in."""
        table_at = next((at for at, part in enumerate(self._parts) if not isinstance(part, Run)), len(self._parts))
        return [part.text for part in self._parts[:table_at] if isinstance(part, Run)]

    def source(self, file: FileContent, *, title: str | None, title_at: range | None) -> SourceText:
        """Write them down.

        :param file: what errors are about.
        :param title: a title to stand above the text, which has none.
        :param title_at: which of ``texts`` are the title.
        """
        builder = SourceBuilder(file)
        numbers = ListNumbers()
        if title:
            builder.write(title, LineStyle.TITLE)
        for at, part in enumerate(self._parts):
            if not isinstance(part, Run):
                self._write_table(builder, part)
            elif title_at is not None and at in title_at:
                builder.write(part.text, LineStyle.TITLE)
            else:
                self._write_run(builder, part, numbers)
        source = builder.build()
        if self._is_broken_by_hand():
            # Text pasted with a break at the end of each line on paper, or with one after each paragraph.
            lines = tuple(replace(line, indent=_indent(source, line)) for line in source.lines)
            source = replace(source, lines=lines, layout=detect_layout(lines, source.text))
        return source

    def _is_broken_by_hand(self) -> bool:
        text_runs = [part for part in self._parts if isinstance(part, Run)]
        return sum(run.broken for run in text_runs) > _BROKEN_SHARE * len(text_runs)

    def _write_table(self, builder: SourceBuilder, element: etree._Element) -> None:
        table = read_table(element)
        if table.caption:
            builder.write(table.caption)
        builder.write_table(table.rows, table.header_rows)

    def _write_run(self, builder: SourceBuilder, run: Run, numbers: ListNumbers) -> None:
        item, heading = self._surroundings(run)
        text = run.text.lstrip()
        if item is not None:
            number = numbers.first_label(item)
            if number is not None:
                numbered = number and find_marker(text) is None
                builder.write(f"{number}{text}" if numbered else text, LineStyle.LIST_ITEM)
                return
        if heading and len(text) <= _LONGEST_HEADING and text.rstrip()[-1:] not in "。；，":
            builder.write(text, LineStyle.HEADING, heading)
        else:
            builder.write(run.text)

    def _surroundings(self, run: Run) -> tuple[etree._Element | None, int]:
        """The list item and the depth of the heading that a run stands in."""
        item: etree._Element | None = None
        depth = 0
        element: etree._Element | None = run.owner
        while element is not None and element is not self._element:
            heading = _HEADING.fullmatch(element.tag) if isinstance(element.tag, str) else None
            if heading and not depth:
                depth = int(heading[1])
            if element.tag == "li" and item is None:
                item = element
            element = element.getparent()
        return item, depth


def _indent(source: SourceText, line: Line) -> float:
    return width(source.text[source.text.rfind("\n", 0, line.start) + 1 : line.start])


def _is_on_edge(parts: Sequence[Run | etree._Element], at: int) -> bool:
    return at < _HEAD or at >= len(parts) - _TAIL


def count_pictures(element: etree._Element) -> int:
    """How many pictures an element shows that may hold text; icons are none."""
    return sum(not _is_icon(image) for image in element.iter("img"))


def _is_icon(image: etree._Element) -> bool:
    sizes = [image.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and len(size) <= 2 for size in sizes) or all(map(is_blank, image.get("src") or ""))
