"""One file that the user names, read as ``build`` reads it: in a process of its own, within the settings' limits."""

from __future__ import annotations

from pathlib import Path

import msgspec

from console.inspection_orders import PERFORM, Inspect, Inspected
from index.plan import is_storable
from index.settings import Settings
from ingest.document import Document
from ingest.errors import FileError
from ingest.file_orders import Answer, Means, Read, ReadFile, Unread
from ingest.isolation.pool import WorkerPool
from ingest.isolation.process import Lost


def read_file(file: Path, settings: Settings) -> Document:
    """The document.

    :raises FileError: as ``inspect_file``.
    """
    return inspect_file(file, settings, as_page=False)[0]


def inspect_file(file: Path, settings: Settings, *, as_page: bool) -> tuple[Document, bytes | None]:
    """The document, and the page for checking by eye as HTML in UTF-8 if it is asked for.

    :raises FileError: the file cannot be read, or not within the limits.
    """
    limits = settings.limits
    if not is_storable(file):
        raise FileError(str(file), "unreadable", "its name is not UTF-8. Rename the file.")
    if file.stat().st_size > limits.file_bytes:
        message = f"larger than {limits.file_mb} MB. Split it, or raise file_mb in settings.toml."
        raise FileError(str(file), "too_large", message)
    order = Inspect(Read(str(file), f"{file.absolute().parent.name}/{file.name}", _means(settings)), as_page)
    with WorkerPool(PERFORM, 1, limits) as pool:
        ((_, result),) = pool.run([msgspec.msgpack.encode(order)])
    if isinstance(result, Lost):
        raise FileError(str(file), result.code, result.message)
    inspected = msgspec.msgpack.decode(result, type=Inspected)
    answer = msgspec.json.decode(inspected.answer, type=Answer)
    if isinstance(answer, Unread):
        raise FileError(str(file), answer.code, answer.message)
    if not isinstance(answer, ReadFile):
        raise TypeError(f"an order to read was answered by {type(answer).__name__}")
    return msgspec.json.decode(answer.document, type=Document), inspected.page


def _means(settings: Settings) -> Means:
    """Those of a build; recognised pages are kept only where there is a home to keep them in."""
    means = settings.means
    return means if settings.home.is_dir() else msgspec.structs.replace(means, ocr_cache=None)
