"""The letter on paper, as LibreOffice prints it: measured in the PDF."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from draft.letter import SourceNotes, write_letter
from draft.types import Letter

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice, which is no part of the project")
MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """A line of a page; places in millimetres from the paper's upper left corner."""

    text: str
    top: float
    bottom: float
    left: float
    right: float


@pytest.fixture
def pages(letter: Letter, tmp_path: Path) -> list[list[Line]]:
    return rendered(letter, SourceNotes.NONE, tmp_path)


def rendered(letter: Letter, sources: SourceNotes, folder: Path) -> list[list[Line]]:
    source = folder / "letter.docx"
    write_letter(letter, source, sources=sources)
    command = [
        str(PROGRAM),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(folder / "letter.pdf")
    try:
        return [_lines(page) for page in pdf]
    finally:
        pdf.close()


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    words, height = page.get_textpage(), page.get_height()
    placed: defaultdict[int, list[tuple[float, float, float, float, str]]] = defaultdict(list)
    for at in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(at, loose=True)
        character = words.get_text_range(at, 1)
        if character.strip():
            middle = (height - (top + bottom) / 2) * MM
            key = next((k for k in (round(middle) + d for d in (0, -1, 1, -2, 2)) if k in placed), round(middle))
            placed[key].append((left * MM, right * MM, (height - top) * MM, (height - bottom) * MM, character))
    return [
        Line(
            "".join(box[4] for box in sorted(line)),
            min(box[2] for box in line),
            max(box[3] for box in line),
            min(box[0] for box in line),
            max(box[1] for box in line),
        )
        for _, line in sorted(placed.items())
    ]


def is_page_number(line: Line) -> bool:
    return line.text.startswith("—") and line.text.endswith("—")


def test_the_second_page_has_22_lines_of_28_characters(pages: list[list[Line]]) -> None:
    body = [line for line in pages[1] if not is_page_number(line)]
    assert len(body) == 22
    full = [line for line in body if line.text.startswith("台") or "预约测试平台" in line.text]
    assert max(len(line.text) for line in full) == 28
    pitch = (body[-1].bottom - body[0].bottom) / 21
    assert pitch == pytest.approx(28.95 * MM, abs=0.05)


def test_the_text_keeps_within_the_margins(pages: list[list[Line]]) -> None:
    for page in pages[:3]:
        body = [line for line in page if not is_page_number(line)]
        assert min(line.left for line in body) == pytest.approx(28, abs=1.0)
        # A stop at the end of a line may hang over the margin, as LibreOffice sets it.
        assert max(line.right for line in body if line.text[-1] not in "，。、") == pytest.approx(210 - 26, abs=1.5)
        assert min(line.top for line in body) >= 37 - 0.5
        assert max(line.bottom for line in body) <= 297 - 35 + 2.5


def test_page_numbers_are_none_on_the_first_then_left_then_right(pages: list[list[Line]]) -> None:
    assert not any(is_page_number(line) for line in pages[0])
    (second,), (third,) = ([line for line in page if is_page_number(line)] for page in pages[1:3])
    assert (second.text, third.text) == ("—2—", "—3—")
    # One character of size 4 (4.9 mm) free outside.
    assert second.left == pytest.approx(28 + 4.9, abs=1.0)
    assert third.right == pytest.approx(210 - 26 - 4.9, abs=1.0)
    for number in (second, third):
        middle = (number.top + number.bottom) / 2
        assert middle == pytest.approx(297 - 35 + 7, abs=1.5)


def test_the_title_is_centred(pages: list[list[Line]]) -> None:
    title = [line for line in pages[0] if line.text.startswith(("海州市工业和信息化局关于", "五次会议第"))]
    assert len(title) == 2
    for line in title:
        assert (line.left + line.right) / 2 == pytest.approx((28 + 210 - 26) / 2, abs=1.5)


def test_the_imprint_stands_at_the_foot_of_the_letters_last_page(letter: Letter, tmp_path: Path) -> None:
    pages = rendered(letter, SourceNotes.ANNEX, tmp_path)
    last = next(page for page in pages if any(line.text.startswith("抄送") for line in page))
    assert any("主动公开" in line.text for line in last)
    copied = next(line for line in last if line.text.startswith("抄送"))
    assert copied.bottom == pytest.approx(297 - 35, abs=4)
    assert any("文稿依据" in line.text for line in pages[-1])
    assert pages.index(last) == len(pages) - 2
