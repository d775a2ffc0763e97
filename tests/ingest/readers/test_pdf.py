from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Document, FileError
from ingest.document import BlockKind
from ingest.reading import read_document

PARAGRAPH = (
    "第一条 为规范海州市工业企业数字化转型专项资金的管理，"
    "提高财政资金使用效益，推动制造业高质量发展，根据有关规定，结合本市实际，"
    "制定本办法。专项资金由市级财政预算安排，用于支持工业企业实施数字化、"
    "网络化、智能化改造以及培育数字化转型公共服务能力。"
)


def draw(pages: list[list[tuple[float, float, str]]], *, footer: bool = True) -> bytes:
    """Pages of lines as ``(indent in characters, type size, text)``; the left edge is at 28 mm."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, lines in enumerate(pages, 1):
        height = 780.0
        for indent, size, text in lines:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(80 + indent * size, height, text)
            height -= 1.8 * size
        if footer:
            canvas.setFont("STSong-Light", 14)
            canvas.drawString(280, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines_of(text: str, measure: int) -> list[tuple[float, float, str]]:
    """A paragraph with its first line set in by two characters."""
    first, rest = text[: measure - 2], text[measure - 2 :]
    return [(2, 16, first), *((0, 16, rest[at : at + measure]) for at in range(0, len(rest), measure))]


def read(data: bytes, folder: Path, name: str = "a.pdf") -> Document:
    path = folder / name
    path.write_bytes(data)
    return read_document(path, f"s/{name}")


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    title = [(1.0, 22.0, "海州市数字化转型专项资金"), (6.0, 22.0, "管理办法")]
    lines = lines_of(PARAGRAPH, 27)
    last = lines_of("第二条 本办法自印发之日起施行。", 27)
    return draw([[*title, *lines[:3]], [*lines[3:], *last]])


def test_a_paragraph_over_two_pages(tmp_path: Path, two_pages: bytes) -> None:
    document = read(two_pages, tmp_path)
    assert document.text.split("\n") == [
        "海州市数字化转型专项资金管理办法",
        PARAGRAPH,
        "第二条 本办法自印发之日起施行。",
    ]
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.HEADING, BlockKind.HEADING]
    assert [block.page for block in document.blocks] == [1, 1, 2]


def test_every_character_is_on_its_page(tmp_path: Path, two_pages: bytes) -> None:
    document = read(two_pages, tmp_path)
    # The first page holds the title and three lines: 25 + 27 + 27 characters of the first article.
    turn = document.text.index(PARAGRAPH) + 25 + 27 + 27
    assert [(page.page, page.start, page.end) for page in document.pages] == [
        (1, 0, turn),
        (2, turn, len(document.text)),
    ]
    assert document.page_at(turn - 1) == 1
    assert document.page_at(turn) == 2


def test_running_headers_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    words = "甲乙丙丁戊"
    pages = [
        [(0.0, 10.0, "海州市文件汇编"), *lines_of(f"本市{words[n]}项政策支持企业发展。" * 4, 27)] for n in range(4)
    ]
    document = read(draw(pages), tmp_path)
    assert "汇编" not in document.text
    assert "—" not in document.text
    assert [block.page for block in document.blocks] == [1, 2, 3, 4]


def test_a_page_without_text_is_a_warning(tmp_path: Path) -> None:
    document = read(draw([[(0, 16, "只有第一页有文字。")], []], footer=False), tmp_path)
    assert document.text == "只有第一页有文字。"
    assert document.warnings == ("no text could be read on page 2 (a picture?)",)


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="2 pages without a text layer") as caught:
        read(draw([[], []], footer=False), tmp_path)
    assert caught.value.code == "no_text"


def test_nothing_but_page_numbers_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read(draw([[], []]), tmp_path)
    assert caught.value.code == "no_text"


def written(writer: pypdf.PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_no_pages(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="without pages") as caught:
        read(written(pypdf.PdfWriter()), tmp_path)
    assert caught.value.code == "empty"


def test_encrypted(tmp_path: Path, two_pages: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(two_pages))
    writer.encrypt("secret", algorithm="AES-256")
    with pytest.raises(FileError, match="encrypted") as caught:
        read(written(writer), tmp_path)
    assert caught.value.code == "encrypted"


def test_a_password_for_changes_only_is_no_hindrance(tmp_path: Path, two_pages: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(two_pages))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    assert PARAGRAPH in read(written(writer), tmp_path).text


@pytest.mark.parametrize(
    "data", [os.urandom(2000) + b"\x00\xff", b"%PDF-1.7\n" + os.urandom(2000)], ids=["bytes", "head"]
)
def test_random_bytes(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileError) as caught:
        read(data, tmp_path)
    assert caught.value.code == "damaged"
