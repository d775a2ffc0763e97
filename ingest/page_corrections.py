"""Puts the text that a person typed for a page in the place of what was read there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.document import LineBox, PageBoxes
from ingest.formulas import HARD_ENDS
from ingest.source_text import Layout, Line, SourceText, split_lines
from ingest.wrapping import detect_layout


def with_page_texts(source: SourceText, texts: Mapping[int, str]) -> SourceText:
    """A source text with some pages as a person typed them, also such on which nothing was read.

    Typed line for line as the page has them, lines keep their places on the page, their indents and their type.
    Pages that the source does not have are left out.

    :param source: with pages; one without comes back as it is.
    :param texts: by physical page from 1.
    """
    last = max([source.page_count, *(line.page for line in source.lines)])
    texts = {page: text for page, text in texts.items() if page <= last}
    if not (source.has_pages and texts):
        return source
    read = {page: tuple(lines) for page, lines in groupby(source.lines, key=lambda line: line.page)}
    boxes = {page.page: page for page in source.page_boxes}
    text = source.text
    lines: list[Line] = []
    for page in sorted(read.keys() | texts.keys()):
        if page not in texts:
            lines += read[page]
            continue
        typed = _typed(text, texts[page], page)
        text += texts[page] + "\n"
        before = read.get(page, ())
        kept = boxes.pop(page, None)
        if len(typed) == len(before):
            typed = [_in_place(line, old, text) for line, old in zip(typed, before, strict=True)]
            if kept:
                boxes[page] = _moved(kept, typed, before)
        else:
            typed = _by_layout(typed, text)
        lines += typed
    pages = ", ".join(map(str, sorted(texts)))
    return replace(
        source,
        text=text,
        lines=tuple(lines),
        page_boxes=tuple(boxes[page] for page in sorted(boxes)),
        warnings=(*source.warnings, f"page {pages}: text corrected by hand"),
    )


def source_of_pages(texts: Mapping[int, str]) -> SourceText:
    """A source of nothing but what a person typed, for scans on which no text was recognised."""
    return with_page_texts(SourceText("", (), Layout.WRAPPED, has_pages=True, page_count=max(texts)), texts)


def _typed(before: str, text: str, page: int) -> list[Line]:
    """The lines of a page that is to follow ``before``; where a blank line follows, a paragraph ends."""
    lines = [replace(line, page=page) for line in split_lines(before + text, len(before))]
    return [
        replace(line, ends_paragraph=at < len(lines) and lines[at].gap > 0) for at, line in enumerate(lines, start=1)
    ]


def _in_place(typed: Line, read: Line, text: str) -> Line:
    """A typed line where the line stood that it corrects; typed without tabs, it is no row of a table."""
    table = read.table if "\t" in text[typed.start : typed.end] else None
    return replace(read, start=typed.start, end=typed.end, table=table, ends_paragraph=typed.ends_paragraph)


def _by_layout(typed: Sequence[Line], text: str) -> list[Line]:
    """Lines whose places on the page are not known: whole paragraphs, or lines as on paper."""
    if detect_layout(typed, text) is Layout.WRAPPED:
        return list(typed)
    # The page may end within the last one.
    return [replace(line, ends_paragraph=line != typed[-1] or text[line.end - 1] in HARD_ENDS) for line in typed]


def _moved(page: PageBoxes, typed: Sequence[Line], read: Sequence[Line]) -> PageBoxes:
    """The boxes of lines that were read, for what was typed in their place: each line in one."""
    moved = []
    for line, old in zip(typed, read, strict=True):
        own = [placed for placed in page.lines if placed.start < old.end and placed.end > old.start]
        if own:
            edges = [placed.box for placed in own]
            box = replace(
                edges[0],
                left=min(edge.left for edge in edges),
                top=min(edge.top for edge in edges),
                right=max(edge.right for edge in edges),
                bottom=max(edge.bottom for edge in edges),
            )
            moved.append(LineBox(line.start, line.end, box))
    return PageBoxes(page.page, tuple(moved))
