"""What belongs to the page and not to the text: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from ingest.formulas import HARD_ENDS, is_label
from ingest.headings import find_marker
from ingest.source_text import Layout, Line, SourceText

# — 5 —, -5-, ·5·, and 一5一 as character recognition reads it.
_DASHED: Final = re.compile(r"[-‐-―─━－–—一·]{1,3}\s*(\d{1,4})\s*[-‐-―─━－–—一·]{1,3}")
_WORDED: Final = re.compile(
    r"第\s*(\d{1,4})\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|[Pp]age\s+(\d{1,4})(?:\s+of\s+\d{1,4})?"
)
_OF_TOTAL: Final = re.compile(r"(\d{1,4})\s*/\s*\d{1,4}")
_BARE: Final = re.compile(r"\d{1,4}")
_SHARE_OF_PAGES: Final = 0.6
_FEWEST_PAGES: Final = 3
# A shorter text may well be about a number that stands alone at its beginning or end.
_FEWEST_LINES: Final = 5
# How many lines at the top and at the foot of a page may be running headers and footers.
_EDGE: Final = 2


def without_furniture(source: SourceText) -> tuple[Line, ...]:
    """The lines of the text proper, in order."""
    lines = source.lines
    dropped = _page_numbers(source)
    kept = [line for at, line in enumerate(lines) if at not in dropped]
    running = _running_lines(source, kept) | _beside_page_numbers(source, dropped)
    return tuple(line for line in kept if line not in running)


def _page_numbers(source: SourceText) -> set[int]:
    lines = source.lines
    last_page = lines[-1].page if lines else 1
    usual_gap = Counter(line.gap for line in lines).most_common(1)[0][0] if lines else 0
    dropped: set[int] = set()
    numbered = {line.page for line in lines if line.table is None and _is_page_number(source.of(line))}
    has_bare_numbers = len(numbered) < _SHARE_OF_PAGES * last_page or last_page == 1
    for at, line in enumerate(lines):
        if line.table is not None:
            continue
        text = source.of(line)
        on_edge = (last_page > 1 or (source.has_pages and text == "1")) and (
            at in (0, len(lines) - 1) or lines[at - 1].page != line.page or lines[at + 1].page != line.page
        )
        if _is_page_number(text):
            dropped.add(at)
        elif _OF_TOTAL.fullmatch(text):
            if on_edge:
                dropped.add(at)
        elif (
            has_bare_numbers
            and _BARE.fullmatch(text)
            and (on_edge or (source.layout is Layout.WRAPPED and _stands_apart(source, at, usual_gap)))
        ):
            dropped.add(at)
    return dropped


def _is_page_number(text: str) -> bool:
    """Whether the form alone tells: — 5 —, 第5页."""
    return _DASHED.fullmatch(text) is not None or _WORDED.fullmatch(text) is not None


def _stands_apart(source: SourceText, at: int, usual_gap: int) -> bool:
    """Whether a bare number in the middle of a text without page breaks was a page number.

    Either blank lines set it off more than lines are set off otherwise, or it stands between the end of a
    sentence and a heading.
    """
    lines = source.lines
    if not 0 < at < len(lines) - 1:
        return len(lines) > _FEWEST_LINES
    if lines[at].gap >= usual_gap + 2 or lines[at + 1].gap >= usual_gap + 2:
        return True
    before, after = source.of(lines[at - 1]), source.of(lines[at + 1])
    return before[-1] in HARD_ENDS and find_marker(after) is not None


def _running_lines(source: SourceText, lines: Sequence[Line]) -> set[Line]:
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    if len(pages) < _FEWEST_PAGES:
        return set()
    edges = [_edges(page) for page in pages]
    counts = Counter(masked for edge in edges for masked in {_masked(source.of(line)) for line in edge})
    needed = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    return {
        line
        for edge in edges
        for line in edge
        if counts[_masked(source.of(line))] >= needed and _may_run(source.of(line))
    }


def _beside_page_numbers(source: SourceText, numbers: set[int]) -> set[Line]:
    """What a page begins with as the first one did, where page numbers alone tell where pages begin."""
    lines = source.lines
    if not lines or lines[-1].page > 1:
        return set()
    first = _masked(source.of(lines[0]))
    below = [lines[at + 1] for at in numbers if at + 1 < len(lines) and lines[at + 1].table is None]
    return {line for line in below if _masked(source.of(line)) == first and _may_run(source.of(line))}


def _edges(page: Sequence[Line]) -> list[Line]:
    outer = [*page[:_EDGE], *page[_EDGE:][-_EDGE:]]
    return [line for line in outer if line.table is None]


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", text))


def _may_run(text: str) -> bool:
    return text[-1] not in "。；" and find_marker(text) is None and not is_label(text)
