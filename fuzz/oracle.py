"""What must hold for every input, whatever its bytes."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.chunks import chunk_document
from ingest.containers import UnpackingLimits, is_container, unpack
from ingest.document import Document
from ingest.errors import FILE_ERROR_CODES, FileError
from ingest.ocr import FixedOcr
from ingest.readers.reader import FileContent
from ingest.reading import read_content
from ingest.resources import ReadingResources

LONGEST_SECONDS: Final = 10.0
LONGEST_INPUT: Final = 1_000_000
_PACKAGE: Final = "ingest"
# Recognition itself is tested elsewhere, and takes seconds a page; what is made of its lines is fuzzed.
RESOURCES: Final = ReadingResources(ocr_pages_at_most=2, ocr=FixedOcr(("第一条 本办法所称企业。", "（一）在本市登记")))


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken promise.

    :ivar what: one word or the exception's name, and where it was raised; equal for equal faults.
    :ivar detail: for a person to read: the traceback, or the time it took.
    """

    what: str
    detail: str


def findings(name: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with how one input was read; nothing where all is well.

    :param name: what the file is called; its ending is a hint to some readers.
    """
    began = time.perf_counter()
    try:
        _read(name, data)
    except FileError as error:
        yield from _about_error(error)
    except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
        yield _raised(error)
    took = time.perf_counter() - began
    if took > LONGEST_SECONDS and len(data) < LONGEST_INPUT:
        yield Finding("slow", f"{took:.1f} s for {len(data)} bytes; {LONGEST_SECONDS:.0f} s are allowed")


def _read(name: str, data: bytes) -> None:
    file = FileContent(Path(name), data, RESOURCES)
    if is_container(file):
        for _ in unpack(file, UnpackingLimits()):
            pass
    document = read_content(file, f"fuzz/{name}")
    _hold_together(document)


def _hold_together(document: Document) -> None:
    """Raise where a document does not fit itself."""
    if not document.text:
        raise ValueError("a document without text")
    position = 0
    for block in document.blocks:
        if block.start != position or not block.start <= block.end <= len(document.text):
            raise ValueError(f"a block at {block.start} where {position} was due")
        position = block.end + 1
    if position != len(document.text) + 1:
        raise ValueError(f"blocks end at {position - 1}, the text at {len(document.text)}")
    for chunk in chunk_document(document, count_tokens=len, window=1200):
        if "\n".join(document.text[span.start : span.end] for span in chunk.spans) != chunk.text:
            raise ValueError(f"chunk {chunk.number} is not the text over its spans")


def _about_error(error: FileError) -> Iterator[Finding]:
    if error.code not in FILE_ERROR_CODES:
        yield Finding(f"code-{error.code}", str(error))
    if "\n" in str(error):
        yield Finding("long-message", repr(str(error)))
    cause = error.__cause__
    # The parsers of others raise what they please, and a file they give up is damaged. Our own code should know.
    if cause is not None and error.code == "damaged" and _is_ours(cause) and not isinstance(cause, FileError):
        yield _raised(cause)


def _is_ours(error: BaseException) -> bool:
    return f"/{_PACKAGE}/" in traceback.extract_tb(error.__traceback__)[-1].filename


def _raised(error: BaseException) -> Finding:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    detail = "".join(traceback.format_exception(error))
    return Finding(f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.name.strip('<>')}", detail)
