"""What the search screen is asked, as its address carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self
from urllib.parse import urlencode

from index.types import Filters, Mode
from page.choice import NAMES as CHOICE_NAMES
from page.choice import Choice, is_on, page_of, text_of

#: Names in the screen's address, in the order of its components.
NAMES: Final = ("q", "mode", "sort", "requests", *CHOICE_NAMES)
LONGEST_QUERY: Final = 500


class Order(StrEnum):
    """How passages are ordered; the values stand in addresses."""

    RELEVANCE = ""
    DATE = "date"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search.

    :ivar requests: of what members asked for, instead of passages.
    :ivar page: of the list, from 1.
    """

    query: str
    choice: Choice
    mode: Mode = Mode.HYBRID
    order: Order = Order.RELEVANCE
    requests: bool = False
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The search that components, or an address, ask for: anything may come."""
        mode, order = text_of(values.get("mode")), text_of(values.get("sort"))
        return cls(
            query=text_of(values.get("q"), LONGEST_QUERY),
            choice=Choice.in_address(values),
            mode=Mode(mode) if mode in set(Mode) else Mode.HYBRID,
            order=Order(order) if order in set(Order) else Order.RELEVANCE,
            requests=is_on(values.get("requests")),
            page=page_of(values.get("page")),
        )

    @property
    def is_narrowed(self) -> bool:
        return self.choice.filters != Filters()

    def address(self) -> str:
        """The part of an address behind its path that asks for this again; what is usual is left out."""
        own = {
            "q": self.query,
            "mode": "" if self.mode is Mode.HYBRID else self.mode,
            "sort": self.order,
            "requests": "1" if self.requests else "",
            **self.choice.address(),
            "page": "" if self.page == 1 else str(self.page),
        }
        return "?" + urlencode({name: value for name, value in own.items() if value})

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def without_filters(self) -> Self:
        return replace(self, choice=replace(self.choice, filters=Filters()), page=1)
