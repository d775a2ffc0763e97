"""What is written into a store is what is read from it, whatever the characters."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CorruptIndex
from index.filters import And, Equals
from index.store import Passage, Store
from index.store_writer import Entry, write_relations, write_store
from index.types import LikelyVersion, Place, StoredChunk
from index.validity import Ending
from ingest import Chunk, ChunkRole, Document, Source, Span
from ingest.document import (
    Block,
    BlockKind,
    Contact,
    DocumentKind,
    Metadata,
    PageSpan,
    Repeal,
    Run,
    Session,
    SourceMap,
    Table,
    document_id,
)

# Astral and combining characters, a NUL, quotes, SQL's and JSON's own marks, a private use character.
ODD = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x00\u2028𠮷é\u0301'\"\\%_\ue000\ufeff芯"), max_size=30
)
LINE = ODD.map(lambda text: text.replace("\n", "")).filter(bool)
DAY = st.none() | st.dates()
SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))


def tuples(of: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(of, max_size=3).map(tuple)


METADATA = st.builds(
    Metadata,
    kind=st.sampled_from(DocumentKind),
    title=ODD,
    document_number=st.none() | ODD,
    issuer=tuples(LINE),
    issued_on=DAY,
    effective_from=DAY,
    valid_until=DAY,
    repeals=st.lists(st.builds(Repeal, st.none() | ODD, st.none() | ODD, DAY, SPAN), max_size=2).map(tuple),
    session=st.none() | st.builds(Session, ODD, st.integers(1, 99), st.integers(1, 99)),
    addressees=tuples(ODD),
    contacts=st.lists(st.builds(Contact, tuples(ODD), ODD), max_size=2).map(tuple),
    origins=st.dictionaries(ODD, SPAN, max_size=2),
)
BLOCK = st.builds(
    Block, st.sampled_from(BlockKind), st.integers(0, 40), st.integers(0, 40), page=st.none() | st.integers(1, 9),
    heading_path=tuples(ODD), table=st.none() | st.integers(0, 3),
)  # fmt: skip
PAGES = st.lists(st.integers(0, 40), unique=True, max_size=4).map(
    lambda starts: tuple(PageSpan(n, start, start + 1) for n, start in enumerate(sorted(starts), start=1))
)
DOCUMENT = st.builds(
    Document,
    name=LINE,
    path=ODD,
    content_hash=ODD,
    text=ODD,
    blocks=st.lists(BLOCK, max_size=2).map(tuple),
    metadata=METADATA,
    source_map=st.lists(st.builds(Run, *[st.integers(0, 40)] * 3), max_size=2).map(lambda runs: SourceMap(tuple(runs))),
    pages=PAGES,
    tables=st.lists(st.builds(Table, tuples(ODD).map(lambda row: (row,)), page=st.none() | st.just(2)), max_size=1).map(
        tuple
    ),
    warnings=tuples(ODD),
)


@contextmanager
def stored(
    entries: Sequence[Entry], endings: dict[str, Ending] | None = None, owners: dict[str, str] | None = None
) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chunks.db"
        write_store(path, sources=(), excluded=(), entries=entries)
        write_relations(path, endings or {}, (), owners or {})
        with closing(Store.open(path)) as store:
            yield store


def plain(name: str, text: str = "文本", path: str = "", chunks: Sequence[tuple[int, Chunk, int | None]] = ()) -> Entry:
    document = Document(name, path, "hash", text, (), Metadata(title=name), SourceMap(()))
    return Entry(document, "/source", 1, chunks)


def chunk(number: int) -> Chunk:
    return Chunk("a", number, "甲\n乙", (Span(0, 1), Span(5, 6)), 3, ("第一章", "第一条"), (Span(5, 6),))


@settings(max_examples=60)
@given(st.lists(DOCUMENT, min_size=1, max_size=3, unique_by=lambda document: document.name))
def test_a_document_comes_back_as_it_went_in(documents: list[Document]) -> None:
    with stored([Entry(document, "/source", 7, ()) for document in documents]) as store:
        for ordinal, (document, version) in enumerate(zip(documents, store.versions().values(), strict=True), start=1):
            assert store.document(ordinal).document == document
            assert (version.document, version.path, version.reader_version) == (document.name, document.path, 7)
            card, metadata = store.cards([ordinal])[ordinal], document.metadata
            assert (card.document, card.id, card.path) == (document.name, document.id, document.path)
            assert (card.kind, card.title, card.issuer) == (metadata.kind, metadata.title, metadata.issuer)
            assert (card.document_number, card.issued_on) == (metadata.document_number, metadata.issued_on)
            assert (card.effective_from, card.valid_until) == (metadata.effective_from, metadata.valid_until)
            assert store.warnings().get(ordinal, ()) == document.warnings
            assert store.find(document.name) == [ordinal]
            assert ordinal in store.find(document.id)


@settings(max_examples=60)
@given(DOCUMENT, SPAN)
def test_a_passage_is_the_documents_text_over_its_span_on_its_page(document: Document, span: Span) -> None:
    with stored([Entry(document, "", 1, ())]) as store:
        expected = Passage(document.text[span.start : span.end], document.page_at(span.start))
        assert store.passage(1, span.start, span.end) == expected


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Chunk, document=st.just("a"), number=st.integers(0, 9), text=ODD, page=st.none() | st.integers(1, 9),
            spans=st.lists(SPAN, max_size=3).map(tuple), heading_path=tuples(ODD),
            sentences=st.lists(SPAN, max_size=3).map(tuple), role=st.sampled_from(ChunkRole),
            request=st.none() | st.integers(0, 3),
        ),
        max_size=4,
    ),
    st.none() | st.integers(0, 9),
)  # fmt: skip
def test_a_chunk_comes_back_as_it_went_in(chunks: list[Chunk], vector_row: int | None) -> None:
    with stored([plain("a", chunks=[(key, chunk, vector_row) for key, chunk in enumerate(chunks, start=1)])]) as store:
        assert store.chunks(range(1, 9)) == {
            key: StoredChunk(
                key, 1, c.number, c.text, c.spans, c.page, c.heading_path, c.sentences, vector_row, c.role,
                None if c.request is None else 1 + c.request,
            )
            for key, c in enumerate(chunks, start=1)
        }  # fmt: skip
        assert (store.count_documents(), store.count_chunks(), store.chunk_counts()) == (
            1,
            len(chunks),
            {1: len(chunks)},
        )


def test_a_filter_gives_documents_and_the_ranges_of_their_chunks() -> None:
    entries = [
        plain("a", chunks=[(1, chunk(0), None), (2, chunk(1), 0)]),
        plain("b"),
        plain("c", chunks=[(3, chunk(0), 1)]),
    ]
    with stored(entries) as store:
        assert store.selection(And(())) == ([1, 2, 3], [(1, 3), (3, 3), (3, 4)])
        assert store.selection(Equals("name", "c")) == ([3], [(3, 4)])
        assert store.selection(Equals("name", "\ud800")) == ([], [])


def test_answers_are_those_of_their_own_documents_requests() -> None:
    request, answer = replace(chunk(0), role=ChunkRole.REQUEST), replace(chunk(1), role=ChunkRole.ANSWER, request=0)
    entries = [
        plain("a", chunks=[(1, chunk(0), 0)]),
        plain("b", chunks=[(2, request, None), (3, answer, 1), (4, replace(answer, number=2), None)]),
        plain("c", chunks=[(5, request, None), (6, answer, 2)]),
    ]
    with stored(entries) as store:
        assert store.answers([2, 5, 1]) == {2: (3, 4), 5: (6,)}
        assert store.answers([]) == {}


def test_drafts_and_annexes_say_so_on_their_cards() -> None:
    draft = replace(plain("a"), document=replace(plain("a").document, metadata=Metadata(draft="草案")))
    with stored([draft, plain("b")], owners={"b": "a"}) as store:
        cards = store.cards()
    assert [(card.draft, card.part_of) for card in cards.values()] == [("草案", None), (None, "a")]


def test_an_ending_stands_on_the_card_of_the_document_that_ended() -> None:
    with stored([plain("new"), plain("old")], {"old": Ending(date(2025, 4, 1), "《新》", "new", Span(3, 9))}) as store:
        cards = store.cards()
    assert (cards[1].repealed_on, cards[1].repealed_by) == (None, None)
    assert (cards[2].repealed_on, cards[2].repealed_by) == (date(2025, 4, 1), "《新》")
    assert (cards[2].repealed_in, cards[2].repeal_clause) == ("new", Span(3, 9))


def test_a_document_goes_by_its_path_with_links_and_dots_followed(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "rules")
    with stored([plain("rules/a.txt", path=str(tmp_path / "rules" / "a.txt"))]) as store:
        assert store.find(str(tmp_path / "rules" / ".." / "rules" / "a.txt")) == [1]
        assert store.find(str(tmp_path / "link" / "a.txt")) == [1]


@pytest.mark.parametrize("key", ["", "nothing", "\ud800", "a\x00/b", "%", "' OR 1=1 --", "x" * 5000])
def test_nothing_goes_by_any_other_key(key: str) -> None:
    with stored([plain("a")]) as store:
        assert store.find(key) == []


def test_copies_and_versions_come_back_as_they_went_in(tmp_path: Path) -> None:
    copies = (Place("b/x.txt", "/b/x.txt", "/b"), Place("c.zip/x.txt", "/c.zip!/x.txt", "/c.zip"))
    pair = LikelyVersion("a", "z", 0.75, same_title=True)
    write_store(tmp_path / "s.db", sources=(), excluded=(), entries=[replace(plain("a"), copies=copies), plain("z")])
    write_relations(tmp_path / "s.db", {}, [pair])
    with closing(Store.open(tmp_path / "s.db")) as store:
        assert store.copies() == {1: copies}
        assert store.likely_versions() == (pair,)
        assert store.find("/c.zip!/x.txt") == store.find("b/x.txt") == store.find(document_id("b/x.txt")) == [1]
        files = [(version.document, version.ordinal, version.is_copy) for version in store.versions().values()]
        assert sorted(files) == [("a", 1, False), ("b/x.txt", 1, True), ("c.zip/x.txt", 1, True), ("z", 2, False)]


def test_more_keys_than_a_statement_takes_parameters() -> None:
    with stored([plain("a", chunks=[(1, chunk(0), None)])]) as store:
        assert list(store.chunks(range(100_000))) == [1]
        assert store.cards([]) == {}
        assert list(store.cards(range(100_000))) == [1]


def test_sources_and_what_was_taken_out(tmp_path: Path) -> None:
    sources = [Source("乙", Path("/b")), Source("甲", Path("/a")), Source("甲", Path("/c"))]
    write_store(tmp_path / "s.db", sources=sources, excluded=["甲/x.txt", "甲/y.txt"], entries=())
    with closing(Store.open(tmp_path / "s.db")) as store:
        assert store.sources() == tuple(sources)
        assert store.excluded() == {"甲/x.txt", "甲/y.txt"}


def test_a_home_with_odd_characters_opens(tmp_path: Path) -> None:
    path = tmp_path / "知识 库?mode=rwc#100%" / "chunks.db"
    path.parent.mkdir()
    write_store(path, sources=(), excluded=(), entries=[plain("a")])
    with closing(Store.open(path)) as store:
        assert store.count_documents() == 1
    assert [other.name for other in path.parent.iterdir()] == ["chunks.db"]


def test_what_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database")
    (tmp_path / "empty.db").touch()
    for name in ("text.db", "empty.db", "missing.db"):
        with pytest.raises(CorruptIndex, match=rf"{name}: SQLite cannot read it.*build --full"):
            Store.open(tmp_path / name)
    assert not (tmp_path / "missing.db").exists()


def test_a_damaged_page_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "chunks.db"
    write_store(path, sources=(), excluded=(), entries=[plain("a", "长" * 50_000)])
    with closing(Store.open(path)) as store:
        assert store.is_whole()
    content = path.read_bytes()
    path.write_bytes(content[:-8192] + b"\xff" * 8192)
    with closing(Store.open(path)) as store:
        assert not store.is_whole()
