"""Files with the same content: one document, known by all its places, through builds and removals."""

import zipfile
from pathlib import Path

import pytest
from docx import Document as Word

from index import Index, Mode, open_index
from index.builder import build_index, remove_document, remove_source
from index.document_cache import DocumentCache
from index.errors import UnknownDocument
from index.settings import Settings
from index.types import BuildReport, Copy, DocumentSummary
from ingest.document import document_id

CHIPS = "海州市集成电路专项资金管理办法\n第一条 对芯片企业首轮流片费用给予最高500万元补助。\n"
DRONES = "海州市低空经济若干措施\n第一条 每个起降场给予一次性奖励30万元。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rule under two names, and another one."""
    path = tmp_path / "rules"
    path.mkdir()
    for name, text in (("b.txt", CHIPS), ("a.txt", CHIPS), ("drones.txt", DRONES)):
        (path / name).write_text(text, encoding="utf-8")
    return path


def documents(settings: Settings) -> dict[str, DocumentSummary]:
    with open_index(settings=settings) as index:
        return {summary.document: summary for summary in index.documents()}


def counts(report: BuildReport) -> tuple[int, ...]:
    """Added, changed, unchanged, removed, failed, and how many of those found are copies."""
    numbers = (report.added, report.changed, report.unchanged, report.removed, report.failed)
    assert report.found == sum(numbers) - report.removed
    return (*numbers, len(report.copies))


def texts_found(index: Index, query: str) -> list[str]:
    return [hit.text for mode in Mode for hit in index.search(query, top=50, mode=mode).hits]


def test_the_same_content_twice_is_one_document_with_two_paths(settings: Settings, folder: Path) -> None:
    report = build_index(settings, [folder])
    assert counts(report) == (3, 0, 0, 0, 0, 1)
    assert report.copies == (Copy(str(folder / "b.txt"), "rules/a.txt"),)
    held = documents(settings)
    assert held.keys() == {"rules/a.txt", "rules/drones.txt"}
    assert held["rules/a.txt"].paths == (str(folder / "a.txt"), str(folder / "b.txt"))
    assert held["rules/a.txt"].also_at == ("rules/b.txt",)
    assert held["rules/drones.txt"].also_at == ()
    assert counts(build_index(settings)) == (0, 0, 3, 0, 0, 1)


def test_a_search_gives_no_text_twice(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    with open_index(settings=settings) as index:
        for mode in Mode:
            texts = [hit.text for hit in index.search("流片费用补助", top=50, mode=mode).hits]
            assert len(texts) == len(set(texts))


def test_the_document_goes_by_all_its_names_ids_and_paths(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    keys = ("rules/b.txt", document_id("rules/b.txt"), str(folder / "b.txt"), str(folder / ".." / "rules" / "b.txt"))
    with open_index(settings=settings) as index:
        assert {index.document(key).document.name for key in keys} == {"rules/a.txt"}
        assert index.status().copies == 1


def test_a_copy_that_comes_later_changes_no_name(settings: Settings, folder: Path) -> None:
    (folder / "a.txt").unlink()
    build_index(settings, [folder])
    (folder / "a.txt").write_text(CHIPS, encoding="utf-8")
    assert counts(build_index(settings)) == (1, 0, 2, 0, 0, 1)
    assert documents(settings)["rules/b.txt"].also_at == ("rules/a.txt",)


def test_the_other_path_takes_over_and_nothing_is_read_again(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(settings, [folder])
    (folder / "a.txt").unlink()
    reads: list[bytes] = []
    with monkeypatch.context() as patched:  # what is read goes into the cache
        patched.setattr(DocumentCache, "put", lambda self, key, document, pages: reads.append(key))
        report = build_index(settings)
    assert (counts(report), reads) == ((0, 0, 2, 1, 0, 0), [])
    assert documents(settings)["rules/b.txt"].paths == (str(folder / "b.txt"),)
    with open_index(settings=settings) as index:
        assert index.document("rules/b.txt").document.path == str(folder / "b.txt")
        assert index.search("流片费用补助").hits[0].document == "rules/b.txt"
        with pytest.raises(UnknownDocument):
            index.document("rules/a.txt")


def test_a_moved_file_is_not_read_again(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(settings, [folder])
    (folder / "drones.txt").rename(folder / "low altitude.txt")
    with monkeypatch.context() as patched:
        patched.delattr(DocumentCache, "put")
        assert counts(build_index(settings)) == (1, 0, 2, 1, 0, 1)
    assert "rules/low altitude.txt" in documents(settings)


def test_a_removed_copy_leaves_nothing(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "b.txt").unlink()
    assert counts(build_index(settings)) == (0, 0, 2, 1, 0, 0)
    assert documents(settings)["rules/a.txt"].also_at == ()
    with open_index(settings=settings) as index, pytest.raises(UnknownDocument):
        index.document("rules/b.txt")


def test_the_last_of_the_copies_takes_the_document_along(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    for name in ("a.txt", "b.txt"):
        (folder / name).unlink()
    assert counts(build_index(settings)) == (0, 0, 1, 2, 0, 0)
    with open_index(settings=settings) as index:
        assert not any("流片" in text for text in texts_found(index, "流片费用补助"))


@pytest.mark.parametrize(("changed", "other"), [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_a_copy_that_changes_becomes_a_document_of_its_own(
    settings: Settings, folder: Path, changed: str, other: str
) -> None:
    build_index(settings, [folder])
    (folder / changed).write_text(CHIPS.replace("500万元", "800万元"), encoding="utf-8")
    assert counts(build_index(settings)) == (0, 1, 2, 0, 0, 0)
    with open_index(settings=settings) as index:
        assert "800万元" in index.document(f"rules/{changed}").document.text
        assert "500万元" in index.document(f"rules/{other}").document.text
    assert all(not summary.also_at for summary in documents(settings).values())


def test_copies_in_two_sources_and_in_an_archive(settings: Settings, folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").unlink()
    second = tmp_path / "second"
    second.mkdir()
    (second / "copy.txt").write_text(CHIPS, encoding="utf-8")
    with zipfile.ZipFile(second / "all.zip", "w") as archive:
        archive.writestr("inside.txt", CHIPS)
    report = build_index(settings, [folder, second])
    assert counts(report) == (4, 0, 0, 0, 0, 2)
    assert documents(settings)["rules/a.txt"].also_at == ("second/all.zip/inside.txt", "second/copy.txt")
    assert remove_source(settings, "rules") == 1  # a.txt goes on as what lies in the archive
    held = documents(settings)
    assert held.keys() == {"second/all.zip/inside.txt"}
    assert held["second/all.zip/inside.txt"].also_at == ("second/copy.txt",)


def test_a_document_is_taken_out_with_all_its_copies(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    assert remove_document(settings, "rules/b.txt") == "rules/a.txt"
    assert documents(settings).keys() == {"rules/drones.txt"}
    assert counts(build_index(settings)) == (0, 0, 1, 0, 0, 0)
    build_index(settings, [folder / "b.txt"])
    held = documents(settings)
    assert held.keys() == {"rules/b.txt", "rules/drones.txt"}
    assert held["rules/b.txt"].also_at == ()


def test_files_without_text_are_no_copies_of_one_another(settings: Settings, folder: Path) -> None:
    for name in ("empty.txt", "empty too.txt"):
        (folder / name).write_bytes(b"")
    for name in ("blank.txt", "blank too.txt"):
        (folder / name).write_bytes(b" \n\n ")
    report = build_index(settings, [folder])
    assert counts(report) == (3, 0, 0, 0, 4, 1)
    assert sorted((Path(failure.path).name, failure.code) for failure in report.failures) == [
        ("blank too.txt", "no_text"),
        ("blank.txt", "no_text"),
        ("empty too.txt", "empty"),
        ("empty.txt", "empty"),
    ]
    assert counts(build_index(settings)) == (0, 0, 3, 0, 4, 1)


def test_a_copy_with_a_misleading_ending_is_one_of_what_can_be_read(settings: Settings, folder: Path) -> None:
    (folder / "0.pdf").write_text(CHIPS, encoding="utf-8")
    assert counts(build_index(settings, [folder])) == (4, 0, 0, 0, 0, 2)
    assert counts(build_index(settings)) == (0, 0, 4, 0, 0, 2)
    assert [failure.code for failure in build_index(settings, [folder / "0.pdf"]).failures] == []
    for name in ("a.txt", "b.txt"):
        (folder / name).unlink()
    build_index(settings)
    assert "rules/0.pdf" in documents(settings)


def test_a_document_without_a_title_is_called_after_the_file_that_took_over(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    word = Word()
    word.add_paragraph("经研究，同意所报方案，请认真组织实施。")
    word.save(str(folder / "first.docx"))
    (folder / "second.docx").write_bytes((folder / "first.docx").read_bytes())
    build_index(settings, [folder])
    assert documents(settings)["notes/first.docx"].title == "first"
    (folder / "first.docx").unlink()
    build_index(settings)
    moved = documents(settings)["notes/second.docx"]
    build_index(settings, full=True)
    assert documents(settings)["notes/second.docx"] == moved
    assert moved.title == "second"


def test_a_full_build_comes_to_the_same(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    before = documents(settings)
    assert counts(build_index(settings, full=True)) == (0, 3, 0, 0, 0, 1)
    assert documents(settings) == before


def test_a_dry_run_knows_copies_too(settings: Settings, folder: Path) -> None:
    assert counts(build_index(settings, [folder], dry_run=True)) == (3, 0, 0, 0, 0, 1)


@pytest.fixture
def engines(settings: Settings, folder: Path) -> Settings:
    """An index after one file changed and another was removed."""
    build_index(settings, [folder])
    (folder / "drones.txt").unlink()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(CHIPS.replace("流片", "量产").replace("500万元", "800万元"), encoding="utf-8")
    assert counts(build_index(settings)) == (0, 2, 0, 1, 0, 1)
    return settings


def test_what_changed_or_went_is_left_in_no_engine(engines: Settings) -> None:
    with open_index(settings=engines) as index, index.snapshot() as snapshot:
        chunks = snapshot.store.chunks(range(1, snapshot.store.count_chunks() + 1))
        searchable = {key for key, chunk in chunks.items() if chunk.vector_row is not None}
        assert all("流片" not in chunk.text and "起降场" not in chunk.text for chunk in chunks.values())
        assert len(snapshot.dense) == len(snapshot.lexical) == len(searchable) == 1
        for mode in (Mode.DENSE, Mode.LEXICAL):
            hits = index.search("流片 起降场 量产 800万元", mode=mode, top=50).hits
            assert [hit.document for hit in hits] == ["rules/a.txt"]
            assert "500万元" not in hits[0].text
        for gone in ("流片", "起降场", "500万元"):
            assert not any(gone in text for text in texts_found(index, gone))


def test_a_file_whose_ending_changes_is_read_as_what_it_is_now(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "b.txt").write_text("# 海州市办法\n\n第一条 每个起降场奖励30万元。\n", encoding="utf-8")
    build_index(settings, [folder])
    assert documents(settings)["notes/b.txt"].title == "# 海州市办法"
    (folder / "b.txt").rename(folder / "b.md")
    assert counts(build_index(settings)) == (1, 0, 0, 1, 0, 0)
    assert documents(settings)["notes/b.md"].title == "海州市办法"
    (folder / "c.txt").write_bytes((folder / "b.md").read_bytes())
    assert counts(build_index(settings)) == (1, 0, 1, 0, 0, 1)
    (folder / "b.md").unlink()  # the copy takes over
    assert counts(build_index(settings)) == (0, 0, 1, 1, 0, 0)
    assert documents(settings)["notes/c.txt"].title == "# 海州市办法"
