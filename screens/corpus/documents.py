"""The list of documents, the card of the one that is open, and the form that corrects it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import gradio as gr

from index.catalogue import CatalogueQuery, Order, page_of
from index.errors import IndexUnavailable, UnknownDocument
from index.types import Status
from index.validity import validity_of
from ingest.corrections import CorrectionError
from ingest.document import DocumentKind
from ingest.sidecars import SidecarError
from page.corpus.document_card import ShownDocument, card_html, no_card_html, value_in_words
from page.corpus.documents_table import table_html
from page.errors import OriginalUnavailable
from page.original_file import read_original
from page.routes import file_address
from screens.corpus.shared import ACTING, BEHAVIOUR, Shared, said
from screens.shell import ALWAYS_LAST, QUICK

#: What can be corrected on the page; the rest by hand (docs/corrections.md).
EDITED: Final = (
    "title",
    "kind",
    "document_number",
    "issuer",
    "issued_on",
    "effective_from",
    "valid_until",
    "disclosure",
)
_ID: Final = re.compile(r"[0-9a-f]{12}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DocumentsTab:
    """The tab's events, as functions of what they are given."""

    shared: Shared

    def narrow(
        self, text: str, kind: str, status: str, year: str, query: CatalogueQuery, opened: str, request: gr.Request
    ) -> tuple[Any, CatalogueQuery]:
        """Show the documents that fit the filters, from the first page."""
        query = replace(
            query,
            text=text or "",
            kind=kind or None,
            status=Status(status) if status else None,
            year=int(year) if year else None,
            offset=0,
        )
        return self.table(query, opened, request), query

    def table(self, query: CatalogueQuery, opened: str, request: gr.Request) -> str:
        """The list as it is now."""
        strings = self.shared.strings
        with self.shared.store(request) as store:
            if store is None:
                return f'<p class="empty">{strings.corpus.nothing_held}</p>'
            return table_html(page_of(store, query, date.today()), query, strings, opened=opened)

    def years(self, request: gr.Request) -> Any:
        """The years to choose from, the latest first."""
        words = self.shared.strings.corpus
        with self.shared.store(request) as store:
            found = store.years() if store is not None else ()
        choices = [(words.any_year, "")]
        choices += [(str(year), str(year)) if year else (words.no_year, "0") for year in found]
        return gr.Dropdown(choices=choices)

    def act(self, query: CatalogueQuery, opened: str, request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
        """What was clicked in the list: a column's head, a way to another page, a document.

        :returns: the list, the card, the form's place, the query, which document is open.
        """
        key = str(event.key)
        match event.do:
            case "sort" if key in list(Order):
                order = Order(key)
                is_same = order is query.order
                query = replace(query, order=order, descending=is_same and not query.descending, offset=0)
            case "turn" if key.isdigit():
                query = replace(query, offset=int(key))
            case "open":
                return (*self.open(key, query, request), query, key)
        return self.table(query, opened, request), gr.skip(), gr.skip(), query, opened

    def open(self, key: str, query: CatalogueQuery, request: gr.Request) -> tuple[Any, Any, Any]:
        """Open a document: the list with its row marked, its card, and the form put away."""
        return self.table(query, key, request), self.card(key, request), gr.Column(visible=False)

    def card(self, key: str, request: gr.Request) -> str:
        """The card of a document; the empty place where it is not held (any more)."""
        strings = self.shared.strings
        if not _ID.fullmatch(key):
            return no_card_html(strings)
        try:
            found, summary = self.shared.desk.knowledge(request).index().document_and_summary(key, by_path=False)
        except UnknownDocument:
            return no_card_html(strings, strings.document_gone)
        except IndexUnavailable as error:
            return no_card_html(strings, str(error))
        address, opens = None, False
        try:
            opens = read_original(found.document, self.shared.desk.passwords).is_pdf
            address = file_address(found.document)
        except OriginalUnavailable as error:
            _log.info("no original to open: %s", error)
        uploads = self.shared.desk.caretaking.uploads if self.shared.desk.caretaking else None
        shown = ShownDocument(
            found.document,
            summary,
            validity_of(found.card, date.today()),
            address,
            opens,
            is_uploaded=uploads is not None and all(map(uploads.holds, summary.paths)),
            may_change=self.shared.may_change(request),
        )
        return card_html(shown, strings)

    def card_again(self, opened: str, request: gr.Request) -> Any:
        """The card of the open document after a change of the index; where none is open, one may just be opening."""
        return self.card(opened, request) if opened else gr.skip()

    def act_on_card(
        self, query: CatalogueQuery, opened: str, request: gr.Request, event: gr.EventData
    ) -> tuple[Any, ...]:
        """What was clicked on the card.

        :returns: the list, the card, the form's place, which document is open, and the form's fields.
        """
        no_form = (gr.skip(),) * len(EDITED)
        match event.do:
            case "close":
                return (
                    self.table(query, "", request),
                    no_card_html(self.shared.strings),
                    gr.Column(visible=False),
                    "",
                    *no_form,
                )
            case "open":
                return (*self.open(str(event.key), query, request), str(event.key), *no_form)
            case "edit":
                self.shared.keeper(request)
                return (gr.skip(), gr.skip(), gr.Column(visible=True), opened, *self._values(opened, request))
            case "delete":
                self._delete(opened, request)
        return (gr.skip(), gr.skip(), gr.skip(), opened, *no_form)

    def save(self, opened: str, request: gr.Request, *values: Any) -> Any:
        """Keep what was changed in the form as corrections, and put it away."""
        words = self.shared.strings.corpus
        before = self._values(opened, request)
        changed: dict[str, str | None] = {
            name: str(value or "").strip()
            for name, value, old in zip(EDITED, values, before, strict=True)
            if str(value or "").strip() != old
        }
        if not changed:
            gr.Info(words.nothing_changed, title="")
            return gr.Column(visible=False)
        return self._correct(opened, changed, request)

    def take_back(self, opened: str, request: gr.Request) -> Any:
        """Forget every correction of the document that was made on this page, or in the home's table."""
        words = self.shared.strings.corpus
        _, summary = self.shared.desk.knowledge(request).index().document_and_summary(opened, by_path=False)
        made = self.shared.caretaking.edits.made([summary.document, *summary.also_at, summary.id, *summary.paths])
        if not made:
            gr.Info(words.nothing_changed, title="")
            return gr.Column(visible=False)
        return self._correct(opened, dict.fromkeys(made), request)

    def _correct(self, opened: str, values: dict[str, str | None], request: gr.Request) -> Any:
        words, by = self.shared.strings.corpus, self.shared.keeper(request)
        found, summary = self.shared.desk.knowledge(request).index().document_and_summary(opened, by_path=False)
        names = [*summary.also_at, summary.id, *summary.paths]
        title = summary.title or summary.document
        try:
            self.shared.caretaking.correct(summary.document, title, found.card.path, values, names=names, by=by)
        except (CorrectionError, SidecarError) as error:
            field = next((words.fields[name] for name in values if len(values) == 1), words.edit_title)
            raise gr.Error(words.correction_refused.format(field=field, reason=error), title="") from error
        gr.Info(words.saved, title="")
        return gr.Column(visible=False)

    def _delete(self, opened: str, request: gr.Request) -> None:
        by = self.shared.keeper(request)
        _, summary = self.shared.desk.knowledge(request).index().document_and_summary(opened, by_path=False)
        self.shared.caretaking.take_out(summary, by=by)
        gr.Info(self.shared.strings.corpus.queued, title="")

    def _values(self, opened: str, request: gr.Request) -> list[str]:
        """The fields of the form as the index has them."""
        metadata = self.shared.desk.knowledge(request).document(opened).metadata
        return [value_in_words(getattr(metadata, name)) for name in EDITED]


def build(shared: Shared) -> None:
    """Lay the tab out, inside a ``with`` over its place."""
    tab, strings = DocumentsTab(shared), shared.strings
    words = strings.corpus
    query, opened = gr.State(CatalogueQuery()), gr.State("")
    with gr.Row(elem_id="corpus-filters"):
        text = gr.Textbox(
            label=words.search, placeholder=words.search_placeholder, max_length=200, scale=4, min_width=320
        )
        kinds = [(words.any_kind, ""), *((words.kinds[kind], str(kind)) for kind in DocumentKind)]
        kind = gr.Dropdown(kinds, value="", label=words.kind, min_width=130)
        statuses = [(words.any_status, ""), *((strings.statuses[status], str(status)) for status in Status)]
        status = gr.Dropdown(statuses, value="", label=words.status, min_width=130)
        year = gr.Dropdown([(words.any_year, "")], value="", label=words.year, min_width=130)
    with gr.Row(elem_id="corpus-documents", equal_height=False):
        with gr.Column(scale=11, min_width=320):
            table = gr.HTML("", elem_id="corpus-table", js_on_load=BEHAVIOUR, apply_default_css=False)
        with gr.Column(scale=8, min_width=320, elem_id="corpus-side"):
            with gr.Column(visible=False, elem_id="corpus-form") as form:
                fields = _form(shared)
                with gr.Row():
                    save = gr.Button(words.save, variant="primary", size="md")
                    take_back = gr.Button(words.take_back, size="md")
                    cancel = gr.Button(words.cancel, size="md")
            card = gr.HTML(no_card_html(strings), elem_id="corpus-card", js_on_load=BEHAVIOUR, apply_default_css=False)
    narrowing: list[Any] = [text, kind, status, year]
    for component in narrowing:
        component.change(tab.narrow, [*narrowing, query, opened], [table, query], **ALWAYS_LAST, **QUICK)
    table.click(tab.act, [query, opened], [table, card, form, query, opened], **QUICK)
    shared.look_after(
        card.click(tab.act_on_card, [query, opened], [table, card, form, opened, *fields], **ACTING),
        save.click(tab.save, [opened, *fields], form, **ACTING),
        take_back.click(tab.take_back, opened, form, **ACTING),
    )
    cancel.click(lambda: gr.Column(visible=False), None, form, **QUICK)
    shared.refresh(tab.table, [query, opened], [table])
    shared.refresh(tab.years, [], [year])
    shared.generation.change(tab.card_again, opened, card, **QUICK)


def _form(shared: Shared) -> list[Any]:
    words = shared.strings.corpus
    said(words.edit_title, words.edit_hint)
    fields: list[Any] = []
    for name in EDITED:
        label = words.fields[name]
        if name == "kind":
            fields.append(gr.Dropdown([(words.kinds[kind], str(kind)) for kind in DocumentKind], label=label))
        elif name == "disclosure":
            choices = [(shared.strings.absent, ""), *((called, value) for value, called in words.disclosures.items())]
            fields.append(gr.Dropdown(choices, label=label))
        else:
            fields.append(gr.Textbox(label=label, max_length=500))
    return fields
