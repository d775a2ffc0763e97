from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from page.errors import OriginalUnavailable
from page.original_file import read_original
from tests.page.conftest import MakeDocument


def test_the_bytes_that_were_indexed_come_back(make_document: MakeDocument) -> None:
    assert read_original(make_document(b"as indexed")).content == b"as indexed"


def test_another_content_at_the_same_path_is_not_given_out(make_document: MakeDocument, tmp_path: Path) -> None:
    document = make_document(b"as indexed")
    secret = tmp_path / "secret"
    secret.write_bytes(b"something else")
    Path(document.path).unlink()
    Path(document.path).symlink_to(secret)
    with pytest.raises(OriginalUnavailable, match="has changed"):
        read_original(document)


def test_a_missing_file_names_the_fix(make_document: MakeDocument) -> None:
    document = make_document(b"as indexed")
    Path(document.path).unlink()
    with pytest.raises(OriginalUnavailable, match="policykb build"):
        read_original(document)


@pytest.mark.parametrize(
    ("content", "is_picture"),
    [(b"\x89PNG\r\n\x1a\n", True), (b"II*\0 %PDF-1.7", False), (b"%PDF-1.7", False), (b"", False)],
)
def test_a_picture_is_known_by_its_content(make_document: MakeDocument, content: bytes, is_picture: bool) -> None:
    assert read_original(make_document(content, name="rules/a.png")).is_picture is is_picture


@pytest.mark.parametrize(
    ("content", "is_pdf"), [(b"%PDF-1.7", True), (b"\n%PDF-1.4", True), (b"<html>", False), (b"", False)]
)
def test_a_pdf_is_known_by_its_content(make_document: MakeDocument, content: bytes, is_pdf: bool) -> None:
    assert read_original(make_document(content, name="rules/a.pdf")).is_pdf is is_pdf


def test_a_file_in_an_archive_is_given_out_of_it(make_document: MakeDocument, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("附件/1.pdf", b"%PDF-1.7 inside")
    document = replace(
        make_document(b"as indexed"),
        path=f"{archive}!/附件/1.pdf",
        content_hash=hashlib.sha256(b"%PDF-1.7 inside").hexdigest(),
    )
    original = read_original(document)
    assert (original.content, original.path.name, original.is_pdf) == (b"%PDF-1.7 inside", "1.pdf", True)
    with pytest.raises(OriginalUnavailable, match="has changed"):
        read_original(replace(document, content_hash="0" * 64))
    with pytest.raises(OriginalUnavailable, match=r"holds no 附件/2\.pdf"):
        read_original(replace(document, path=f"{archive}!/附件/2.pdf"))
    archive.write_bytes(b"PK\x03\x04 no longer")
    with pytest.raises(OriginalUnavailable, match="not a readable ZIP"):
        read_original(document)
    archive.unlink()
    with pytest.raises(OriginalUnavailable, match="cannot be read"):
        read_original(document)
