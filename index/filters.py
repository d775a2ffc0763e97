"""A filter as a tree of values, so that each engine can translate it; here for SQL.

Field names are columns of the ``documents`` table in ``index/store.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from index.types import Filters


@dataclass(frozen=True, slots=True)
class Equals:
    """The field has this value."""

    field: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Contains:
    """The text field contains this text."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Range:
    """The field lies between two values, both inclusive; dates as ISO text.

    :ivar or_missing: whether a document without the field passes.
    """

    field: str
    least: str | None = None
    most: str | None = None
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; an empty one lets everything pass."""

    parts: tuple[Equals | Contains | Range | And, ...]


Node = Equals | Contains | Range | And


def tree_of(filters: Filters, as_of: date) -> And:
    """The tree for a user's choice at a date."""
    parts: list[Node] = []
    if filters.kind is not None:
        parts.append(Equals("kind", filters.kind))
    if filters.issuer is not None:
        parts.append(Contains("issuer", filters.issuer))
    if filters.year is not None:
        parts.append(Range("issued_on", least=f"{filters.year:04d}-01-01", most=f"{filters.year:04d}-12-31"))
    if filters.in_force:
        today, tomorrow = as_of.isoformat(), (as_of + timedelta(days=1)).isoformat()
        parts.append(Range("effective_from", most=today, or_missing=True))
        parts.append(Range("valid_until", least=today, or_missing=True))
        parts.append(Range("repealed_on", least=tomorrow, or_missing=True))
    return And(tuple(parts))


def to_sql(node: Node) -> tuple[str, list[str | int]]:
    """A SQL condition over ``documents`` with its parameters.

    Field names are this project's own, never a user's, so they may stand in the statement.
    """
    match node:
        case Equals(field, value):
            return f"{field} = ?", [value]
        case Contains(field, text):
            return f"instr({field}, ?) > 0", [text]
        case Range(field, least, most, or_missing):
            bounds = [(sign, bound) for sign, bound in ((">=", least), ("<=", most)) if bound is not None]
            condition = " AND ".join(f"{field} {sign} ?" for sign, _ in bounds) or f"{field} IS NOT NULL"
            if or_missing:
                condition = f"({field} IS NULL OR ({condition}))"
            return condition, [bound for _, bound in bounds]
        case And(parts):
            conditions, values = ["1"], []
            for part in parts:
                condition, part_values = to_sql(part)
                conditions.append(condition)
                values += part_values
            return " AND ".join(conditions), values
