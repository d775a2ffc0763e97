"""What the ledger's address asks for: whatever comes, and back into an address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft.commitments.ledger import Commitment
from page.commitment_request import NAMES, CommitmentRequest, Order, State, state_of

AS_OF = date(2025, 10, 1)
WHOLE = CommitmentRequest(AS_OF, State.DUE, "科技", "首台套", date(2026, 6, 30), Order.PROMISED, 3)


@given(st.dictionaries(st.sampled_from([*NAMES, "page"]), st.one_of(st.none(), st.integers(), st.text(max_size=30))))
def test_a_list_is_what_its_address_says(values: dict[str, object]) -> None:
    request = CommitmentRequest.of(values)
    again = CommitmentRequest.of(dict(zip(NAMES, request.values(), strict=True)) | {"page": str(request.page)})
    assert again.address() == request.address()


def test_a_whole_list() -> None:
    asked = {"state": "due", "department": " 科技", "text": "首台套", "due": "2026-06-30", "sort": "promised"}
    assert CommitmentRequest.of({**asked, "as_of": "2025-10-01", "page": "3"}) == WHOLE
    assert WHOLE.address() == (
        "?state=due&department=%E7%A7%91%E6%8A%80&text=%E9%A6%96%E5%8F%B0%E5%A5%97&due=2026-06-30&sort=promised"
        "&as_of=2025-10-01&page=3"
    )


def test_what_is_usual_is_left_out() -> None:
    request = CommitmentRequest.of({})
    assert (request.as_of, request.page, request.order) == (date.today(), 1, Order.DUE)
    assert request.address() == "?"
    assert not request.is_narrowed


@pytest.mark.parametrize("page", ["0", "-1", "x", "", None, "1e9"])
def test_what_is_no_state_order_or_page_asks_for_nothing(page: object) -> None:
    request = CommitmentRequest.of({"state": "lost", "sort": "by luck", "page": page, "as_of": "2025-10-01"})
    assert request == CommitmentRequest(AS_OF)


def test_a_wrong_date_is_told_and_narrows_nothing() -> None:
    request = CommitmentRequest.of({"due": "年底", "as_of": "2025-13-01", "sort": "promised"})
    assert request.wrong_dates == ("年底", "2025-13-01")
    assert (request.due, request.as_of, request.order) == (None, date.today(), Order.PROMISED)
    assert not request.is_narrowed


@pytest.mark.parametrize(
    "narrower", [{"state": State.OVERDUE}, {"department": "财政"}, {"text": "办法"}, {"due": date(2025, 1, 1)}]
)
def test_each_filter_narrows_and_is_taken_off(narrower: dict[str, object]) -> None:
    request = replace(CommitmentRequest(AS_OF, order=Order.PROMISED, page=2), **narrower)  # type: ignore[arg-type]  # fields of several types
    assert request.is_narrowed
    assert request.without_filters() == CommitmentRequest(AS_OF, order=Order.PROMISED)


def test_another_order_or_state_begins_at_the_first_page() -> None:
    assert WHOLE.in_order(Order.DUE) == replace(WHOLE, order=Order.DUE, page=1)
    assert WHOLE.in_state(None) == replace(WHOLE, state=None, page=1)
    assert WHOLE.on_page(4) == replace(WHOLE, page=4)


def test_each_commitment_stands_in_one_state(known: tuple[Commitment, ...]) -> None:
    assert [state_of(each) for each in known] == [State.OVERDUE, State.DUE, State.UNDATED, State.MAYBE_MET]
