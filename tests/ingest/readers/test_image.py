from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ingest import FileError
from ingest.ocr import FixedOcr, RecognisedPage
from ingest.readers.image import ImageReader
from ingest.readers.reader import FileContent
from ingest.reading import read_document
from ingest.resources import ReadingResources
from ingest.source_text import SourceText

LINES = ("海州市专项资金管理办法", "第一条 为规范管理，制定本办法。")
FAKE = ReadingResources(ocr=FixedOcr(LINES))


@dataclass(frozen=True, slots=True)
class Watching:
    """Notes the size of each image."""

    version: str = "1"
    seen: list[tuple[int, int]] = field(default_factory=list)

    def read(self, image: Image.Image) -> RecognisedPage:
        self.seen.append(image.size)
        return FixedOcr(LINES).read(image)


def grey(width: int = 400, height: int = 500) -> Image.Image:
    """Not blank, since blank pages are not recognised at all."""
    return Image.linear_gradient("L").resize((width, height))


def saved(kind: str, image: Image.Image | None = None, more: Sequence[Image.Image] = ()) -> bytes:
    stream = BytesIO()
    extra = {"save_all": True, "append_images": list(more)} if more else {}
    (image or grey()).save(stream, kind, **extra)
    return stream.getvalue()


def read(data: bytes, resources: ReadingResources = FAKE, name: str = "a.png") -> SourceText:
    file = FileContent(Path(name), data, resources)
    assert ImageReader().recognises(file)
    return ImageReader().read(file)


def code_of(data: bytes, resources: ReadingResources = FAKE) -> str:
    with pytest.raises(FileError) as caught:
        read(data, resources)
    return caught.value.code


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_kinds(kind: str) -> None:
    source = read(saved(kind))
    assert [source.of(line) for line in source.lines] == list(LINES)
    assert source.warnings == ("page 1: text recognised from the picture",)


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_modes(mode: str) -> None:
    image = Image.new("I;16", (400, 500)) if mode == "I;16" else grey().convert(mode)
    if mode == "I;16":
        image.putpixel((1, 1), 65535)
    source = read(saved("TIFF", image))
    assert len(source.lines) == 2


def test_the_pages_of_a_tiff(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    path.write_bytes(saved("TIFF", more=[Image.new("L", (400, 500), "white"), grey()]))
    document = read_document(path, "s/scan.tif", resources=FAKE)
    assert [page.page for page in document.pages] == [1, 3]
    assert document.warnings == ("page 1, 3: text recognised from the picture",)
    assert [boxes.page for boxes in document.page_boxes] == [1, 3]


def test_pages_beyond_the_limit_are_named() -> None:
    few = ReadingResources(ocr=FixedOcr(LINES), ocr_pages_at_most=1)
    source = read(saved("TIFF", more=[grey(), grey()]), few)
    assert "page 2–3 was not recognised: the limit of pages was reached" in source.warnings


def test_doubtful_recognition_is_named() -> None:
    source = read(saved("PNG"), ReadingResources(ocr=FixedOcr(LINES, confidence=0.6)))
    assert "recognition is unsure of page 1: check the text against the page" in source.warnings


def test_a_photo_is_turned_as_the_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter clockwise when shown
    stream = BytesIO()
    grey(400, 300).save(stream, "JPEG", exif=exif)
    engine = Watching()
    read(stream.getvalue(), ReadingResources(ocr=engine))
    assert engine.seen == [(300, 400)]


def test_a_blank_picture_has_no_text() -> None:
    assert code_of(saved("PNG", Image.new("L", (50, 50), "white"))) == "no_text"
    assert code_of(saved("PNG"), ReadingResources(ocr=FixedOcr([]))) == "no_text"


def test_too_many_pixels() -> None:
    assert code_of(saved("PNG", Image.new("1", (10_000, 9_000)))) == "too_large"
    assert code_of(saved("PNG", Image.new("1", (20_000, 18_000)))) == "too_large"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_cut_off(kind: str, share: float) -> None:
    whole = saved(kind)
    file = FileContent(Path("a.png"), whole[: max(int(len(whole) * share), 12)], FAKE)
    assert not ImageReader().recognises(file) or code_of(file.data) == "damaged"


def test_words_that_begin_like_a_picture() -> None:
    assert not ImageReader().recognises(FileContent(Path("a.txt"), b"BMW opens a plant in Haizhou."))
