import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from index.encoders.hashing import HashingEncoder
from index.errors import CorruptIndex, IndexLocked, NoIndex
from index.generation import (
    LAYOUT_VERSION,
    MANIFEST,
    FileMark,
    Manifest,
    current_generation,
    generations_folder,
    new_generation_id,
    publish,
    published_generations,
    read_manifest,
    remove_old_generations,
    staging_folder,
    write_manifest,
)
from index.writer_lock import writer_lock

CRC32_OF_CHECK_INPUT = 0xCBF43926  # the check value of CRC-32/ISO-HDLC, over "123456789"


def described(folder: Path, generation: str) -> Manifest:
    return write_manifest(
        folder, generation, HashingEncoder().identity, documents=1, chunks=2, searchable=2, requests=1, sentences=3
    )


def published(home: Path, *generations: str) -> list[str]:
    """Publish generations of one small file each; the last is the current one."""
    for generation in generations:
        with staging_folder(home, generation) as folder:
            (folder / "lexical").mkdir()
            (folder / "lexical" / "terms").write_bytes(b"123456789")
            described(folder, generation)
            publish(home, folder, generation)
    return [path.name for path in published_generations(home)]


def test_ids_begin_with_the_time_in_utc_and_never_repeat(tmp_path: Path) -> None:
    before = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    ids = {new_generation_id(tmp_path) for _ in range(50)}
    assert len(ids) == 50
    assert all(before <= key[:15] <= datetime.now(UTC).strftime("%Y%m%d-%H%M%S") for key in ids)
    assert all(re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{6}", key) for key in ids)


def test_ids_ascend_even_within_a_second_and_where_the_clock_was_set_back(tmp_path: Path) -> None:
    published(tmp_path, "20991231-235959-ffffff")
    assert new_generation_id(tmp_path).startswith("21000101-000000-")


def test_nothing_published_is_said_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="policykb build FOLDER --home"):
        current_generation(tmp_path)
    with pytest.raises(NoIndex):
        published_generations(tmp_path / "no such home")


@pytest.mark.parametrize("damage", ["folder", "bytes"])
def test_a_pointer_that_cannot_be_read_is_named(tmp_path: Path, damage: str) -> None:
    pointer = tmp_path / "CURRENT"
    if damage == "folder":
        pointer.mkdir()
    else:
        pointer.write_bytes(b"\xff\xfe")
    with pytest.raises(CorruptIndex, match=r"CURRENT: cannot be read .*build --full"):
        current_generation(tmp_path)


def test_published_is_what_current_names_first_then_the_newest(tmp_path: Path) -> None:
    assert published(tmp_path, "20250101-000000-aaaaaa") == ["20250101-000000-aaaaaa"]
    assert published(tmp_path, "20250301-000000-cccccc", "20250201-000000-bbbbbb") == [
        "20250201-000000-bbbbbb",
        "20250301-000000-cccccc",
        "20250101-000000-aaaaaa",
    ]
    assert current_generation(tmp_path) == "20250201-000000-bbbbbb"


def test_the_current_generation_outlives_newer_ones(tmp_path: Path) -> None:
    published(tmp_path, "3", "2", "1")
    remove_old_generations(tmp_path, keep=2)
    assert [path.name for path in published_generations(tmp_path)] == ["1", "3"]
    remove_old_generations(tmp_path, keep=1)
    assert [path.name for path in published_generations(tmp_path)] == ["1"]


def test_the_generation_before_the_current_one_outlives_newer_ones(tmp_path: Path) -> None:
    published(tmp_path, "1", "2", "3")
    with staging_folder(tmp_path, "4") as folder:
        write_manifest(
            folder,
            "4",
            HashingEncoder().identity,
            documents=1,
            chunks=2,
            searchable=2,
            requests=1,
            sentences=3,
            parent="1",
        )
        publish(tmp_path, folder, "4")
    remove_old_generations(tmp_path, keep=3)
    assert [path.name for path in published_generations(tmp_path)] == ["4", "3", "1"]


def test_generations_that_were_deleted_by_hand_are_just_not_there(tmp_path: Path) -> None:
    published(tmp_path, "1")
    (generations_folder(tmp_path)).rename(tmp_path / "moved away")
    assert published_generations(tmp_path) == []


def test_a_stage_that_was_not_published_leaves_nothing(tmp_path: Path) -> None:
    with staging_folder(tmp_path, "1") as folder:
        (folder / "half written").touch()
    assert list(generations_folder(tmp_path).iterdir()) == []


def test_the_next_stage_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    leftover = generations_folder(tmp_path) / ".staging-1-4711"
    (leftover / "lexical").mkdir(parents=True)
    with staging_folder(tmp_path, "2"):
        assert not leftover.exists()


def test_a_manifest_reads_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "lexical").mkdir()
    (tmp_path / "lexical" / "terms").write_bytes(b"123456789")
    manifest = described(tmp_path, "1")
    assert read_manifest(tmp_path) == manifest
    assert manifest.files == {"lexical/terms": FileMark(9, CRC32_OF_CHECK_INPUT)}
    assert manifest.layout == LAYOUT_VERSION


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"123456780", "not what was published"), (b"12345678", "8 bytes"), (None, "missing or unreadable")],
)
def test_a_file_that_is_not_what_was_published_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "chunks.db"
    path.write_bytes(b"123456789")
    described(tmp_path, "1")
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(CorruptIndex, match=rf"chunks\.db: .*{message}.*build --full"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[]", b'{"layout": "1"}'])
def test_a_manifest_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(CorruptIndex, match=r"manifest\.json: missing or damaged"):
        read_manifest(tmp_path)


def test_the_layout_of_another_version_is_refused(tmp_path: Path) -> None:
    described(tmp_path, "1")
    values = msgspec.json.decode((tmp_path / MANIFEST).read_bytes())
    (tmp_path / MANIFEST).write_bytes(msgspec.json.encode(values | {"layout": LAYOUT_VERSION + 1}))
    with pytest.raises(CorruptIndex, match=f"layout {LAYOUT_VERSION + 1}, this version reads {LAYOUT_VERSION}"):
        read_manifest(tmp_path)


def test_the_lock_goes_with_the_block_that_held_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="stopped"), writer_lock(tmp_path):
        raise RuntimeError("stopped")
    with writer_lock(tmp_path), pytest.raises(IndexLocked, match="another build"), writer_lock(tmp_path):
        pass
