"""Pages of documents, held against the same worked out in Python over every document."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from index.catalogue import CatalogueQuery, Order, holdings_in_numbers, page_of
from index.store import Store
from index.store_writer import Entry, write_relations, write_store
from index.types import LikelyVersion, Place, Status
from index.validity import Ending, status_of
from ingest import Document, Span
from ingest.document import DocumentKind, Metadata, SourceMap

TODAY = date(2025, 6, 1)
DAYS = (None, date(2024, 1, 1), date(2025, 6, 1), date(2026, 1, 1))
ENDINGS = (
    None,
    *(Ending(on, "《乙》", "b", Span(0, 1)) for on in DAYS[:2]),
    Ending(DAYS[3], "《乙》", "b", Span(0, 1)),
)
KINDS = (DocumentKind.RULE, DocumentKind.NOTICE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Every combination of kind, days, repeal and draft."""
    path = tmp_path_factory.mktemp("catalogue") / "chunks.db"
    combinations = list(itertools.product(KINDS, DAYS, DAYS, DAYS, ENDINGS, (None, "草案")))
    entries, ends = [], {}
    for number, (kind, issued, effective, until, ending, draft) in enumerate(combinations):
        name = f"s/{number:04}.txt"
        metadata = Metadata(
            kind=kind,
            title=f"办法{number % 7}",
            document_number=f"海工信规〔2025〕{number}号" if number % 3 else None,
            issuer=("海州市财政局",) if number % 2 else (),
            issued_on=issued,
            effective_from=effective,
            valid_until=until,
            draft=draft,
        )
        warnings = ("一页没有文字",) if number == 5 else ()
        document = Document(name, f"/{name}", f"{number}", "文", (), metadata, SourceMap(()), warnings=warnings)
        copies = (Place("s/copy.txt", "/s/copy.txt", "/s"),) if number == 5 else ()
        entries.append(Entry(document, "/s", 1, (), copies=copies))
        if ending:
            ends[name] = ending
    write_store(path, sources=(), excluded=(), entries=entries)
    versions = [
        LikelyVersion("s/0005.txt", "s/0006.txt", 0.8, True),
        LikelyVersion("s/0007.txt", "s/0005.txt", 0.7, True),
    ]
    write_relations(path, ends, versions, {})
    with closing(Store.open(path)) as store:
        yield store


def names(store: Store, query: CatalogueQuery) -> list[str]:
    return [row.card.document for row in page_of(store, query, TODAY).rows]


@pytest.mark.parametrize("status", list(Status))
def test_a_status_selects_what_has_it(store: Store, status: Status) -> None:
    expected = {card.document for card in store.cards().values() if status_of(card, TODAY)[0] is status}
    query = CatalogueQuery(status=status, limit=10_000)
    assert set(names(store, query)) == expected
    assert page_of(store, CatalogueQuery(status=status, limit=3), TODAY).total == len(expected) > 0


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_one_another_in_order(store: Store, order: Order, descending: bool) -> None:
    everything = names(store, CatalogueQuery(order=order, descending=descending, limit=10_000))
    assert len(everything) == len(set(everything)) == len(store.cards())
    pages = [
        names(store, CatalogueQuery(order=order, descending=descending, offset=offset, limit=100))
        for offset in range(0, len(everything), 100)
    ]
    assert list(itertools.chain(*pages)) == everything
    cards = {card.document: card for card in store.cards().values()}
    field = "document" if order is Order.NAME else str(order)
    values = [
        str(value[0] if isinstance(value, tuple) and value else value or "")
        for value in (getattr(cards[name], field) for name in everything)
    ]
    filled = [value for value in values if value]
    assert filled == sorted(filled, reverse=descending)
    assert values[len(filled) :] == [""] * (len(values) - len(filled))  # what has none comes last either way


def test_text_kind_and_year_narrow(store: Store) -> None:
    cards = store.cards().values()
    assert set(names(store, CatalogueQuery(text=" 办法3 ", limit=10_000))) == {
        card.document for card in cards if card.title == "办法3"
    }
    assert names(store, CatalogueQuery(text="〔2025〕17号")) == ["s/0017.txt"]
    assert set(names(store, CatalogueQuery(text="财政", kind="notice", year=2024, limit=10_000))) == {
        card.document
        for card in cards
        if card.issuer and card.kind == "notice" and card.issued_on and card.issued_on.year == 2024
    }
    assert set(names(store, CatalogueQuery(year=0, limit=10_000))) == {
        card.document for card in cards if card.issued_on is None
    }
    assert names(store, CatalogueQuery(text="'; DROP TABLE documents; --")) == []


def test_a_row_tells_of_copies_versions_and_warnings(store: Store) -> None:
    (row,) = page_of(store, CatalogueQuery(text="s/0005"), TODAY).rows
    assert (row.chunks, row.warnings, row.copies, row.versions) == (0, 1, 1, 2)


def test_the_holdings_in_numbers(store: Store) -> None:
    expected = Counter((card.kind, card.issued_on.year if card.issued_on else None) for card in store.cards().values())
    found = {(kind, year): number for kind, year, number in holdings_in_numbers(store).by_kind_and_year}
    assert found == expected
    assert holdings_in_numbers(store).measures == ()
