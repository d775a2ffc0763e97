"""Builds that end half-way, and files that take their worker with them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index import open_index
from index.builder import build_index
from index.generation import generations_folder
from index.settings import Settings
from index.types import BuildEvent
from ingest.isolation.limits import Limits

ROOT = Path(__file__).parents[2]
RULE = "海州市办法{0}\n第一条 第{0}号项目补助五百万元。\n"
FILES = 12  # more than are read without a worker


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "rules"
    path.mkdir()
    for number in range(FILES):
        (path / f"{number:02}.txt").write_text(RULE.format(number), encoding="utf-8")
    return path


class Stop(Exception):
    """Ends a build where a test wants it."""


def stop_after(files: int) -> Callable[[BuildEvent], None]:
    def progress(event: BuildEvent) -> None:
        if event.stage == "read" and event.done == files:
            raise Stop

    return progress


def tamper(settings: Settings, table: str, column: str, before: str, after: str) -> int:
    """Change what the cache holds, so that it shows what was taken from there; returns how many rows there are."""
    with closing(sqlite3.connect(settings.home / "cache" / "documents.db")) as connection, connection:
        statement = f"UPDATE {table} SET {column} = replace(CAST({column} AS TEXT), ?, ?)"
        connection.execute(statement, (before, after))
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def titles(settings: Settings) -> list[str]:
    with open_index(settings=settings) as index:
        return [document.title for document in index.documents()]


def test_what_was_read_before_an_interruption_is_not_read_again_but_by_a_full_build(
    settings: Settings, folder: Path
) -> None:
    with pytest.raises(Stop):
        build_index(settings, [folder], progress=stop_after(5))
    kept = tamper(settings, "documents", "document", "海州市办法", "海州市规定")
    assert kept >= 5
    report = build_index(settings, [folder])
    assert (report.added, report.failed) == (FILES, 0)
    assert sum("规定" in title for title in titles(settings)) == kept
    build_index(settings, full=True)
    assert not any("规定" in title for title in titles(settings))


def test_once_published_documents_are_kept_no_second_time(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    assert tamper(settings, "documents", "document", "", "") == 0


def test_why_a_file_failed_is_remembered_until_the_settings_change(settings: Settings, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken\n" * 10)
    first = build_index(settings, [folder])
    assert [failure.code for failure in first.failures] == ["damaged"]
    assert tamper(settings, "failures", "message", "Get a fresh copy", "As remembered") == 1
    again = build_index(settings)
    assert "As remembered" in again.failures[0].message
    assert again.generation == first.generation
    others = (replace(settings, limits=Limits(seconds=60)), replace(settings, passwords=("a",)))
    for other in others:
        assert build_index(other).failures == first.failures
    assert build_index(settings, full=True).failures == first.failures


def processes_of(marker: str) -> list[int]:
    """Workers whose environment names this test's folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and marker in (entry / "environ").read_bytes().decode("utf-8", "replace"):
                found.append(int(entry.name))
        except OSError:
            continue  # gone meanwhile, or another user's
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_ctrl_c_publishes_nothing_and_leaves_no_process(settings: Settings, folder: Path, tmp_path: Path) -> None:
    for number in range(80):
        (folder / f"more{number}.txt").write_text(RULE.format(number) * 100, encoding="utf-8")
    settings.home.mkdir()
    (settings.home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    command = [
        sys.executable,
        str(ROOT / "search_cli.py"),
        "build",
        str(folder),
        "--home",
        str(settings.home),
        "--workers",
        "2",
    ]
    process = subprocess.Popen(
        command, env={**os.environ, "POLICYKB_TEST": str(tmp_path)}, stderr=subprocess.PIPE, encoding="utf-8"
    )
    cache = settings.home / "cache" / "documents.db"
    end = time.monotonic() + 60
    while not (cache.with_name("documents.db-wal").exists() and len(processes_of(str(tmp_path))) >= 2):
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "interrupted" in stderr
    assert "Traceback" not in stderr
    assert not (settings.home / "CURRENT").exists()
    assert not generations_folder(settings.home).exists() or not list(generations_folder(settings.home).iterdir())
    while processes_of(str(tmp_path)):
        assert time.monotonic() < end + 30
        time.sleep(0.02)
