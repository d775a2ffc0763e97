from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from ingest.document import Box, Document, LineBox, PageBoxes, Run, SourceMap, Span
from page.errors import NoSuchPage, OriginalUnavailable
from page.original_file import OriginalFile
from page.page_image import PageImages, Sheet, sheets_of
from tests.page.conftest import MakeDocument, MakePdf


def tiff(*sizes: tuple[int, int]) -> bytes:
    first, *more = (Image.new("L", size, 200) for size in sizes)
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=more)
    return stream.getvalue()


def located(document: Document, content: bytes, sentence: str, occurrence: int = 0) -> tuple[Sheet, ...]:
    start = -1
    for _ in range(occurrence + 1):
        start = document.text.index(sentence, start + 1)
    return sheets_of(document, OriginalFile(Path(document.path), content), Span(start, start + len(sentence)))


def test_a_box_is_where_the_characters_are_drawn(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 50, "One two. Three.")])
    document = make_document(content, "One two. Three.")
    (sheet,) = located(document, content, "Three.")
    # 9 characters of 6 points after x = 20 end at 74 of 200; 6 characters are 36 of 200; the base line is in the middle
    ((left, top, width, height),) = sheet.boxes
    assert left == pytest.approx(37.0, abs=0.1)
    assert width == pytest.approx(18.0, abs=0.1)
    assert top < 50 < top + height
    assert (sheet.page, sheet.width, sheet.height) == (1, 1280, 640)


def test_a_sentence_over_two_lines_has_two_boxes(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 70, "Before. The"), (20, 50, "sentence ends.")])
    document = make_document(content, "Before. The sentence ends.")
    (sheet,) = located(document, content, "The sentence ends.")
    first, second = sheet.boxes
    assert first[0] == pytest.approx(10 + 8 * 3, abs=0.1)  # eight characters of 6 points in 200
    assert second[0] == pytest.approx(10, abs=0.1)
    assert second[2] == pytest.approx(14 * 3, abs=0.1)
    assert second[1] - first[1] == pytest.approx(20, abs=0.5)  # 20 of 100 points


def test_blanks_do_not_matter(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 50, "4 000 units")])
    document = make_document(content, "4000units")
    (sheet,) = located(document, content, "4000units")
    assert len(sheet.boxes) == 1


def test_equal_sentences_are_told_apart_by_their_order(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 80, "Same."), (20, 50, "Other."), (20, 20, "Same.")])
    document = make_document(content, "Same.\nOther.\nSame.")
    (first,) = located(document, content, "Same.", 0)
    (second,) = located(document, content, "Same.", 1)
    assert first.boxes[0][1] < 30 < 70 < second.boxes[0][1]


def test_nothing_is_guessed_where_the_page_has_it_more_often(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 80, "Same."), (20, 50, "Other."), (20, 20, "Same.")])
    document = make_document(content, "Other.\nSame.")  # a running header was dropped
    (sheet,) = located(document, content, "Same.")
    assert sheet.boxes == ()


def test_a_sentence_that_is_not_on_the_page_has_no_box(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 50, "Something else.")])
    (sheet,) = located(make_document(content, "Not there."), content, "Not there.")
    assert sheet.boxes == ()


def test_a_sentence_over_a_page_break_has_a_sheet_for_each_page(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 20, "It begins")], [(20, 80, "and ends.")])
    document = make_document(content, "It begins\n", "and ends.")
    first, second = located(document, content, "It begins\nand ends.")
    assert (first.page, second.page) == (1, 2)
    assert first.boxes[0][2] == pytest.approx(27.0, abs=0.1)
    assert second.boxes[0][1] < 30


def test_a_rotated_page_is_boxed_as_it_is_shown(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 50, "Turned.")], rotation=90)
    (sheet,) = located(make_document(content, "Turned."), content, "Turned.")
    # shown at 200 by 100 points and turned clockwise: the text runs down from 20, 7 characters take 42 of 100
    ((left, top, width, height),) = sheet.boxes
    assert top == pytest.approx(20.0, abs=0.1)
    assert height == pytest.approx(42.0, abs=0.1)
    assert left < 25 < left + width  # the base line is 50 points from the left
    assert (sheet.width, sheet.height) == (1280, 640)


def test_a_cropped_page_is_boxed_as_it_is_shown(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(60, 50, "Cut.")], crop=(40, 0, 140, 100))
    (sheet,) = located(make_document(content, "Cut."), content, "Cut.")
    assert sheet.boxes[0][0] == pytest.approx(20.0, abs=0.1)  # 20 of the 100 points that are left
    assert sheet.boxes[0][2] == pytest.approx(24.0, abs=0.1)


def test_the_image_has_the_page_drawn_on_it(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    document = make_document(make_pdf([(20, 50, "Ink.")]), "Ink.")
    image = Image.open(io.BytesIO(PageImages().png(document, 1))).convert("L")
    assert image.size == (1280, 640)
    box = image.point(lambda value: 255 - value).getbbox()
    assert box is not None
    assert 20 * 6.4 <= box[0] <= 26 * 6.4  # within the first character
    assert box[2] <= 44 * 6.4


def test_a_very_tall_page_stays_within_bounds(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    content = make_pdf([(20, 50, "Tall.")], crop=(0, 0, 2, 100))
    image = Image.open(io.BytesIO(PageImages().png(make_document(content, "Tall."), 1)))
    assert image.size == (77, 3840)


@pytest.mark.parametrize("page", [0, -1, 3])
def test_a_page_that_is_not_there(make_pdf: MakePdf, make_document: MakeDocument, page: int) -> None:
    document = make_document(make_pdf([(0, 0, "a")], [(0, 0, "b")]), "a", "b")
    with pytest.raises(NoSuchPage):
        PageImages().png(document, page)


def test_what_is_no_pdf_has_no_pages(make_document: MakeDocument) -> None:
    with pytest.raises(NoSuchPage):
        PageImages().png(make_document(b"plain text", name="a.txt"), 1)


def test_the_pages_of_a_picture_are_shown_with_the_recognised_line(make_document: MakeDocument) -> None:
    content = tiff((2560, 1000), (400, 500))
    line = LineBox(4, 8, Box(0.1, 0.2, 0.5, 0.4))
    document = replace(
        make_document(content, "第一页。", "识别文字", name="scan.tif"),
        source_map=SourceMap((Run(0, 0, 8),)),
        page_boxes=(PageBoxes(2, (line,)),),
    )
    (sheet,) = located(document, content, "识别文字")
    assert (sheet.page, sheet.width, sheet.height) == (2, 400, 500)  # never larger than it is
    assert [round(edge, 6) for edge in sheet.boxes[0]] == [10, 20, 40, 20]
    (first,) = located(document, content, "第一页。")
    assert (first.width, first.height, first.boxes) == (1280, 500, ())
    sizes = [Image.open(io.BytesIO(PageImages().png(document, page, 640))).size for page in (1, 2)]
    assert sizes == [(640, 250), (400, 500)]
    for missing in (0, 3):
        with pytest.raises(NoSuchPage):
            PageImages().png(document, missing)


def test_a_picture_that_cannot_be_decoded_has_no_pages(make_document: MakeDocument) -> None:
    document = make_document(tiff((400, 500))[:300], "a", name="scan.tif")
    with pytest.raises(NoSuchPage):
        PageImages().png(document, 1)


def test_a_protected_file_is_shown_where_its_password_is_known(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    writer, stream = pypdf.PdfWriter(io.BytesIO(make_pdf([(20, 50, "Ink.")]))), io.BytesIO()
    writer.encrypt("open sesame", algorithm="AES-256")
    writer.write(stream)
    document = make_document(stream.getvalue(), "Ink.")
    assert PageImages(passwords=["wrong", "open sesame"]).png(document, 1).startswith(b"\x89PNG")
    with pytest.raises(NoSuchPage):
        PageImages(passwords=["wrong"]).png(document, 1)


def test_a_changed_file_is_not_shown(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    document = make_document(make_pdf([(0, 0, "a")]), "a")
    Path(document.path).write_bytes(make_pdf([(0, 0, "b")]))
    with pytest.raises(OriginalUnavailable):
        PageImages().png(document, 1)


def test_a_remembered_image_needs_no_file(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    document = make_document(make_pdf([(0, 0, "a")]), "a")
    images = PageImages(capacity=1)
    image = images.png(document, 1)
    Path(document.path).unlink()
    assert images.png(document, 1) == image


def test_the_least_recently_used_image_goes_first(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    document = make_document(make_pdf(*[[(0, 0, "a")]] * 3), "a", "a", "a")
    images = PageImages(capacity=2)
    for page in (1, 2, 1, 3):
        images.png(document, page)
    Path(document.path).unlink()
    images.png(document, 1)
    images.png(document, 3)
    with pytest.raises(OriginalUnavailable):
        images.png(document, 2)


def test_many_threads_get_the_same_images(make_pdf: MakePdf, make_document: MakeDocument) -> None:
    document = make_document(make_pdf(*[[(20, 50, f"page {n}")] for n in range(4)]), *["x"] * 4)
    images = PageImages(capacity=1)
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda n: (n, images.png(document, n)), [1, 2, 3, 4] * 6))
    assert len({image for _, image in got}) == 4
    assert len(set(got)) == 4
