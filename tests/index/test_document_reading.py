"""Which failures are remembered from one build to the next."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from index.changes import FoundDocument
from index.document_cache import DocumentCache
from index.document_reading import read_documents
from index.stopwatch import Stopwatch
from ingest.file_orders import Means
from ingest.isolation.limits import Limits
from ingest.isolation.pool import WorkerPool

CRASHING = "tests.index.crashing_reader:perform"
LIMITS = Limits(seconds=30, memory_mb=512)


def codes(path: Path, cache: DocumentCache, limits: Limits = LIMITS) -> list[str]:
    content_hash = hashlib.sha256(path.read_bytes()).hexdigest()
    found = FoundDocument(f"s/{path.name}", str(path), str(path.parent), path.stat().st_size, content_hash)
    means = Means((), None, limits.file_mb, limits.pages)
    with WorkerPool(CRASHING, 1, limits) as pool:
        reading = read_documents([found], pool, means, limits, cache, Stopwatch(None))
    return [failure.code for failure in reading.failures.values()]


@pytest.mark.parametrize(
    ("signal", "again"),
    [("SIGSEGV", 0), ("SIGABRT", 0), ("SIGKILL", 1), ("SIGTERM", 1)],
)
def test_a_file_that_crashes_its_reader_is_not_read_again_unless_someone_killed_the_process(
    tmp_path: Path, signal: str, again: int
) -> None:
    path = tmp_path / f"{signal}.pdf"
    path.write_bytes(b"%PDF-1.7")
    with closing(DocumentCache(tmp_path / "documents.db")) as cache:
        assert codes(path, cache) == codes(path, cache) == ["crashed"]
        assert len(path.with_suffix(".tries").read_text()) == 1 + again
        codes(path, cache, Limits(seconds=60, memory_mb=512))  # allowed more, it may go well
        path.write_bytes(b"%PDF-1.4")
        codes(path, cache)
    assert len(path.with_suffix(".tries").read_text()) == 3 + again
