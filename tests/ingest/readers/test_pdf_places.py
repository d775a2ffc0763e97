"""Lines of PDFs whose type is scaled by a matrix, as browsers print it: its nominal size is not the one seen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import PdfReader
from ingest.readers.reader import FileContent
from ingest.reading import read_document

SCALE = 0.75
LINES = [
    "　　（一）推动协同改造。支持企业建设能源管理系统和碳管理平台",
    "。到2026年，建成数字化能碳管理中心五十个，重点用能企业实现全部覆",
    "盖。",
    "　　（二）推动试点示范。支持工业园区建设数字化能碳管理中心和分布",
    "式光伏。",
]


def printed() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.scale(SCALE, SCALE)
    height = 1000.0
    for line in LINES:
        text = line.lstrip("　")
        canvas.setFont("STSong-Light", 16 / SCALE)
        canvas.drawString(80 / SCALE + (len(line) - len(text)) * 16 / SCALE, height, text)
        height -= 40
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_size_is_the_one_seen(tmp_path: Path) -> None:
    lines = PdfReader().read(FileContent(tmp_path / "a.pdf", printed())).lines
    assert [round(line.size or 0) for line in lines] == [16] * len(LINES)


def test_a_line_of_one_character_goes_on_from_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed())
    document = read_document(path, "s/a.pdf")
    paragraphs = [document.text[block.start : block.end] for block in document.blocks]
    assert paragraphs == ["".join(LINES[:3]).strip("　"), "".join(LINES[3:]).strip("　")]
