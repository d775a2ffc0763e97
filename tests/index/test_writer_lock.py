from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexLocked
from index.writer_lock import is_alive, present_writer, writer_lock


def a_dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_who_writes_is_known_while_it_writes(tmp_path: Path) -> None:
    assert present_writer(tmp_path) is None
    with writer_lock(tmp_path):
        writer = present_writer(tmp_path)
        assert writer is not None
        assert writer.pid == os.getpid()
    assert present_writer(tmp_path) is None


def test_who_comes_second_is_told_who_was_first(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path),
        pytest.raises(IndexLocked, match=f"another build is running \\(process {os.getpid()}, since 20"),
        writer_lock(tmp_path),
    ):
        pass


def test_the_note_of_a_killed_writer_counts_no_more(tmp_path: Path) -> None:
    pid = a_dead_process()
    assert not is_alive(pid)
    (tmp_path / "writer.json").write_text(json.dumps({"pid": pid, "since": "2025-01-01T00:00:00+00:00"}))
    assert present_writer(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pid": "1"}'])
def test_a_note_that_is_none_counts_not(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "writer.json").write_bytes(content)
    assert present_writer(tmp_path) is None


def test_waiting_begins_when_the_other_ends(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from index.writer_lock import writer_lock\n"
            f"with writer_lock(Path({str(tmp_path)!r})): print('held', flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        told: list[int | None] = []

        def waiting() -> None:
            told.append(other.poll())
            assert other.stdin is not None
            other.stdin.close()

        with writer_lock(tmp_path, waiting=waiting):
            writer = present_writer(tmp_path)
    assert told == [None]
    assert writer is not None
    assert writer.pid == os.getpid()
