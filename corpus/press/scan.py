"""Scans: a document printed, stamped and put on a scanner a little askew. Only pictures of its pages are left."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from corpus.press.pdf import write_pdf
from corpus.press.source_text import Source

DPI = 150
SCALE = DPI / 72
JPEG_QUALITY = 30
TILTS = (0.4, -0.3)  # degrees, in turns
NOISE = 3.5  # standard deviation, of 255
PAPER = 247
RED = (235, 110, 110)  # ink of which the print shows through
SEAL_RADIUS = 21 / 25.4 * DPI  # 42 mm across


def write_scan(source: Source, path: Path) -> None:
    generator = np.random.default_rng(source.issued.toordinal())
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder, "printed.pdf")
        write_pdf(source, printed)
        with pypdfium2.PdfDocument(printed) as document:
            pages = [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
            centre = below_signature(document[len(document) - 1])
    pages[-1] = ImageChops.multiply(pages[-1], seal(pages[-1].size, centre))
    scanned = [scan(page, TILTS[number % len(TILTS)], generator) for number, page in enumerate(pages)]
    scanned_at = source.issued.timetuple()
    scanned[0].save(
        path,
        save_all=True,
        append_images=scanned[1:],
        resolution=DPI,
        quality=JPEG_QUALITY,
        creationDate=scanned_at,
        modDate=scanned_at,
    )


def below_signature(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """The middle of the page's last 月 in pixels from the upper left: a seal is set on the date."""
    text = page.get_textpage()
    left, bottom, right, top = text.get_charbox(text.get_text_range().rindex("月"))
    return (left + right) / 2 * SCALE, (page.get_height() - (bottom + top) / 2) * SCALE


def scan(page: Image.Image, tilt: float, generator: np.random.Generator) -> Image.Image:
    """The page turned by ``tilt`` degrees, slightly out of focus, on paper that is not quite white, with noise."""
    turned = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(0.4))
    pixels = np.asarray(turned, dtype=np.float64) * (PAPER / 255)
    noise = generator.normal(0, NOISE, pixels.shape[:2])[..., None]  # of brightness: colour noise compresses badly
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def seal(size: tuple[int, int], centre: tuple[float, float]) -> Image.Image:
    """A bureau's round red seal with its star, on a white page."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    draw.circle(centre, SEAL_RADIUS, outline=RED, width=6)
    corners = []
    for point in range(10):
        length = SEAL_RADIUS * (0.36 if point % 2 == 0 else 0.14)
        turn = math.pi * point / 5
        corners.append((centre[0] + length * math.sin(turn), centre[1] - length * math.cos(turn)))
    draw.polygon(corners, fill=RED)
    return page
