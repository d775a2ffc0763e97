from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sidecars import is_sidecar
from service.uploads import KEPT_DAYS, Clash, NotInTrash, UploadRefused, Uploads, safe_name


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "home", most_mb=1)


def arrived(folder: Path, content: bytes = b"one") -> Path:
    path = folder / "arrived"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("《产业扶持办法》（2025）.pdf", "《产业扶持办法》（2025）.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\办法.docx", "办法.docx"),
        ("..\\..\\CURRENT", "CURRENT"),
        (".hidden.pdf", "hidden.pdf"),
        ("a\x00b\n c.pdf", "ab c.pdf"),
        ("办法\u202efdp.exe", "办法fdp.exe"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("  办法 . pdf ", "办法. pdf"),
        ("字" * 200 + ".pdf", "字" * 65 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_its_tricks(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name"),
        ("..", "name"),
        ("a/..", "name"),
        ("\u200b", "name"),
        ("metadata.csv", "sidecar"),
        ("办法.pdf.page-3.txt", "sidecar"),
        ("~$办法.docx", "lock_file"),
        (".~lock.办法.docx#", "lock_file"),
    ],
)
def test_what_would_be_no_document_is_refused(name: str, code: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        safe_name(name)
    assert refused.value.code == code


@given(st.text())
def test_whatever_the_name_what_is_kept_is_one_visible_name(name: str) -> None:
    try:
        kept = safe_name(name)
    except UploadRefused:
        return
    assert kept
    assert "/" not in kept
    assert not kept.startswith(".")
    assert len(kept.encode()) <= 216
    assert unicodedata.is_normalized("NFC", kept)
    assert not is_sidecar(kept)


def test_a_file_is_moved_in_under_its_own_name(uploads: Uploads, tmp_path: Path) -> None:
    file = arrived(tmp_path)
    received = uploads.receive(file, "办法.pdf")
    assert received.path == tmp_path / "home" / "uploads" / "办法.pdf"
    assert (received.name, received.size, received.is_known, received.replaced) == ("办法.pdf", 3, False, False)
    assert received.path.read_bytes() == b"one"
    assert not file.exists()


def test_the_same_file_is_there_once_and_another_of_that_name_gets_a_number(uploads: Uploads, tmp_path: Path) -> None:
    uploads.receive(arrived(tmp_path), "办法.pdf")
    assert uploads.receive(arrived(tmp_path), "办法.pdf").is_known
    assert uploads.receive(arrived(tmp_path, b"two"), "办法.pdf").name == "办法 (2).pdf"
    assert uploads.receive(arrived(tmp_path, b"three"), "办法.pdf").name == "办法 (3).pdf"
    names = sorted(path.name for path in uploads.folder.iterdir() if path.is_file())
    assert names == ["办法 (2).pdf", "办法 (3).pdf", "办法.pdf"]


def test_a_file_that_is_replaced_goes_to_the_trash(uploads: Uploads, tmp_path: Path) -> None:
    uploads.receive(arrived(tmp_path), "办法.pdf")
    received = uploads.receive(arrived(tmp_path, b"two"), "办法.pdf", Clash.REPLACE)
    assert (received.name, received.replaced) == ("办法.pdf", True)
    assert received.path.read_bytes() == b"two"
    (old,) = (tmp_path / "home" / "trash").glob("*/办法.pdf")
    assert old.read_bytes() == b"one"


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"x" * (1024 * 1024 + 1), "too_large")])
def test_a_file_of_no_or_too_much_content_is_refused(
    content: bytes, code: str, uploads: Uploads, tmp_path: Path
) -> None:
    with pytest.raises(UploadRefused) as refused:
        uploads.receive(arrived(tmp_path, content), "办法.pdf")
    assert refused.value.code == code
    assert not list(uploads.folder.glob("*"))


def test_only_what_was_uploaded_is_discarded(uploads: Uploads, tmp_path: Path) -> None:
    received = uploads.receive(arrived(tmp_path), "办法.pdf")
    other = tmp_path / "办法.pdf"
    other.write_bytes(b"not ours")
    paths = [str(received.path), str(other), f"{received.path}!/1.pdf", str(uploads.folder / ".." / "办法.pdf")]
    assert uploads.discard(paths) == ["办法.pdf"]
    assert other.exists()
    assert not received.path.exists()


def test_the_trash_keeps_what_is_young(uploads: Uploads, tmp_path: Path) -> None:
    received = uploads.receive(arrived(tmp_path), "办法.pdf")
    uploads.discard([str(received.path)])
    old = tmp_path / "home" / "trash" / "20200101-000000-0000"
    old.mkdir()
    uploads.empty_trash()
    assert not old.exists()
    assert len(list((tmp_path / "home" / "trash").glob("*/办法.pdf"))) == 1


def test_what_was_received_is_taken_back(uploads: Uploads, tmp_path: Path) -> None:
    uploads.receive(arrived(tmp_path, b"old"), "办法.pdf")
    received = uploads.receive(arrived(tmp_path, b"new"), "办法.pdf", Clash.REPLACE)
    assert received.before is not None
    uploads.take_back(str(received.path), received.digest, str(received.before))
    assert received.path.read_bytes() == b"old"
    assert [each.name for each in uploads.trash()] == ["办法.pdf"]
    uploads.take_back(str(received.path), "", "")
    assert received.path.read_bytes() == b"old"
    uploads.take_back(str(tmp_path / "another.pdf"), "", "")


def test_what_came_in_its_place_is_not_taken_back(uploads: Uploads, tmp_path: Path) -> None:
    uploads.receive(arrived(tmp_path, b"old"), "办法.pdf")
    first = uploads.receive(arrived(tmp_path, b"new"), "办法.pdf", Clash.REPLACE)
    uploads.receive(arrived(tmp_path, b"newest"), "办法.pdf", Clash.REPLACE)
    uploads.take_back(str(first.path), first.digest, str(first.before))
    assert first.path.read_bytes() == b"newest"
    uploads.discard([str(first.path)])
    uploads.take_back(str(first.path), first.digest, str(first.before))
    assert not first.path.exists()
    assert len(uploads.trash()) == 3


def test_a_file_that_leaves_the_trash_as_it_is_looked_at_is_no_error(
    uploads: Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("一.pdf", "二.pdf"):
        uploads.discard([str(uploads.receive(arrived(tmp_path, name.encode()), name).path)])
    stat = Path.stat

    def vanishing(path: Path, **options: bool) -> os.stat_result:
        found = stat(path, **options)
        if path.name == "一.pdf":
            path.unlink()
        return found

    monkeypatch.setattr(Path, "stat", vanishing)
    assert {each.name for each in uploads.trash()} <= {"一.pdf", "二.pdf"}
    assert [each.name for each in uploads.trash()] == ["二.pdf"]


def test_the_trash_gives_back_what_it_holds_and_nothing_else(uploads: Uploads, tmp_path: Path) -> None:
    path = uploads.receive(arrived(tmp_path, b"old"), "办法.pdf").path
    uploads.discard([str(path)])
    uploads.receive(arrived(tmp_path, b"new"), "办法.pdf")
    [deleted] = uploads.trash()
    assert (deleted.name, deleted.size) == ("办法.pdf", 3)
    assert (deleted.kept_until - deleted.deleted_at).days == KEPT_DAYS
    for key in ("", "../uploads/办法.pdf", f"{deleted.key}/../..", "/etc/passwd", "x/办法.pdf"):
        with pytest.raises(NotInTrash):
            uploads.restore(key)
    assert uploads.restore(deleted.key).path.name == "办法 (2).pdf"
    assert uploads.trash() == ()
