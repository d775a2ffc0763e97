"""Pictures of pages: PNG, JPEG, TIFF of several pages, BMP, WebP."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.readers.page_layer import PageLayer, composed
from ingest.readers.page_pictures import PageRecogniser, page_list
from ingest.readers.page_text import join_pages
from ingest.readers.reader import FileContent
from ingest.source_text import SourceText

_SIGNATURE: Final = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP", re.DOTALL
)
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
#: Pixels of one picture: a sheet of A3 at 600 dots an inch has 70 million. Half of what Pillow warns of as a bomb.
MOST_PIXELS: Final = 80_000_000
# A sheet of A4, in points: pictures rarely say how large they would print.
_WIDTH_IN_POINTS: Final = 595.0


class ImageReader:
    """Recognises the text; the pages of a TIFF are pages to cite."""

    def recognises(self, file: FileContent) -> bool:
        """By the signature."""
        return _SIGNATURE.match(file.data) is not None

    def read(self, file: FileContent) -> SourceText:
        """One line for each line on the picture; ruled tables as rows."""
        recogniser = PageRecogniser(file.resources)
        layers = [
            recogniser.read(picture, number, _WIDTH_IN_POINTS) if recogniser.has_room(number) else PageLayer()
            for number, picture in enumerate(pictures(file), start=1)
        ]
        pages = composed(layers)
        if not any(page.lines for page in pages):
            raise file.error("no_text", "a picture in which no text was recognised. Get a better copy.")
        read = [number for number, layer in enumerate(layers, start=1) if not layer.is_empty]
        told = [f"page {page_list(read)}: text recognised from the picture", *recogniser.warnings()]
        return join_pages(enumerate(pages, start=1), told)


def pictures(file: FileContent) -> Iterator[Image.Image]:
    """The pages of a picture file, each turned as its camera meant it.

    :raises FileError: ``too_large`` for more pixels than ``MOST_PIXELS``, ``damaged`` for what cannot be decoded.
    """
    try:
        # The pixels are counted below; Pillow's own limit, twice as high, guards what is not counted.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(file.data), formats=_FORMATS)
        with opened:
            count = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
            file.refuse_pages(count)
            for number in range(count):
                opened.seek(number)
                if opened.width * opened.height > MOST_PIXELS:
                    size = f"{opened.width} by {opened.height} pixels, and {MOST_PIXELS // 1_000_000} million are read"
                    raise file.error("too_large", f"a picture of {size}. Save it at a lower resolution.")
                yield ImageOps.exif_transpose(opened)
    except Image.DecompressionBombError as error:
        raise file.error("too_large", f"a picture of too many pixels ({error}). Save it smaller.") from error
    except UnidentifiedImageError as error:
        raise file.error("damaged", "not a readable picture: its header makes no sense. Get a fresh copy.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        # What Pillow's decoders raise on broken files; the rest becomes ``damaged`` where files are read.
        raise file.error("damaged", f"not a readable picture ({error}). Get a fresh copy.") from error
