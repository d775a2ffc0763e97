"""检索: find passages, by meaning and by words, and open each in its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import gradio as gr

from answer.types import Citation
from index.errors import IndexUnavailable
from index.facets import Facets
from index.types import Mode
from ingest.errors import PolicyKBError
from page.answer_html import failure_html
from page.found_passages import citations_of, find_passages
from page.list_html import working_html
from page.matches import Matcher
from page.notice_html import unavailable_html
from page.search_html import idle_html, passages_html
from page.search_request import LONGEST_QUERY, NAMES, Order, SearchRequest
from page.source_panel import hint_html
from screens.changes import changed, drawn
from screens.filters import HERE, filter_row, from_address, offered, remember
from screens.panel import opened
from screens.shell import ALWAYS_LAST, BEHAVIOUR, LIST_BEHAVIOUR, LISTING, QUICK, Desk, question_box

# The address bar follows the search; the way back leads to the one before.
_REMEMBER: Final = remember(NAMES, push=True)

# What an event of the screen puts out: the list, the panel, and what can be opened from the list.
_Shown = tuple[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The screen's events, as functions of what they are given."""

    desk: Desk

    def choices(self, request: gr.Request) -> list[Any]:
        """First load: the controls as the address has them, and what can be chosen."""
        return from_address(self._controls(SearchRequest.of(request.query_params), request))

    def open(self, request: gr.Request) -> Iterator[_Shown]:
        """First load: what the address searches for."""
        yield from self._search(SearchRequest.of(request.query_params), request)

    def search(self, request: gr.Request, *values: object) -> Iterator[_Shown]:
        """Search for what the controls say."""
        asked = SearchRequest.of(dict(zip(NAMES, values, strict=True)))
        if not asked.query:
            gr.Warning(self.desk.strings.search.empty, title="")
        if asked.choice.wrong_date:
            gr.Warning(self.desk.strings.filters.as_of_wrong.format(value=asked.choice.wrong_date), title="")
        yield from self._search(asked, request)

    def follow(self, address: str, request: gr.Request) -> Iterator[_Shown]:
        """Search for what another address of this screen says."""
        yield from self._search(_in(address), request)

    def controls(self, address: str, request: gr.Request) -> list[Any]:
        """The controls as that address has them."""
        return self._controls(_in(address), request)

    def cite(self, shown: Mapping[int, Citation] | None, event: gr.EventData, request: gr.Request) -> str:
        """Open a passage of the list."""
        if shown is None:  # the server was started anew under an open page
            return hint_html(self.desk.strings, self.desk.strings.answer_gone, self.desk.strings.search.panel_how)
        return opened(self.desk, self.desk.knowledge(request), shown, event.n, how=self.desk.strings.search.panel_how)

    def broken(self, query: str) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html(str(query), self.desk.strings.failed_unforeseen, self.desk.strings)

    def _controls(self, asked: SearchRequest, request: gr.Request) -> list[Any]:
        try:
            found = self.desk.knowledge(request).index().facets()
        except IndexUnavailable:
            found = Facets((), (), ())
        own = [asked.query, "" if asked.mode is Mode.HYBRID else asked.mode.value, asked.order.value, asked.requests]
        return [*own, *offered(found, asked.choice, self.desk.strings)]

    def _search(self, asked: SearchRequest, request: gr.Request) -> Iterator[_Shown]:
        strings, how = self.desk.strings, self.desk.strings.search.panel_how
        hint = hint_html(strings, how=how)
        if not asked.query:
            yield idle_html(strings), hint, None
            return
        yield working_html(strings.search.working), gr.skip(), gr.skip()
        try:
            found = find_passages(self.desk.knowledge(request), asked)
            matcher = Matcher.of(asked.query, self.desk.knowledge(request).vocabulary())
        except IndexUnavailable as error:
            yield unavailable_html(strings, error), hint, None
            return
        except PolicyKBError as error:
            yield failure_html(asked.query, str(error), strings), hint, None
            return
        shown = {citation.n: citation for citation in citations_of(found.shown, matcher)}
        panel = hint
        if shown:
            panel = opened(
                self.desk, self.desk.knowledge(request), shown, 1, how=strings.search.panel_how, unasked=True
            )
        yield passages_html(found, matcher, strings), panel, shown


def _in(address: str) -> SearchRequest:
    return SearchRequest.of(dict(parse_qsl(address.removeprefix("?"))))


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    strings, texts = desk.strings, desk.strings.search
    page = SearchPage(desk)
    address = gr.Textbox(visible=False)
    shown = gr.State(None)
    modes = [(texts.modes[mode], "" if mode is Mode.HYBRID else mode.value) for mode in Mode]
    orders = [(texts.by_relevance, Order.RELEVANCE.value), (texts.by_date, Order.DATE.value)]
    with gr.Row(elem_id="main", equal_height=False):
        with gr.Column(scale=11, min_width=320, elem_id="left"):
            query = question_box(texts.query, texts.placeholder, texts.submit, longest=LONGEST_QUERY)
            with gr.Row(elem_id="options"):
                mode = gr.Radio(modes, value="", label=texts.mode, min_width=220)
                order = gr.Radio(orders, value="", label=texts.order, min_width=180)
                requests = gr.Checkbox(False, label=texts.requests, min_width=180)
            filters = filter_row(strings)
            found = gr.HTML("", elem_id="found", js_on_load=LIST_BEHAVIOUR, apply_default_css=False)
        with gr.Column(scale=10, min_width=320, elem_id="right"):
            hint = hint_html(strings, how=texts.panel_how)
            panel = gr.HTML(hint, elem_id="panel", js_on_load=BEHAVIOUR, apply_default_css=False)
    controls = [query, mode, order, requests, *filters.components]
    outputs = [found, panel, shown]
    searching: dict[str, Any] = {
        "outputs": outputs,
        **LISTING,
    }
    chosen = [mode.input, order.input, requests.input, *filters.chosen]
    narrowed = changed(chosen, controls, sent=[query.submit, filters.as_of.submit])
    narrowed.success(None, controls, None, js=_REMEMBER)
    events = [
        narrowed.success(page.search, controls, **searching),
        found.select(page.follow, address, js=HERE, **searching),
        blocks.load(page.open, None, **searching),
    ]
    filled = [
        found.select(page.controls, address, [*controls, filters.frame], js=HERE, **QUICK, **ALWAYS_LAST),
        blocks.load(page.choices, None, [*controls, filters.frame], **QUICK),
    ]
    drawn(filled, controls)
    for component in (found, panel):
        component.click(page.cite, shown, panel, **QUICK)
    for event in events:
        event.failure(page.broken, query, found, **QUICK)
