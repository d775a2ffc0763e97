"""Pages of a picture file, such as a scan as TIFF, and where on them a sentence stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from PIL import Image

from ingest.document import Document, PageSpan, Span
from ingest.errors import FileError
from ingest.readers.image import pictures
from ingest.readers.reader import FileContent
from page.errors import NoSuchPage
from page.kept_boxes import PercentBox, kept_boxes

_MOST_TIMES_HIGHER = 3


@dataclass(frozen=True, slots=True)
class PicturePages:
    """The pages of one picture file.

    :raises NoSuchPage: from all that is asked of it: it cannot be decoded, or has no such page.
    """

    content: bytes = field(repr=False)

    def count(self) -> int:
        try:
            return sum(1 for _ in pictures(self._file))
        except FileError as error:
            raise NoSuchPage(error.message) from error

    def size(self, page: int, width: int) -> tuple[int, int]:
        picture = self._picture(page)
        shrink = min(width / picture.width, _MOST_TIMES_HIGHER * width / picture.height, 1.0)
        return max(round(picture.width * shrink), 1), max(round(picture.height * shrink), 1)

    def draw(self, page: int, width: int) -> Image.Image:
        """Not larger than it is, and on white where the picture lets through."""
        picture = self._picture(page).convert("RGBA")
        picture.thumbnail((width, _MOST_TIMES_HIGHER * width))
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture)
        return paper.convert("RGB")

    def boxes(self, document: Document, part: PageSpan, spans: Sequence[Span]) -> list[tuple[PercentBox, ...]]:
        """Those of the recognised lines."""
        return [kept_boxes(document, part.page, span) for span in spans]

    @property
    def _file(self) -> FileContent:
        return FileContent(Path("picture"), self.content)

    def _picture(self, page: int) -> Image.Image:
        try:
            picture = next(islice(pictures(self._file), page - 1, page), None) if page > 0 else None
        except FileError as error:
            raise NoSuchPage(error.message) from error
        if picture is None:
            raise NoSuchPage(f"page {page}: the picture has no such page.")
        return picture
