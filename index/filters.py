"""A filter as a tree of values, so that each engine can translate it; here for SQL.

Field names are columns of the ``documents`` table in ``index/store.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.types import Filters, Status
from index.validity import ALWAYS_TIMED


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
    """The field is there and lies between two values, both inclusive; dates as ISO text.

    :ivar above: what the field lies above, itself excluded.
    """

    field: str
    least: str | None = None
    most: str | None = None
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """The document has no such field."""

    field: str


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; an empty one lets everything pass."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds; an empty one lets nothing pass."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Below:
    """The field is there and lies below a value, itself excluded; dates as ISO text."""

    field: str
    value: str


Node = Equals | Below | Contains | Range | Missing | And | Or | Not


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
        today = as_of.isoformat()
        timed = Or(tuple(Equals("kind", kind) for kind in sorted(ALWAYS_TIMED)))
        valid = And(
            (
                Or((Missing("effective_from"), Range("effective_from", most=today))),
                Or((Missing("valid_until"), Range("valid_until", least=today))),
                Or((Not(timed), Missing("issued_on"), Range("issued_on", most=today))),
                # A repeal without a date holds at every date.
                Or((Missing("repealed_by"), Range("repealed_on", above=today))),
            )
        )
        # A draft's status is unknown, whatever its dates say.
        parts.append(Or((Not(Missing("draft")), valid)))
    return And(tuple(parts))


def tree_of_status(status: Status, as_of: date) -> Node:
    """The tree for documents whose status at a date is this one; as ``validity_of`` decides it, in the same order."""
    today = as_of.isoformat()
    timed = Or(tuple(Equals("kind", kind) for kind in sorted(ALWAYS_TIMED)))
    repealed = And(
        (Not(Missing("repealed_by")), Or((Missing("repealed_on"), Range("repealed_on", most=today)))),
    )
    tests: tuple[tuple[Status, Node], ...] = (
        (Status.UNKNOWN, Not(Missing("draft"))),
        (Status.REPEALED, repealed),
        (Status.EXPIRED, Below("valid_until", today)),
        (
            Status.NOT_YET,
            Or((Range("effective_from", above=today), And((timed, Range("issued_on", above=today))))),
        ),
        (Status.IN_FORCE, Or((Not(Missing("valid_until")), Not(Missing("effective_from")), timed))),
        (Status.UNKNOWN, And(())),
    )
    return Or(
        tuple(
            And((test, *(Not(earlier) for _, earlier in tests[:at])))
            for at, (found, test) in enumerate(tests)
            if found is status
        )
    )


def to_sql(node: Node) -> tuple[str, list[str | int]]:
    """A SQL condition over ``documents`` with its parameters.

    Field names are this project's own, never a user's, so they may stand in the statement.
    """
    match node:
        case Equals(field, value):
            return f"{field} = ?", [value]
        case Contains(field, text):
            return f"instr({field}, ?) > 0", [text]
        case Range(field, least, most, above):
            bounds = [(sign, bound) for sign, bound in ((">=", least), ("<=", most), (">", above)) if bound is not None]
            conditions = [f"{field} IS NOT NULL", *(f"{field} {sign} ?" for sign, _ in bounds)]
            return f"({' AND '.join(conditions)})", [bound for _, bound in bounds]
        case Below(field, value):
            return f"({field} IS NOT NULL AND {field} < ?)", [value]
        case Missing(field):
            return f"{field} IS NULL", []
        case Not(part):
            condition, values = to_sql(part)
            return f"(NOT coalesce({condition}, 0))", values  # what is missing is not so
        case And(parts):
            return _joined(" AND ", parts, "1")
        case Or(parts):
            return _joined(" OR ", parts, "0")


def _joined(operator: str, parts: Sequence[Node], empty: str) -> tuple[str, list[str | int]]:
    translated = [to_sql(part) for part in parts]
    condition = operator.join(condition for condition, _ in translated) or empty
    return f"({condition})", [value for _, values in translated for value in values]
