"""Files that a command may write: none that holds somebody's work."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from console.output_file import must_be_writable

MARK = "<meta made by us>"


def test_a_new_file_and_an_empty_one(tmp_path: Path) -> None:
    must_be_writable(tmp_path / "new.txt")
    (tmp_path / "empty.txt").touch()  # as a shell's redirection or mktemp leaves it
    must_be_writable(tmp_path / "empty.txt")


def test_a_file_with_something_in_it_stays_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(b"somebody's work")
    with pytest.raises(click.UsageError, match=r"letter\.docx is there already\. .*--force"):
        must_be_writable(file)
    must_be_writable(file, force=True)
    assert file.read_bytes() == b"somebody's work"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for force in (False, True):
        with pytest.raises(click.UsageError, match="its folder is not there"):
            must_be_writable(tmp_path / "none" / "out.html", force=force)


def test_a_name_alone_is_one_in_the_folder_of_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    must_be_writable(Path("out.html"))


def test_what_is_no_file_can_be_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # as /dev/stdout may be
    must_be_writable(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("content", "is_ours"),
    [
        (f"<!doctype html>\n{MARK}\n", True),
        ("x" * (1024 - len(MARK)) + MARK, True),
        ("x" * (1025 - len(MARK)) + MARK, False),  # what merely quotes it further down
        ("<html>", False),
    ],
)
def test_a_file_that_the_command_wrote_is_written_anew(tmp_path: Path, content: str, is_ours: bool) -> None:
    file = tmp_path / "page.html"
    file.write_text(content, encoding="utf-8")
    if is_ours:
        must_be_writable(file, signature=MARK)
    else:
        with pytest.raises(click.UsageError):
            must_be_writable(file, signature=MARK)
