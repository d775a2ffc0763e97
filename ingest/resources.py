"""What reading a file may use beyond its bytes; who builds an index decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ingest.ocr import Ocr, RapidOcr


@dataclass(frozen=True, slots=True)
class ReadingResources:
    """Limits, secrets and engines for reading; pickles small, so that worker processes can be sent it.

    :ivar ocr_cache: a folder where recognised pages are kept over builds; ``None`` recognises every time.
    :ivar passwords: tried in turn on every protected file, after the empty one.
    :ivar ocr_pages_at_most: pages of one file whose text is recognised, at about five CPU seconds each; those
        beyond are named in a warning. 0 recognises none.
    :ivar pages_at_most: pages of one file; one with more is refused, since half a document must not pass for the whole.
    """

    ocr_cache: Path | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    ocr_pages_at_most: int = 300
    pages_at_most: int = 5000
    ocr: Ocr = field(default_factory=RapidOcr)


DEFAULT: Final = ReadingResources()
