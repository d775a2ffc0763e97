"""An open index: what it tells, and that a build or many threads do not disturb it."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index import Filters, Index, Mode, open_index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import CorruptIndex, ModelMismatch, NoIndex, UnknownDocument
from index.generation import current_generation, generations_folder
from index.settings import Settings
from index.types import Status

OLD = (
    "海州市集成电路扶持暂行办法\n海工信规〔2022〕1号\n第一条 对芯片企业流片费用给予最高200万元补助。\n"
    "第二条 本办法自2022年3月1日起施行。\n"
)
NEW = (
    "海州市集成电路资金管理办法\n海工信规〔2025〕2号\n第一条 对芯片企业流片费用给予最高500万元补助。\n"
    "第二条 本办法自2025年4月1日起施行。《海州市集成电路扶持暂行办法》（海工信规〔2022〕1号）同时废止。\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")
    build_index(settings, [folder])
    return settings


@pytest.fixture
def index(settings: Settings) -> Iterator[Index]:
    with open_index(settings=settings) as index:
        yield index


def add(settings: Settings, number: int) -> None:
    path = settings.home.parent / "rules" / f"more{number}.txt"
    path.write_text(f"通知{number}\n请企业按第{number}号要求办理。\n", encoding="utf-8")
    build_index(settings)


def test_a_hit_says_what_is_needed_to_judge_it(index: Index) -> None:
    result = index.search("芯片企业流片补助最高200万元", as_of=date(2025, 3, 31))
    hit = next(hit for hit in result.hits if hit.document == "rules/old.txt" and "200万元" in hit.quote)
    assert (result.query, result.generation) == ("芯片企业流片补助最高200万元", index.generation)
    assert (hit.title, hit.document_number, hit.kind) == ("海州市集成电路扶持暂行办法", "海工信规〔2022〕1号", "rule")
    assert (hit.heading_path, hit.page) == (("第一条",), None)
    assert (hit.status, hit.status_reason) == (Status.IN_FORCE, "自2022-03-01起施行，未规定终止日期")
    assert hit.quote == "第一条 对芯片企业流片费用给予最高200万元补助。"
    assert OLD[OLD.index(hit.quote) :].startswith(hit.quote)
    assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("as_of", "documents"),
    [
        (date(2022, 2, 28), set()),
        (date(2025, 3, 31), {"rules/old.txt"}),
        (date(2025, 4, 1), {"rules/new.txt"}),
        (date.max, {"rules/new.txt"}),
    ],
)
def test_only_what_is_in_force_at_the_date(index: Index, mode: Mode, as_of: date, documents: set[str]) -> None:
    found = index.search("流片补助", mode=mode, filters=Filters(in_force=True), as_of=as_of).hits
    assert {hit.document for hit in found} == documents


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("query", ["", "AND", '"', "a:b^2 (", "*", "\ud800", "\x00", "芯片" * 2500, "，。？"])
def test_any_query_is_searched_without_complaint(index: Index, mode: Mode, query: str) -> None:
    assert index.search(query, mode=mode).query == query


def test_no_more_than_asked_for(index: Index) -> None:
    assert len(index.search("芯片", top=1).hits) == 1
    with pytest.raises(ValueError, match="top is 0"):
        index.search("芯片", top=0)


def test_documents_are_listed_by_name_with_their_status_at_a_date(index: Index) -> None:
    def status(as_of: date) -> dict[str, Status]:
        return {row.document: row.status for row in index.documents(as_of)}

    assert list(status(date(2025, 3, 31))) == ["rules/new.txt", "rules/old.txt"]
    assert status(date(2025, 3, 31)) == {"rules/new.txt": Status.NOT_YET, "rules/old.txt": Status.IN_FORCE}
    assert status(date(2025, 4, 1)) == {"rules/new.txt": Status.IN_FORCE, "rules/old.txt": Status.REPEALED}


def test_status_counts_what_is_there(index: Index, settings: Settings) -> None:
    status = index.status()
    assert (status.documents, index.document_count) == (2, 2)
    assert status.chunks == sum(row.chunks for row in index.documents())
    assert (status.model, status.dimension) == ("hashing", 256)
    assert status.sources == index.sources() == (("rules", str(settings.home.parent / "rules")),)
    folder = generations_folder(settings.home) / status.generation
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert status.size_bytes == sum(path.stat().st_size for path in files)


def test_opening_and_searching_write_nothing(settings: Settings) -> None:
    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in settings.home.rglob("*")}

    before = state()
    with open_index(settings=settings) as index:
        index.search("芯片")
        index.document("rules/new.txt")
    assert state() == before


def test_an_unknown_document_is_named(index: Index) -> None:
    for key in ("rules/none.txt", "", "\ud800", "a\x00b"):
        with pytest.raises(UnknownDocument, match="policykb list"):
            index.document(key)


def test_a_home_without_an_index(tmp_path: Path) -> None:
    empty = Settings(home=tmp_path / "empty", cache_dir=tmp_path, model="hashing")
    with pytest.raises(NoIndex, match="policykb build"):
        open_index(settings=empty)
    assert not empty.home.exists()


def test_an_index_of_another_model_is_refused(settings: Settings) -> None:
    with pytest.raises(ModelMismatch, match=r"built with hashing .*d=256.*name hashing .*d=64"):
        open_index(settings=settings, encoder=HashingEncoder(64))


def test_a_generation_that_is_gone_is_said_after_looking_again(settings: Settings) -> None:
    shutil.rmtree(generations_folder(settings.home) / current_generation(settings.home))
    with pytest.raises(CorruptIndex, match=r"is missing\. Rebuild"):
        open_index(settings=settings)


def test_a_generation_that_was_removed_under_a_query_is_read_to_its_end(index: Index, settings: Settings) -> None:
    with index.snapshot() as old:
        add(replace(settings, keep_generations=1), 0)
        assert not old.folder.exists()
        assert index.document_count == 3
        assert set(old.store.cards()) == {1, 2}
        assert old.store.passage(1, 0, 3).text == "海州市"


def test_threads_may_search_while_generations_come_and_go(index: Index, settings: Settings) -> None:
    def search(_: int) -> tuple[str, int]:
        found = index.search("企业流片补助", top=100)
        return found.generation, len(found.hits)

    with ThreadPoolExecutor(4) as pool:
        running = pool.map(search, range(200))
        for number in range(3):
            add(settings, number)
        sizes: dict[str, set[int]] = {}
        for generation, hits in running:
            sizes.setdefault(generation, set()).add(hits)
    assert all(len(counts) == 1 for counts in sizes.values())  # every query saw one generation, whole
    assert index.search("企业", top=100).generation == current_generation(settings.home)


def test_a_new_generation_that_cannot_be_used_leaves_the_open_one_answering(
    index: Index, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    before = index.generation
    build_index(settings, full=True, encoder=HashingEncoder(dimension=64))
    assert index.generation == before
    assert index.search("流片").hits
    told = [record.getMessage() for record in caplog.records if "still answering" in record.getMessage()]
    assert len(told) == 1
    assert "policykb build --full" in told[0]


def test_a_lost_pointer_leaves_the_open_generation_answering(index: Index, settings: Settings) -> None:
    (settings.home / "CURRENT").unlink()
    assert index.search("流片").hits


def test_a_closed_index_says_so_and_a_query_in_flight_ends_first(settings: Settings) -> None:
    index = open_index(settings=settings)
    with index.snapshot() as snapshot:
        index.close()
        assert snapshot.store.count_documents() == 2
    with pytest.raises(ValueError, match="the index is closed"):
        index.search("流片")
    index.close()


REPLY = (
    "海州市工业和信息化局关于市政协提案第12号答复的函\n李建国委员：\n"
    "您提出的《关于培育芯片企业的建议》（提案第12号）收悉，现答复如下：\n"
    "一、关于减免流片费用的建议\n吸收采纳。\n我市已对流片费用给予补助。\n"
    "二、关于建设中试平台的建议\n列入计划。\n平台预计2026年建成。\n海州市工业和信息化局\n2025年5月6日\n"
)


def test_earlier_requests_come_with_what_answered_them(settings: Settings) -> None:
    (settings.home.parent / "rules" / "reply.txt").write_text(REPLY, encoding="utf-8")
    build_index(settings)
    with open_index(settings=settings) as index:
        for mode in Mode:
            result = index.search_requests("建议减免芯片企业的流片费用", mode=mode, top=1)
            [found] = result.requests
            assert (found.hit.document, found.hit.quote) == ("rules/reply.txt", "一、关于减免流片费用的建议")
            assert (result.generation, found.hit.rank) == (index.generation, 1)
            assert [answer.text for answer in found.answers] == ["吸收采纳。", "我市已对流片费用给予补助。"]
            assert "关于减免流片费用的建议" not in "".join(hit.quote for hit in index.search("减免流片费用的建议").hits)
        with pytest.raises(ValueError, match="top is 0"):
            index.search_requests("流片", top=0)
