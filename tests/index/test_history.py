from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import open_index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import CorruptIndex, IndexLocked, ModelMismatch, NoIndex, NoSuchGeneration
from index.generation import current_generation, generations_folder, read_manifest
from index.history import kept_generations, newest_usable, roll_back, verified
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


def add(settings: Settings, folder: Path, number: int) -> str:
    """Add a document, and publish a generation that holds it."""
    (folder / f"{number}.txt").write_text(f"海州市第{number}号办法\n第一条 补助{number}万元。\n", encoding="utf-8")
    report = build_index(settings, [folder])
    assert report.generation is not None
    return report.generation


def held(settings: Settings) -> set[str]:
    with open_index(settings=settings) as index:
        return {document.document for document in index.documents()}


def test_nothing_published_has_no_history(settings: Settings) -> None:
    with pytest.raises(NoIndex):
        kept_generations(settings.home)
    with pytest.raises(NoIndex):
        roll_back(settings)


def test_each_generation_in_a_row_the_newest_first(settings: Settings, folder: Path) -> None:
    first, second = add(settings, folder, 1), add(settings, folder, 2)
    rows = kept_generations(settings.home)
    assert [row.id for row in rows] == [second, first]
    assert [row.documents for row in rows] == [2, 1]
    assert [row.is_current for row in rows] == [True, False]
    assert [row.parent for row in rows] == [first, None]
    assert [row.problem for row in rows] == [None, None]
    on_disk = sum(path.stat().st_size for path in (generations_folder(settings.home) / first).rglob("*.*"))
    assert rows[1].size_bytes >= on_disk > 0


def test_going_back_shows_what_was_held_then_and_keeps_the_rest(settings: Settings, folder: Path) -> None:
    first, second = add(settings, folder, 1), add(settings, folder, 2)
    with open_index(settings=settings) as index:
        assert index.document_count == 2
        done = roll_back(settings)
        assert (done.before, done.current, done.documents) == (second, first, 1)
        assert index.document_count == 1  # whoever was asking takes it up
    assert held(settings) == {"rules/1.txt"}
    assert [row.id for row in kept_generations(settings.home)] == [second, first]
    roll_back(settings, second)
    assert held(settings) == {"rules/1.txt", "rules/2.txt"}


def test_twice_goes_back_two_steps(settings: Settings, folder: Path) -> None:
    first, *_ = (add(settings, folder, number) for number in (1, 2, 3))
    roll_back(settings)
    roll_back(settings)
    assert current_generation(settings.home) == first
    with pytest.raises(NoSuchGeneration, match="no generation before"):
        roll_back(settings)


def test_the_next_build_goes_on_from_there_and_says_so(settings: Settings, folder: Path) -> None:
    first, second = add(settings, folder, 1), add(settings, folder, 2)
    roll_back(settings)
    report = build_index(settings)
    assert (report.added, report.unchanged, report.set_aside) == (1, 1, second)
    assert report.generation is not None
    assert read_manifest(generations_folder(settings.home) / report.generation).parent == first
    kept = {row.id for row in kept_generations(settings.home)}
    assert kept == {report.generation, first, second}
    again = build_index(settings)
    assert again.set_aside is None


def test_after_a_rollback_and_a_build_the_default_is_where_it_went_back_to(settings: Settings, folder: Path) -> None:
    first, _, third = (add(settings, folder, number) for number in (1, 2, 3))
    roll_back(settings, first)
    (folder / "2.txt").unlink()
    (folder / "3.txt").unlink()
    fourth = add(settings, folder, 4)
    assert [row.id for row in kept_generations(settings.home)] == [fourth, third, first]
    assert roll_back(settings).current == first


def test_a_damaged_generation_is_not_gone_back_to(settings: Settings, folder: Path) -> None:
    first, second = add(settings, folder, 1), add(settings, folder, 2)
    path = generations_folder(settings.home) / first / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-1])
    row = kept_generations(settings.home)[1]
    assert row.problem is not None
    assert str(path) in row.problem
    with pytest.raises(CorruptIndex, match="vectors"):
        roll_back(settings)
    assert current_generation(settings.home) == second


def test_a_large_file_is_read_through(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = add(settings, folder, 1)
    add(settings, folder, 2)
    path = generations_folder(settings.home) / first / "vectors.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr("index.generation._CHECKED_BYTES", 0)  # every file is a large one
    assert kept_generations(settings.home)[1].problem is None  # a quick look goes by the size
    with pytest.raises(CorruptIndex, match="vectors"):
        verified(path.parent, None)
    assert newest_usable(settings.home, None, but=current_generation(settings.home)) is None


def test_a_generation_of_another_model_is_not_gone_back_to(settings: Settings, folder: Path) -> None:
    first = add(settings, folder, 1)
    (folder / "2.txt").write_text("海州市通知\n一、现予公布。\n", encoding="utf-8")
    other = HashingEncoder(dimension=64)
    build_index(settings, full=True, encoder=other)
    assert "built with" in (kept_generations(settings.home)[1].problem or "")
    with pytest.raises(ModelMismatch):
        roll_back(settings, encoder=other)
    assert newest_usable(settings.home, HashingEncoder().identity) == first


@pytest.mark.parametrize("name", ["20200101-000000-000000", "../home", "", "."])
def test_only_what_is_kept_can_be_named(name: str, settings: Settings, folder: Path) -> None:
    add(settings, folder, 1)
    with pytest.raises(NoSuchGeneration):
        roll_back(settings, name)


def test_not_while_a_build_is_running(settings: Settings, folder: Path) -> None:
    add(settings, folder, 1)
    add(settings, folder, 2)
    with writer_lock(settings.home), pytest.raises(IndexLocked):
        roll_back(settings)


def test_with_one_kept_there_is_nothing_to_go_back_to(settings: Settings, folder: Path) -> None:
    only = replace(settings, keep_generations=1)
    add(only, folder, 1)
    add(only, folder, 2)
    with pytest.raises(NoSuchGeneration, match="keep_generations"):
        roll_back(only)
