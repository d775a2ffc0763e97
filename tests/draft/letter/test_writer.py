"""The parts of a letter as they stand in the file's XML, and as ingestion reads them back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from draft.letter import SourceNotes, letter_bytes, write_letter
from draft.types import Form, Item, Letter, Paragraph
from ingest.document import DocumentKind
from ingest.reading import read_document

SONG, BODY, HEADING, SUBHEADING, TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"


def paragraphs_of(letter: Letter, sources: SourceNotes = SourceNotes.NONE) -> list[DocxParagraph]:
    return docx.Document(io.BytesIO(letter_bytes(letter, sources=sources))).paragraphs


def starting(paragraphs: list[DocxParagraph], words: str) -> DocxParagraph:
    return next(each for each in paragraphs if each.text.replace("\n", "").startswith(words))


def font(run: Run) -> str:
    properties = run._r.rPr
    assert properties is not None
    assert properties.rFonts is not None
    return str(properties.rFonts.get(qn("w:eastAsia")))


def points(length: float | None) -> float:
    assert length is not None
    return float(length) / 12700


def test_equal_letters_give_equal_bytes(letter: Letter) -> None:
    for sources in SourceNotes:
        assert letter_bytes(letter, sources=sources) == letter_bytes(letter, sources=sources)
    with zipfile.ZipFile(io.BytesIO(letter_bytes(letter, sources=SourceNotes.COMMENTS))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"w:date=" not in package.read("word/comments.xml")


def test_the_page_is_that_of_the_standard(letter: Letter) -> None:
    section = docx.Document(io.BytesIO(letter_bytes(letter))).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(points(margin) / 72 * 25.4, 1) for margin in margins] == [37.0, 35.0, 28.0, 26.0]
    assert [round(points(side) / 72 * 25.4) for side in (section.page_width, section.page_height)] == [210, 297]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert grid.get(qn("w:type")) == "linesAndChars"
    # 28.95 pt; and 28 characters of 16 pt on 156 mm = 442.2 pt: 442.2 / 28 - 16 = -0.207 pt, in 1/4096 pt -847.
    assert grid.get(qn("w:linePitch")) == "579"
    assert -855 <= int(grid.get(qn("w:charSpace")) or 0) <= -845


def test_every_run_names_its_chinese_font(letter: Letter) -> None:
    for sources in SourceNotes:
        runs = [run for paragraph in paragraphs_of(letter, sources) for run in paragraph.runs if run.text]
        assert {font(run) for run in runs} <= {BODY, HEADING, SUBHEADING, TITLE}


def test_the_body_is_set_in_fangsong_of_size_3(letter: Letter) -> None:
    opening = starting(paragraphs_of(letter), "您提出的")
    form = opening.paragraph_format
    assert points(form.line_spacing) == pytest.approx(28.95)
    assert points(form.first_line_indent) == 32
    assert {(font(run), points(run.font.size)) for run in opening.runs} == {(BODY, 16.0)}


def test_title_and_headings_have_fonts_of_their_own(letter: Letter) -> None:
    paragraphs = paragraphs_of(letter)
    title = starting(paragraphs, "海州市工业和信息化局关于")
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert {(font(run), points(run.font.size)) for run in title.runs} == {(TITLE, 22.0)}
    heading = starting(paragraphs, "一、")
    assert heading.text == "一、关于提高流片补贴标准的建议"
    assert {font(run) for run in heading.runs} == {HEADING}
    sub = starting(paragraphs, "（一）")
    assert [(run.text, font(run)) for run in sub.runs[:3]] == [
        ("（一）", SUBHEADING),
        ("加大支持力度。", SUBHEADING),
        ("对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。", BODY),
    ]
    assert starting(paragraphs, "（二）").text.startswith("（二）做好服务。")
    assert {font(run) for run in starting(paragraphs, "1.").runs} == {BODY}


def test_class_number_and_signature_stand_where_they_belong(letter: Letter) -> None:
    paragraphs = paragraphs_of(letter)
    reply_class = paragraphs[0]
    assert (reply_class.text, reply_class.alignment) == ("（A类）", WD_ALIGN_PARAGRAPH.RIGHT)
    assert points(reply_class.runs[0].font.size) == 16
    dated = starting(paragraphs, "2026年3月5日")
    signed = paragraphs[[p.text for p in paragraphs].index("2026年3月5日") - 1]
    assert points(dated.paragraph_format.right_indent) == 64
    # 10 characters over 6: each side stands out by 2, so the name ends 4 - 2 characters before the margin.
    assert (signed.text, points(signed.paragraph_format.right_indent)) == ("海州市工业和信息化局", 32)
    copied = starting(paragraphs, "抄送：")
    assert {points(run.font.size) for run in copied.runs} == {14}
    borders = copied._p.find(f".//{qn('w:pBdr')}")
    assert borders is not None
    assert {child.tag for child in borders} == {qn("w:top"), qn("w:bottom")}


def test_a_long_name_moves_the_date_and_not_itself_over_the_margin(letter: Letter) -> None:
    issuer = "海州市工业和信息化局、海州市人力资源和社会保障局"  # 24 characters; over 6 it stands out by 9
    paragraphs = paragraphs_of(replace(letter, issuer=issuer))
    at = [p.text for p in paragraphs].index("2026年3月5日")
    assert points(paragraphs[at - 1].paragraph_format.right_indent) == 0
    assert points(paragraphs[at].paragraph_format.right_indent) == 9 * 16


def test_page_numbers_stand_outside_and_not_on_the_first_page(letter: Letter) -> None:
    document = docx.Document(io.BytesIO(letter_bytes(letter)))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.different_first_page_header_footer
    odd, even, first = (
        footer.paragraphs[0] for footer in (section.footer, section.even_page_footer, section.first_page_footer)
    )
    assert (odd.text, even.text, first.text) == ("— 1 —", "— 1 —", "")
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert {(font(run), points(run.font.size)) for run in odd.runs} == {(SONG, 14.0)}
    assert [field.text for field in odd._p.iter(qn("w:instrText"))] == [" PAGE "]


def test_gaps_are_highlighted(letter: Letter) -> None:
    marked = [
        run.text
        for paragraph in paragraphs_of(replace(letter, document_number="", contact=""))
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == ["【待补充：文号】", "【待补充：截至目前的企业数量】", "【待补充：联系人及电话】"]


def test_an_item_without_words_is_a_gap_and_never_left_out(letter: Letter) -> None:
    empty = Item(letter.items[0].suggestion, "关于无人问津的建议", None, ())
    texts = [paragraph.text for paragraph in paragraphs_of(replace(letter, items=(empty,)))]
    at = texts.index("一、关于无人问津的建议")
    assert texts[at + 1 : at + 3] == ["【待补充：办理状态】。", "【待补充：答复内容】"]


def test_sources_are_comments_at_their_sentences(letter: Letter) -> None:
    item = replace(letter.items[0], warnings=("数据为2024年，请核对",))
    content = letter_bytes(replace(letter, items=(item,)), sources=SourceNotes.COMMENTS)
    document = docx.Document(io.BytesIO(content))
    comments = [comment.text for comment in document.comments]
    assert comments[0] == "数据为2024年，请核对"
    assert len(comments) == 3
    assert comments[1].startswith(
        "《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号），2025-03-26，第一条，第2页，现行有效：“对芯片"
    )
    commented = starting(document.paragraphs, "（一）")._p
    tags = [child.tag for child in commented]
    first = tags.index(qn("w:commentRangeStart"))
    assert commented[first + 1].xpath("string(.)").startswith("对芯片设计企业首轮流片费用")
    assert tags[first + 2] == qn("w:commentRangeEnd")


def test_sources_are_an_annex_with_one_number_for_one_place(letter: Letter) -> None:
    texts = [paragraph.text for paragraph in paragraphs_of(letter, SourceNotes.ANNEX)]
    assert sum(text.count("[1]") for text in texts) == 3  # twice in the text, once in the annex
    assert texts[-2] == "附：文稿依据（内部参考，不随文印发）"
    assert texts[-1].startswith("[1] 《海州市集成电路产业专项资金管理办法》")


def test_the_clean_version_has_no_sources(letter: Letter) -> None:
    content = letter_bytes(letter, sources=SourceNotes.NONE)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "word/comments.xml" not in package.namelist()
        assert "policykb" not in package.read("word/document.xml").decode()


def test_an_opinion_has_no_class_and_no_statuses(letter: Letter) -> None:
    opinion = replace(
        letter,
        form=Form.OPINION,
        reply_class=None,
        title="海州市工业和信息化局关于市政协十四届五次会议第145066号提案的会办意见",
        addressees=("市交通运输局",),
    )
    texts = [paragraph.text for paragraph in paragraphs_of(opinion)]
    assert texts[0] == "海州市工业和信息化局"
    assert "市交通运输局：" in texts
    assert "吸收采纳。" not in texts


def test_words_that_xml_cannot_hold_do_not_stop_it(letter: Letter) -> None:
    closing = Paragraph((replace(letter.closing.sentences[0], text="专此\x00答复\ud800。"),))
    assert starting(paragraphs_of(replace(letter, closing=closing)), "专此").text


def test_the_letter_is_read_back(letter: Letter, tmp_path: Path) -> None:
    path = tmp_path / "reply.docx"
    for sources in SourceNotes:
        write_letter(letter, path, sources=sources)
        document = read_document(path, "letters/reply.docx")
        metadata = document.metadata
        assert metadata.kind is DocumentKind.REPLY
        assert metadata.title == letter.title
        assert metadata.reply_class == "A"
        assert metadata.document_number == "海工信函〔2026〕12号"
        assert metadata.proposal_number == "145066"
        assert metadata.addressees == ("温如岚委员",)
        assert metadata.issuer == ("海州市工业和信息化局",)
        assert metadata.issued_on == date(2026, 3, 5)
        assert metadata.disclosure == "public"
        assert metadata.contacts[0].phone == "0700-8620427"
        assert metadata.copied_to == letter.copied_to
