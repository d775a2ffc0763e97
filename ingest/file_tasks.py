"""What worker processes do with files: look into containers, and read documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from PIL import Image

from ingest.containers import (
    Refusal,
    UnpackingLimits,
    is_container,
    is_document_too,
    read_member,
    unpack,
)
from ingest.errors import FileError
from ingest.file_orders import Answer, Means, Order, PackedFile, Read, ReadFile, Refused, Unpack, Unpacked, Unread
from ingest.inner_path import split_inner_path
from ingest.isolation.limits import MEGABYTE
from ingest.ocr import Ocr, RecognisedPage
from ingest.readers.reader import FileContent
from ingest.reading import read_content
from ingest.resources import ReadingResources


def perform(order: bytes, more_time: Callable[[], None]) -> bytes:
    """Carry out one order.

    :param order: JSON of an ``Order``.
    :param more_time: called with each page whose text was recognised.
    :returns: JSON of an ``Answer``.
    """
    told: Order = msgspec.json.decode(order, type=Order)
    try:
        answer = _unpacked(told) if isinstance(told, Unpack) else _read(told, more_time)
    except FileError as error:
        answer = Unread(error.code, error.message)
    return msgspec.json.encode(answer)


def _unpacked(order: Unpack) -> Answer:
    file = _open(Path(order.path), ReadingResources())
    if not is_container(file):
        return Unpacked((), (), is_document=True)
    files, refused = [], []
    try:
        for member in unpack(file, _limits(order.means), order.means.passwords):
            if isinstance(member, Refusal):
                refused.append(Refused(member.name, member.code, member.message))
            else:
                content_hash = hashlib.sha256(member.data).hexdigest()
                files.append(PackedFile(member.name, len(member.data), content_hash))
    except FileError as error:  # what was given before it stays
        refused.append(Refused("", error.code, error.message))
    return Unpacked(tuple(files), tuple(refused), is_document=is_document_too(file))


def _read(order: Read, more_time: Callable[[], None]) -> Answer:
    means = order.means
    resources = ReadingResources(
        ocr_cache=Path(means.ocr_cache) if means.ocr_cache is not None else None,
        passwords=means.passwords,
        pages_at_most=means.pages,
    )
    resources = replace(resources, ocr=_PagewiseOcr(resources.ocr, more_time))
    document = read_content(_open(Path(order.path), resources, _limits(means)), order.name, order.page_texts)
    try:
        content = msgspec.json.encode(document)
    except UnicodeEncodeError:
        raise FileError(
            order.path, "damaged", "its text holds halves of characters (lone surrogates). Save it again as UTF-8."
        ) from None
    return ReadFile(msgspec.Raw(content), len(document.pages))


def _open(path: Path, resources: ReadingResources, limits: UnpackingLimits = UnpackingLimits()) -> FileContent:  # noqa: B008 - immutable
    """The bytes of a file on disk, or in a container on disk."""
    split = split_inner_path(str(path))
    if split is None or path.exists():
        return FileContent(path, _bytes(path), resources)
    container, name = split
    outer = FileContent(Path(container), _bytes(Path(container)), resources)
    return FileContent(path, read_member(outer, name, limits, resources.passwords), resources)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror or error}). Check its permissions."
        raise FileError(str(path), "unreadable", message) from error


def _limits(means: Means) -> UnpackingLimits:
    return UnpackingLimits(member_size=means.file_mb * MEGABYTE)


@dataclass(frozen=True, slots=True)
class _PagewiseOcr:
    """Recognises as another does, and says so after each page: a scan of many pages takes long, but does not hang."""

    engine: Ocr
    more_time: Callable[[], None]

    @property
    def version(self) -> str:
        return self.engine.version

    def read(self, image: Image.Image) -> RecognisedPage:
        page = self.engine.read(image)
        self.more_time()
        return page
