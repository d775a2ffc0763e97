from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pptx
import pytest
from lxml import etree
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Cm

from ingest import Document, FileError
from ingest.reading import read_document

TITLE_AND_CONTENT, TITLE_ONLY, BLANK = 1, 5, 6


def read(deck: Presentation, folder: Path) -> Document:
    path = folder / "a.pptx"
    deck.save(str(path))
    return read_document(path, "s/a.pptx")


def add_slide(deck: Presentation, layout: int, title: str = "") -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        assert slide.shapes.title is not None
        slide.shapes.title.text = title
    return slide


def box(slide: Slide, text: str, left: float, top: float, width: float = 5, height: float = 2) -> TextFrame:
    frame: TextFrame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height)).text_frame
    frame.text = text
    return frame


@pytest.fixture
def deck() -> Presentation:
    return pptx.Presentation()


def test_titles_text_in_reading_order_and_notes(deck: Presentation, tmp_path: Path) -> None:
    first = add_slide(deck, 0, "海州市惠企政策\n宣讲")
    first.placeholders[1].text = "市工业和信息化局"
    second = add_slide(deck, TITLE_ONLY, "支持方向")
    box(second, "右栏", 14, 6, height=5)
    box(second, "左栏下", 2, 9)
    box(second, "左栏上", 2, 6)
    notes = second.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "口头说明一。\n口头说明二。"
    third = add_slide(deck, TITLE_AND_CONTENT, "申报条件")
    third.placeholders[1].text = "在本市注册。"
    document = read(deck, tmp_path)
    assert document.text.split("\n") == [
        "海州市惠企政策宣讲",
        "市工业和信息化局",
        "支持方向",
        "左栏上",
        "左栏下",
        "右栏",
        "备注",
        "口头说明一。",
        "口头说明二。",
        "申报条件",
        "在本市注册。",
    ]
    assert document.metadata.title == "海州市惠企政策宣讲"
    by_text = {document.text[block.start : block.end]: block for block in document.blocks}
    assert by_text["口头说明一。"].heading_path == ("支持方向", "备注")
    assert by_text["在本市注册。"].heading_path == ("申报条件",)
    assert [by_text[text].page for text in ("市工业和信息化局", "左栏上", "在本市注册。")] == [1, 2, 3]


def test_tables_with_merged_cells(deck: Presentation, tmp_path: Path) -> None:
    slide = add_slide(deck, TITLE_ONLY, "奖励标准")
    table = slide.shapes.add_table(4, 3, Cm(1), Cm(5), Cm(20), Cm(6)).table
    for row, cells in enumerate(
        (("类别", "等级", "金额"), ("绿色制造", "省级", "20万元"), ("", "国家级", "50万元"), ("合计", "", "70万元"))
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    document = read(deck, tmp_path)
    assert document.tables[0].rows == (
        ("类别", "等级", "金额"),
        ("绿色制造", "省级", "20万元"),
        ("绿色制造", "国家级", "50万元"),
        ("合计", "", "70万元"),
    )
    assert document.tables[0].header_rows == 1


def test_groups_numbers_hidden_slides_and_furniture(deck: Presentation, tmp_path: Path) -> None:
    slide = add_slide(deck, BLANK)
    group = slide.shapes.add_group_shape()
    for at, text in enumerate(("组内乙", "组内甲")):
        group.shapes.add_textbox(Cm(2), Cm(9 - 4 * at), Cm(5), Cm(2)).text_frame.text = text
    box(slide, "流程图", 2, 1)
    steps = box(slide, "提交材料\n受理\n审核", 2, 13)
    for paragraph in steps.paragraphs[:2]:
        number = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{paragraph._p.nsmap['a']}}}buAutoNum")
        number.set("type", "arabicPeriod")
    hidden = add_slide(deck, TITLE_ONLY, "内部")
    hidden._element.set("show", "0")
    add_slide(deck, TITLE_ONLY, "联系方式")
    document = read(deck, tmp_path)
    assert document.text.split("\n") == ["流程图", "组内甲", "组内乙", "1.提交材料", "2.受理", "审核", "联系方式"]
    assert document.warnings == ("hidden slides left out: 2",)
    assert document.blocks[-1].page == 3


def test_nothing_in_it(deck: Presentation, tmp_path: Path) -> None:
    add_slide(deck, BLANK)
    with pytest.raises(FileError) as caught:
        read(deck, tmp_path)
    assert caught.value.code == "no_text"


def test_a_cut_file_is_damaged(deck: Presentation, tmp_path: Path) -> None:
    add_slide(deck, TITLE_ONLY, "标题")
    buffer = BytesIO()
    deck.save(buffer)
    path = tmp_path / "a.pptx"
    path.write_bytes(buffer.getvalue()[:-3000])
    with pytest.raises(FileError) as caught:
        read_document(path, "s/a.pptx")
    assert caught.value.code == "damaged"
