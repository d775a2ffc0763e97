"""What has more pages than the settings allow is refused as a whole, whatever its format."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pptx import Presentation

from ingest.errors import FileError
from ingest.ocr import FixedOcr
from ingest.readers.reader import FileContent
from ingest.reading import read_content
from ingest.resources import ReadingResources

PAGES = 3


def pdf() -> bytes:
    writer, stream = pypdf.PdfWriter(), BytesIO()
    for _ in range(PAGES):
        writer.add_blank_page(100, 100)
    writer.write(stream)
    return stream.getvalue()


def tiff() -> bytes:
    sheet, stream = Image.linear_gradient("L"), BytesIO()
    sheet.save(stream, "TIFF", save_all=True, append_images=[sheet] * (PAGES - 1))
    return stream.getvalue()


def pptx() -> bytes:
    deck, stream = Presentation(), BytesIO()
    for _ in range(PAGES):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "工业企业数字化转型"
    deck.save(stream)
    return stream.getvalue()


def ofd() -> bytes:
    """Two documents in one file, whose pages are counted together."""
    name, stream = 'xmlns:ofd="http://www.ofdspec.org/2016"', BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        roots = "".join(f"<ofd:DocBody><ofd:DocRoot>{n}.xml</ofd:DocRoot></ofd:DocBody>" for n in (1, 2))
        archive.writestr("OFD.xml", f"<ofd:OFD {name}>{roots}</ofd:OFD>")
        for number, pages in ((1, 1), (2, PAGES - 1)):
            listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="P.xml"/>' for at in range(pages))
            archive.writestr(f"{number}.xml", f"<ofd:Document {name}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        archive.writestr("P.xml", f"<ofd:Page {name}/>")
    return stream.getvalue()


FORMATS = [(pdf, "a.pdf"), (tiff, "a.tif"), (pptx, "a.pptx"), (ofd, "a.ofd")]


def code_of(data: bytes, name: str, pages_at_most: int) -> tuple[str, str] | None:
    resources = ReadingResources(pages_at_most=pages_at_most, ocr=FixedOcr(["第一条 总则"]))
    try:
        read_content(FileContent(Path(name), data, resources), name)
    except FileError as error:
        return error.code, error.message
    return None


@pytest.mark.parametrize(("make", "name"), FORMATS)
def test_one_page_too_many(make: Callable[[], bytes], name: str) -> None:
    refused = code_of(make(), name, PAGES - 1)
    message = "has 3 pages, and at most 2 are read. Split it, or raise pages_per_file in settings.toml."
    assert refused == ("too_large", message)


@pytest.mark.parametrize(("make", "name"), FORMATS)
def test_as_many_as_are_allowed(make: Callable[[], bytes], name: str) -> None:
    refused = code_of(make(), name, PAGES)
    assert refused is None or refused[0] == "no_text"
