from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ingest.document import Block, BlockKind, Box, Document, LineBox, PageBoxes, Run, SourceMap, Span
from page.errors import OriginalUnavailable
from page.marked_pages import marked_pages
from page.original_file import OriginalFile
from page.page_image import sheets_of
from tests.page.conftest import MakeDocument, MakePdf

Blocks = Callable[[Document], Document]


@pytest.fixture
def in_blocks() -> Blocks:
    """Makes a block of every line of a document's text."""

    def make(document: Document) -> Document:
        blocks, at = [], 0
        for line in document.text.split("\n"):
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
            at += len(line) + 1
        return replace(document, blocks=tuple(blocks))

    return make


def test_each_block_is_marked_where_it_is_drawn(
    make_pdf: MakePdf, make_document: MakeDocument, in_blocks: Blocks
) -> None:
    content = make_pdf([(20, 80, "Heading"), (20, 50, "Words.")])
    document = in_blocks(make_document(content, "Heading\nWords."))
    (page,) = marked_pages(document)
    assert page.page == 1
    assert [*page.boxes] == [0, 1]
    ((left, _, width, _),) = page.boxes[0]
    assert left == pytest.approx(10, abs=0.1)
    assert width == pytest.approx(21, abs=0.1)  # 7 characters of 6 points in 200
    assert Image.open(io.BytesIO(page.png)).size == (1280, 640)


def test_a_block_over_a_page_break_is_marked_on_both(
    make_pdf: MakePdf, make_document: MakeDocument, in_blocks: Blocks
) -> None:
    content = make_pdf([(20, 20, "It begins ")], [(20, 80, "and ends."), (20, 50, "More.")])
    first, second = marked_pages(in_blocks(make_document(content, "It begins ", "and ends.\nMore.")))
    assert ([*first.boxes], [*second.boxes]) == ([0], [0, 1])


def test_a_page_on_which_nothing_was_read_is_there(
    make_pdf: MakePdf, make_document: MakeDocument, in_blocks: Blocks
) -> None:
    content = make_pdf([(20, 50, "Words.")], [])
    pages = [*marked_pages(in_blocks(make_document(content, "Words.")))]
    assert [page.page for page in pages] == [1, 2]
    assert not pages[1].boxes


def test_a_block_that_is_not_on_the_page_is_not_marked(
    make_pdf: MakePdf, make_document: MakeDocument, in_blocks: Blocks
) -> None:
    document = in_blocks(make_document(make_pdf([(20, 50, "Other."), (20, 20, "Words.")]), "Wards.\nOther."))
    (page,) = marked_pages(document)
    assert [*page.boxes] == [1]


def test_blocks_are_marked_as_their_sentences_are(
    make_pdf: MakePdf, make_document: MakeDocument, in_blocks: Blocks
) -> None:
    content = make_pdf([(20, 80, "Same."), (20, 50, "Other."), (20, 20, "Same.")])
    document = in_blocks(make_document(content, "Same.\nOther.\nSame."))
    (page,) = marked_pages(document)
    for number, block in enumerate(document.blocks):
        (sheet,) = sheets_of(document, OriginalFile(Path(document.path), content), Span(block.start, block.end))
        assert page.boxes[number] == sheet.boxes


def test_a_picture_is_shown_with_the_lines_recognised_on_it(make_document: MakeDocument, in_blocks: Blocks) -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (2560, 100), (0, 0, 0, 0)).save(stream, "PNG")
    line = LineBox(0, 4, Box(0.1, 0.2, 0.5, 0.4))
    document = replace(
        in_blocks(make_document(stream.getvalue(), "识别文字", name="scan.png")),
        source_map=SourceMap((Run(0, 0, 4),)),
        page_boxes=(PageBoxes(1, (line,)),),
    )
    (page,) = marked_pages(document)
    assert [*page.boxes] == [0]
    assert [edge for box in page.boxes[0] for edge in box] == pytest.approx([10, 20, 40, 20])
    image = Image.open(io.BytesIO(page.png)).convert("RGB")
    assert image.size == (1280, 50)
    assert image.getpixel((0, 0)) == (255, 255, 255)  # paper, where the picture lets through


def test_a_format_without_pictures_has_no_pages(make_document: MakeDocument) -> None:
    assert [*marked_pages(make_document(b"plain text", name="a.txt"))] == []


def test_a_changed_file_is_not_shown(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    document = make_document(make_pdf([(0, 0, "a")]), "a")
    Path(document.path).write_bytes(make_pdf([(0, 0, "b")]))
    with pytest.raises(OriginalUnavailable):
        next(marked_pages(document))
