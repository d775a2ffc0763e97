from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Box, Document, LineBox, PageBoxes, Run, SourceMap, Span
from page.kept_boxes import kept_boxes
from page.original_file import OriginalFile
from page.page_image import sheets_of
from tests.page.conftest import MakeDocument, MakePdf

# Two lines of the source, with a line end between them, became one paragraph.
LINES = ("第一条 制定", "本办法。二〇二四年八")
BOXES = (Box(0.1, 0.2, 0.65, 0.25), Box(0.1, 0.3, 0.9, 0.35))


@pytest.fixture
def content(make_pdf: MakePdf) -> bytes:
    return make_pdf([])


@pytest.fixture
def document(make_document: MakeDocument, content: bytes) -> Document:
    first, second = map(len, LINES)
    runs = (Run(0, 0, first), Run(first, first + 1, second))
    lines = (LineBox(0, first, BOXES[0]), LineBox(first + 1, first + 1 + second, BOXES[1]))
    plain = make_document(content, "".join(LINES))
    return replace(plain, source_map=SourceMap(runs), page_boxes=(PageBoxes(1, lines),))


def boxes(document: Document, words: str) -> list[tuple[float, ...]]:
    start = document.text.index(words)
    found = kept_boxes(document, 1, Span(start, start + len(words)))
    return [tuple(round(edge, 6) for edge in box) for box in found]


def test_whole_lines(document: Document) -> None:
    assert boxes(document, "".join(LINES)) == [(10, 20, 55, 5), (10, 30, 80, 5)]


def test_a_part_of_a_line_is_cut_by_the_widths_of_its_characters(document: Document) -> None:
    # 第一条 and a space are 3.5 of 5.5 characters in 55 per cent of the page; 本办法。 are 4 of 10 in 80.
    assert boxes(document, "制定本办法。") == [(45, 20, 20, 5), (10, 30, 32, 5)]


def test_a_line_up_the_page_is_marked_whole(document: Document) -> None:
    line = LineBox(0, len(LINES[0]), Box(0.5, 0.1, 0.55, 0.9))
    turned = replace(document, page_boxes=(PageBoxes(1, (line,)),))
    assert boxes(turned, "制定") == [(50, 10, 5, 80)]


def test_another_page_has_no_boxes(document: Document) -> None:
    assert kept_boxes(document, 2, Span(0, 5)) == ()


def test_a_page_without_a_text_layer_is_marked_by_its_kept_boxes(document: Document, content: bytes) -> None:
    start = document.text.index("本办法。")
    (sheet,) = sheets_of(document, OriginalFile(Path(document.path), content), Span(start, start + 4))
    assert sheet.page == 1
    assert [tuple(round(edge, 6) for edge in box) for box in sheet.boxes] == [(10, 30, 32, 5)]
