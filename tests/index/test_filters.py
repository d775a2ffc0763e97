"""The SQL of a filter passes what the filter, read as plain Python, passes."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.filters import And, Below, Contains, Equals, Missing, Node, Not, Or, Range, tree_of
from index.store import Store
from index.store_writer import Entry, write_relations, write_store
from index.types import DocumentCard, Filters, Status
from index.validity import Ending, status_of
from ingest import Document, Span
from ingest.document import DocumentKind, Metadata, SourceMap

EARLY, LATE = date(2024, 12, 31), date(2025, 1, 1)
DAYS = (None, EARLY, LATE)
KINDS = (DocumentKind.RULE, DocumentKind.REPLY)
ISSUERS = ((), ("海州市工业和信息化局",), ("海州市财政局", "海州市100%_局"))
DRAFTS = (None, "征求意见稿")
ENDINGS = (None, *(Ending(on, "《乙》", "b", Span(0, 1)) for on in (None, EARLY, LATE)))

FIELDS = ("kind", "issuer", "issued_on", "effective_from", "valid_until", "repealed_on", "repealed_by", "draft")
VALUES = (
    "rule",
    "reply",
    "海州",
    "局",
    "%",
    "",
    "2024-12-31",
    "2025-01-01",
    "2025-01-02",
    "《乙》",
    "'; DROP TABLE documents",
)
FIELD, VALUE = st.sampled_from(FIELDS), st.sampled_from(VALUES)
BOUND = st.none() | VALUE
LEAVES = (
    st.builds(Equals, FIELD, VALUE)
    | st.builds(Equals, st.just("ordinal"), st.integers(0, 1400))
    | st.builds(Contains, FIELD, VALUE)
    | st.builds(Range, FIELD, BOUND, BOUND, BOUND)
    | st.builds(Below, FIELD, VALUE)
    | st.builds(Missing, FIELD)
)
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda nodes: (
        st.builds(Not, nodes)
        | st.lists(nodes, max_size=3).map(tuple).flatmap(lambda parts: st.sampled_from([And(parts), Or(parts)]))
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A document for every combination of what a filter can ask for."""
    entries: list[Entry] = []
    endings: dict[str, Ending] = {}
    choices = itertools.product(KINDS, ISSUERS, DAYS, DAYS, DAYS, ENDINGS, DRAFTS)
    for number, (kind, issuer, issued, start, until, ending, draft) in enumerate(choices):
        metadata = Metadata(
            kind, "办法", issuer=issuer, issued_on=issued, effective_from=start, valid_until=until, draft=draft
        )
        entries.append(Entry(Document(f"d{number}", "", "", "", (), metadata, SourceMap(())), "", 1, ()))
        if ending:
            endings[f"d{number}"] = ending
    path: Path = tmp_path_factory.mktemp("filters") / "chunks.db"
    write_store(path, sources=(), excluded=(), entries=entries)
    write_relations(path, endings, ())
    with closing(Store.open(path)) as store:
        assert store.count_documents() == 2 * 3 * 3 * 3 * 3 * 4 * 2
        yield store


@pytest.fixture(scope="module")
def cards(store: Store) -> dict[int, DocumentCard]:
    return store.cards()


def field_of(card: DocumentCard, name: str) -> str | int | None:
    value = getattr(card, name)
    if isinstance(value, date):
        return value.isoformat()
    return "\n".join(value) if isinstance(value, tuple) else value


def passes(card: DocumentCard, node: Node) -> bool:
    match node:
        case And(parts):
            return all(passes(card, part) for part in parts)
        case Or(parts):
            return any(passes(card, part) for part in parts)
        case Not(part):
            return not passes(card, part)
    value = field_of(card, node.field)
    match node:
        case Missing():
            return value is None
        case Equals():
            return value == node.value
        case Below():
            return value is not None and str(value) < node.value
        case Contains():
            return value is not None and node.text in str(value)
        case Range(_, least, most, above):
            return (
                value is not None
                and (least is None or str(value) >= least)
                and (most is None or str(value) <= most)
                and (above is None or str(value) > above)
            )


@given(TREES)
def test_sql_passes_what_the_tree_passes(store: Store, cards: dict[int, DocumentCard], node: Node) -> None:
    expected = [ordinal for ordinal, card in cards.items() if passes(card, node)]
    assert sorted(store.selection(node)[0]) == expected


@pytest.mark.parametrize("as_of", [date.min, EARLY, LATE, LATE + timedelta(days=1), date.max])
def test_in_force_leaves_out_not_yet_expired_and_repealed_and_nothing_else(
    store: Store, cards: dict[int, DocumentCard], as_of: date
) -> None:
    out = {Status.NOT_YET, Status.EXPIRED, Status.REPEALED}
    expected = [ordinal for ordinal, card in cards.items() if status_of(card, as_of)[0] not in out]
    assert sorted(store.selection(tree_of(Filters(in_force=True), as_of))[0]) == expected
    assert 0 < len(expected) < len(cards)


@given(
    kind=st.none() | st.sampled_from(["rule", "reply", "law", "", "Rule"]),
    issuer=st.none() | st.sampled_from(["海州市工业和信息化局", "财政", "%", "", "海州市财政局海州市", "\ud800"]),
    year=st.none() | st.sampled_from([2024, 2025, 2026, 0, -1, 20245]),
)
def test_a_users_choice(
    store: Store, cards: dict[int, DocumentCard], kind: str | None, issuer: str | None, year: int | None
) -> None:
    expected = [
        ordinal
        for ordinal, card in cards.items()
        if (kind is None or card.kind == kind)
        and (issuer is None or not issuer or any(issuer in name for name in card.issuer))
        and (year is None or (card.issued_on is not None and card.issued_on.year == year))
    ]
    assert sorted(store.selection(tree_of(Filters(kind, issuer, year), LATE))[0]) == expected


def test_no_choice_lets_everything_pass(store: Store, cards: dict[int, DocumentCard]) -> None:
    assert tree_of(Filters(), LATE) == And(())
    assert sorted(store.selection(And(()))[0]) == list(cards)
