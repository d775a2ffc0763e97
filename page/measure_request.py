"""What the screen of support measures is asked, as its address carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self
from urllib.parse import urlencode

from index.types import Filters, Status
from page.choice import NAMES as CHOICE_NAMES
from page.choice import Choice, page_of, text_of

#: Names in the screen's address, in the order of its components.
NAMES: Final = ("topic", "status", "type", "department", "text", "sort", *CHOICE_NAMES)
LONGEST_TOPIC: Final = 200


class Order(StrEnum):
    """How measures are ordered; the values stand in addresses."""

    USUAL = ""
    AMOUNT = "amount"
    DEADLINE = "deadline"
    VALID_UNTIL = "valid"


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """A list of measures.

    :ivar topic: empty for all measures.
    :ivar text: stands somewhere in what is shown of a measure.
    :ivar page: of the list, from 1.
    """

    topic: str
    choice: Choice
    status: Status | None = None
    type: str = ""
    department: str = ""
    text: str = ""
    order: Order = Order.USUAL
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The list that components, or an address, ask for: anything may come."""
        status, order = text_of(values.get("status")), text_of(values.get("sort"))
        return cls(
            topic=text_of(values.get("topic"), LONGEST_TOPIC),
            choice=Choice.in_address(values),
            status=Status(status) if status in set(Status) else None,
            type=text_of(values.get("type")),
            department=text_of(values.get("department")),
            text=text_of(values.get("text")),
            order=Order(order) if order in set(Order) else Order.USUAL,
            page=page_of(values.get("page")),
        )

    @property
    def is_narrowed(self) -> bool:
        return self != replace(self.without_filters(), page=self.page)

    def values(self) -> list[object]:
        """As components show it, in the order of ``NAMES``."""
        return [
            self.topic,
            self.status or "",
            self.type,
            self.department,
            self.text,
            self.order.value,
            *self.choice.values(),
        ]

    def address(self) -> str:
        """The part of an address behind its path that asks for this again; what is usual is left out."""
        own = {
            "topic": self.topic,
            "status": self.status or "",
            "type": self.type,
            "department": self.department,
            "text": self.text,
            "sort": self.order,
            **self.choice.address(),
            "page": "" if self.page == 1 else str(self.page),
        }
        return "?" + urlencode({name: value for name, value in own.items() if value})

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def in_order(self, order: Order) -> Self:
        return replace(self, order=order, page=1)

    def without_filters(self) -> Self:
        choice = replace(self.choice, filters=Filters())
        return replace(self, choice=choice, status=None, type="", department="", text="", page=1)
