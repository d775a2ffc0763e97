"""承诺台账: what replies promised, by when and by whom, and which later document may have kept it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import gradio as gr

from index.errors import IndexUnavailable
from ingest.errors import PolicyKBError
from page.answer_html import failure_html
from page.commitment_request import NAMES, CommitmentRequest, State
from page.commitments_html import commitments_html
from page.list_html import working_html
from page.notice_html import unavailable_html
from page.shown_commitments import ShownCommitments, citations_of, show_commitments
from page.source_panel import hint_html
from screens.changes import changed, drawn
from screens.filters import HERE, from_address, remember
from screens.panel import Opening, opened_in_list
from screens.shell import ALWAYS_LAST, BEHAVIOUR, LIST_BEHAVIOUR, LISTING, QUICK, Desk

# The address bar follows the list; the way back leads to the one before.
_REMEMBER: Final = remember(NAMES, push=True)

# What an event of the list puts out: the list, the panel, what can be opened, and the choice of departments.
_Shown = tuple[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class CommitmentsPage:
    """The screen's events, as functions of what they are given."""

    desk: Desk

    def choices(self, request: gr.Request) -> list[Any]:
        """First load: the controls as the address has them."""
        return from_address(CommitmentRequest.of(request.query_params).values())

    def open(self, request: gr.Request) -> Iterator[_Shown]:
        """First load: what the address asks for."""
        yield from self._list(CommitmentRequest.of(request.query_params), request)

    def list_all(self, request: gr.Request, *values: object) -> Iterator[_Shown]:
        """List what the controls say."""
        asked = CommitmentRequest.of(dict(zip(NAMES, values, strict=True)))
        for wrong in asked.wrong_dates:
            gr.Warning(self.desk.strings.commitments.date_wrong.format(value=wrong), title="")
        yield from self._list(asked, request)

    def follow(self, address: str, request: gr.Request) -> Iterator[_Shown]:
        """List what another address of this screen says."""
        yield from self._list(_in(address), request)

    def controls(self, address: str) -> list[str]:
        """The controls as that address has them."""
        return _in(address).values()

    def cite(self, shown: Mapping[int, Opening] | None, event: gr.EventData, request: gr.Request) -> str:
        """Open a promise, or what may have kept it."""
        how = self.desk.strings.commitments.panel_how
        return opened_in_list(self.desk, self.desk.knowledge(request), shown, event.n, how)

    def broken(self) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html("", self.desk.strings.failed_unforeseen, self.desk.strings)

    def _list(self, asked: CommitmentRequest, request: gr.Request) -> Iterator[_Shown]:
        strings, skip = self.desk.strings, gr.skip()
        hint = hint_html(strings, how=strings.commitments.panel_how)
        yield working_html(strings.commitments.working), hint, skip, skip
        try:
            shown = show_commitments(self.desk.knowledge(request), asked)
        except IndexUnavailable as error:
            yield unavailable_html(strings, error), hint, None, skip
            return
        except PolicyKBError as error:
            yield failure_html("", str(error), strings), hint, None, skip
            return
        yield commitments_html(shown, strings), hint, self._openings(shown), self._departments(shown)

    def _openings(self, shown: ShownCommitments) -> dict[int, Opening]:
        columns = self.desk.strings.commitments.columns
        openings = {}
        for at, promise, kept in citations_of(shown.shown):
            openings[promise.n] = Opening(promise, at, columns["promise"])
            if kept is not None:
                openings[kept.n] = Opening(kept, at, columns["kept"])
        return openings

    def _departments(self, shown: ShownCommitments) -> Any:
        option = self.desk.strings.commitments.option
        counted = [(option.format(name=name, count=count), name) for name, count in shown.departments]
        return gr.update(choices=[(self.desk.strings.filters.any, ""), *counted])


def _in(address: str) -> CommitmentRequest:
    return CommitmentRequest.of(dict(parse_qsl(address.removeprefix("?"))))


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    strings, texts = desk.strings, desk.strings.commitments
    page = CommitmentsPage(desk)
    address = gr.Textbox(visible=False)
    shown = gr.State(None)
    any_one = [(strings.filters.any, "")]
    states = [(texts.states[state], state.value) for state in State]
    orders = [(name, value) for value, name in texts.orders.items()]
    with gr.Column(elem_id="left", elem_classes="wide"):
        with gr.Row(elem_id="narrowing", equal_height=True):
            state = gr.Dropdown(any_one + states, value="", label=texts.state, filterable=False, min_width=130)
            department = gr.Dropdown(any_one, value="", label=texts.department, allow_custom_value=True, min_width=200)
            text = gr.Textbox(label=texts.text, placeholder=texts.text_hint, max_length=80, lines=1, min_width=140)
            due = gr.Textbox(label=texts.due, placeholder=texts.date_hint, max_length=10, lines=1, min_width=140)
            order = gr.Dropdown(orders, value="", label=texts.order, filterable=False, min_width=170)
            as_of = gr.Textbox(
                label=texts.as_of, placeholder=strings.filters.as_of_hint, max_length=10, lines=1, min_width=140
            )
        found = gr.HTML("", elem_id="found", js_on_load=LIST_BEHAVIOUR, apply_default_css=False)
    with gr.Column(elem_id="right", elem_classes="drawer"):
        hint = hint_html(strings, how=texts.panel_how)
        panel = gr.HTML(hint, elem_id="panel", js_on_load=BEHAVIOUR, apply_default_css=False)
    controls: list[Any] = [state, department, text, due, order, as_of]
    listing: dict[str, Any] = {"outputs": [found, panel, shown, department], **LISTING}
    chosen = [component.input for component in (state, department, order)]
    narrowed = changed(chosen, controls, sent=[component.submit for component in (text, due, as_of)])
    narrowed.success(None, controls, None, js=_REMEMBER)
    events = [
        narrowed.success(page.list_all, controls, **listing),
        found.select(page.follow, address, js=HERE, **listing),
        blocks.load(page.open, None, **listing),
    ]
    filled = [
        found.select(page.controls, address, controls, js=HERE, **QUICK, **ALWAYS_LAST),
        blocks.load(page.choices, None, controls, **QUICK),
    ]
    drawn(filled, controls)
    for component in (found, panel):
        component.click(page.cite, shown, panel, **QUICK)
    for event in events:
        event.failure(page.broken, None, found, **QUICK)
