from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from ingest.ocr import FixedOcr, RecognisedPage
from ingest.ocr.page_cache import CachedOcr


@dataclass(frozen=True, slots=True)
class CountingOcr:
    version: str = "1"
    seen: list[tuple[int, int]] = field(default_factory=list)

    def read(self, image: Image.Image) -> RecognisedPage:
        self.seen.append(image.size)
        return FixedOcr(["第一行", "second line"]).read(image)


@pytest.fixture
def image() -> Image.Image:
    return Image.new("L", (300, 400), "white")


def test_a_page_is_recognised_once(tmp_path: Path, image: Image.Image) -> None:
    engine = CountingOcr()
    first = CachedOcr(engine, tmp_path / "ocr").read(image)
    again = CachedOcr(engine, tmp_path / "ocr").read(image.copy())
    assert again == first == FixedOcr(["第一行", "second line"]).read(image)
    assert engine.seen == [(300, 400)]


def test_another_image_or_another_model_is_another_page(tmp_path: Path, image: Image.Image) -> None:
    engine, newer = CountingOcr(), CountingOcr(version="2")
    CachedOcr(engine, tmp_path).read(image)
    other = image.copy()
    other.putpixel((0, 0), 0)
    CachedOcr(engine, tmp_path).read(other)
    CachedOcr(newer, tmp_path).read(image)
    assert (len(engine.seen), len(newer.seen)) == (2, 1)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"width": "wide"}'])
def test_a_damaged_page_is_recognised_again(tmp_path: Path, image: Image.Image, content: bytes) -> None:
    engine = CountingOcr()
    CachedOcr(engine, tmp_path).read(image)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(content)
    page = CachedOcr(engine, tmp_path).read(image)
    assert len(engine.seen) == 2
    assert CachedOcr(engine, tmp_path).read(image) == page
    assert len(engine.seen) == 2


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, image: Image.Image) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    engine = CountingOcr()
    page = CachedOcr(engine, tmp_path / "taken").read(image)
    assert page.lines
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
