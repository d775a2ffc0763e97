from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ingest import Document, FileError
from ingest.document import BlockKind, DocumentKind, Span
from ingest.ocr import FixedOcr
from ingest.readers import FileContent
from ingest.reading import read_content
from ingest.resources import ReadingResources
from page.kept_boxes import kept_boxes

READ = ("海州市工业和信息化局文件", "海州市芯片专顷资金管理办珐", "第一条 本办法自2024年8月1日起施行。")


def scan(pages: int = 1) -> bytes:
    stream = BytesIO()
    shades = [Image.linear_gradient("L").resize((600, 800)).rotate(90 * number) for number in range(pages)]
    shades[0].save(stream, "TIFF", save_all=True, append_images=shades[1:])
    return stream.getvalue()


def read(page_texts: Mapping[int, str], lines: Sequence[str] = READ, pages: int = 1) -> Document:
    resources = ReadingResources(ocr=FixedOcr(lines))
    return read_content(FileContent(Path("扫描.tif"), scan(pages), resources), "s/扫描.tif", page_texts)


def test_what_was_typed_wins_over_what_was_recognised() -> None:
    assert read({}).metadata.title != "海州市芯片专项资金管理办法"
    document = read({1: "海州市工业和信息化局文件\n海州市芯片专项资金管理办法\n第一条 本办法自2025年8月1日起施行。\n"})
    assert "专顷" not in document.text
    assert document.metadata.title == "海州市芯片专项资金管理办法"
    assert document.metadata.kind is DocumentKind.RULE
    assert str(document.metadata.effective_from) == "2025-08-01"
    assert [block.kind for block in document.blocks if block.page == 1][-1] is BlockKind.HEADING
    assert "page 1: text corrected by hand" in document.warnings


def test_lines_typed_as_on_the_page_keep_their_places() -> None:
    document = read({1: "海州市工业和信息化局文件\n海州市芯片专项资金管理办法\n第一条 本办法自2025年8月1日起施行。"})
    recognised = read({})
    for before, after in zip(recognised.blocks, document.blocks, strict=True):
        (old,) = kept_boxes(recognised, 1, Span(before.start, before.end))
        (new,) = kept_boxes(document, 1, Span(after.start, after.end))
        assert new == pytest.approx(old, abs=0.01)


def test_other_lines_than_were_recognised_have_no_place() -> None:
    typed = "海州市芯片专项资金管理办法\n第一条 为支持芯片产业，制定本办法。\n第二条 给予补助。\n第三条 完。"
    document = read({2: typed}, pages=2)
    assert document.text.count("专项") == 1
    assert [page.page for page in document.pages] == [1, 2]
    last = document.blocks[-1]
    assert kept_boxes(document, 2, Span(last.start, last.end)) == ()


def test_paragraphs_may_be_typed_in_one_line_each() -> None:
    long = "为支持全市集成电路企业加快发展，推动产业链上下游协同，经市政府同意，会同有关部门研究，形成以下意见。"
    also = "各有关部门要按照职责分工，抓好各项任务的落实，重大情况随时报告，确保各项政策措施落到实处、取得实效。"
    document = read({1: f"{long}\n{also}\n{long}\n{also}"})
    assert document.text.split("\n") == [long, also, long, also]


def test_a_blank_line_ends_a_paragraph() -> None:
    lines = [
        "为支持全市集成电路企业加快发展推动产业",
        "链上下游协同发展现就有关事项提出下列各",
        "会同有关部门研究形成本意见请各单位遵照",
    ]
    joined = read({1: "\n".join(lines * 2)}).text.split("\n")
    assert len(joined) == 1
    apart = read({1: "\n".join(lines) + "\n\n" + "\n".join(lines)}).text.split("\n")
    assert apart == ["".join(lines), "".join(lines)]


def test_an_empty_text_empties_the_page() -> None:
    document = read({1: " \n"}, pages=2)
    assert [page.page for page in document.pages] == [2]


def test_a_page_on_which_nothing_was_recognised_can_be_typed() -> None:
    with pytest.raises(FileError, match="no text was recognised"):
        read({}, lines=())
    document = read({1: "海州市芯片专项资金管理办法\n第一条 给予补助。"}, lines=())
    assert document.metadata.title == "海州市芯片专项资金管理办法"
    assert [page.page for page in document.pages] == [1]


def test_a_page_that_is_not_there_is_left_out() -> None:
    assert read({7: "第七页"}).text == read({}).text


def test_a_form_feed_is_no_page_break() -> None:
    document = read({1: "海州市芯片专项资金管理办法\n\f第一条 给予补助。"})
    assert [page.page for page in document.pages] == [1]


def test_formats_without_pages_are_left_as_they_are() -> None:
    file = FileContent(Path("a.txt"), "海州市芯片办法\n第一条 给予补助。\n".encode())
    assert read_content(file, "s/a.txt", {1: "别的"}) == read_content(file, "s/a.txt")
