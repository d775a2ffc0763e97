"""One file that the user names, read as ``build`` reads it: in a process of its own, within the settings' limits."""

from __future__ import annotations

from pathlib import Path

import msgspec

from index.plan import is_storable
from index.settings import Settings
from ingest.document import Document
from ingest.errors import FileError
from ingest.file_orders import PERFORM, Answer, Read, ReadFile, Unread
from ingest.isolation.pool import WorkerPool
from ingest.isolation.process import Lost


def read_file(file: Path, settings: Settings) -> Document:
    """The document.

    :raises FileError: the file cannot be read, or not within the limits.
    """
    return document_of(file, perform(PERFORM, msgspec.json.encode(order_to_read(file, settings)), file, settings))


def order_to_read(file: Path, settings: Settings) -> Read:
    """What the process that reads is told.

    :raises FileError: the file is too large, or its name cannot be stored.
    """
    if not is_storable(file):
        raise FileError(str(file), "unreadable", "its name is not UTF-8. Rename the file.")
    try:
        size = file.stat().st_size
    except OSError as error:
        message = f"cannot be read ({error.strerror or error}). Check the path and its permissions."
        raise FileError(str(file), "unreadable", message) from error
    if size > settings.limits.file_bytes:
        message = f"larger than {settings.limits.file_mb} MB. Split it, or raise file_mb in settings.toml."
        raise FileError(str(file), "too_large", message)
    means = settings.means
    if not settings.home.is_dir():  # recognised pages are kept only where there is a home to keep them in
        means = msgspec.structs.replace(means, ocr_cache=None)
    return Read(str(file), f"{file.absolute().parent.name}/{file.name}", means)


def perform(function: str, order: bytes, file: Path, settings: Settings) -> bytes:
    """Have a process carry out an order about a file.

    :param function: ``module:name``, as for a worker pool.
    :raises FileError: the process crashed, hung or grew too large.
    """
    with WorkerPool(function, 1, settings.limits) as pool:
        ((_, result),) = pool.run([order])
    if isinstance(result, Lost):
        raise FileError(str(file), result.code, result.message)
    return result


def document_of(file: Path, answer: bytes) -> Document:
    """The document that a process answered with.

    :raises FileError: it could not be read.
    """
    told = msgspec.json.decode(answer, type=Answer)
    if isinstance(told, Unread):
        raise FileError(str(file), told.code, told.message)
    if not isinstance(told, ReadFile):
        raise TypeError(f"an order to read was answered by {type(told).__name__}")
    return msgspec.json.decode(told.document, type=Document)
