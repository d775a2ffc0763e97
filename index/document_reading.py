"""Reads documents in worker processes into the cache."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from index.changes import FoundDocument
from index.document_cache import DocumentCache, document_key, failure_key
from index.stopwatch import Stopwatch
from index.types import Failure
from ingest.file_orders import Answer, Means, Read, ReadFile, Unread
from ingest.isolation.alarm import Overdue, alarm_after
from ingest.isolation.limits import Limits
from ingest.isolation.pool import WorkerPool
from ingest.isolation.process import Lost, timed_out

# A few short texts take less time than a process to read them takes to start. No foreign code sees them: what reads
# them is Python, which a signal can stop, and which does not crash.
_FEW: Final = 8
_SHORT_BYTES: Final = 64 * 1024
_TEXT_SUFFIXES: Final = frozenset({".txt", ".md", ".markdown"})
# Failures that are not the file's: tried again with every build, as is what killed a worker from outside. The others
# are tried again when the file, the settings or the readers change, or by --full.
_PASSING: Final = frozenset({"unreadable", "unsupported"})
_FOREIGN_BYTES: Final = (b"%PDF-", b"PK", b"\xd0\xcf\x11\xe0", b"<")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of the documents to be read.

    :ivar keys: where the documents that were read are in the cache, by name.
    :ivar failures: a row for each of the others, by name.
    """

    keys: dict[str, bytes]
    failures: dict[str, Failure]


def read_documents(
    found: Sequence[FoundDocument],
    pool: WorkerPool,
    means: Means,
    limits: Limits,
    cache: DocumentCache,
    watch: Stopwatch,
) -> Reading:
    """Read documents, but for those whose outcome the cache has.

    :param pool: of ``PERFORM``, with these limits.
    """
    keys: dict[str, bytes] = {}
    failures: dict[str, Failure] = {}
    progress = _Progress(watch, found)
    missing = []
    for document in found:
        key = _key(document)
        pages, failure = cache.pages(key), cache.failure(failure_key(key, means, limits))
        if pages is not None:
            keys[document.name] = key
            progress.count(document, pages)
        elif failure is not None:
            failures[document.name] = Failure(document.path, *failure)
            progress.count(document, 0)
        else:
            missing.append(document)
    for document, outcome in _outcomes(missing, pool, means, limits):
        key = _key(document)
        if isinstance(outcome, ReadFile):
            cache.put(key, bytes(outcome.document), outcome.pages)
            keys[document.name] = key
            progress.count(document, outcome.pages)
        else:
            if not _is_passing(outcome):
                cache.put_failure(failure_key(key, means, limits), outcome.code, outcome.message)
            failures[document.name] = Failure(document.path, outcome.code, outcome.message)
            progress.count(document, 0)
    return Reading(keys, failures)


def _is_passing(outcome: Unread | Lost) -> bool:
    return outcome.is_passing if isinstance(outcome, Lost) else outcome.code in _PASSING


def _outcomes(
    found: Sequence[FoundDocument], pool: WorkerPool, means: Means, limits: Limits
) -> Iterator[tuple[FoundDocument, ReadFile | Unread | Lost]]:
    if not found:
        return  # without loading the readers
    orders = [
        msgspec.json.encode(Read(document.path, document.name, means, dict(document.page_texts))) for document in found
    ]
    are_short = len(found) <= _FEW and all(_is_short_text(document) for document in found)
    is_main = threading.current_thread() is threading.main_thread()  # the only one that signals reach
    for number, result in _here(orders, limits) if are_short and is_main else pool.run(orders):
        if isinstance(result, Lost):
            yield found[number], result
            continue
        answer = msgspec.json.decode(result, type=Answer)
        if not isinstance(answer, ReadFile | Unread):
            raise TypeError(f"an order to read was answered by {type(answer).__name__}")
        yield found[number], answer


def _key(document: FoundDocument) -> bytes:
    return document_key(document.name, document.path, document.content_hash, document.page_texts)


def _is_short_text(document: FoundDocument) -> bool:
    path = Path(document.path)
    if path.suffix.lower() not in _TEXT_SUFFIXES or document.size > _SHORT_BYTES:
        return False
    try:
        content = path.read_bytes()
    except OSError:
        return False  # gone meanwhile, or in a container: a worker says so, or reads it
    return len(content) <= _SHORT_BYTES and not any(foreign in content for foreign in _FOREIGN_BYTES)


def _here(orders: Sequence[bytes], limits: Limits) -> Iterator[tuple[int, bytes | Lost]]:
    # Loads all readers: who leaves them to the workers should not wait for that.
    from ingest.file_tasks import perform  # noqa: PLC0415

    for number, order in enumerate(orders):
        try:
            with alarm_after(limits.seconds):
                result: bytes | Lost = perform(order, _take_your_time)
        except Overdue:
            result = timed_out(limits)
        yield number, result


def _take_your_time() -> None:
    """Texts have no pages to recognise."""


class _Progress:
    """Counts what was read: in files, pages and bytes."""

    def __init__(self, watch: Stopwatch, found: Sequence[FoundDocument]) -> None:
        self._watch = watch
        self._files, self._bytes = len(found), sum(document.size for document in found)
        self._done = self._pages = self._done_bytes = 0
        watch.tell("read", 0, self._files)

    def count(self, document: FoundDocument, pages: int) -> None:
        self._done += 1
        self._pages += pages
        self._done_bytes += document.size
        share = self._done_bytes / self._bytes if self._bytes else None
        self._watch.tell("read", self._done, self._files, document.name, pages=self._pages, share=share)
