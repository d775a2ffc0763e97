"""Building, over a small index with the hashing encoder."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from index import Mode, open_index
from index.builder import build_index, remove_document, remove_source
from index.encoders.hashing import HashingEncoder
from index.errors import CorruptIndex, IndexLocked, ModelMismatch, NoIndex, UnknownDocument
from index.generation import LAYOUT_VERSION, MANIFEST, STORE, current_generation, generations_folder
from index.settings import Settings
from index.types import BuildEvent
from index.writer_lock import writer_lock
from ingest import SourceError
from ingest.reader_version import READER_VERSION

CHIPS = (
    "海州市集成电路专项资金管理办法\n第一条 对芯片企业首轮流片费用给予最高500万元补助。\n"
    "第二条 本办法自2025年1月1日起施行。\n"
)
DRONES = "海州市低空经济若干措施\n第一条 每个起降场给予一次性奖励30万元。\n第二条 鼓励开通无人机物流航线。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "rules"
    path.mkdir()
    (path / "chips.txt").write_text(CHIPS, encoding="utf-8")
    (path / "drones.txt").write_text(DRONES, encoding="utf-8")
    return path


def found(settings: Settings, query: str) -> list[str]:
    with open_index(settings=settings) as index:
        return [hit.document for hit in index.search(query, top=20).hits]


def names(settings: Settings) -> list[str]:
    with open_index(settings=settings) as index:
        return [document.document for document in index.documents()]


def test_the_first_build_adds_everything(settings: Settings, folder: Path) -> None:
    report = build_index(settings, [folder])
    assert (report.added, report.changed, report.unchanged, report.removed, report.failed) == (2, 0, 0, 0, 0)
    assert names(settings) == ["rules/chips.txt", "rules/drones.txt"]
    assert found(settings, "流片补助")[0] == "rules/chips.txt"


def test_a_hit_quotes_the_document_at_its_span(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    with open_index(settings=settings) as index:
        for mode in Mode:
            for hit in index.search("无人机物流航线", mode=mode).hits:
                assert index.document(hit.document).document.text[hit.start : hit.end] == hit.quote


def test_a_build_without_paths_takes_the_remembered_sources(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "green.txt").write_text("绿色工厂奖励办法\n第一条 奖励50万元。\n", encoding="utf-8")
    report = build_index(settings)
    assert (report.added, report.unchanged) == (1, 2)


def test_nothing_remembered_and_nothing_named_is_an_error(settings: Settings) -> None:
    with pytest.raises(SourceError, match="Name a folder or a file"):
        build_index(settings)


def test_an_unchanged_corpus_keeps_its_generation(settings: Settings, folder: Path) -> None:
    first = build_index(settings, [folder])
    again = build_index(settings)
    assert (again.unchanged, again.generation) == (2, first.generation)


def test_a_changed_file_replaces_its_chunks(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "chips.txt").write_text(CHIPS.replace("500万元", "800万元"), encoding="utf-8")
    report = build_index(settings)
    assert (report.changed, report.unchanged) == (1, 1)
    with open_index(settings=settings) as index:
        quotes = " ".join(hit.quote for hit in index.search("流片补助", top=20).hits)
    assert "800万元" in quotes
    assert "500万元" not in quotes


def test_a_removed_file_leaves_nothing(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "chips.txt").unlink()
    assert build_index(settings).removed == 1
    assert names(settings) == ["rules/drones.txt"]
    assert "rules/chips.txt" not in found(settings, "芯片企业首轮流片费用")


def test_the_last_file_removed_leaves_an_empty_index_that_opens(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    for path in folder.iterdir():
        path.unlink()
    assert build_index(settings).removed == 2
    assert names(settings) == []
    assert found(settings, "芯片") == []


def test_an_empty_folder_publishes_nothing(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = build_index(settings, [tmp_path / "empty"])
    assert (report.found, report.generation) == (0, None)
    with pytest.raises(NoIndex, match="policykb build"):
        open_index(settings=settings)


def test_a_bad_file_is_a_row_in_the_report_and_the_others_are_indexed(settings: Settings, folder: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"\x00\xffnot a pdf at all" * 40)
    (folder / "empty.txt").write_bytes(b"")
    report = build_index(settings, [folder])
    assert report.added == 2
    assert {Path(failure.path).name: failure.code for failure in report.failures} == {
        "bad.pdf": "damaged",
        "empty.txt": "empty",
    }


def test_a_file_that_went_bad_keeps_its_earlier_version(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "chips.txt").write_bytes(b"")
    report = build_index(settings)
    assert [failure.code for failure in report.failures] == ["empty"]
    assert found(settings, "芯片企业首轮流片")[0] == "rules/chips.txt"


def test_several_workers_read_the_same(settings: Settings, folder: Path, tmp_path: Path) -> None:
    build_index(settings, [folder])
    other = replace(settings, home=tmp_path / "other")
    build_index(other, [folder], workers=2)
    with open_index(settings=settings) as one, open_index(settings=other) as two:
        assert one.documents() == two.documents()


def test_a_dry_run_writes_nothing(settings: Settings, folder: Path) -> None:
    report = build_index(settings, [folder], dry_run=True)
    assert (report.added, report.generation) == (2, None)
    assert not settings.home.exists()


def test_an_unchanged_text_is_never_embedded_twice(settings: Settings, folder: Path) -> None:
    encoder = CountingEncoder()
    build_index(settings, [folder], encoder=encoder)
    first = len(encoder.texts)
    assert first == len(set(encoder.texts))
    (folder / "green.txt").write_text("绿色工厂奖励办法\n第一条 国家级绿色工厂奖励50万元。\n", encoding="utf-8")
    build_index(settings, encoder=encoder)
    assert all("绿色工厂" in text for text in encoder.texts[first:])
    assert len(encoder.texts) > first


class CountingEncoder(HashingEncoder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode_passages(self, texts):  # type: ignore[no-untyped-def]  # as its base
        self.texts += texts
        return super().encode_passages(texts)


def test_an_open_reader_takes_up_the_new_generation_by_itself(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    with open_index(settings=settings) as index:
        before = index.generation
        with index.snapshot() as snapshot:
            (folder / "chips.txt").unlink()
            build_index(settings)
            assert snapshot.generation == before
            assert len(snapshot.store.cards()) == 2  # a query in flight sees its generation to the end
        assert index.generation != before
        assert [document.document for document in index.documents()] == ["rules/drones.txt"]


def test_a_removed_document_stays_out_until_it_is_named(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    assert remove_document(settings, "rules/chips.txt") == "rules/chips.txt"
    assert names(settings) == ["rules/drones.txt"]
    build_index(settings)
    assert names(settings) == ["rules/drones.txt"]
    build_index(settings, [folder / "chips.txt"])
    assert names(settings) == ["rules/chips.txt", "rules/drones.txt"]


def test_documents_go_by_name_id_or_path(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    with open_index(settings=settings) as index:
        named = index.document("rules/chips.txt")
        assert index.document(named.document.id) == named
        assert index.document(str(folder / "chips.txt")) == named
        with pytest.raises(UnknownDocument, match="policykb list"):
            index.document("rules/none.txt")


def test_a_forgotten_source_takes_its_documents_along(settings: Settings, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.txt").write_text("行动方案\n一、目标\n到2026年建成。\n", encoding="utf-8")
    build_index(settings, [folder, tmp_path / "plans"])
    assert remove_source(settings, "rules") == 2
    assert names(settings) == ["plans/p.txt"]


def test_files_of_two_folders_of_one_name_are_told_apart(settings: Settings, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "rules" / "chips.txt"
    other.parent.mkdir(parents=True)
    other.write_text("绿色工厂奖励办法\n第一条 奖励50万元。\n", encoding="utf-8")
    report = build_index(settings, [folder / "chips.txt", other])
    assert (report.found, report.added) == (2, 2)
    assert names(settings) == ["rules-2/chips.txt", "rules/chips.txt"]


def test_names_that_differ_in_unicode_form_only_are_two_documents(settings: Settings, folder: Path) -> None:
    forms = unicodedata.normalize("NFC", "prämie.txt"), unicodedata.normalize("NFD", "prämie.txt")
    for name, amount in zip(forms, (10, 20), strict=True):
        path = folder / name
        path.write_text(f"海州市奖励办法\n第一条 给予{amount}万元。\n", encoding="utf-8")
    if len(list(folder.iterdir())) == 3:
        pytest.skip("this file system takes both forms for one name")
    assert build_index(settings, [folder]).added == 4
    with open_index(settings=settings) as index:
        assert "10万元" in index.document("rules/prämie.txt").document.text
        assert "20万元" in index.document("rules/prämie (2).txt").document.text
    assert build_index(settings).unchanged == 4


def test_what_older_readers_read_is_read_again_when_it_can_be_reached(
    settings: Settings, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("绿色工厂奖励办法\n第一条 奖励50万元。\n", encoding="utf-8")
    build_index(settings, [folder, other])
    for module in ("index.changes", "index.builder", "index.shelving"):
        monkeypatch.setattr(f"{module}.READER_VERSION", READER_VERSION + 1)
    assert build_index(settings, [folder]).changed == 2  # the other source is kept as it was
    report = build_index(settings)
    assert (report.changed, report.unchanged) == (1, 2)


def test_a_full_build_takes_over_the_sources_of_another_layout(settings: Settings, folder: Path) -> None:
    generation = build_index(settings, [folder]).generation
    assert generation is not None
    of_generation = generations_folder(settings.home) / generation
    with closing(sqlite3.connect(of_generation / STORE)) as connection:
        connection.executescript("DROP TABLE copies; DROP TABLE versions; PRAGMA user_version = 1")
    manifest = of_generation / MANIFEST
    content = msgspec.json.decode(manifest.read_bytes(), type=dict[str, object])
    assert content["layout"] == LAYOUT_VERSION
    manifest.write_bytes(msgspec.json.encode(content | {"layout": 1}))
    with pytest.raises(CorruptIndex, match="layout 1"):
        build_index(settings)
    assert build_index(settings, full=True).added == 2


def test_two_builds_at_once_are_refused(settings: Settings, folder: Path) -> None:
    with writer_lock(settings.home), pytest.raises(IndexLocked, match="another build is running"):
        build_index(settings, [folder])


def test_another_model_is_refused_with_the_fix(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    other = HashingEncoder(dimension=64)
    with pytest.raises(ModelMismatch, match="policykb build --full"):
        open_index(settings=settings, encoder=other)
    with pytest.raises(ModelMismatch, match="policykb build --full"):
        build_index(settings, encoder=other)
    build_index(settings, full=True, encoder=other)
    with open_index(settings=settings, encoder=other) as index:
        assert index.status().dimension == 64


@pytest.mark.parametrize(
    "name", ["chunks.db", "vectors.faiss", "sentences.npy", "moments.npz", "lexical/meta.json", "manifest.json"]
)
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_a_damaged_file_is_named_and_a_full_build_mends_it(
    settings: Settings, folder: Path, name: str, damage: str
) -> None:
    build_index(settings, [folder])
    path = generations_folder(settings.home) / current_generation(settings.home) / name
    content = path.read_bytes()
    if damage == "flip":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :])
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.unlink()
    with pytest.raises(CorruptIndex, match="build --full"):
        open_index(settings=settings)
    build_index(settings, [folder], full=True)
    assert names(settings) == ["rules/chips.txt", "rules/drones.txt"]


def test_old_generations_go_but_the_newest_few(settings: Settings, folder: Path) -> None:
    for number in range(5):
        (folder / f"more{number}.txt").write_text(f"通知{number}\n请按第{number}号要求办理。\n", encoding="utf-8")
        build_index(settings, [folder])
    kept = [path.name for path in generations_folder(settings.home).iterdir()]
    assert len(kept) == 3
    assert current_generation(settings.home) in kept


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from index.builder import build_index
from index.settings import Settings

home, folder, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0

def progress(event):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)

build_index(Settings(home=home, cache_dir=home, model="hashing"), [folder], progress=progress)
print(seen)
"""


def test_a_build_killed_at_any_point_leaves_the_old_generation_answering(settings: Settings, folder: Path) -> None:
    first = build_index(settings, [folder]).generation
    (folder / "green.txt").write_text("绿色工厂奖励办法\n第一条 国家级绿色工厂奖励50万元。\n", encoding="utf-8")
    killed = 0
    for at in range(1, 40):
        command = [sys.executable, "-c", KILLED_BUILD, str(settings.home), str(folder), str(at)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        killed += 1
        with open_index(settings=settings) as index:
            if index.generation == first:
                assert len(index.documents()) == 2
            else:
                assert len(index.documents()) == 3  # killed after the pointer was moved
                break
            assert index.search("流片补助").hits[0].document == "rules/chips.txt"
    assert killed >= 10
    build_index(settings)
    assert names(settings) == ["rules/chips.txt", "rules/drones.txt", "rules/green.txt"]
    assert not list(generations_folder(settings.home).glob(".staging-*"))


def test_progress_is_told_by_stage(settings: Settings, folder: Path) -> None:
    events: list[BuildEvent] = []
    build_index(settings, [folder], progress=events.append)
    stages = list(dict.fromkeys(event.stage for event in events))
    assert stages == ["scan", "read", "write", "chunk", "embed", "publish", "done"]
    assert [event.done for event in events if event.stage == "read"] == [0, 1, 2]
    assert [event.note for event in events if event.stage == "publish"] == ["", current_generation(settings.home), ""]


@pytest.mark.skipif(sys.platform == "darwin", reason="APFS takes UTF-8 names only")
def test_a_file_whose_name_is_not_utf8_is_a_row_in_the_report(settings: Settings, folder: Path) -> None:
    (folder / os.fsdecode(b"\xb9\xe6.txt")).write_text(CHIPS, encoding="utf-8")
    report = build_index(settings, [folder])
    assert (report.added, [failure.code for failure in report.failures]) == (2, ["unreadable"])
    assert "Rename the file" in report.failures[0].message


def test_generations_deleted_by_hand_are_mended_by_a_full_build(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    shutil.rmtree(generations_folder(settings.home))
    with pytest.raises(CorruptIndex, match="build --full"):
        build_index(settings, [folder])
    build_index(settings, [folder], full=True)
    assert names(settings) == ["rules/chips.txt", "rules/drones.txt"]


def test_a_store_damaged_beyond_opening_stops_a_build_and_a_full_one_says_what_is_lost(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(settings, [folder])
    monkeypatch.setattr("index.generation._CHECKED_BYTES", 0)  # as for a store too large to be checked on opening
    path = generations_folder(settings.home) / current_generation(settings.home) / "chunks.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(CorruptIndex, match="build --full"):
        build_index(settings, [folder])
    report = build_index(settings, [folder], full=True)
    assert [(failure.path, failure.code) for failure in report.failures] == [(str(settings.home), "damaged")]
    assert names(settings) == ["rules/chips.txt", "rules/drones.txt"]


OLD_BY_NUMBER = "海州市流片补助办法\n海工信规〔2022〕1号\n第一条 补助200万元。\n"
OLD_BY_TITLE = "海州市流片补助办法\n第一条 补助200万元。\n"
NEW = (
    "海州市集成电路扶持办法\n海工信规〔2025〕2号\n第一条 补助500万元。\n"
    "第二条 本办法自2025年4月1日起施行。《海州市流片补助办法》（海工信规〔2022〕1号）同时废止。\n"
)


@pytest.mark.parametrize("old", [OLD_BY_NUMBER, OLD_BY_TITLE])
@pytest.mark.parametrize("old_first", [True, False])
def test_a_repeal_holds_whichever_came_first_and_goes_with_its_clause(
    settings: Settings, tmp_path: Path, old: str, old_first: bool
) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    texts = {"old.txt": old, "new.txt": NEW}
    for name in sorted(texts, reverse=old_first):
        (folder / name).write_text(texts[name], encoding="utf-8")
        build_index(settings, [folder])

    def status() -> dict[str, str]:
        with open_index(settings=settings) as index:
            return {each.document: each.status.value for each in index.documents(date(2025, 10, 1))}

    assert status() == {"rules/new.txt": "in_force", "rules/old.txt": "repealed"}
    (folder / "new.txt").unlink()
    build_index(settings)
    assert status() == {"rules/old.txt": "in_force"}


def test_a_draft_neither_ends_another_rule_nor_is_in_force(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "old.txt").write_text(OLD_BY_NUMBER, encoding="utf-8")
    (folder / "draft.txt").write_text(NEW.replace("办法\n", "办法（征求意见稿）\n", 1), encoding="utf-8")
    build_index(settings, [folder])
    with open_index(settings=settings) as index:
        status = {each.document: each.status.value for each in index.documents(date(2025, 10, 1))}
        [hit] = [hit for hit in index.search("补助500万元").hits if hit.document == "rules/draft.txt"][:1]
    assert status == {"rules/draft.txt": "unknown", "rules/old.txt": "in_force"}
    assert hit.status_reason == "征求意见稿，未施行"


def test_an_annex_in_a_file_of_its_own_belongs_to_the_notice_that_lists_it(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    notice = "海州市工业和信息化局关于申报专项资金的通知\n各有关企业：\n请于3月底前申报。\n附件：专项资金申报书\n"
    (folder / "通知.txt").write_text(notice, encoding="utf-8")
    (folder / "附件：专项资金申报书.txt").write_text("填报说明\n一、企业名称\n按营业执照填写。\n", encoding="utf-8")
    build_index(settings, [folder])
    with open_index(settings=settings) as index:
        owners = {each.document: each.part_of for each in index.documents()}
    assert owners == {"notices/通知.txt": None, "notices/附件：专项资金申报书.txt": "notices/通知.txt"}
