"""新旧对照: two documents side by side, article by article, with what changed marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl

import gradio as gr

from answer.comparison import compare
from answer.types import Citation
from index.errors import IndexUnavailable, UnknownDocument
from index.types import DocumentSummary
from page.answer_html import failure_html
from page.comparison_list import citations_of, compared_html, pairs_html
from page.comparison_request import NAMES, ComparisonRequest, document_of, offered_pairs
from page.list_html import working_html
from page.notice_html import unavailable_html
from page.source_panel import hint_html
from screens.changes import changed, drawn
from screens.filters import HERE, remember
from screens.panel import opened
from screens.shell import ALWAYS_LAST, BEHAVIOUR, LIST_BEHAVIOUR, QUICK, TOLD, Desk

_REMEMBER: Final = remember(NAMES, push=True)

# What an event of the screen puts out: the comparison, the panel, and what can be opened.
_Shown = tuple[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The screen's events, as functions of what they are given."""

    desk: Desk

    def choices(self, request: gr.Request) -> list[Any]:
        """First load: every document by its name, and those that the address chooses."""
        return self._controls(ComparisonRequest.of(request.query_params), request)

    def open(self, request: gr.Request) -> Iterator[_Shown]:
        """First load: the two documents of the address, or pairs to choose from."""
        yield from self._compare(ComparisonRequest.of(request.query_params), request)

    def compare(self, request: gr.Request, *values: object) -> Iterator[_Shown]:
        """Compare the documents that were chosen."""
        yield from self._compare(ComparisonRequest.of(dict(zip(NAMES, values, strict=True))), request)

    def follow(self, address: str, request: gr.Request) -> Iterator[_Shown]:
        """Compare the documents of another address of this screen."""
        yield from self._compare(_in(address), request)

    def controls(self, address: str, request: gr.Request) -> list[Any]:
        """The controls as that address has them."""
        return self._controls(_in(address), request)

    def cite(self, shown: Mapping[int, Citation] | None, event: gr.EventData, request: gr.Request) -> str:
        """Open a provision."""
        how = self.desk.strings.comparison.panel_how
        if shown is None:  # the server was started anew under an open page
            return hint_html(self.desk.strings, self.desk.strings.answer_gone, how)
        return opened(self.desk, self.desk.knowledge(request), shown, event.n, how=how)

    def broken(self) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html("", self.desk.strings.failed_unforeseen, self.desk.strings)

    def _controls(self, asked: ComparisonRequest, request: gr.Request) -> list[Any]:
        try:
            documents = self.desk.knowledge(request).index().documents()
        except IndexUnavailable:
            documents = ()
        named = sorted((" · ".join(filter(None, _names(each))), each.id) for each in documents)
        return [gr.update(choices=named, value=key or None) for key in (asked.old, asked.new)]

    def _compare(self, asked: ComparisonRequest, request: gr.Request) -> Iterator[_Shown]:
        strings, knowledge = self.desk.strings, self.desk.knowledge(request)
        hint = hint_html(strings, how=strings.comparison.panel_how)
        yield working_html(strings.comparison.working), hint, None
        try:
            if not asked.old or not asked.new or asked.old == asked.new:
                if asked.old and asked.old == asked.new:
                    gr.Warning(strings.comparison.same_document, title="")
                yield pairs_html(offered_pairs(knowledge.index()), strings), hint, None
                return
            comparison = compare(document_of(knowledge, asked.old), document_of(knowledge, asked.new))
            shown = citations_of(comparison, knowledge.index(), date.today())
        except IndexUnavailable as error:
            yield unavailable_html(strings, error), hint, None
        except UnknownDocument:
            gr.Warning(strings.comparison.unknown_document, title="")
            yield pairs_html(offered_pairs(knowledge.index()), strings), hint, None
        else:
            yield compared_html(comparison, asked, strings), hint, shown


def _names(document: DocumentSummary) -> tuple[str, str, str]:
    issued = document.issued_on.isoformat() if document.issued_on else ""
    return document.title or document.document, document.document_number or "", issued


def _in(address: str) -> ComparisonRequest:
    return ComparisonRequest.of(dict(parse_qsl(address.removeprefix("?"))))


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    strings, texts = desk.strings, desk.strings.comparison
    page = ComparisonPage(desk)
    address = gr.Textbox(visible=False)
    shown = gr.State(None)
    with gr.Column(elem_id="left", elem_classes="wide"):
        with gr.Row(elem_id="narrowing", equal_height=True):
            old = gr.Dropdown([], value=None, label=texts.old, info=texts.choose, min_width=280)
            new = gr.Dropdown([], value=None, label=texts.new, info=texts.choose, min_width=280)
        found = gr.HTML("", elem_id="found", js_on_load=LIST_BEHAVIOUR, apply_default_css=False)
    with gr.Column(elem_id="right", elem_classes="drawer"):
        hint = hint_html(strings, how=texts.panel_how)
        panel = gr.HTML(hint, elem_id="panel", js_on_load=BEHAVIOUR, apply_default_css=False)
    controls = [old, new]
    comparing: dict[str, Any] = {
        "outputs": [found, panel, shown],
        **TOLD,
        **ALWAYS_LAST,
        "concurrency_limit": 2,
    }
    narrowed = changed([old.input, new.input], controls)
    narrowed.success(None, controls, None, js=_REMEMBER)
    events = [
        narrowed.success(page.compare, controls, **comparing),
        found.select(page.follow, address, js=HERE, **comparing),
        blocks.load(page.open, None, **comparing),
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
