from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from index.document_cache import DocumentCache, document_key, failure_key, remove_document_cache
from index.errors import CorruptIndex
from ingest.file_orders import Means
from ingest.isolation.limits import Limits
from ingest.reading import read_document

KEY = document_key("a/b.txt", "/a/b.txt", "00")
MEANS = Means(("secret",), None, 10, 100)


def test_a_document_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "rule.txt"
    path.write_text("海州市办法\n第一条 补助五百万元。\n", encoding="utf-8")
    document = read_document(path, "rules/rule.txt")
    with closing(DocumentCache(tmp_path / "cache" / "documents.db")) as cache:
        assert cache.pages(KEY) is None
        cache.put(KEY, msgspec.json.encode(document), 7)
    with closing(DocumentCache(tmp_path / "cache" / "documents.db")) as cache:
        assert cache.pages(KEY) == 7
        assert cache.get(KEY) == document
        cache.forget_documents()
        with pytest.raises(KeyError):
            cache.get(KEY)


def test_failures_stay_when_documents_go(tmp_path: Path) -> None:
    with closing(DocumentCache(tmp_path / "documents.db")) as cache:
        assert cache.failure(KEY) is None
        cache.put_failure(KEY, "damaged", "broken")
        cache.forget_documents()
        assert cache.failure(KEY) == ("damaged", "broken")


def test_keys_tell_apart_what_may_give_another_outcome() -> None:
    documents = [("a", "b", "c"), ("ab", "", "c"), ("a", "b", "d")]
    assert len({document_key(*document) for document in documents}) == 3
    allowed = [
        (MEANS, Limits()),
        (MEANS, Limits(seconds=1)),
        (Means((), None, 10, 100), Limits()),
        (Means(("secret", "other"), None, 10, 100), Limits()),
    ]
    assert len({failure_key(KEY, means, limits) for means, limits in allowed}) == 4


def test_no_password_is_written(tmp_path: Path) -> None:
    path = tmp_path / "documents.db"
    with closing(DocumentCache(path)) as cache:
        cache.put_failure(failure_key(KEY, MEANS, Limits()), "encrypted", "none fits")
    assert b"secret" not in path.read_bytes()


def test_a_damaged_file_is_named_and_can_be_removed_unread(tmp_path: Path) -> None:
    path = tmp_path / "documents.db"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(CorruptIndex, match=r"documents\.db.*build --full"):
        DocumentCache(path)
    remove_document_cache(path)
    DocumentCache(path).close()
