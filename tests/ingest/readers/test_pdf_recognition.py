"""Pages of a PDF whose text layer is missing or wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import msgspec
import pypdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Document, FileError
from ingest.document import Span
from ingest.ocr import FixedOcr, OcrUnavailable, RecognisedPage
from ingest.reading import read_document
from ingest.resources import ReadingResources

LINES = ("海州市数字化转型专项资金管理办法", "第一条 为规范专项资金管理，制定本办法。", "一2一")
TEXT = "第二条 本办法自2024年8月1日起施行，有效期三年，由市工业和信息化局负责解释。"
WIDTH, HEIGHT = 600, 800
Draw = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class CountingOcr:
    lines: Sequence[str] = LINES
    version: str = "counting"
    sizes: list[tuple[int, int]] = field(default_factory=list)

    def read(self, image: Image.Image) -> RecognisedPage:
        self.sizes.append(image.size)
        return FixedOcr(self.lines).read(image)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.linear_gradient("L")), 0, 0, WIDTH, HEIGHT)


def text(words: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        canvas.setFont("STSong-Light", 12)
        for at, start in enumerate(range(0, len(words), 36)):
            canvas.drawString(60, 700 - 20 * at, words[start : start + 36])

    return draw


def stamped(canvas: Canvas) -> None:
    picture(canvas)
    canvas.drawString(500, 20, "CamScanner")


def blank(canvas: Canvas) -> None:
    """Nothing."""


def pdf(*pages: Draw) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=True)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(folder: Path, data: bytes, resources: ReadingResources) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return read_document(path, "s/a.pdf", resources=resources)


def test_a_scan(tmp_path: Path) -> None:
    engine = CountingOcr()
    document = read(tmp_path, pdf(picture), ReadingResources(ocr=engine))
    assert document.text.split("\n") == list(LINES[:2])  # 一2一 is the page's number
    assert document.metadata.title == LINES[0]
    assert document.warnings == ("page 1: text recognised from the picture of the page (no text layer)",)
    # 200 dots an inch, where a point is 1/72
    ((width, height),) = engine.sizes
    assert width == pytest.approx(WIDTH * 200 / 72, abs=1)
    assert height == pytest.approx(HEIGHT * 200 / 72, abs=1)


def test_a_mixed_file_page_by_page(tmp_path: Path) -> None:
    engine = CountingOcr(["第一条 为规范专项资金管理，制定本办法。"])
    document = read(tmp_path, pdf(picture, text(TEXT), blank, picture), ReadingResources(ocr=engine))
    assert len(engine.sizes) == 2
    assert [page.page for page in document.pages] == [1, 2, 4]
    assert document.text.split("\n")[1] == TEXT
    assert [boxes.page for boxes in document.page_boxes] == [1, 4]
    assert document.warnings == (
        "page 1, 4: text recognised from the picture of the page (no text layer)",
        "no text could be read on page 3 (a picture?)",
    )


def test_a_scan_with_a_stamp_of_text(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(stamped), ReadingResources(ocr=CountingOcr()))
    assert LINES[0] in document.text
    assert "hardly any text beside a picture" in document.warnings[0]


def test_figures_only_are_read_from_the_picture(tmp_path: Path) -> None:
    document = read(
        tmp_path, pdf(text("2024 8 1 200 30% 1.5% 2000 2021 36 5 2 2024")), ReadingResources(ocr=CountingOcr())
    )
    assert LINES[1] in document.text
    assert document.warnings == ("page 1: text recognised from the picture of the page (figures and signs only)",)


def test_where_nothing_better_is_found_the_doubtful_text_stays(tmp_path: Path) -> None:
    words = "2024 8 1 200 30% 1.5% 2000 2021 36 5 2 2024"
    document = read(tmp_path, pdf(text(words)), ReadingResources(ocr=CountingOcr([])))
    assert "200 30%" in document.text
    assert document.warnings == ("page 1: text kept although doubtful (figures and signs only)",)


class Broken:
    version = "broken"

    def read(self, image: Image.Image) -> RecognisedPage:
        raise OcrUnavailable("rapidocr cannot be loaded (libgomp). Install policykb again.")


def test_an_engine_that_does_not_start_is_not_the_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="recognition does not start: rapidocr") as caught:
        read(tmp_path, pdf(picture), ReadingResources(ocr=Broken()))
    assert caught.value.code == "unsupported"


def test_pages_beyond_the_limit_are_named(tmp_path: Path) -> None:
    engine = CountingOcr()
    document = read(tmp_path, pdf(picture, picture, picture), ReadingResources(ocr=engine, ocr_pages_at_most=1))
    assert len(engine.sizes) == 1
    assert document.warnings[-1] == "page 2–3 was not recognised: the limit of pages was reached"


def test_a_second_reading_recognises_nothing(tmp_path: Path) -> None:
    first, second = CountingOcr(), CountingOcr()
    data = pdf(picture, stamped)
    once = read(tmp_path, data, ReadingResources(ocr=first, ocr_cache=tmp_path / "cache"))
    again = read(tmp_path, data, ReadingResources(ocr=second, ocr_cache=tmp_path / "cache"))
    assert again == once
    assert (len(first.sizes), len(second.sizes)) == (2, 0)


def test_a_recognised_document_survives_storing(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(picture), ReadingResources(ocr=CountingOcr()))
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_every_sentence_has_its_line(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(picture), ReadingResources(ocr=CountingOcr()))
    start = document.text.index("为规范")
    (source,) = document.source_map.source_spans(Span(start, start + 3))
    (line,) = [line for line in document.page_boxes[0].lines if line.start <= source.start < line.end]
    # The second of three lines of 20 characters' pitch: a tenth from the left, 0.8 / 20 a character.
    assert line.box.left == pytest.approx(0.1, abs=0.001)
    assert line.box.right == pytest.approx(0.1 + 0.8 * len(LINES[1]) / max(len(LINES[1]), 20), abs=0.001)


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(text(TEXT))))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("password", ["secret", "密码2024", ""])
def test_a_listed_password_opens_a_file(tmp_path: Path, password: str) -> None:
    resources = ReadingResources(passwords=("wrong", "secret", "密码2024"))
    assert read(tmp_path, encrypted(password), resources).text == TEXT


def test_no_listed_password_fits(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none of the passwords opens it") as caught:
        read(tmp_path, encrypted("secret"), ReadingResources(passwords=("wrong", "other")))
    assert caught.value.code == "encrypted"
    assert "wrong" not in str(caught.value)


def test_passwords_are_not_printed() -> None:
    assert "secret" not in repr(ReadingResources(passwords=("secret",)))
