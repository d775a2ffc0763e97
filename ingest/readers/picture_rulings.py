"""Ruling lines on the picture of a page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ingest.readers.table_grid import Ruling

# Ink is darker than the mean around it by so many of 256 greys; the stretch that counts is a share of a character.
_CONTRAST: Final = 24
_AROUND: Final = 0.4
# In units of a character: longer than its longest stroke, and how thick a line may be, with what tilt is left.
_SHORTEST: Final = 1.4
_THICKEST: Final = 0.4
# Share of a line that noise and worn print leave.
_WHOLE: Final = 0.9
# More stretches than any table draws: a photograph, squared paper.
_MOST_STRETCHES: Final = 30_000
# Below this, in radians, a picture is level enough.
_LEVEL: Final = 0.001

_Mask = NDArray[np.bool_]


@dataclass(slots=True)
class _Band:
    """Stretches of ink in consecutive rows that touch each other."""

    first: int
    last: int
    start: int
    end: int


def upright(image: Image.Image, quarters: int, tilt: float) -> Image.Image:
    """A picture in grey, turned clockwise by ``quarters`` and then about the top left, counter-clockwise, by ``tilt``.

    White shows where the picture ends.
    """
    grey = image.convert("L")
    if quarters:
        grey = grey.transpose(
            {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}[quarters]
        )
    if abs(tilt) < _LEVEL:
        return grey
    cosine, sine = math.cos(tilt), math.sin(tilt)
    # What Pillow asks for leads from the result back to the source.
    back = (cosine, -sine, 0.0, sine, cosine, 0.0)
    return grey.transform(grey.size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR, fillcolor=255)


def find_rulings(grey: Image.Image, pitch: float) -> list[Ruling]:
    """The level and upright lines of a level picture, in its pixels; none for a picture full of them.

    :param pitch: the width of a character of the usual type, in pixels.
    """
    ink = _ink(grey, max(round(_AROUND * pitch), 2))
    shortest, thickest = max(round(_SHORTEST * pitch), 8), max(_THICKEST * pitch, 4.0)
    level = [Ruling(band.start, _middle(band), band.end, _middle(band)) for band in _lines(ink, shortest, thickest)]
    return level + [
        Ruling(_middle(band), band.start, _middle(band), band.end)
        for band in _lines(np.ascontiguousarray(ink.T), shortest, thickest)
    ]


def _ink(grey: Image.Image, radius: int) -> _Mask:
    around = np.asarray(grey.filter(ImageFilter.BoxBlur(radius)), dtype=np.int16)
    mask: _Mask = np.asarray(grey, dtype=np.int16) < around - _CONTRAST
    return mask


def _lines(ink: _Mask, shortest: int, thickest: float) -> Iterator[_Band]:
    rows, starts, ends = _stretches(_long_only(ink, shortest))
    if len(rows) > _MOST_STRETCHES:
        return
    for band in _bands(rows.tolist(), starts.tolist(), ends.tolist()):
        if band.last - band.first < thickest and band.end - band.start >= shortest:
            yield band


def _long_only(ink: _Mask, length: int) -> _Mask:
    """The pixels on level stretches of at least ``length``, almost all of which are ink."""
    height, width = ink.shape
    if width < length:
        return np.zeros_like(ink)
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    # Windows begin and end on ink, so that a line does not grow beyond its ends.
    opens = (
        (sums[:, length:] - sums[:, :-length] >= _WHOLE * length) & ink[:, : width - length + 1] & ink[:, length - 1 :]
    )
    covered = np.zeros((height, width + 1), np.int32)
    covered[:, : width - length + 1] += opens
    covered[:, length:] -= opens
    mask: _Mask = np.cumsum(covered, axis=1)[:, :-1] > 0
    return mask


def _stretches(mask: _Mask) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, start and end of each unbroken stretch, row by row."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    return rows, starts, np.nonzero(steps == -1)[1]


def _bands(rows: list[int], starts: list[int], ends: list[int]) -> Iterator[_Band]:
    active: list[_Band] = []
    for row, start, end in zip(rows, starts, ends, strict=True):
        yield from (band for band in active if band.last < row - 1)
        active = [band for band in active if band.last >= row - 1]
        band = _Band(row, row, start, end)
        for other in [other for other in active if other.start < end and start < other.end]:
            band = _Band(min(band.first, other.first), row, min(band.start, other.start), max(band.end, other.end))
            active.remove(other)
        active.append(band)
    yield from active


def _middle(band: _Band) -> float:
    return (band.first + band.last + 1) / 2
