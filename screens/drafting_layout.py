"""The components of the drafting screen, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import gradio as gr

from draft.types import Form
from page.draft_html import delete_html
from page.source_panel import hint_html
from screens.corpus.shared import BEHAVIOUR as ASKING_FIRST
from screens.shell import BEHAVIOUR, Desk

LONGEST_PROPOSAL: Final = 60_000
_CLASSES: Final = ("", "A", "B", "C")
_STATUSES: Final = ("", "吸收采纳", "部分采纳", "列入计划", "正在解决", "留作参考", "暂不采纳", "不予采纳", "解释说明")
_DISCLOSURES: Final = ("主动公开", "依申请公开", "不予公开")
_ON_SOURCES: Final = """element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert], [data-open]");
  if (!button) return;
  if (button.dataset.insert) trigger("select", { n: Number(button.dataset.insert) });
  else trigger("click", { n: Number(button.dataset.open) });
});"""


@dataclass(frozen=True, slots=True)
class Layout:
    """The screen's components.

    :ivar saved: state: the draft in work as it was saved last.
    :ivar start: what is shown while no draft is open; ``work`` while one is.
    :ivar buttons: to begin, to split anew, to review.
    :ivar delete: its click comes once the user has agreed.
    """

    saved: gr.State
    key: gr.Textbox
    start: gr.Column
    rows: gr.HTML
    file: gr.File
    pasted: gr.Textbox
    form: gr.Radio
    received: gr.Textbox
    work: gr.Column
    head: gr.HTML
    suggestions: gr.Textbox
    number: gr.Dropdown
    asked: gr.HTML
    status: gr.Dropdown
    text: gr.Textbox
    note: gr.HTML
    reply_class: gr.Dropdown
    document_number: gr.Textbox
    addressees: gr.Textbox
    dated: gr.Textbox
    contact: gr.Textbox
    disclosure: gr.Dropdown
    copied_to: gr.Textbox
    findings: gr.HTML
    export: gr.HTML
    sources: gr.HTML
    panel: gr.HTML
    delete: gr.HTML
    buttons: tuple[gr.Button, gr.Button, gr.Button]

    @property
    def all(self) -> list[Any]:
        """Outputs of an event that may change anything."""
        return [getattr(self, each.name) for each in fields(self) if each.name not in {"buttons", "delete"}]


def lay_out(desk: Desk) -> Layout:
    """Lay the components out, inside a ``with`` over the screen's place in the page."""
    strings, texts = desk.strings, desk.strings.drafting
    saved, key = gr.State(None), gr.Textbox(visible=False)
    with gr.Row(elem_id="main", equal_height=False):
        with gr.Column(scale=11, min_width=320, elem_id="left"):
            with gr.Column(elem_id="draft-start") as start:
                rows = gr.HTML("", apply_default_css=False)
                file = gr.File(label=texts.upload, file_count="single", type="filepath", height=140)
                pasted = gr.Textbox(
                    label=texts.paste, placeholder=texts.paste_placeholder, lines=4, max_lines=14,
                    max_length=LONGEST_PROPOSAL, elem_id="pasted",
                )  # fmt: skip
                with gr.Row():
                    forms = [(name, form.value) for form, name in texts.forms.items()]
                    form = gr.Radio(forms, value=Form.REPLY.value, label=texts.form)
                    received = gr.Textbox(label=texts.received, placeholder=texts.received_hint, max_length=10)
                begin = gr.Button(texts.read, variant="primary", elem_id="begin")
            with gr.Column(visible=False, elem_id="draft-work") as work:
                head = gr.HTML("", apply_default_css=False)
                with gr.Accordion(texts.steps[1], open=False, elem_id="step-suggestions"):
                    suggestions = gr.Textbox(label=texts.suggestions, info=texts.suggestions_how, lines=6, max_lines=24)
                    split = gr.Button(texts.split_again)
                with gr.Column(elem_id="step-items"):
                    with gr.Row():
                        number = gr.Dropdown(
                            [], label=texts.item, filterable=False, scale=3, min_width=280, elem_id="item"
                        )
                        status = gr.Dropdown(
                            list(_STATUSES), value="", label=texts.handling_status, allow_custom_value=True, scale=1
                        )
                    asked = gr.HTML("", apply_default_css=False)
                    text = gr.Textbox(label=texts.text, lines=10, max_lines=30, elem_id="item-text")
                    note = gr.HTML("", apply_default_css=False)
                with gr.Accordion(texts.letter, open=False, elem_id="frame"):
                    with gr.Row():
                        reply_class = gr.Dropdown(list(_CLASSES), value="", label=texts.reply_class, min_width=90)
                        document_number = gr.Textbox(label=texts.document_number, min_width=160)
                        dated = gr.Textbox(label=texts.dated, min_width=140)
                    addressees = gr.Textbox(label=texts.addressees)
                    with gr.Row():
                        contact = gr.Textbox(label=texts.contact, min_width=200)
                        disclosure = gr.Dropdown(
                            list(_DISCLOSURES), label=texts.disclosure, allow_custom_value=True, min_width=140
                        )
                    copied_to = gr.Textbox(label=texts.copied_to)
                with gr.Column(elem_id="step-review"):
                    review = gr.Button(texts.review, variant="primary", elem_id="review")
                    findings = gr.HTML("", apply_default_css=False)
                with gr.Column(elem_id="step-export"):
                    export = gr.HTML("", apply_default_css=False, elem_id="export")
                    delete = gr.HTML(
                        delete_html(strings), js_on_load=ASKING_FIRST, apply_default_css=False, elem_id="delete-draft"
                    )
        with gr.Column(scale=10, min_width=320, elem_id="right"):
            sources = gr.HTML("", elem_id="sources", js_on_load=_ON_SOURCES, apply_default_css=False)
            panel = gr.HTML(
                hint_html(strings, how=texts.panel_how), elem_id="panel", js_on_load=BEHAVIOUR, apply_default_css=False
            )
    return Layout(
        saved=saved, key=key, start=start, rows=rows, file=file, pasted=pasted, form=form, received=received, work=work,
        head=head, suggestions=suggestions, number=number, asked=asked, status=status, text=text, note=note,
        reply_class=reply_class, document_number=document_number, addressees=addressees, dated=dated, contact=contact,
        disclosure=disclosure, copied_to=copied_to, findings=findings, export=export, sources=sources, panel=panel,
        delete=delete, buttons=(begin, split, review),
    )  # fmt: skip
