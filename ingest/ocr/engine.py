"""The seam of text recognition: a picture of a page to lines with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from ingest.errors import PolicyKBError

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One stretch of text as an engine found it; a line on paper may be several.

    :ivar corners: in pixels of the image that was given, from the top left: first the corner where reading
        begins above the text, then the one where it ends, then those below the end and the beginning.
    :ivar confidence: 0 to 1, higher is surer.
    """

    text: str
    corners: tuple[Point, Point, Point, Point]
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What an engine read from one image.

    :ivar width: of the image in pixels, as ``height``.
    :ivar turned: how many quarter turns clockwise make the image upright; ``corners`` are those before it.
    """

    width: int
    height: int
    lines: tuple[RecognisedLine, ...] = ()
    turned: int = 0

    @property
    def confidence(self) -> float:
        """Mean over all characters; 0 for no text."""
        characters = sum(len(line.text) for line in self.lines)
        return sum(line.confidence * len(line.text) for line in self.lines) / characters if characters else 0.0


class OcrUnavailable(PolicyKBError):
    """The engine does not start, which is no file's fault: its package or its models are missing or broken."""


class Ocr(Protocol):
    """Recognises text. Implementations pickle small, since worker processes are sent them."""

    @property
    def version(self) -> str:
        """Names engine, models and settings: the same image gives the same lines as long as it stays."""

    def read(self, image: Image.Image) -> RecognisedPage:
        """The lines of a page in any order; none for a blank page.

        :raises OcrUnavailable: the engine does not start.
        :raises MemoryError: the page takes more memory than there is.
        """


@dataclass(frozen=True, slots=True)
class FixedOcr:
    """Finds the same lines on every image, one below the other, across the image; stands in for an engine in tests.

    :ivar confidence: that it claims for each line.
    """

    lines: Sequence[str]
    confidence: float = 0.99
    version: str = "fixed"

    def read(self, image: Image.Image) -> RecognisedPage:
        """Each line as wide as its share of the longest one, within a margin of a tenth."""
        longest = max(map(len, self.lines), default=1)
        left, top = image.width * 0.1, image.height * 0.1
        pitch = image.width * 0.8 / max(longest, 20)
        height = min(image.height * 0.8 / max(len(self.lines), 1), 2 * pitch)
        found = []
        for at, text in enumerate(self.lines):
            above, below = top + at * height, top + at * height + height / 2
            right = left + pitch * len(text)
            corners = ((left, above), (right, above), (right, below), (left, below))
            found.append(RecognisedLine(text, corners, self.confidence))
        return RecognisedPage(image.width, image.height, tuple(found))
