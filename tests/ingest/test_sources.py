from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from ingest import Source, SourceError
from ingest.sources import survey


def names(source: Source) -> list[str]:
    return [file.name for file in survey(source).files]


def test_names_are_the_sources_name_and_the_path_below(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "rules" / "a.pdf").write_text("a")
    assert names(Source("policies", tmp_path)) == ["policies/b.txt", "policies/rules/a.pdf"]


def test_a_file_is_named_by_its_source_and_itself(tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    [file] = survey(Source("replies-2", folder / "a.txt")).files
    assert file.name == "replies-2/a.txt"
    assert file.path == folder / "a.txt"


def test_hidden_and_lock_files_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden", "~$办法.docx", ".~lock.办法.docx#", "办法.docx"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    assert names(Source("s", tmp_path)) == ["s/办法.docx"]


def test_names_are_composed(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "é.txt")).write_text("x")
    assert names(Source("s", tmp_path)) == ["s/é.txt"]


def test_files_whose_names_differ_in_unicode_form_only_are_told_apart(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "é.txt") for form in ("NFC", "NFD"))
    (tmp_path / decomposed).write_text("decomposed")
    (tmp_path / composed).write_text("composed")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system takes both forms for one name")
    (tmp_path / "é (2).txt").write_text("another")
    texts = {file.name: file.path.read_text() for file in survey(Source("s", tmp_path)).files}
    assert texts == {"s/é.txt": "composed", "s/é (2).txt": "another", "s/é (3).txt": "decomposed"}


def test_links_out_of_the_source_and_loops_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text("x")
    (inside / "a.txt").write_text("a")
    (inside / "out").symlink_to(outside)
    (inside / "secret.txt").symlink_to(outside / "secret.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "same.txt").symlink_to(inside / "a.txt")
    (inside / "broken").symlink_to(inside / "missing")
    assert names(Source("s", inside)) == ["s/a.txt", "s/same.txt"]


def test_a_missing_path_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        survey(Source("s", tmp_path / "missing"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(SourceError, match="cannot be listed"):
        survey(Source("s", tmp_path))
