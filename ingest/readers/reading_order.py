"""The order in which boxes on a page or slide are read: by white space, from the top and from the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

# How far boxes may overlap and still count as apart, as a share of the smaller one.
_OVERLAP: Final = 0.25


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in any unit; ``top`` grows downwards."""

    left: float
    top: float
    width: float
    height: float


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The positions of ``boxes`` as they are read.

    The page is cut along horizontal white space first, each band along vertical white space, and so on (the
    recursive XY cut of Nagy and Seth, 1984); boxes that no cut parts are read by their upper left corners.
    """
    return _ordered(boxes, list(range(len(boxes))), is_across=True, was_cut=True)


def _ordered(boxes: Sequence[Box], at: list[int], *, is_across: bool, was_cut: bool) -> list[int]:
    if len(at) < 2:
        return at
    bands = _cut(at, *_axis(boxes, is_across=is_across))
    if len(bands) > 1:
        return [found for band in bands for found in _ordered(boxes, band, is_across=not is_across, was_cut=True)]
    if was_cut:
        return _ordered(boxes, at, is_across=not is_across, was_cut=False)
    return sorted(at, key=lambda index: (boxes[index].top, boxes[index].left))


def _axis(boxes: Sequence[Box], *, is_across: bool) -> tuple[Callable[[int], float], Callable[[int], float]]:
    if is_across:
        return lambda at: boxes[at].top, lambda at: boxes[at].height
    return lambda at: boxes[at].left, lambda at: boxes[at].width


def _cut(at: list[int], start: Callable[[int], float], length: Callable[[int], float]) -> list[list[int]]:
    """Groups of boxes that overlap along one axis."""
    bands: list[list[int]] = []
    end, shortest = 0.0, 0.0
    for index in sorted(at, key=start):
        size = length(index)
        if bands and start(index) < end - _OVERLAP * min(shortest, size):
            bands[-1].append(index)
            end, shortest = max(end, start(index) + size), min(shortest, size)
        else:
            bands.append([index])
            end, shortest = start(index) + size, size
    return bands
