"""What a user narrowed a question, a search or a list to, as a page's address carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.types import Filters

#: Names in a page's address, in the order in which ``Choice.of`` takes their values.
NAMES: Final = ("kind", "issuer", "year", "in_force", "as_of")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose.

    :ivar wrong_date: what stands in the date's place, where that is none; ``as_of`` is then today.
    """

    filters: Filters
    as_of: date
    wrong_date: str = ""

    @classmethod
    def of(cls, kind: object, issuer: object, year: object, in_force: object, as_of: object) -> Choice:
        """The choice as components, or a page's address, give it: anything may come."""
        written = text_of(as_of)
        try:
            day, wrong = (date.fromisoformat(written) if written else date.today()), ""
        except ValueError:
            day, wrong = date.today(), written
        number = text_of(year)
        filters = Filters(
            kind=text_of(kind) or None,
            issuer=text_of(issuer) or None,
            year=int(number) if number.isascii() and number.isdigit() and len(number) == 4 else None,
            in_force=is_on(in_force),
        )
        return cls(filters, day, wrong)

    @classmethod
    def in_address(cls, query: Mapping[str, object]) -> Choice:
        """The choice that a page's address carries."""
        return cls.of(*(query.get(name, "") for name in NAMES))

    def address(self) -> dict[str, str]:
        """What a page's address carries for it, by name; what narrows nothing is left out."""
        kind, issuer, year, in_force, as_of = self.values()
        values = (kind, issuer, year, "1" if in_force else "", as_of)
        return {name: value for name, value in zip(NAMES, values, strict=True) if value}

    def values(self) -> tuple[str, str, str, bool, str]:
        """As components show it, in the order of ``NAMES``; a date is shown only where it is not today."""
        filters = self.filters
        return (
            filters.kind or "",
            filters.issuer or "",
            str(filters.year or ""),
            filters.in_force,
            "" if self.as_of == date.today() else self.as_of.isoformat(),
        )


def text_of(value: object, longest: int = _LONGEST) -> str:
    """A component's or an address's value as a text."""
    return str(value or "").strip()[:longest]


def is_on(value: object) -> bool:
    """A component's or an address's value as a switch."""
    return value is True or text_of(value) in {"1", "true", "True"}


def page_of(value: object) -> int:
    """A component's or an address's value as the number of a page, from 1."""
    number = text_of(value)
    return max(int(number), 1) if number.isascii() and number.isdigit() and len(number) < 6 else 1
