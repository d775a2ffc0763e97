"""Each fault made by hand, found, and mended where that needs no choice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index import open_index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import IndexLocked
from index.generation import current_generation, generations_folder
from index.health import examine, mend
from index.health.finding import FINDING_CODES
from index.history import roll_back
from index.serving import Serving
from index.settings import Settings
from index.writer_lock import writer_lock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "rules"
    path.mkdir()
    return path


@pytest.fixture
def built(settings: Settings, folder: Path) -> Settings:
    """Two generations."""
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(f"海州市第{number}号办法\n第一条 补助{number}万元。\n", encoding="utf-8")
        build_index(settings, [folder])
    return settings


def faults(settings: Settings) -> list[str]:
    examination = examine(settings)
    assert {finding.code for finding in examination.findings} <= FINDING_CODES.keys()
    assert all(finding.message and finding.fix and finding.subject for finding in examination.findings)
    return [finding.code for finding in examination.faults]


def notices(settings: Settings) -> list[str]:
    return [finding.code for finding in examine(settings).notices if finding.code != "office_missing"]


def generation(settings: Settings) -> Path:
    return generations_folder(settings.home) / current_generation(settings.home)


def a_dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_a_healthy_home(built: Settings) -> None:
    assert faults(built) == []
    assert notices(built) == []
    assert mend(built) == ()


def test_nothing_built_yet(settings: Settings) -> None:
    assert faults(settings) == ["no_index"]
    assert mend(settings) == ()
    assert not settings.home.exists()


@pytest.mark.parametrize("name", ["chunks.db", "vectors.faiss", "manifest.json", "lexical/meta.json"])
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_generation_gives_way_to_the_one_before(name: str, damage: str, built: Settings) -> None:
    before = current_generation(built.home)
    path = generation(built) / name
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])
    (found,) = examine(built).faults
    assert (found.code, found.subject, found.is_mendable) == ("current_damaged", before, True)
    assert [finding.code for finding in mend(built)] == ["current_damaged"]
    assert faults(built) == []
    assert current_generation(built.home) < before
    with open_index(settings=built) as index:
        assert index.document_count == 1


def test_a_damaged_generation_with_none_to_go_back_to(settings: Settings, folder: Path) -> None:
    (folder / "1.txt").write_text("海州市办法\n第一条 补助一万元。\n", encoding="utf-8")
    build_index(settings, [folder])
    (generation(settings) / "vectors.faiss").unlink()
    (found,) = examine(settings).faults
    assert (found.code, found.is_mendable) == ("current_damaged", False)
    assert "build --full" in found.fix
    assert mend(settings) == ()


@pytest.mark.parametrize("pointer", [None, b"20200101-000000-000000\n", b"\xff\xfe"])
def test_a_pointer_to_nowhere(pointer: bytes | None, built: Settings) -> None:
    newest = current_generation(built.home)
    if pointer is None:
        (built.home / "CURRENT").unlink()
    else:
        (built.home / "CURRENT").write_bytes(pointer)
    assert faults(built) == ["current_lost"]
    assert [finding.code for finding in mend(built)] == ["current_lost"]
    assert current_generation(built.home) == newest
    assert faults(built) == []


def test_what_a_killed_build_left_is_removed_and_a_running_one_is_let_be(built: Settings) -> None:
    root = generations_folder(built.home)
    left, working = root / f".staging-1-{a_dead_process()}", root / f".staging-2-{os.getpid()}"
    left.mkdir()
    working.mkdir()
    assert faults(built) == ["leftover"]
    mend(built)
    assert not left.exists()
    assert working.exists()


@pytest.mark.parametrize("name", ["vectors.db", "documents.db"])
def test_a_damaged_cache_is_deleted(name: str, built: Settings) -> None:
    path = built.home / "cache" / name
    path.write_bytes(b"no such thing" * 1000)
    (found,) = examine(built).faults
    assert (found.code, found.subject) == ("cache_damaged", str(path))
    mend(built)
    assert not path.exists()
    assert faults(built) == []


def test_nothing_is_mended_while_a_build_is_running(built: Settings) -> None:
    (generations_folder(built.home) / f".staging-1-{a_dead_process()}").mkdir()
    with writer_lock(built.home):
        assert "building" in notices(built)
        with pytest.raises(IndexLocked):
            mend(built)


def test_another_model(built: Settings) -> None:
    build_index(built, full=True, encoder=HashingEncoder(dimension=64))
    assert faults(built) == ["model_mismatch"]


def test_no_model(built: Settings, tmp_path: Path) -> None:
    assert faults(replace(built, model=str(tmp_path / "nowhere"))) == ["model_missing"]


def test_a_source_out_of_reach_and_a_file_that_failed(built: Settings, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").touch()
    build_index(built)
    assert notices(built) == ["files_failed"]
    shutil.move(folder, tmp_path / "unplugged")
    assert faults(built) == ["source_unreachable"]


def test_what_was_rolled_back_is_told(built: Settings) -> None:
    newest = roll_back(built).before
    (found,) = [finding for finding in examine(built).notices if finding.code == "rolled_back"]
    assert found.subject == newest
    assert newest in found.fix


def test_an_earlier_generation_that_is_damaged_is_no_fault(built: Settings) -> None:
    earlier = min(generations_folder(built.home).iterdir())
    (earlier / "chunks.db").unlink()
    assert faults(built) == []
    assert notices(built) == ["generation_damaged"]


@pytest.mark.parametrize(
    ("name", "content", "mode", "is_told"),
    [
        ("users.toml", "", 0o644, True),
        ("users.toml", "", 0o640, False),
        ("settings.toml", 'model = "hashing"\npasswords = ["x"]\n', 0o604, True),
        ("settings.toml", 'model = "hashing"\n', 0o644, False),
        ("settings.toml", '[language_model]\n  api_key = "x"\n', 0o644, True),
    ],
)
def test_secrets_that_everybody_can_read(name: str, content: str, mode: int, is_told: bool, built: Settings) -> None:
    path = built.home / name
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    assert faults(built) == (["secrets_readable"] if is_told else [])


def test_the_users_file_that_the_settings_name_is_looked_at(built: Settings, tmp_path: Path) -> None:
    for users in (Path("staff.toml"), tmp_path / "elsewhere.toml"):
        path = built.home / users
        path.write_text("", encoding="utf-8")
        path.chmod(0o644)
        settings = replace(built, serve=Serving(users))
        assert [each.subject for each in examine(settings).faults] == [str(path)]
        path.chmod(0o600)
        assert faults(settings) == []


@pytest.mark.parametrize("name", ["jobs.db", "records.db", "sessions.db"])
def test_what_servers_wrote_down_is_damaged_and_is_not_deleted(name: str, built: Settings) -> None:
    path = built.home / name
    path.write_bytes(b"no such thing" * 100)
    path.chmod(0o600)
    assert faults(built) == ["records_damaged"]
    assert mend(built) == ()
    assert path.exists()


def test_too_little_room(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(built.home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    assert faults(built) == ["disk_low"]


def test_a_stale_note_of_a_writer_is_no_build(built: Settings) -> None:
    note = {"pid": a_dead_process(), "since": "2025-01-01T00:00:00+00:00"}
    (built.home / "writer.json").write_text(json.dumps(note))
    assert notices(built) == []
