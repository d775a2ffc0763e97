"""The row of filters above an answer or a list of passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr

from index.facets import Facets
from index.types import Filters
from page.choice import Choice
from page.strings import Strings

#: JavaScript that gives an event the query of the page's address for its last input: what the event itself brings would
#: be that of the one it waited for (Gradio 6.31).
HERE: Final = "(...values) => [...values.slice(0, -1), location.search]"


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

    @property
    def chosen(self) -> list[Any]:
        """Events after which a list may be another one; a day is sent (``as_of.submit``)."""
        return [component.input for component in (self.kind, self.issuer, self.year, self.in_force)]


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


def from_address(values: Sequence[Any]) -> list[Any]:
    """Values for components at the first load; what the address leaves out stays, for somebody may be typing it."""
    return [value or gr.skip() for value in values]


def remember(names: Sequence[str], *, push: bool = False) -> str:
    """JavaScript that writes an event's inputs into the page's address, empty ones left out; nothing else stays.

    :param push: the browser's way back leads to the address before, if that is another.
    """
    step = "pushState" if push else "replaceState"
    return f"""(...values) => {{
  const asked = (url) => [...url.searchParams].map(String).sort().join();
  const address = new URL(location.pathname, location.origin);
  {list(names)}.forEach((name, at) => {{
    const value = values[at];
    value ? address.searchParams.set(name, value === true ? "1" : value) : address.searchParams.delete(name);
  }});
  if (asked(address) !== asked(new URL(location))) history.{step}(history.state, "", address);
}}"""
