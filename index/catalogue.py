"""The documents of a store, a page at a time: narrowed, sorted and counted by SQLite, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.filters import And, Contains, Equals, Missing, Node, Or, Range, tree_of_status
from index.store import Store
from index.types import DocumentCard, Status
from index.validity import Validity, validity_of


class Order(StrEnum):
    """What documents can be sorted by."""

    TITLE = "title"
    KIND = "kind"
    ISSUER = "issuer"
    ISSUED_ON = "issued_on"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """Which documents, in which order; an empty field does not narrow.

    :ivar text: part of a title, a 文号, an issuer's name or a document's name.
    :ivar year: of 成文日期; 0 for documents without one.
    """

    text: str = ""
    kind: str | None = None
    status: Status | None = None
    year: int | None = None
    order: Order = Order.ISSUED_ON
    descending: bool = True
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A document in one row.

    :ivar warnings: what was noticed while reading it.
    :ivar copies: how many other files have its content.
    :ivar versions: how many documents are likely other versions of it.
    """

    card: DocumentCard
    validity: Validity
    chunks: int
    warnings: int
    copies: int
    versions: int


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """Some of the documents that a query is about.

    :ivar total: how many there are in all.
    """

    rows: tuple[CatalogueRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a store holds, in numbers.

    :ivar by_kind_and_year: ``(kind, year or None, documents)``.
    :ivar measures: ``(lead department or None, support measures)``, the most first.
    """

    by_kind_and_year: tuple[tuple[str, int | None, int], ...]
    measures: tuple[tuple[str | None, int], ...]


def page_of(store: Store, query: CatalogueQuery, as_of: date) -> CataloguePage:
    """One page of the documents that a query is about.

    :param as_of: validity is judged at this date.
    """
    node = _node(query, as_of)
    ordinals = store.selected(node, query.order, descending=query.descending, offset=query.offset, limit=query.limit)
    cards, relatives = store.cards(ordinals), store.relatives(ordinals)
    rows = (CatalogueRow(cards[at], validity_of(cards[at], as_of), *relatives[at]) for at in ordinals)
    return CataloguePage(tuple(rows), store.count_selected(node))


def holdings_in_numbers(store: Store) -> Holdings:
    """What there is by kind, year and department."""
    counts = store.counts(And(()), "kind", "substr(issued_on, 1, 4)")
    return Holdings(
        tuple((kind, int(year) if year else None, number) for kind, year, number in counts),
        tuple(store.measure_counts(And(()))),
    )


def _node(query: CatalogueQuery, as_of: date) -> Node:
    parts: list[Node] = []
    text = query.text.strip()
    if text:
        columns = ("title", "document_number", "issuer", "name")
        parts.append(Or(tuple(Contains(column, text) for column in columns)))
    if query.kind is not None:
        parts.append(Equals("kind", query.kind))
    if query.status is not None:
        parts.append(tree_of_status(query.status, as_of))
    if query.year == 0:
        parts.append(Missing("issued_on"))
    elif query.year is not None:
        parts.append(Range("issued_on", least=f"{query.year:04d}-01-01", most=f"{query.year:04d}-12-31"))
    return And(tuple(parts))
