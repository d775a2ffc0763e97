import os
import sys
from pathlib import Path

import pytest

from index.plan import make_plan
from index.store import StoredVersion
from ingest import Source, SourceError


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文本", encoding="utf-8")


def stored(name: str, path: Path, source: Path) -> dict[str, StoredVersion]:
    return {name: StoredVersion(1, name, str(path), str(source), "hash", 1)}


def test_a_folder_becomes_a_source_named_after_it(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt", tmp_path / "rules" / "2024" / "b.txt")
    plan = make_plan([tmp_path / "rules"], [], {}, ())
    assert plan.sources == (Source("rules", tmp_path / "rules"),)
    assert [planned.file.name for planned in plan.files] == ["rules/2024/b.txt", "rules/a.txt"]


def test_a_file_given_alone_is_named_after_its_folder(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt", tmp_path / "rules" / "b.txt")
    plan = make_plan([tmp_path / "rules" / "a.txt"], [], {}, ())
    assert [planned.file.name for planned in plan.files] == ["rules/a.txt"]


def test_two_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    touch(tmp_path / "x" / "rules" / "a.txt", tmp_path / "y" / "rules" / "a.txt")
    plan = make_plan([tmp_path / "x" / "rules", tmp_path / "y" / "rules"], [], {}, ())
    assert [planned.file.name for planned in plan.files] == ["rules-2/a.txt", "rules/a.txt"]


def test_two_files_of_one_folder_share_its_name(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt", tmp_path / "rules" / "b.txt")
    plan = make_plan([tmp_path / "rules" / "a.txt", tmp_path / "rules" / "b.txt"], [], {}, ())
    assert [planned.file.name for planned in plan.files] == ["rules/a.txt", "rules/b.txt"]


def test_a_path_inside_a_remembered_source_stays_its(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt", tmp_path / "rules" / "b.txt")
    remembered = [Source("rules", tmp_path / "rules")]
    plan = make_plan([tmp_path / "rules" / "b.txt"], remembered, {}, ())
    assert plan.sources == tuple(remembered)
    assert [planned.file.name for planned in plan.files] == ["rules/b.txt"]


def test_a_folder_around_a_remembered_source_does_not_read_its_files_twice(tmp_path: Path) -> None:
    touch(tmp_path / "all" / "rules" / "a.txt", tmp_path / "all" / "b.txt")
    inner = Source("rules", tmp_path / "all" / "rules")
    plan = make_plan([tmp_path / "all"], [inner], {}, ())
    assert [planned.file.name for planned in plan.files] == ["all/b.txt", "rules/a.txt"]


def test_a_missing_file_inside_the_built_part_is_gone(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt")
    source = Source("rules", tmp_path / "rules")
    known = stored("rules/old.txt", tmp_path / "rules" / "old.txt", source.path)
    assert make_plan([], [source], known, ()).gone == {"rules/old.txt"}


def test_a_missing_file_outside_the_built_part_is_not_looked_at(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "x" / "a.txt")
    source = Source("rules", tmp_path / "rules")
    known = stored("rules/old.txt", tmp_path / "rules" / "old.txt", source.path)
    assert make_plan([tmp_path / "rules" / "x"], [source], known, ()).gone == frozenset()


def test_a_source_out_of_reach_forgets_nothing(tmp_path: Path) -> None:
    touch(tmp_path / "here" / "a.txt")
    sources = [Source("here", tmp_path / "here"), Source("gone", tmp_path / "gone")]
    known = stored("gone/a.txt", tmp_path / "gone" / "a.txt", tmp_path / "gone")
    plan = make_plan([], sources, known, ())
    assert plan.gone == frozenset()
    assert [(failure.path, failure.code) for failure in plan.unreachable] == [(str(tmp_path / "gone"), "unreachable")]
    assert [planned.file.name for planned in plan.files] == ["here/a.txt"]


def test_a_named_path_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        make_plan([tmp_path / "nothing"], [], {}, ())


def test_what_was_taken_out_stays_out_until_it_is_named(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt", tmp_path / "rules" / "b.txt")
    source = Source("rules", tmp_path / "rules")
    assert [p.file.name for p in make_plan([], [source], {}, {"rules/a.txt"}).files] == ["rules/b.txt"]
    named = make_plan([tmp_path / "rules" / "a.txt"], [source], {}, {"rules/a.txt"})
    assert [p.file.name for p in named.files] == ["rules/a.txt"]


def test_a_folder_named_by_a_link_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "rules")
    plan = make_plan([tmp_path / "link"], [], {}, ())
    assert plan.sources == (Source("rules", tmp_path / "rules"),)
    assert [planned.file.name for planned in plan.files] == ["rules/a.txt"]


def test_a_source_that_became_a_link_loses_nothing(tmp_path: Path) -> None:
    touch(tmp_path / "moved" / "a.txt")
    source = Source("rules", tmp_path / "rules")
    source.path.symlink_to(tmp_path / "moved")
    known = stored("rules/a.txt", source.path / "a.txt", source.path)
    plan = make_plan([], [source], known, ())
    assert ([planned.file.name for planned in plan.files], plan.gone) == (["rules/a.txt"], frozenset())


def test_a_file_that_is_a_link_goes_by_its_own_name(tmp_path: Path) -> None:
    touch(tmp_path / "store" / "4711.txt")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.txt").symlink_to(tmp_path / "store" / "4711.txt")
    plan = make_plan([tmp_path / "rules" / "a.txt"], [], {}, ())
    assert [planned.file.name for planned in plan.files] == ["rules/a.txt"]


def test_dots_in_a_path_name_the_same_source(tmp_path: Path) -> None:
    touch(tmp_path / "rules" / "a.txt")
    remembered = [Source("rules", tmp_path / "rules")]
    assert make_plan([tmp_path / "rules" / ".." / "rules"], remembered, {}, ()).sources == tuple(remembered)


@pytest.mark.skipif(sys.platform == "darwin", reason="APFS takes UTF-8 names only")
def test_a_folder_whose_name_is_not_utf8_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xb9\xe6")  # 规 in GBK
    touch(folder / "a.txt")
    with pytest.raises(SourceError, match="its name is not UTF-8"):
        make_plan([folder], [], {}, ())


def test_the_index_in_a_source_is_no_document_but_what_was_uploaded_is(tmp_path: Path) -> None:
    home = tmp_path / "all" / "home"
    for path in (
        tmp_path / "all" / "a.txt",
        home / "writer.lock",
        home / "trash" / "b.txt",
        home / "uploads" / "c.txt",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    sources = [Source("all", tmp_path / "all"), Source("uploads", home / "uploads")]
    plan = make_plan([], sources, {}, (), home)
    assert [planned.file.name for planned in plan.files] == ["all/a.txt", "uploads/c.txt"]
