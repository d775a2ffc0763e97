from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

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
    properties: etree._Element = word.add_paragraph(text)._p.get_or_add_pPr()
    properties.insert(
        0,
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'),
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
        ("改造", "上云", "80万元"),
    )
    assert document.tables[0].header_rows == 1
    rows = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == ["类别\t内容\t额度", "改造\t设备联网\t200万元", "改造\t上云\t80万元"]
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


def fragment(xml: str) -> BaseOxmlElement:
    """An element of WordprocessingML; w, wps, mc and m are declared."""
    space = (
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return parse_xml(xml.replace(">", f" {nsdecls('w')} {space}>", 1))


def append(word: WordDocument, xml: str) -> None:
    body = word.element.body
    body.insert(len(body) - 1, fragment(xml))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_text_box_follows_its_paragraph_and_is_read_once(tmp_path: Path) -> None:
    word = docx.Document()
    box = f"<w:txbxContent>{paragraph('框内第一段。')}{paragraph('框内第二段。')}</w:txbxContent>"
    append(
        word,
        f"<w:p><w:r><w:t>框前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框后。</w:t></w:r></w:p>",
    )
    assert read(word, tmp_path).text == "框前框后。\n框内第一段。\n框内第二段。"


def test_hidden_text_and_ruby_are_out_formulas_and_ticks_are_in(tmp_path: Path) -> None:
    word = docx.Document()
    append(word, "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏。</w:t></w:r><w:r><w:t>可见。</w:t></w:r></w:p>")
    append(
        word,
        "<w:p><w:r><w:t>比例=</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>收入</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>支出</m:t></m:r></m:den></m:f></m:oMath></w:p>",
    )
    append(
        word,
        "<w:p><w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r><w:r><w:t>是</w:t></w:r>"
        "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r><w:r><w:t>否</w:t></w:r></w:p>",
    )
    append(word, "<w:p><w:hyperlink><w:r><w:t>链接的文字。</w:t></w:r></w:hyperlink></w:p>")
    assert read(word, tmp_path).text == "可见。\n比例=收入/支出\n☑是□否\n链接的文字。"


def with_notes(data: bytes, notes: dict[str, str]) -> bytes:
    """The same file with footnotes, by id, the separator that Word always writes among them."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    written = "".join(f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>' for at, text in notes.items())
    separator = f'<w:footnote w:type="separator" w:id="-1">{paragraph("——")}</w:footnote>'
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rId900" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", relation.encode())
            if name == "[Content_Types].xml":
                override = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
                text = text.replace(b"</Types>", override.encode())
            after.writestr(name, text)
        after.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{separator}{written}</w:footnotes>")
    return buffer.getvalue()


def test_notes_follow_the_paragraph_or_table_that_refers_to_them(tmp_path: Path) -> None:
    word = docx.Document()
    refer = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    append(word, f"<w:p><w:r><w:t>对企业给予补助</w:t></w:r>{refer.format(2)}<w:r><w:t>。</w:t></w:r></w:p>")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("类别", "额度", "改造", "20万元"), strict=True
    ):
        cell.text = text
    table.cell(1, 1).paragraphs[0]._p.append(fragment(refer.format(3)))
    word.add_paragraph("后一段。")
    buffer = BytesIO()
    word.save(buffer)
    path = tmp_path / "a.docx"
    path.write_bytes(with_notes(buffer.getvalue(), {"2": "指上一年度。", "3": "含税。", "4": "无人引用。"}))
    assert read_document(path, "s/a.docx").text.split("\n") == [
        "对企业给予补助。",
        "〔注：指上一年度。〕",
        "类别\t额度",
        "改造\t20万元",
        "〔注：含税。〕",
        "后一段。",
    ]


def test_header_in_two_rows_nested_tables_and_numbers_in_cells(tmp_path: Path) -> None:
    word = docx.Document()
    list_id = numbered(word, [("decimal", "%1")])
    table = word.add_table(rows=4, cols=4)
    for (row, column), text in {
        (0, 0): "序号",
        (0, 1): "类别",
        (0, 2): "额度",
        (1, 2): "上限",
        (1, 3): "下限",
        (2, 1): "改造",
        (2, 2): "20万元",
        (2, 3): "5万元",
        (3, 1): "上云",
        (3, 2): "8万元",
        (3, 3): "1万元",
    }.items():
        table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    for row in (2, 3):
        table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr().insert(
            0, fragment(f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list_id}'/></w:numPr>")
        )
    inner = table.cell(3, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内表甲", "内表乙"
    document = read(word, tmp_path)
    assert document.tables[0].rows == (
        ("序号", "类别", "额度", ""),
        ("序号", "类别", "上限", "下限"),
        ("1", "改造", "20万元", "5万元"),
        ("2", "上云 内表甲 内表乙", "8万元", "1万元"),
    )
    assert document.tables[0].header_rows == 2


def test_a_frame_keeps_the_structure_of_what_it_holds(tmp_path: Path) -> None:
    word = docx.Document()
    frame = word.add_table(rows=1, cols=1).cell(0, 0)
    frame.paragraphs[0].text = "框内说明。"
    table = frame.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("类别", "额度", "改造", "20万元"), strict=True
    ):
        cell.text = text
    assert read(word, tmp_path).text == "框内说明。\n类别\t额度\n改造\t20万元"


def test_deleted_rows_are_out_and_deleted_paragraphs_take_no_number(tmp_path: Path) -> None:
    word = docx.Document()
    list_id = numbered(word, [("chineseCounting", "%1、")])
    add(word, "甲事项", list_id, 0)
    numbers = f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list_id}'/></w:numPr>"
    append(
        word,
        f"<w:p><w:pPr>{numbers}<w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>删去的事项</w:delText></w:r></w:del></w:p>",
    )
    add(word, "乙事项", list_id, 0)
    table = word.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("类别", "额度"), ("旧", "1万元"), ("新", "2万元")), strict=True):
        row.cells[0].text, row.cells[1].text = texts
    table.rows[1]._tr.get_or_add_trPr().append(fragment("<w:del w:id='3' w:author='a'></w:del>"))
    assert read(word, tmp_path).text == "一、甲事项\n二、乙事项\n类别\t额度\n新\t2万元"


def test_headings_by_the_style_they_build_on_and_by_outline_level(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("海州市人才政策", style="Title")
    own = word.styles.add_style("章节名", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = word.styles["Heading 1"]
    word.add_paragraph("适用对象", style="章节名")
    properties: etree._Element = word.add_paragraph("分类")._p.get_or_add_pPr()
    properties.append(fragment("<w:outlineLvl w:val='1'></w:outlineLvl>"))
    word.add_paragraph("在本市工作的人员。")
    assert read(word, tmp_path).blocks[3].heading_path == ("适用对象", "分类")


def test_a_table_of_contents_is_out(tmp_path: Path) -> None:
    word = docx.Document()
    append(
        word,
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{paragraph('第一章 1')}</w:sdtContent></w:sdt>",
    )
    word.add_paragraph("正文。")
    assert read(word, tmp_path).text == "正文。"


def test_a_template_is_named_as_such(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    buffer = BytesIO()
    word.save(buffer)
    changed = BytesIO()
    with zipfile.ZipFile(buffer) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"document.main+xml", b"template.main+xml"))
    path = tmp_path / "a.dotx"
    path.write_bytes(changed.getvalue())
    with pytest.raises(FileError, match="template") as caught:
        read_document(path, "s/a.dotx")
    assert caught.value.code == "unsupported"


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
