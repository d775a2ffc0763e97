"""What the ledger of commitments is asked, as its address carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from urllib.parse import urlencode

from draft.commitments.ledger import Commitment, Standing
from page.choice import page_of, text_of

#: Names in the screen's address, in the order of its components.
NAMES: Final = ("state", "department", "text", "due", "sort", "as_of")


class State(StrEnum):
    """Where a commitment stands, as it is looked for; the values stand in addresses."""

    OVERDUE = "overdue"
    DUE = "due"
    UNDATED = "undated"
    MAYBE_MET = "maybe_met"


class Order(StrEnum):
    """How commitments are ordered; the values stand in addresses."""

    DUE = ""
    PROMISED = "promised"


@dataclass(frozen=True, slots=True)
class CommitmentRequest:
    """A list of commitments.

    :ivar department: stands in the name of who is to keep them.
    :ivar text: stands in the promise, the reply's title or number, or what may have kept it.
    :ivar due: only what is due by this day.
    :ivar as_of: what is overdue at this day; replies of a later one are left out.
    :ivar wrong_dates: what stands in the place of a date, and is none.
    :ivar page: of the list, from 1.
    """

    as_of: date
    state: State | None = None
    department: str = ""
    text: str = ""
    due: date | None = None
    order: Order = Order.DUE
    page: int = 1
    wrong_dates: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The list that components, or an address, ask for: anything may come."""
        state, order = text_of(values.get("state")), text_of(values.get("sort"))
        written = {name: text_of(values.get(name)) for name in ("due", "as_of")}
        days = {name: _day(text) for name, text in written.items()}
        return cls(
            as_of=days["as_of"] or date.today(),
            state=State(state) if state in set(State) else None,
            department=text_of(values.get("department")),
            text=text_of(values.get("text")),
            due=days["due"],
            order=Order(order) if order in set(Order) else Order.DUE,
            page=page_of(values.get("page")),
            wrong_dates=tuple(text for name, text in written.items() if text and days[name] is None),
        )

    @property
    def is_narrowed(self) -> bool:
        return self != replace(self.without_filters(), page=self.page, wrong_dates=self.wrong_dates)

    def values(self) -> list[str]:
        """As components show it, in the order of ``NAMES``; a date is shown only where it is not today."""
        return [
            self.state or "",
            self.department,
            self.text,
            self.due.isoformat() if self.due else "",
            self.order.value,
            "" if self.as_of == date.today() else self.as_of.isoformat(),
        ]

    def address(self) -> str:
        """The part of an address behind its path that asks for this again; what is usual is left out."""
        own = {**dict(zip(NAMES, self.values(), strict=True)), "page": "" if self.page == 1 else str(self.page)}
        return "?" + urlencode({name: value for name, value in own.items() if value})

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def in_order(self, order: Order) -> Self:
        return replace(self, order=order, page=1)

    def in_state(self, state: State | None) -> Self:
        return replace(self, state=state, page=1)

    def without_filters(self) -> Self:
        return replace(self, state=None, department="", text="", due=None, page=1, wrong_dates=())


def state_of(commitment: Commitment) -> State:
    """Where a commitment stands; one that is open and names no day is never late, so it is looked for apart."""
    match commitment.standing:
        case Standing.MAYBE_MET:
            return State.MAYBE_MET
        case Standing.OVERDUE:
            return State.OVERDUE
        case Standing.OPEN:
            return State.DUE if commitment.due else State.UNDATED


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
