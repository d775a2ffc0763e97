"""Small files of every format that is read, each with what makes its reader work."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from io import BytesIO
from typing import Final

import docx
import pptx
import xlsxwriter
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from fuzz.compound_file import compound_file

RULE: Final = """\
海州市数字化转型专项资金管理办法
海工信规〔2024〕5号
第一章 总则
第一条 为规范专项资金管理，制定本办法。
第二条 申报单位应当具备下列条件：
（一）在本市依法登记；
（二）近三年未发生安全事故。
第二章 附则
第三条 本办法自2024年8月1日起施行，有效期3年。《海州市旧办法》（海工信〔2021〕36号）同时废止。
海州市工业和信息化局
2024年7月5日
公开方式：主动公开。
"""
PAGE: Final = """\
<!doctype html><html><head><meta charset="utf-8"><title>通知</title><meta name="PubDate" content="2024-07-05"></head>
<body><div class="nav"><a href="/">首页</a></div><div class="TRS_Editor"><h1>关于申报的通知</h1>
<p>各有关单位：</p><p style="text-indent:2em">一、<b>支持范围</b></p><p>对企业给予补助&nbsp;20万元。<br>详见下表。</p>
<table><thead><tr><th>类别</th><th>金额</th></tr></thead><tbody><tr><td rowspan="2">改造</td><td>20万元</td></tr>
<tr><td colspan="1">30万元</td></tr></tbody></table><ol start="2"><li>甲。</li><li>乙。<ul><li>丙。</li></ul></li></ol>
<p align="right">海州市工业和信息化局</p><p>2024年7月5日</p></div></body></html>
"""


def a_docx() -> bytes:
    word = docx.Document()
    word.add_heading("适用对象", level=1)
    word.add_paragraph("第一条 制定本办法。", style="List Number")
    table = word.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "类别"
    table.cell(1, 0).merge(table.cell(2, 1)).text = "改造"
    return _small_docx(word)


def a_plain_docx() -> bytes:
    word = docx.Document()
    for line in RULE.splitlines():
        word.add_paragraph().add_run(line).font.size = Pt(16)
    word.sections[0].header.paragraphs[0].text = "页眉"
    return _small_docx(word)


def _small_docx(word: WordDocument) -> bytes:
    """Without the styles of tables, which are nine tenths of what python-docx writes."""
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    return _saved(word.save)


def a_xlsx() -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((["计划表"], ["企业", "额度", "日期"], ["甲", 20.5, "=B3"], ["乙", 1])):
            sheet.write_row(row, 0, cells)
        sheet.merge_range("A1:C1", "计划表")
        sheet.merge_range("A3:A4", "甲")
        sheet.write_number("B3", 20.5, book.add_format({"num_format": "#,##0.00"}))
    return buffer.getvalue()


def a_pptx() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    if slide.shapes.title is None:
        raise ValueError("The second layout of python-pptx's own template has a title.")
    slide.shapes.title.text = "标题"
    slide.placeholders[1].text = "正文。"
    slide.shapes.add_table(2, 2, 0, 0, 100, 100).table.cell(0, 0).text = "类别"
    return _saved(deck.save)


def an_ofd() -> bytes:
    parts = {
        "OFD.xml": "<O><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></O>",
        "D/D.xml": '<D><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></D>',
        "D/P.xml": '<P><Content><Layer><TextObject Boundary="20 30 170 6" Size="5" CTM="1 0 0 1 0 0">'
        '<TextCode X="0" Y="5" DeltaX="g 3 5 4">第一条正文</TextCode></TextObject></Layer></Content></P>',
    }
    return an_archive(parts)


def an_archive(parts: Mapping[str, str], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def a_pdf() -> bytes:
    """Two pages with a running header, a page number and a ruled table; not compressed."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=0, invariant=1)
    for page in (1, 2):
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(80, 800, "海州市规范性文件")
        for at, line in enumerate(RULE.splitlines()):
            canvas.drawString(80, 760 - 24 * at, line[:28])
        canvas.grid([80, 200, 320], [300, 324, 348])
        for at, cell in enumerate(("类别", "金额", "改造", "20万元")):
            canvas.drawString(86 + 120 * (at % 2), 330 - 24 * (at // 2), cell)
        canvas.drawCentredString(300, 40, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def a_scanned_pdf() -> bytes:
    return _saved(lambda buffer: _picture().save(buffer, "PDF"))


def a_mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "关于报送材料的通知"
    message["From"] = "王建国 <wang@haizhou.example>"
    message["To"] = "jx@haizhou.example, 李明 <li@haizhou.example>"
    message["Date"] = "Fri, 05 Jul 2024 09:30:00 +0800"
    message.set_content("各镇街：\n请于7月20日前报送材料。\n")
    message.add_alternative("<p>请报送<b>材料</b>。</p>", subtype="html")
    message.add_attachment("附件的内容。", filename="附件.txt")
    return message.as_bytes()


def a_saved_mail() -> bytes:
    """Of Outlook, with an attachment and a mail in the mail."""
    wide, inner = "utf-16-le", {"__properties_version1.0": bytes(24)}
    return compound_file(
        {
            "__properties_version1.0": bytes(32)
            + struct.pack("<HHI8s", 0x40, 0x39, 6, bytes.fromhex("001c29e8bdceda01")),
            "__substg1.0_0037001F": "关于报送材料的通知".encode(wide),
            "__substg1.0_0042001F": "王建国".encode(wide),
            "__substg1.0_0E04001F": "李明; 市工信局".encode(wide),
            "__substg1.0_1000001F": "各镇街：\r\n请于7月20日前报送材料。\r\n".encode(wide),
            "__attach_version1.0_#00000000": {
                "__properties_version1.0": bytes(8),
                "__substg1.0_3707001F": "附件.txt".encode(wide),
                "__substg1.0_37010102": RULE.encode(),
            },
            "__attach_version1.0_#00000001": {
                "__properties_version1.0": bytes(8),
                "__substg1.0_3001001F": "转来的邮件".encode(wide),
                "__substg1.0_3701000D": {**inner, "__substg1.0_1000001E": "请阅。".encode("gb18030")},
            },
        }
    )


def _picture() -> Image.Image:
    image = Image.new("L", (40, 20), 255)
    ImageDraw.Draw(image).text((4, 4), "A", fill=0)
    return image


def _image(kind: str) -> bytes:
    return _saved(lambda buffer: _picture().save(buffer, kind))


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    buffer = BytesIO()
    save(buffer)
    return buffer.getvalue()


# By the ending that files of the format have. DOC, XLS, PPT and their like are missing: LibreOffice reads those, in a
# process of its own.
SEEDS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "pdf": (a_pdf(), a_scanned_pdf()),
    "docx": (a_docx(), a_plain_docx()),
    "xlsx": (a_xlsx(),),
    "pptx": (a_pptx(),),
    "ofd": (an_ofd(),),
    "html": (PAGE.encode(), PAGE.replace("utf-8", "gb2312").encode("gb18030")),
    "eml": (a_mail(),),
    "msg": (a_saved_mail(),),
    "zip": (
        an_archive({"a/b.txt": RULE, "c.html": PAGE, "d.zip": "PK"}),
        an_archive({"a.txt": RULE}, zipfile.ZIP_LZMA),
        an_archive({"a.txt": RULE}, zipfile.ZIP_BZIP2),
        an_archive({"a.txt": RULE}, zipfile.ZIP_DEFLATED),
    ),
    "txt": (RULE.encode(), RULE.encode("gb18030"), RULE.encode("utf-16"), RULE.encode("big5", "replace")),
    "md": (f"# 标题\n\n## 一、支持范围\n\n- 甲\n- 乙\n\n|类别|金额|\n|-|-|\n|改造|20万元|\n\n{RULE}".encode(),),
    "png": (_image("PNG"), _image("JPEG"), _image("TIFF"), _image("BMP"), _image("WEBP")),
}
