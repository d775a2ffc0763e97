"""Nothing of a document that may not be seen comes out of a limited index, whatever is asked of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer import Answerer
from answer.measure_list import list_measures
from index import Filters, Index, Mode
from index.builder import build_index, remove_document
from index.encoders.hashing import HashingEncoder
from index.errors import UnknownDocument
from index.generation import STORE, current_generation, generations_folder
from index.lexical import LexicalField
from index.settings import Settings
from index.snapshot import Snapshot
from index.store import Store
from index.types import Status
from index.visibility import EVERYTHING, OTHER_DOCUMENT, PUBLIC, Visibility, narrow
from ingest.sources import Source

TODAY = date(2025, 10, 1)
# Words that stand in no document that everybody may see.
SECRET = "玄武"
COMMON = (
    "第二条 申请人应当在本市注册，依法经营，财务制度健全，近三年没有重大违法行为。\n"
    "第三条 申请材料包括申请表、营业执照、审计报告和项目合同，由所在镇街初审后报送。\n"
)
TEXTS = {
    "open/chips.txt": "海州市集成电路资金管理办法\n海工信规〔2024〕1号\n"
    "第一条 对芯片企业流片费用给予最高500万元补助。\n"
    f"{COMMON}第四条 本办法自2024年1月1日起施行，有效期至2028年12月31日。\n",
    "open/drones.txt": "海州市低空经济若干措施\n第一条 每个起降场给予一次性奖励30万元。\n公开方式：主动公开\n",
    # Ends a document that everybody may see, grants something, and is a later version of it.
    "open/hidden.txt": "海州市集成电路资金管理办法（玄武）\n海工信密〔2025〕9号\n"
    "第一条 对玄武企业流片费用给予最高900万元补助。\n"
    f"{COMMON}第四条 本办法自2025年5月1日起施行。《海州市集成电路资金管理办法》（海工信规〔2024〕1号）同时废止。\n"
    "附件：玄武名单\n公开方式：不予公开\n",
    # States nothing, and is an annex of the one above.
    "open/玄武名单.txt": "玄武名单\n第一批玄武企业：玄武一号厂，给予60万元奖励。\n",
    "open/reply.txt": "海州市工业和信息化局关于市政协提案第12号答复的函\n某某委员：\n"
    "您提出的玄武提案收悉，现答复如下：\n一、关于支持玄武芯片企业的建议\n吸收采纳。\n"
    "我市已对玄武企业给予70万元补助。\n专此答复，感谢您的关心支持。\n公开方式：依申请公开\n",
    # A source that holds nothing else.
    "玄武/only.txt": "玄武专项办法\n第一条 对玄武企业给予80万元补助。\n公开方式：依申请公开\n",
    "玄武/removed.txt": "玄武旧办法\n公开方式：不予公开\n",
}
HIDDEN = {"open/hidden.txt", "open/玄武名单.txt", "open/reply.txt", "玄武/only.txt"}
SEEN = {"open/chips.txt", "open/drones.txt"}
QUERIES = st.one_of(
    st.sampled_from(
        ["玄武企业补助多少", "玄武", "流片", "海工信密〔2025〕9号", "支持芯片企业的建议", "玄武名单什么时候施行"]
    ),
    st.text("玄武企业流片补助万元起降场？0123456789年", min_size=1, max_size=12),
)
FILTERS = st.builds(
    Filters,
    kind=st.none() | st.sampled_from(["rule", "reply", "other"]),
    issuer=st.none() | st.just("海州"),
    year=st.none() | st.just(2025),
    in_force=st.booleans(),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("visibility")
    own = Settings(home=home / "home", cache_dir=home, model="hashing")
    for name, text in TEXTS.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (home / "open" / "z").mkdir()
    shutil.copy(home / "open/reply.txt", home / "open/z/玄武副本.txt")
    (home / "open" / "metadata.csv").write_text(
        "document,field,value\nhidden.txt,issuer,海州市玄武局\n", encoding="utf-8"
    )
    build_index(own, [home / "open", home / "玄武"])
    remove_document(own, "玄武/removed.txt")
    with Index(own, HashingEncoder()) as index:
        yield index


@pytest.fixture(scope="module")
def limited(index: Index) -> Index:
    return index.limited_to(PUBLIC)


@pytest.fixture(scope="module")
def store_file(index: Index) -> Path:
    home = index.settings.home
    return generations_folder(home) / current_generation(home) / STORE


def tells(value: object) -> bool:
    """Whether anything hidden stands in a value, however deep."""
    return SECRET in msgspec.json.encode(value).decode() or any(name in repr(value) for name in HIDDEN)


def test_the_corpus_holds_something_hidden_in_every_table(index: Index, store_file: Path) -> None:
    with closing(sqlite3.connect(store_file)) as connection:
        hidden = "SELECT ordinal FROM documents WHERE disclosure != 'public'"
        names = "SELECT name FROM documents WHERE disclosure != 'public'"
        rows = {
            "sources": "name = '玄武'",
            "excluded": "document = '玄武/removed.txt'",
            "corrected": f"content_hash IN (SELECT content_hash FROM documents WHERE ordinal IN ({hidden}))",
            "documents": f"ordinal IN ({hidden})",
            "copies": f"document IN ({hidden})",
            "versions": f"document IN ({names}) OR earlier IN ({names})",
            "chunks": f"document IN ({hidden})",
            "measures": f"document IN ({hidden})",
        }
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert tables == rows.keys()
        for table, condition in rows.items():
            assert connection.execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchone()[0], table
    assert {row.document for row in index.documents(TODAY)} == HIDDEN | SEEN


def test_every_column_of_every_table_is_narrowed(store_file: Path) -> None:
    with closing(sqlite3.connect(store_file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        narrow(connection, PUBLIC)
        for table in tables:
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            values = [value.decode("latin-1") if isinstance(value, bytes) else value for row in rows for value in row]
            assert not any(
                mark in str(value) for value in values for mark in (SECRET, SECRET.encode().decode("latin-1"))
            )


@settings(max_examples=40)
@given(QUERIES, st.sampled_from(Mode), FILTERS)
def test_no_search_finds_what_is_hidden(limited: Index, query: str, mode: Mode, filters: Filters) -> None:
    found = limited.search(query, mode=mode, top=50, filters=filters, as_of=TODAY)
    assert {hit.document for hit in found.hits} <= SEEN
    assert not tells(found.hits)
    assert not limited.search_requests(query, mode=mode, top=50, filters=filters, as_of=TODAY).requests
    with limited.snapshot() as snapshot:
        vector = limited.embed_query(query)
        seen = snapshot.store.chunks(range(100)).keys()
        everything = np.ones(snapshot.manifest.chunks + 1, dtype=np.bool_)
        assert snapshot.dense.search(vector, 100, everything).keys() <= seen
        assert snapshot.dense.scores(vector, list(snapshot.dense.search(vector, 100))).keys() <= seen
        for field in LexicalField:
            assert snapshot.lexical.search(query, field, 100, range(1, 100)).keys() <= seen


@settings(max_examples=40)
@given(QUERIES, FILTERS)
def test_no_answer_tells_what_is_hidden(limited: Index, query: str, filters: Filters) -> None:
    answer = Answerer(limited).ask(query, as_of=TODAY, filters=filters)
    assert not tells((answer.citations, answer.nearest))
    assert SECRET not in answer.text.replace(query, "") or SECRET in query  # a refusal names words of the question


@settings(max_examples=40)
@given(QUERIES, FILTERS)
def test_no_measure_tells_what_is_hidden(limited: Index, query: str, filters: Filters) -> None:
    assert not tells(list_measures(limited, query, as_of=TODAY, filters=filters).measures)
    assert not tells(list_measures(limited, None, as_of=TODAY, filters=filters).measures)


def test_the_whole_index_finds_all_of_it(index: Index) -> None:
    assert index.search("玄武企业补助", as_of=TODAY).hits[0].document in HIDDEN
    assert index.search_requests("支持玄武企业", as_of=TODAY).requests
    assert any(tells(measure) for measure in list_measures(index, None, as_of=TODAY).measures)


def test_only_what_is_seen_is_listed_and_counted(index: Index, limited: Index) -> None:
    rows = limited.documents(TODAY)
    assert {row.document for row in rows} == SEEN
    assert not tells(rows)
    assert limited.document_count == limited.status().documents == 2
    assert limited.status().chunks == sum(row.chunks for row in rows) < index.status().chunks
    assert limited.status().sentences < index.status().sentences
    assert [name for name, _ in limited.sources()] == ["open"]
    assert not tells(limited.status())


@pytest.mark.parametrize("name", [*sorted(HIDDEN), "open/z/玄武副本.txt"])
def test_a_hidden_document_is_as_unknown_as_one_that_is_not_there(index: Index, limited: Index, name: str) -> None:
    found, row = index.document_and_summary(name)
    for key in (name, found.card.id, *row.paths, *row.also_at):
        with pytest.raises(UnknownDocument) as unknown:
            limited.document(key)
        assert str(unknown.value) == f"{key}: not in the index. `policykb list` shows what is."
    with limited.snapshot() as snapshot:
        assert snapshot.store.cards([found.card.ordinal]) == {}
        assert snapshot.store.numbered("海工信密〔2025〕9号") == []
        assert snapshot.store.chunk_at(found.card.ordinal, 0) is None


def test_a_rule_that_a_hidden_one_ended_has_ended_without_saying_by_which(index: Index, limited: Index) -> None:
    with index.snapshot() as whole, limited.snapshot() as snapshot:
        (told,) = (card for card in whole.store.cards().values() if card.document == "open/chips.txt")
        card = snapshot.store.cards([told.ordinal])[told.ordinal]
    assert (told.repealed_on, told.repealed_in) == (date(2025, 5, 1), "open/hidden.txt")
    assert (card.repealed_on, card.repealed_by, card.repealed_in, card.repeal_clause) == (
        date(2025, 5, 1),
        OTHER_DOCUMENT,
        None,
        None,
    )
    hit = limited.search("流片费用", as_of=TODAY).hits[0]
    assert (hit.status, hit.status_reason) == (Status.REPEALED, f"2025-05-01起由{OTHER_DOCUMENT}废止")
    answer = Answerer(limited).ask("海州市集成电路资金管理办法有效期到什么时候？", as_of=TODAY)
    assert all(citation.status_citation is None for citation in answer.citations)


def test_an_annex_that_states_nothing_is_disclosed_as_its_document_is(index: Index) -> None:
    with index.snapshot() as snapshot:
        cards = {card.document: card.disclosure for card in snapshot.store.cards().values()}
    assert cards == {
        "open/chips.txt": None,
        "open/drones.txt": "public",
        "open/hidden.txt": "none",
        "open/玄武名单.txt": "none",
        "open/reply.txt": "on_request",
        "玄武/only.txt": "on_request",
    }


@pytest.mark.parametrize(
    "stated", [set(some) for n in range(4) for some in combinations(["public", "on_request", "none"], n)]
)
def test_a_role_sees_what_is_stated_so_and_what_states_nothing(index: Index, stated: set[str]) -> None:
    with index.snapshot() as snapshot:
        cards = snapshot.store.cards().values()
    seen = {row.document for row in index.limited_to(Visibility(frozenset(stated))).documents(TODAY)}
    assert seen == {card.document for card in cards if card.disclosure is None or card.disclosure in stated}


def test_a_limit_is_never_widened_again(index: Index, limited: Index) -> None:
    wide = limited.limited_to(EVERYTHING).limited_to(Visibility(frozenset({"public", "none"})))
    assert {row.document for row in wide.documents(TODAY)} == SEEN
    with limited.snapshot() as snapshot, closing(snapshot.limited_to(EVERYTHING)) as still:
        assert {card.document for card in still.store.cards().values()} == SEEN


def test_vectors_rank_what_is_seen_as_if_there_were_nothing_else(index: Index, limited: Index) -> None:
    vector = index.embed_query("玄武企业流片补助")
    with index.snapshot() as whole, limited.snapshot() as snapshot:
        seen = snapshot.store.chunks(range(100))
        cosines = whole.dense.search(vector, 100)
        assert cosines.keys() - seen.keys()
        assert list(snapshot.dense.search(vector, 100).items()) == [(k, c) for k, c in cosines.items() if k in seen]


def test_a_limited_index_takes_up_the_next_generation_and_goes_with_its_whole(tmp_path: Path) -> None:
    own = Settings(home=tmp_path / "home", cache_dir=tmp_path, model="hashing", keep_generations=1)
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "a.txt").write_text("甲办法\n第一条 给予补助。\n", encoding="utf-8")
    build_index(own, [folder])
    with Index(own, HashingEncoder()) as index:
        limited = index.limited_to(PUBLIC)
        with limited.snapshot() as before:
            (folder / "b.txt").write_text("乙办法\n第一条 给予奖励。\n公开方式：不予公开\n", encoding="utf-8")
            (folder / "c.txt").write_text("丙办法\n第一条 给予贴息。\n", encoding="utf-8")
            build_index(own)
            assert limited.document_count == 2
            assert index.document_count == 3
            assert before.store.count_documents() == 1
        with pytest.raises(sqlite3.ProgrammingError):  # closed after its last reader
            before.store.count_documents()
        limited.close()  # is not its owner
        assert index.document_count == 3
    with pytest.raises(ValueError, match="closed"), limited.snapshot():
        pass


def test_a_table_without_a_rule_is_never_read(store_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "chunks.db"
    shutil.copy(store_file, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE promises (document INTEGER, text TEXT)")
        connection.commit()
    with pytest.raises(RuntimeError, match="promises"):
        Store.open(copy, PUBLIC)


def test_nothing_is_written_beside_a_limited_store(index: Index, store_file: Path) -> None:
    before = {path.name for path in store_file.parent.iterdir()}
    with closing(Snapshot.open(index.settings.home, index.generation)) as whole, closing(whole.limited_to(PUBLIC)):
        assert {path.name for path in store_file.parent.iterdir()} == before
    assert {source.name for source in _sources(store_file)} == {"open", "玄武"}


def _sources(path: Path) -> tuple[Source, ...]:
    with closing(Store.open(path)) as store:
        return store.sources()
