from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest import Document, FileError
from ingest.document import BlockKind
from ingest.reading import read_document


def read(word: WordDocument, folder: Path, name: str = "a.docx") -> Document:
    path = folder / name
    word.save(str(path))
    return read_document(path, f"s/{name}")


def numbered(word: WordDocument, levels: list[tuple[str, str]]) -> int:
    """Define a list; ``levels`` are ``(numFmt, lvlText)``. Returns its numId."""
    numbering = word.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    return 91


def add(word: WordDocument, text: str, number_id: int, level: int) -> None:
    properties = word.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')
    )


def test_automatic_numbers_are_rebuilt(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("海州市专项资金管理办法")
    list_id = numbered(
        word, [("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("bullet", "x")]
    )
    for text, level in (
        ("总体要求", 0),
        ("重点任务", 0),
        ("建设平台", 1),
        ("开展培训", 1),
        ("培训人员", 2),
        ("其他", 3),
        ("保障", 0),
        ("组织", 1),
    ):
        add(word, text, list_id, level)
    assert read(word, tmp_path).text.split("\n") == [
        "海州市专项资金管理办法",
        "一、总体要求",
        "二、重点任务",
        "（一）建设平台",
        "（二）开展培训",
        "1. 培训人员".replace(". ", "."),
        "• 其他",
        "三、保障",
        "（一）组织",
    ]


def test_articles_numbered_by_word(tmp_path: Path) -> None:
    word = docx.Document()
    list_id = numbered(word, [("chineseCountingThousand", "第%1条")])
    for text in ("为规范管理，制定本办法。", "本办法适用于本市企业。"):
        add(word, text, list_id, 0)
    document = read(word, tmp_path)
    assert document.text == "第一条 为规范管理，制定本办法。\n第二条 本办法适用于本市企业。"
    assert [block.heading_path for block in document.blocks] == [("第一条",), ("第二条",)]


def test_table_rows_header_and_merged_cells(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("补助标准按下表执行。")
    table = word.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, (("类别", "内容", "额度"), ("改造", "设备联网", "200万元"), ("改造", "上云", "80万元")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    word.add_paragraph("以上由市工业和信息化局解释。")
    document = read(word, tmp_path)
    assert document.tables[0].rows == (
        ("类别", "内容", "额度"),
        ("改造", "设备联网", "200万元"),
        ("", "上云", "80万元"),
    )
    assert document.tables[0].header_rows == 1
    rows = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == ["类别\t内容\t额度", "改造\t设备联网\t200万元", "\t上云\t80万元"]
    assert document.text.endswith("以上由市工业和信息化局解释。")


def test_styles_headers_and_footers(tmp_path: Path) -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "海州市文件"
    word.sections[0].footer.paragraphs[0].text = "— 1 —"
    word.add_paragraph("海州市人才政策", style="Title")
    word.add_heading("适用对象", level=1)
    word.add_paragraph("在本市工作的人员。")
    document = read(word, tmp_path)
    assert document.text == "海州市人才政策\n适用对象\n在本市工作的人员。"
    assert document.metadata.title == "海州市人才政策"
    assert document.blocks[2].heading_path == ("适用对象",)


def test_content_controls_insertions_and_deletions(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("第一段。")
    body = word.element.body
    body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件内的段落。"
            f"</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    body.insert(
        2,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:ins w:id="1" w:author="a"><w:r><w:t>新增。</w:t></w:r></w:ins>'
            f'<w:del w:id="2" w:author="a"><w:r><w:delText>删去。</w:delText></w:r></w:del></w:p>'
        ),
    )
    assert read(word, tmp_path).text == "第一段。\n控件内的段落。\n新增。"


def test_a_document_without_text(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read(docx.Document(), tmp_path)
    assert caught.value.code == "no_text"


def test_a_cut_file_is_damaged(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    buffer = BytesIO()
    word.save(buffer)
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue()[:-2000])
    with pytest.raises(FileError) as caught:
        read_document(path, "s/a.docx")
    assert caught.value.code == "damaged"
