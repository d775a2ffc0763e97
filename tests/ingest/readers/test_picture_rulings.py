from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.readers.picture_rulings import find_rulings, upright
from ingest.readers.table_grid import Ruling

PITCH = 40.0
SIZE = (1200, 900)


def blank() -> Image.Image:
    return Image.new("L", SIZE, 245)


def table() -> Image.Image:
    """Two rows and two columns: levels at 100, 300, 500 and uprights at 200, 600, 1000; lines of three pixels."""
    image = blank()
    draw = ImageDraw.Draw(image)
    for y in (100, 300, 500):
        draw.line((200, y, 1000, y), fill=30, width=3)
    for x in (200, 600, 1000):
        draw.line((x, 100, x, 500), fill=30, width=3)
    return image


def noisy(image: Image.Image) -> Image.Image:
    noise = np.random.default_rng(5).normal(0, 12, (image.height, image.width))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def near(found: list[Ruling], within: float) -> bool:
    expected = [Ruling(200, y, 1000, y) for y in (100, 300, 500)] + [Ruling(x, 100, x, 500) for x in (200, 600, 1000)]
    ordered = sorted(found, key=lambda line: (not line.is_level, line.top if line.is_level else line.x0))
    edges = [[(line.x0, line.top, line.x1, line.bottom) for line in lines] for lines in (ordered, expected)]
    return len(found) == len(expected) and bool(np.allclose(edges[0], edges[1], atol=within))


def test_the_lines_of_a_table() -> None:
    assert near(find_rulings(table(), PITCH), within=3)


def test_noise_breaks_no_line() -> None:
    assert near(find_rulings(noisy(table()), PITCH), within=8)


@pytest.mark.parametrize("degrees", [-2.0, 0.6, 2.0])
def test_a_tilted_page_is_levelled_first(degrees: float) -> None:
    tilt = math.radians(degrees)
    cosine, sine = math.cos(tilt), math.sin(tilt)
    # Turned about the top left so that lines run down to the right for a positive tilt.
    tilted = table().transform(
        SIZE, Image.Transform.AFFINE, (cosine, sine, 0, -sine, cosine, 0), Image.Resampling.BILINEAR, fillcolor=245
    )
    assert near(find_rulings(upright(tilted, 0, tilt), PITCH), within=4)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_on_its_side_is_turned_clockwise(quarters: int) -> None:
    lying = table().rotate(90 * quarters, expand=True)  # Pillow turns counter-clockwise
    assert near(find_rulings(upright(lying, quarters, 0.0), PITCH), within=3)


def test_strokes_of_letters_and_thick_bars_are_no_lines() -> None:
    image = blank()
    draw = ImageDraw.Draw(image)
    for column in range(20):  # 一 and 丨, one beside the other
        draw.line((100 + column * 40, 200, 132 + column * 40, 200), fill=0, width=4)
        draw.line((116 + column * 40, 260, 116 + column * 40, 300), fill=0, width=4)
    draw.rectangle((200, 500, 900, 560), fill=0)
    found = find_rulings(image, PITCH)
    assert all(line.top >= 495 for line in found), found  # the bar's own edges at most


def test_a_picture_without_ink_has_none() -> None:
    assert find_rulings(blank(), PITCH) == []
    assert find_rulings(Image.new("L", (20, 20), 0), PITCH) == []


def test_a_photograph_has_no_more_lines_than_a_page_can() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (900, 1200)).astype(np.uint8)
    assert find_rulings(Image.fromarray(noise), PITCH) == []
