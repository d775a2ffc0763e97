"""What an address asks of a screen: whatever comes, and back into an address."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from index.types import Filters, Mode, Status
from page.choice import Choice, page_of
from page.measure_request import NAMES as MEASURE_NAMES
from page.measure_request import MeasureRequest
from page.measure_request import Order as MeasureOrder
from page.search_request import NAMES as SEARCH_NAMES
from page.search_request import Order, SearchRequest

ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=30))


def asked(address: str) -> dict[str, object]:
    return dict(parse_qsl(address.removeprefix("?")))


@given(st.dictionaries(st.sampled_from([*SEARCH_NAMES, "page"]), ANYTHING))
def test_a_search_is_what_its_address_says(values: dict[str, object]) -> None:
    request = SearchRequest.of(values)
    assert SearchRequest.of(asked(request.address())).address() == request.address()


@given(st.dictionaries(st.sampled_from([*MEASURE_NAMES, "page"]), ANYTHING))
def test_a_list_of_measures_is_what_its_address_says(values: dict[str, object]) -> None:
    request = MeasureRequest.of(values)
    assert MeasureRequest.of(asked(request.address())).address() == request.address()


def test_a_whole_search() -> None:
    address = "?q=流片&mode=lexical&sort=date&requests=1&kind=rule&year=2025&in_force=1&as_of=2025-10-01&page=3"
    request = SearchRequest.of(asked(address))
    assert request == SearchRequest(
        "流片", Choice(Filters("rule", None, 2025, True), date(2025, 10, 1)), Mode.LEXICAL, Order.DATE, True, 3
    )
    assert request.without_filters().address() == (
        "?q=%E6%B5%81%E7%89%87&mode=lexical&sort=date&requests=1&as_of=2025-10-01"
    )


def test_a_whole_list_of_measures() -> None:
    address = "?topic=芯片&status=in_force&type=补助&department=局&text=贷&sort=amount&page=2"
    request = MeasureRequest.of(asked(address))
    assert (request.status, request.type, request.order, request.page) == (
        Status.IN_FORCE,
        "补助",
        MeasureOrder.AMOUNT,
        2,
    )
    assert request.is_narrowed
    assert not MeasureRequest.of({"topic": "芯片", "page": "2"}).is_narrowed


def test_what_is_no_page_is_the_first() -> None:
    assert [page_of(value) for value in ("0", "-1", "x", "１", "", None, "7", "999999999")] == [1] * 6 + [7, 1]
