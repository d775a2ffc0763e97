"""The row of filters above an answer or a list of passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import gradio as gr

from index.facets import Facets
from index.types import Filters
from page.strings import Strings

#: Names of the filters in a page's address, in the order of ``FilterRow.components``.
NAMES: Final = ("kind", "issuer", "year", "in_force", "as_of")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class FilterRow:
    """The row's components.

    :ivar frame: what folds them away.
    """

    frame: gr.Accordion
    kind: gr.Dropdown
    issuer: gr.Dropdown
    year: gr.Dropdown
    in_force: gr.Checkbox
    as_of: gr.Textbox

    @property
    def components(self) -> list[Any]:
        """Inputs of an event, in the order in which ``Choice.of`` takes their values."""
        return [self.kind, self.issuer, self.year, self.in_force, self.as_of]


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
        written = _text(as_of)
        try:
            day, wrong = (date.fromisoformat(written) if written else date.today()), ""
        except ValueError:
            day, wrong = date.today(), written
        number = _text(year)
        filters = Filters(
            kind=_text(kind) or None,
            issuer=_text(issuer) or None,
            year=int(number) if number.isascii() and number.isdigit() and len(number) == 4 else None,
            in_force=in_force is True or _text(in_force) in {"1", "true", "True"},
        )
        return cls(filters, day, wrong)

    def values(self) -> list[Any]:
        """The components' values, in their order; a date is shown only where it is not today."""
        filters = self.filters
        return [
            filters.kind or "",
            filters.issuer or "",
            str(filters.year or ""),
            filters.in_force,
            "" if self.as_of == date.today() else self.as_of.isoformat(),
        ]


def filter_row(strings: Strings) -> FilterRow:
    """Lay the row out, folded away."""
    texts = strings.filters
    any_one = [(texts.any, "")]
    with gr.Accordion(texts.title, open=False, elem_id="filters") as frame, gr.Row(equal_height=True):
        return FilterRow(
            frame,
            gr.Dropdown(any_one, value="", label=texts.kind, filterable=False, min_width=130),
            gr.Dropdown(any_one, value="", label=texts.issuer, allow_custom_value=True, min_width=190),
            gr.Dropdown(any_one, value="", label=texts.year, filterable=False, min_width=110),
            gr.Checkbox(False, label=texts.in_force, min_width=130),
            gr.Textbox(label=texts.as_of, placeholder=texts.as_of_hint, max_length=10, min_width=150, lines=1),
        )


def offered(found: Facets, choice: Choice, strings: Strings) -> list[Any]:
    """Updates of the components: what can be chosen here, and what is chosen; then whether the row is open."""
    texts = strings.filters
    any_one = [(texts.any, "")]
    kinds = [(strings.kinds[kind], kind) for kind in strings.kinds if kind in found.kinds]
    years = [(texts.year_option.format(year=year), str(year)) for year in found.years]
    issuers = [(name, name) for name in found.issuers]
    kind, issuer, year, in_force, as_of = choice.values()
    return [
        gr.update(choices=any_one + kinds, value=kind if kind in found.kinds else ""),
        gr.update(choices=any_one + issuers, value=issuer),
        gr.update(choices=any_one + years, value=year if year in {value for _, value in years} else ""),
        gr.update(value=in_force),
        gr.update(value=as_of),
        gr.update(open=choice.filters != Filters() or bool(as_of)),
    ]


def in_address(query: Mapping[str, str]) -> Choice:
    """The choice that a page's address carries."""
    return Choice.of(*(query.get(name, "") for name in NAMES))


def remember(names: Sequence[str]) -> str:
    """JavaScript that writes an event's inputs into the page's address, empty ones left out; nothing else stays."""
    return f"""(...values) => {{
  const address = new URL(location.pathname, location.origin);
  {list(names)}.forEach((name, at) => {{
    const value = values[at];
    value ? address.searchParams.set(name, value === true ? "1" : value) : address.searchParams.delete(name);
  }});
  history.replaceState(history.state, "", address);
}}"""


def _text(value: object) -> str:
    return str(value or "").strip()[:_LONGEST]
