"""Recognition by RapidOCR (PP-OCRv6) on onnxruntime, with the models that its wheel carries."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.resources
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from ingest.ocr.engine import OcrUnavailable, Point, RecognisedLine, RecognisedPage

if TYPE_CHECKING:
    from rapidocr import RapidOCR

#: Raised with any setting below that changes what is read.
_SETTINGS_VERSION: Final = 1
_MODELS: Final = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
# So that a large sheet is not shrunk to where its letters blur; who renders bounds the pixels.
_LONGEST_SIDE: Final = 4096
# How many lines are asked which way is up, and how sure the answer must be.
_ASKED: Final = 5
_SURE: Final = 0.9
_FEWEST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class RapidOcr:
    """Chinese and English print, in one thread: about five CPU seconds an A4 page.

    The models, 30 MB, are loaded with the first image and then kept by the process.
    """

    @property
    def version(self) -> str:
        """The version of the package, whose wheel carries the models, and of our settings."""
        return f"rapidocr-{importlib.metadata.version('rapidocr')}-{_SETTINGS_VERSION}"

    def read(self, image: Image.Image) -> RecognisedPage:
        """Read a page that may lie on its side or on its head."""
        upright = image.convert("RGB")
        lines = _lines(upright)
        turned = 0
        if _lies_on_its_side(lines):
            turned = 1
            upright = _turned(image, turned)
            lines = _lines(upright)
        if _stands_on_its_head(upright, lines):
            turned += 2
            lines = _lines(_turned(image, turned))
        back = tuple(_turned_back(line, image.size, turned) for line in lines)
        return RecognisedPage(image.width, image.height, back, turned)


@functools.cache
def _engine() -> RapidOCR:
    try:
        # Imported here: it brings OpenCV and costs a second, which only scans should cost.
        from rapidocr import RapidOCR  # noqa: PLC0415
    except ImportError as error:
        raise OcrUnavailable(f"rapidocr cannot be loaded ({error}). Install policykb again.") from error
    # By their paths the package neither looks for the models elsewhere nor downloads what it misses.
    paths = {f"{part}.model_path": str(_model(name)) for part, name in _MODELS.items()}
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    # Its warnings tell of blank pages.
    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": _LONGEST_SIDE, **threads, **paths})


def _model(name: str) -> Path:
    path = Path(str(importlib.resources.files("rapidocr") / "models" / name))
    if not path.is_file():
        raise OcrUnavailable(f"{path}: the model is missing. Install rapidocr again, in the version that is pinned.")
    return path


def _lines(image: Image.Image) -> tuple[RecognisedLine, ...]:
    engine = _engine()
    try:
        # It remembers the steps it was last asked for, so that each call names all three.
        found = engine(np.asarray(image)[:, :, ::-1], use_det=True, use_cls=True, use_rec=True)
    except Exception as error:
        if "alloc" in str(error):  # onnxruntime has no exception of its own for want of memory
            raise MemoryError("recognising a page takes more memory than there is") from error
        raise
    texts, boxes, scores = (getattr(found, name, None) for name in ("txts", "boxes", "scores"))
    if texts is None or boxes is None or scores is None:
        return ()
    return tuple(
        RecognisedLine(text, _corners(box), float(score))
        for text, box, score in zip(texts, boxes, scores, strict=True)
        if text.strip()
    )


def _corners(box: Sequence[Sequence[float]]) -> tuple[Point, Point, Point, Point]:
    first, second, third, fourth = ((round(float(x), 1), round(float(y), 1)) for x, y in box)
    return first, second, third, fourth


def _lies_on_its_side(lines: Sequence[RecognisedLine]) -> bool:
    """Whether most of the text runs up or down the image."""
    told = [line for line in lines if len(line.text) > 2]
    upright = sum(len(line.text) for line in told if _extent(line, 0) >= _extent(line, 1))
    return len(told) >= _FEWEST_LINES and upright < 0.5 * sum(len(line.text) for line in told)


def _extent(line: RecognisedLine, axis: int) -> float:
    ends = [corner[axis] for corner in line.corners]
    return max(ends) - min(ends)


def _stands_on_its_head(image: Image.Image, lines: Sequence[RecognisedLine]) -> bool:
    """Whether the longest lines do, each seen alone; the engine reads them either way, but in the wrong order."""
    longest = sorted(lines, key=lambda line: _extent(line, 0), reverse=True)[:_ASKED]
    if len(longest) < _FEWEST_LINES:
        return False
    votes = 0
    for line in longest:
        xs, ys = [x for x, _ in line.corners], [y for _, y in line.corners]
        strip = image.crop((math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))))
        seen = _engine()(np.asarray(strip)[:, :, ::-1], use_det=False, use_cls=True, use_rec=False)
        votes += any(label == "180" and score >= _SURE for label, score in getattr(seen, "cls_res", None) or ())
    return votes > len(longest) / 2


def _turned(image: Image.Image, quarters: int) -> Image.Image:
    # Pillow turns counter-clockwise.
    return image.convert("RGB").rotate(-90 * quarters, expand=True)


def _turned_back(line: RecognisedLine, size: tuple[int, int], quarters: int) -> RecognisedLine:
    """The line's corners in the image as it was given, of ``size``."""
    width, height = size
    first, second, third, fourth = (
        {0: (x, y), 1: (y, height - x), 2: (width - x, height - y), 3: (width - y, x)}[quarters]
        for x, y in line.corners
    )
    return RecognisedLine(line.text, (first, second, third, fourth), line.confidence)
