"""Pictures of pages to recognised text, within the limits that reading is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PIL import Image

from ingest.ocr import Ocr
from ingest.ocr.page_cache import CachedOcr
from ingest.readers.page_layer import PageLayer
from ingest.readers.recognised import recognised_layer
from ingest.resources import ReadingResources

#: Pixels of a picture that is read; larger ones are shrunk. A sheet of A3 at 200 dots an inch has so many; reading
#: them takes 1.5 GB.
MOST_PIXELS: Final = 8_000_000
# A page whose lightest and darkest grey are closer than this is blank.
_BLANK: Final = 32
_UNSURE: Final = 0.8


class PageRecogniser:
    """Recognises the pages of one file and remembers what of it the user should know."""

    def __init__(self, resources: ReadingResources) -> None:
        engine, folder = resources.ocr, resources.ocr_cache
        self._ocr: Ocr = CachedOcr(engine, folder) if folder else engine
        self._left = resources.ocr_pages_at_most
        self._unsure: list[int] = []
        self._skipped: list[int] = []

    def has_room(self, page: int) -> bool:
        """Whether one more page may be recognised; if not, the page is noted as left out."""
        if self._left <= 0:
            self._skipped.append(page)
        return self._left > 0

    def read(self, image: Image.Image, page: int, width_in_points: float) -> PageLayer:
        """The text of a picture of a page; without lines for a blank one.

        :param width_in_points: of the whole page.
        """
        image = bounded(image)
        greys = [grey for grey, pixels in enumerate(image.convert("L").histogram()) if pixels]
        if greys[-1] - greys[0] < _BLANK:
            return PageLayer()
        self._left -= 1
        found = self._ocr.read(image)
        if found.lines and found.confidence < _UNSURE:
            self._unsure.append(page)
        return recognised_layer(found, image, width_in_points / image.width)

    def warnings(self) -> list[str]:
        """About pages that were left out or are doubtful."""
        told = []
        if self._unsure:
            told.append(f"recognition is unsure of page {page_list(self._unsure)}: check the text against the page")
        if self._skipped:
            told.append(f"page {page_list(self._skipped)} was not recognised: the limit of pages was reached")
        return told


def bounded(image: Image.Image) -> Image.Image:
    """The image in colour or grey, on white where it is transparent, and not larger than ``MOST_PIXELS``."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    elif image.mode not in ("L", "RGB"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    shrink = (MOST_PIXELS / (image.width * image.height)) ** 0.5
    if shrink >= 1:
        return image
    size = max(round(image.width * shrink), 1), max(round(image.height * shrink), 1)
    return image.resize(size, Image.Resampling.LANCZOS)


def page_list(pages: Sequence[int]) -> str:
    """Ascending page numbers with runs drawn together: 1–3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
