"""Recognised pages, kept by what the image shows and who read it."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image

from ingest.ocr.engine import Ocr, RecognisedPage

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CachedOcr:
    """An engine that remembers its pages in a folder, which several processes may share.

    What cannot be read back is recognised again, and what cannot be written is recognised again next time: a cache
    is never a reason for a document to fail.

    :ivar folder: made when the first page is kept; deleting it loses nothing but time.
    """

    engine: Ocr
    folder: Path

    @property
    def version(self) -> str:
        """The engine's."""
        return self.engine.version

    def read(self, image: Image.Image) -> RecognisedPage:
        """The page as it was read before, or else now."""
        path = self._path(image)
        known = _load(path)
        if known is not None:
            return known
        page = self.engine.read(image)
        _save(path, page)
        return page

    def _path(self, image: Image.Image) -> Path:
        digest = hashlib.sha256(f"{self.version}\0{image.mode}\0{image.size}\0".encode())
        digest.update(image.tobytes())
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.json"


def _load(path: Path) -> RecognisedPage | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=RecognisedPage)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        _LOG.warning("%s: recognised text cannot be read back (%s); the page is recognised again", path, error)
        return None


def _save(path: Path, page: RecognisedPage) -> None:
    # Beside the page's own name until it is whole: other processes read the folder too.
    aside = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(msgspec.json.encode(page))
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("%s: recognised text cannot be kept (%s)", path, error)
