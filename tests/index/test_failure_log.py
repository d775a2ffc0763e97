from __future__ import annotations

from pathlib import Path

import pytest

from index.builder import build_index
from index.failure_log import read_failures, write_failures
from index.settings import Settings
from index.types import Failure


def failure(path: Path | str, code: str = "damaged") -> Failure:
    return Failure(str(path), code, "its content does not fit.")


def test_a_build_of_a_part_keeps_what_is_known_of_the_rest(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "1.pdf", tmp_path / "b" / "2.pdf"
    for path in (one, other):
        path.parent.mkdir()
        path.touch()
    write_failures(tmp_path, [failure(one), failure(f"{other}!/附件/3.pdf")], None)
    write_failures(tmp_path, [], {tmp_path / "a"})
    assert read_failures(tmp_path) == (failure(f"{other}!/附件/3.pdf"),)
    write_failures(tmp_path, [failure(one)], {tmp_path / "a"})
    assert {row.path for row in read_failures(tmp_path)} == {str(one), f"{other}!/附件/3.pdf"}
    write_failures(tmp_path, [], None)
    assert read_failures(tmp_path) == ()


def test_what_is_gone_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "1.pdf"
    path.touch()
    source = failure(tmp_path / "unplugged", "unreachable")
    write_failures(tmp_path, [failure(path), source], None)
    path.unlink()
    assert read_failures(tmp_path) == (source,)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b'[{"path": 1}]'])
def test_a_damaged_log_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "failures.json").write_bytes(content)
    assert read_failures(tmp_path) == ()


def test_a_name_that_is_not_utf_8_is_left_out(tmp_path: Path) -> None:
    write_failures(tmp_path, [failure(tmp_path / "\udcff.pdf", "unreachable"), failure(tmp_path)], None)
    assert read_failures(tmp_path) == (failure(tmp_path),)


def test_a_build_writes_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "good.txt").write_text("海州市办法\n第一条 补助五百万元。\n", encoding="utf-8")
    (folder / "bad.txt").touch()
    report = build_index(settings, [folder])
    assert read_failures(settings.home) == report.failures
    assert [row.code for row in report.failures] == ["empty"]
    build_index(settings, [folder / "good.txt"])
    assert read_failures(settings.home) == report.failures
    (folder / "bad.txt").write_text("海州市通知\n一、现予公布。\n", encoding="utf-8")
    build_index(settings)
    assert read_failures(settings.home) == ()
