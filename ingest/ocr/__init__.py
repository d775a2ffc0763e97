"""Pictures of pages to lines of text.

In: the image of a page. Out: ``RecognisedPage``, its lines with boxes; then ``PageText``, in reading order.
Read first: ``engine.py``, the seam; ``rapid.py`` is the real engine, ``page_lines.py`` finds the reading order.
"""

from __future__ import annotations

from ingest.ocr.engine import FixedOcr, Ocr, OcrUnavailable, RecognisedLine, RecognisedPage
from ingest.ocr.rapid import RapidOcr

__all__ = ["FixedOcr", "Ocr", "OcrUnavailable", "RapidOcr", "RecognisedLine", "RecognisedPage"]
