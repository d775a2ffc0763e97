"""支持措施: every support measure that fits, each field with its sentence, held against a company's profile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import gradio as gr

from answer.company import Company, WrongField
from index.errors import IndexUnavailable
from index.facets import Facets
from index.types import Status
from ingest.errors import PolicyKBError
from page.answer_html import failure_html
from page.company_form import FIELDS, NO, YES, company_of, form_of
from page.list_html import working_html
from page.measure_request import LONGEST_TOPIC, NAMES, MeasureRequest
from page.measures_html import measures_html
from page.notice_html import unavailable_html
from page.shown_measures import ShownMeasures, citations_of, show_measures
from page.source_panel import hint_html
from screens.changes import changed, drawn
from screens.filters import HERE, filter_row, from_address, offered, remember
from screens.panel import Opening, opened_in_list
from screens.shell import ALWAYS_LAST, BEHAVIOUR, LIST_BEHAVIOUR, LISTING, QUICK, TOLD, Desk

# The address bar follows the list; the way back leads to the one before.
_REMEMBER: Final = remember(NAMES, push=True)
_LONGEST_FIELD: Final = 200


# What an event of the list puts out: the list, the panel, what can be opened, and the choices of type and department.
_Shown = tuple[Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """The screen's events, as functions of what they are given."""

    desk: Desk

    def choices(self, request: gr.Request) -> list[Any]:
        """First load: the controls as the address has them, and what can be chosen."""
        return from_address(self._controls(MeasureRequest.of(request.query_params), request))

    def open(self, profile: object, request: gr.Request) -> Iterator[_Shown]:
        """First load: what the address asks for."""
        yield from self._list(MeasureRequest.of(request.query_params), profile, request)

    def list_all(self, profile: object, request: gr.Request, *values: object) -> Iterator[_Shown]:
        """List what the controls say."""
        asked = MeasureRequest.of(dict(zip(NAMES, values, strict=True)))
        if asked.choice.wrong_date:
            gr.Warning(self.desk.strings.filters.as_of_wrong.format(value=asked.choice.wrong_date), title="")
        yield from self._list(asked, profile, request)

    def follow(self, profile: object, address: str, request: gr.Request) -> Iterator[_Shown]:
        """List what another address of this screen says."""
        yield from self._list(_in(address), profile, request)

    def controls(self, address: str, request: gr.Request) -> list[Any]:
        """The controls as that address has them."""
        return self._controls(_in(address), request)

    def fill(self, profile: object) -> list[Any]:
        """The company's form as this browser kept it."""
        form = _form(profile)
        return from_address([form.get(name, "") for name in FIELDS])

    def judge(self, *fields: object) -> Any:
        """Keep the profile in the browser, where it is understood."""
        form = form_of(dict(zip(FIELDS, fields, strict=True)))
        return form if self._company(form) is not None or not form else gr.skip()

    def forget(self) -> list[Any]:
        """An empty profile, and an empty form."""
        return [{}, *("" for _ in FIELDS)]

    def cite(self, shown: Mapping[int, Opening] | None, event: gr.EventData, request: gr.Request) -> str:
        """Open a field of a measure."""
        how = self.desk.strings.measures.panel_how
        return opened_in_list(self.desk, self.desk.knowledge(request), shown, event.n, how)

    def broken(self, topic: str) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html(str(topic), self.desk.strings.failed_unforeseen, self.desk.strings)

    def _controls(self, asked: MeasureRequest, request: gr.Request) -> list[Any]:
        try:
            found = self.desk.knowledge(request).index().facets()
        except IndexUnavailable:
            found = Facets((), (), ())
        return [*asked.values()[:6], *offered(found, asked.choice, self.desk.strings)]

    def _company(self, profile: object) -> Company | None:
        """The profile; ``None`` where there is none, or it is not understood, which the user is told."""
        texts = self.desk.strings.measures
        try:
            return company_of(_form(profile))
        except WrongField as error:
            field, example = texts.company_fields[error.field], texts.company_examples[error.field]
            written = _form(profile).get(error.field, "")
            gr.Warning(texts.company_wrong.format(field=field, value=written, example=example), title="")
            return None

    def _list(self, asked: MeasureRequest, profile: object, request: gr.Request) -> Iterator[_Shown]:
        strings, skip = self.desk.strings, gr.skip()
        hint = hint_html(strings, how=strings.measures.panel_how)
        yield working_html(strings.measures.working), hint, skip, skip, skip
        company = self._company(profile)
        try:
            shown = show_measures(self.desk.knowledge(request), asked, company)
        except IndexUnavailable as error:
            yield unavailable_html(strings, error), hint, None, skip, skip
            return
        except PolicyKBError as error:
            yield failure_html(asked.topic, str(error), strings), hint, None, skip, skip
            return
        form = json.dumps(_form(profile), ensure_ascii=False) if company else ""
        yield measures_html(shown, strings, company, form), hint, self._openings(shown), *self._offered(shown)

    def _openings(self, shown: ShownMeasures) -> dict[int, Opening]:
        columns = self.desk.strings.measures.columns
        names = {
            **columns,
            "lead_department": columns["department"],
            "apply_from": columns["window"],
            "apply_by": columns["window"],
            "how_to_apply": columns["window"],
            "amounts": columns["amount"],
        }
        return {
            cited.n: Opening(cited, at, names.get(field.partition("[")[0], columns["source"]))
            for at, field, cited in citations_of(shown.shown)
        }

    def _offered(self, shown: ShownMeasures) -> tuple[Any, Any]:
        texts = self.desk.strings.measures
        any_one = [(self.desk.strings.filters.any, "")]
        types, departments = (
            any_one + [(texts.option.format(name=name, count=count), name) for name, count in counted]
            for counted in (shown.types, shown.departments)
        )
        return gr.update(choices=types), gr.update(choices=departments)


def _form(profile: object) -> dict[str, str]:
    """What the browser kept: anything may come."""
    return form_of(profile) if isinstance(profile, dict) else {}


def _in(address: str) -> MeasureRequest:
    return MeasureRequest.of(dict(parse_qsl(address.removeprefix("?"))))


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    strings, texts = desk.strings, desk.strings.measures
    page = MeasuresPage(desk)
    address = gr.Textbox(visible=False)
    shown = gr.State(None)
    # No secret: the profile lies in its user's own browser, and is to outlive a restart of the server.
    profile = gr.BrowserState({}, storage_key="policykb.company", secret="policykb.company")  # noqa: S106
    any_one = [(strings.filters.any, "")]
    statuses = [(strings.statuses[status], status.value) for status in Status]
    with gr.Column(elem_id="left", elem_classes="wide"):
        topic = gr.Textbox(
            label=texts.topic,
            placeholder=texts.topic_placeholder,
            lines=1,
            max_lines=2,
            max_length=LONGEST_TOPIC,
            submit_btn=texts.submit,
            autofocus=True,
            elem_id="question",
        )
        with gr.Row(elem_id="narrowing", equal_height=True):
            status = gr.Dropdown(any_one + statuses, value="", label=texts.status, filterable=False, min_width=120)
            kind = gr.Dropdown(any_one, value="", label=texts.type, allow_custom_value=True, min_width=120)
            department = gr.Dropdown(any_one, value="", label=texts.department, allow_custom_value=True, min_width=180)
            text = gr.Textbox(label=texts.text, placeholder=texts.text_hint, max_length=80, lines=1, min_width=140)
            orders = [(name, value) for value, name in texts.orders.items()]
            order = gr.Dropdown(orders, value="", label=texts.order, filterable=False, min_width=150)
        filters = filter_row(strings)
        with gr.Accordion(texts.company, open=False, elem_id="company"):
            gr.HTML(f'<p class="company-note">{texts.company_note}</p>', apply_default_css=False)
            with gr.Row(equal_height=True):
                fields = [_field(name, desk) for name in FIELDS]
            with gr.Row(elem_id="company-actions"):
                judge = gr.Button(texts.judge, variant="primary", scale=0, min_width=120)
                forget = gr.Button(texts.forget, scale=0, min_width=120)
        found = gr.HTML("", elem_id="found", js_on_load=LIST_BEHAVIOUR, apply_default_css=False)
    with gr.Column(elem_id="right", elem_classes="drawer"):
        hint = hint_html(strings, how=texts.panel_how)
        panel = gr.HTML(hint, elem_id="panel", js_on_load=BEHAVIOUR, apply_default_css=False)
    controls = [topic, status, kind, department, text, order, *filters.components]
    listing: dict[str, Any] = {
        "outputs": [found, panel, shown, kind, department],
        **LISTING,
    }
    chosen = [component.input for component in (status, kind, department, order)]
    sent = [topic.submit, text.submit, filters.as_of.submit]
    narrowed = changed([*chosen, *filters.chosen], controls, sent=sent)
    narrowed.success(None, controls, None, js=_REMEMBER)
    inputs = [profile, *controls]
    last: dict[str, Any] = {**TOLD, **ALWAYS_LAST}
    events = [
        narrowed.success(page.list_all, inputs, **listing),
        found.select(page.follow, [profile, address], js=HERE, **listing),
        blocks.load(page.open, profile, **listing),
        judge.click(page.judge, fields, profile, **last).then(page.list_all, inputs, **listing),
        forget.click(page.forget, None, [profile, *fields], **last).then(page.list_all, inputs, **listing),
    ]
    filled = [
        found.select(page.controls, address, [*controls, filters.frame], js=HERE, **QUICK, **ALWAYS_LAST),
        blocks.load(page.choices, None, [*controls, filters.frame], **QUICK),
    ]
    drawn(filled, controls)
    blocks.load(page.fill, profile, fields, **QUICK)
    for component in (found, panel):
        component.click(page.cite, shown, panel, **QUICK)
    for event in events:
        event.failure(page.broken, topic, found, **QUICK)


def _field(name: str, desk: Desk) -> Any:
    texts = desk.strings.measures
    label = texts.company_fields[name]
    if name == "legal_person":
        answers = [(texts.not_told, ""), (texts.yes, YES), (texts.no, NO)]
        return gr.Dropdown(answers, value="", label=label, filterable=False, min_width=150)
    lines = 2 if name == "figures" else 1
    return gr.Textbox(
        label=label, placeholder=texts.company_examples[name], max_length=_LONGEST_FIELD, lines=lines, min_width=210
    )
