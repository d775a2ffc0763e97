"""The ledger narrowed, ordered and counted, a page at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from draft.commitments.ledger import Commitment
from page.commitment_request import CommitmentRequest, State
from page.shown_commitments import PAGE_SIZE, ShownCommitments, citations_of, show_commitments
from tests.page.conftest import Ledger


def show(known: tuple[Commitment, ...], **asked: str) -> ShownCommitments:
    return show_commitments(Ledger(known), CommitmentRequest.of({"as_of": "2025-10-01", **asked}))


def listed(known: tuple[Commitment, ...], **asked: str) -> list[Commitment]:
    return list(show(known, **asked).commitments)


def test_narrowed_and_ordered(known: tuple[Commitment, ...]) -> None:
    late, due, undated, kept = known
    assert listed(known) == list(known)
    assert listed(known, state="undated") == [undated]
    assert listed(known, department="科技") == [due]
    assert listed(known, due="2024-12-31") == [late, kept]
    assert listed(known, due="2024-12-30") == []
    assert listed(known, sort="promised") == [undated, late, due, kept]


def test_one_without_a_day_of_promise_comes_last(known: tuple[Commitment, ...]) -> None:
    late, due, *_ = known
    unsigned = replace(late, promised_on=None)
    assert listed((unsigned, due), sort="promised") == [due, unsigned]


def test_words_stand_in_the_promise_its_reply_or_what_kept_it(known: tuple[Commitment, ...]) -> None:
    assert listed(known, text="首台套") == [known[3]]
    assert listed(known, text="海工信规〔2024〕4号") == [known[3]]
    assert listed(known, text="第134052号提案") == list(known)
    assert listed(known, text="１３４０５２") == list(known), "figures of another width are the same"
    assert listed(known, text="年底前出台") == list(known), "where the line breaks tells nothing"
    assert listed(known, text="年底前 出台") == list(known), "nor does a blank"
    assert listed(known, text="市财政局") == [], "departments are narrowed by their own"


def test_states_are_counted_of_what_fits_otherwise(known: tuple[Commitment, ...]) -> None:
    shown = show(known, department="财政", state="overdue")
    assert shown.states == {State.OVERDUE: 1, State.DUE: 0, State.UNDATED: 1, State.MAYBE_MET: 1}
    assert shown.departments == (("市财政局", 3), ("市科技局", 1))


@pytest.mark.parametrize(
    ("count", "asked", "pages", "page", "first", "shown"),
    [
        (0, "1", 1, 1, 0, 0),
        (PAGE_SIZE, "1", 1, 1, 0, PAGE_SIZE),
        (PAGE_SIZE + 1, "2", 2, 2, PAGE_SIZE, 1),
        (PAGE_SIZE + 1, "9", 2, 2, PAGE_SIZE, 1),
    ],
)
def test_pages(
    known: tuple[Commitment, ...], count: int, asked: str, pages: int, page: int, first: int, shown: int
) -> None:
    found = show(known[:1] * count, page=asked)
    assert (found.pages, found.request.page, found.first, len(found.shown)) == (pages, page, first, shown)


def test_promises_and_what_kept_them_are_numbered_in_one_row(known: tuple[Commitment, ...]) -> None:
    late, *_, kept = known
    numbered = citations_of((kept, late, kept))
    assert [(at, promise.n, other.n if other else None) for at, promise, other in numbered] == [
        (0, 1, 2),
        (1, 3, None),
        (2, 4, 5),
    ]
    assert numbered[0][1] == replace(kept.promise, n=1)
    assert citations_of(()) == ()
