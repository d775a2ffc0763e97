"""What is drawn on a PDF page beside its text: ruling lines and pictures. The caller holds ``PDFIUM_LOCK``."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.table_grid import Ruling

Point = tuple[float, float]

# A filled rectangle thinner than this, in points, is a line.
_THICKEST: Final = 3.0
_SHORTEST: Final = 3.0
# How far a line may be off the level.
_SLANT: Final = 0.5
# Beyond these a page holds a drawing, not a table.
_MOST_OBJECTS: Final = 50_000
_MOST_SEGMENTS: Final = 20_000
_MOST_RULINGS: Final = 4_000
_DEEPEST: Final = 4
# Device units by which the page's transformation is found; pdfium rounds to whole ones.
_FINE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Transformation:
    """An affine map of the plane: x' = a x + c y + e, y' = b x + d y + f, as PDF writes them."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, point: Point) -> Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Transformation) -> Transformation:
        """The map that applies ``first`` and then this one."""
        origin, x, y = (self.apply(first.apply(point)) for point in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
        return Transformation(
            x[0] - origin[0], x[1] - origin[1], y[0] - origin[0], y[1] - origin[1], origin[0], origin[1]
        )


def as_shown(page: pypdfium2.PdfPage) -> Transformation:
    """From the page's own space to points from the top left of the page as it is shown, rotated and cropped."""
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()
    shown = []
    for point in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, *point, byref(x), byref(y))
        shown.append((x.value / _FINE * width, y.value / _FINE * height))
    (e, f), (ax, bx), (cy, dy) = shown
    return Transformation((ax - e) / 1000, (bx - f) / 1000, (cy - e) / 1000, (dy - f) / 1000, e, f)


def rulings(page: pypdfium2.PdfPage) -> list[Ruling]:
    """The lines that could frame a table; none for a page full of drawings."""
    found: list[Ruling] = []
    segments = 0
    for path, placed in _objects(page, pdfium.FPDF_PAGEOBJ_PATH):
        count = pdfium.FPDFPath_CountSegments(path)
        segments += max(count, 0)
        if segments > _MOST_SEGMENTS or len(found) > _MOST_RULINGS:
            return []
        found += _path_rulings(path, count, placed)
    return found


def share_of_pictures(page: pypdfium2.PdfPage) -> float:
    """How much of the page the largest picture covers, 0 to 1."""
    width, height = page.get_size()
    largest = 0.0
    for picture, placed in _objects(page, pdfium.FPDF_PAGEOBJ_IMAGE):
        # A picture is the unit square under its own matrix.
        corners = [
            placed.after(_matrix(picture)).apply(corner) for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        largest = max(largest, (max(xs) - min(xs)) * (max(ys) - min(ys)))
    return min(largest / (width * height), 1.0) if width * height > 0 and math.isfinite(largest) else 0.0


def _objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[tuple[Any, Transformation]]:
    """The page's objects of one kind, also those in forms, each with the map from where it is drawn to the sheet."""
    shown: Transformation | None = None
    for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, at)
        own = pdfium.FPDFPageObj_GetType(item)
        if own not in (kind, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        if shown is None:
            shown = as_shown(page)
        if own == kind:
            yield item, shown
        else:
            yield from _in_form(item, kind, shown, 1)


def _in_form(form: Any, kind: int, outer: Transformation, depth: int) -> Iterator[tuple[Any, Transformation]]:
    placed = outer.after(_matrix(form))
    for at in range(min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
        item = pdfium.FPDFFormObj_GetObject(form, at)
        own = pdfium.FPDFPageObj_GetType(item)
        if own == kind:
            yield item, placed
        elif own == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _in_form(item, kind, placed, depth + 1)


def _matrix(item: Any) -> Transformation:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return Transformation(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return Transformation(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _path_rulings(path: Any, count: int, placed: Transformation) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke)) or not (fill.value or stroke.value):
        return
    whole = placed.after(_matrix(path))
    for outline in _outlines(path, count):
        yield from _outline_rulings([whole.apply(point) for point in outline], is_stroked=bool(stroke.value))


def _outlines(path: Any, count: int) -> Iterator[list[Point]]:
    """The straight outlines of a path, closed ones with their first point at the end again."""
    points: list[Point] = []
    is_curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not is_curved:
                yield points
            points, is_curved = [], False
        is_curved = is_curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1 and not is_curved:
        yield points


def _outline_rulings(points: Sequence[Point], *, is_stroked: bool) -> Iterator[Ruling]:
    if not all(math.isfinite(x + y) for x, y in points):
        return
    hull = _hull(points)
    if min(hull.x1 - hull.x0, hull.bottom - hull.top) <= _THICKEST:
        yield from _if_long(_thinned(hull))
    elif is_stroked:
        for side in pairwise(points):
            line = _hull(side)
            if min(line.x1 - line.x0, line.bottom - line.top) <= _SLANT:
                yield from _if_long(_thinned(line))


def _hull(points: Iterable[Point]) -> Ruling:
    xs, ys = zip(*points, strict=True)
    return Ruling(min(xs), min(ys), max(xs), max(ys))


def _thinned(line: Ruling) -> Ruling:
    if line.is_level:
        middle = (line.top + line.bottom) / 2
        return Ruling(line.x0, middle, line.x1, middle)
    middle = (line.x0 + line.x1) / 2
    return Ruling(middle, line.top, middle, line.bottom)


def _if_long(line: Ruling) -> Iterator[Ruling]:
    if max(line.x1 - line.x0, line.bottom - line.top) >= _SHORTEST:
        yield line
