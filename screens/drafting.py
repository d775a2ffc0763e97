"""拟答: a proposal in, its suggestions checked, each answered with the sources beside it, reviewed, and out as Word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import gradio as gr

from draft.checking import checked
from draft.drafter import Drafter, Wanted
from draft.editing import item_lines, sources_of, suggestions_text, with_item, with_suggestions, with_text
from draft.letter import SourceNotes
from draft.proposal import paste_proposal, read_proposal
from draft.types import Draft, Form, Item
from draft.workspace import DraftChanged, DraftError, SavedDraft, Workspace
from ingest.errors import PolicyKBError
from page.draft_html import (
    asked_html,
    export_html,
    findings_html,
    head_of_draft_html,
    note_html,
    rows_html,
    sources_html,
)
from page.source_panel import hint_html
from screens.changes import changed, drawn
from screens.drafting_layout import Layout, lay_out
from screens.panel import opened
from screens.shell import ALWAYS_LAST, ASKING, QUICK, TOLD, Desk
from service.letters import letter_address
from service.reader import reader_of

PATH: Final = "draft"
_BETWEEN_NAMES: Final = re.compile("[、，,;；]")

_REMEMBER: Final = """(id) => {
  const address = new URL(location);
  id ? address.searchParams.set("draft", id) : address.searchParams.delete("draft");
  history.replaceState(history.state, "", address);
}"""


# What an event changes, by component; the others stay as they are.
_Changes = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class DraftingPage:
    """The screen's events, as functions of what they are given.

    What the screen shows follows from the saved draft and the number of the item in work.
    """

    desk: Desk
    workspace: Workspace
    at: Layout

    def open(self, request: gr.Request) -> _Changes:
        """First load: the draft of ``?draft=``, or the list of drafts."""
        key = request.query_params.get("draft", "")
        if not key:
            return self._list(request)
        try:
            return self._draft(self.workspace.load(key, reader_of(request).name), 1)
        except DraftError:
            gr.Warning(self.desk.strings.drafting.gone, title="")
            return self._list(request)

    def begin(self, file: str | None, pasted: str, form: str, received: str, request: gr.Request) -> _Changes:
        """Read a proposal and draft the letter to it."""
        texts = self.desk.strings.drafting
        if not file and not pasted.strip():
            gr.Warning(texts.nothing_given, title="")
            return self._nothing()
        day = self._day(received)
        try:
            knowledge = self.desk.knowledge(request)
            index = knowledge.index()
            proposal = read_proposal(Path(file), index.settings) if file else paste_proposal(pasted)
            draft = Drafter(index, knowledge.writer()).draft(proposal, Wanted(Form(form), None, day))
        except PolicyKBError as error:
            gr.Warning(texts.not_read.format(reason=error), title="")
            return self._nothing()
        return self._draft(self.workspace.create(draft, reader_of(request).name), 1)

    def split(self, saved: SavedDraft | None, text: str, request: gr.Request) -> _Changes:
        """Take over the suggestions as a person split them."""
        if saved is None:
            return self._nothing()
        knowledge, draft = self.desk.knowledge(request), saved.draft
        drafter = Drafter(knowledge.index(), knowledge.writer())
        changed = with_suggestions(draft, text, lambda new: drafter.items(draft.proposal, new, draft.as_of))
        newer = self._save(saved, changed)
        gr.Info(self.desk.strings.drafting.split_done.format(count=len(changed.letter.items)), title="")
        return self._draft(newer, 1)

    def choose(self, saved: SavedDraft | None, n: int) -> _Changes:
        """Go to another item."""
        return self._nothing() if saved is None else self._item(_item(saved, n))

    def write(self, saved: SavedDraft | None, n: int | None, text: str | None, status: str | None) -> _Changes:
        """Save an item as it is typed; what a review found before is left out.

        Gradio tells of every change, also of those that come with another item, and then part by part.
        """
        if saved is None or n is None or text is None or status is None:
            return self._nothing()
        before = _item(saved, n)
        others = {_text(item) for item in saved.draft.letter.items if item is not before}
        if (_text(before), before.handling_status or "") == (text, status) or text in others - {_text(before)}:
            return self._nothing()
        item = replace(with_text(before, text), handling_status=status or None)
        newer = self._save(saved, with_item(saved.draft, item))
        return self._saved(newer) | {self.at.sources: sources_html(item, self.desk.strings)}

    def insert(self, saved: SavedDraft | None, n: int, text: str, event: gr.EventData) -> str:
        """Put a source's sentence at the end of the text."""
        citation = None if saved is None else sources_of(_item(saved, n)).get(event.n)
        if citation is None or citation.quote in text:
            return text
        return f"{text.rstrip()}\n{' '.join(citation.quote.split())}".lstrip()

    def cite(self, saved: SavedDraft | None, n: int, event: gr.EventData, request: gr.Request) -> str:
        """Open a source beside the text, with its sentence marked."""
        citations = {} if saved is None else sources_of(_item(saved, n))
        return opened(self.desk, self.desk.knowledge(request), citations, event.n)

    def write_frame(
        self,
        saved: SavedDraft | None,
        reply_class: str | None,
        document_number: str | None,
        addressees: str | None,
        dated: str | None,
        contact: str | None,
        disclosure: str | None,
        copied_to: str | None,
    ) -> _Changes:
        """Save the letter's head and signature as they are typed; parts that the screen does not show yet are none."""
        if (
            saved is None
            or reply_class is None
            or document_number is None
            or addressees is None
            or dated is None
            or contact is None
            or disclosure is None
            or copied_to is None
        ):
            return self._nothing()
        letter = replace(
            saved.draft.letter,
            reply_class=reply_class or None,
            document_number=document_number.strip(),
            addressees=_names(addressees),
            dated=dated.strip(),
            contact=contact.strip(),
            disclosure=disclosure.strip(),
            copied_to=_names(copied_to),
        )
        if letter == saved.draft.letter:
            return self._nothing()
        return self._saved(self._save(saved, replace(saved.draft, letter=letter, findings=(), is_reviewed=False)))

    def review(self, saved: SavedDraft | None, request: gr.Request) -> _Changes:
        """Hold the letter against its sources."""
        if saved is None:
            return self._nothing()
        newer = self._save(saved, checked(saved.draft, self.desk.knowledge(request).index()))
        found = findings_html(newer.draft.findings, self.desk.strings, is_reviewed=True)
        return {self.at.saved: newer, self.at.findings: found}

    def delete(self, saved: SavedDraft | None, request: gr.Request) -> _Changes:
        """Delete the draft and go back to the list."""
        if saved is not None:
            self.workspace.delete(saved.id, reader_of(request).name)
            gr.Info(self.desk.strings.drafting.deleted, title="")
        return self._list(request)

    def _nothing(self) -> _Changes:
        return {self.at.note: gr.skip()}  # Gradio takes an empty one for a value

    def _list(self, request: gr.Request) -> _Changes:
        at = self.at
        return {
            at.saved: None,
            at.key: "",
            at.start: gr.update(visible=True),
            at.work: gr.update(visible=False),
            at.rows: rows_html(self.workspace.list(reader_of(request).name), self.desk.strings),
        }

    def _draft(self, saved: SavedDraft, n: int) -> _Changes:
        at, strings, texts = self.at, self.desk.strings, self.desk.strings.drafting
        letter = saved.draft.letter
        names = [
            (f"{texts.item_name.format(n=each.suggestion.n)} {each.suggestion.subject}", each.suggestion.n)
            for each in letter.items
        ]
        versions = {
            texts.export_comments: SourceNotes.COMMENTS,
            texts.export_annex: SourceNotes.ANNEX,
            texts.export_clean: SourceNotes.NONE,
        }
        addresses = {name: letter_address(saved.id, version) for name, version in versions.items()}
        return {
            at.saved: saved,
            at.key: saved.id,
            at.start: gr.update(visible=False),
            at.work: gr.update(visible=True),
            at.head: head_of_draft_html(saved.draft, strings),
            at.suggestions: suggestions_text(saved.draft),
            at.number: gr.update(choices=names, value=n),
            at.reply_class: letter.reply_class or "",
            at.addressees: strings.separator.join(letter.addressees),
            at.copied_to: strings.separator.join(letter.copied_to),
            at.document_number: letter.document_number,
            at.dated: letter.dated,
            at.contact: letter.contact,
            at.disclosure: letter.disclosure,
            at.findings: findings_html(saved.draft.findings, strings, is_reviewed=saved.draft.is_reviewed),
            at.export: export_html(addresses, strings),
            **self._item(_item(saved, n)),
        }

    def _item(self, item: Item) -> _Changes:
        at, strings = self.at, self.desk.strings
        return {
            at.asked: asked_html(item, strings),
            at.status: item.handling_status or "",
            at.text: _text(item),
            at.note: "",
            at.sources: sources_html(item, strings),
            at.panel: hint_html(strings, how=strings.drafting.panel_how),
        }

    def _saved(self, saved: SavedDraft) -> _Changes:
        time = datetime.now().astimezone().strftime("%H:%M:%S")
        return {
            self.at.saved: saved,
            self.at.note: note_html(self.desk.strings.drafting.saved.format(time=time)),
            self.at.findings: findings_html((), self.desk.strings, is_reviewed=False),
        }

    def _save(self, saved: SavedDraft, draft: Draft) -> SavedDraft:
        try:
            return self.workspace.save(replace(saved, draft=draft))
        except DraftChanged:
            gr.Warning(self.desk.strings.drafting.saved_elsewhere, title="")
            return saved

    def _day(self, written: str) -> date | None:
        try:
            return date.fromisoformat(written.strip()) if written.strip() else None
        except ValueError:
            gr.Warning(self.desk.strings.drafting.received_wrong.format(value=written), title="")
            return None


def _item(saved: SavedDraft, n: int) -> Item:
    """The item to a suggestion; the first where there is none such (any more)."""
    items = saved.draft.letter.items
    return next((item for item in items if item.suggestion.n == n), items[0])


def _text(item: Item) -> str:
    return "\n".join(item_lines(item))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in _BETWEEN_NAMES.split(text) if (name := part.strip()))


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    at = lay_out(desk)
    page = DraftingPage(desk, Workspace(desk.home), at)
    outputs = at.all
    long: dict[str, Any] = {**ASKING, "show_progress": "minimal"}
    typed: dict[str, Any] = {**TOLD, **ALWAYS_LAST}
    loaded = blocks.load(page.open, None, outputs, **TOLD)
    begin, split, review = at.buttons
    begun = begin.click(page.begin, [at.file, at.pasted, at.form, at.received], outputs, **long)
    begun.then(None, at.key, None, js=_REMEMBER)
    parted = split.click(page.split, [at.saved, at.suggestions], outputs, **long)
    drawn([loaded, begun, parted], [at.number])
    changed([at.number.input], [at.number]).success(page.choose, [at.saved, at.number], outputs, **typed)
    at.text.change(page.write, [at.saved, at.number, at.text, at.status], outputs, **typed)
    at.status.change(page.write, [at.saved, at.number, at.text, at.status], outputs, **typed)
    frame: list[gr.Textbox | gr.Dropdown] = [
        at.reply_class,
        at.document_number,
        at.addressees,
        at.dated,
        at.contact,
        at.disclosure,
        at.copied_to,
    ]
    for component in frame:
        component.change(page.write_frame, [at.saved, *frame], outputs, **typed)
    at.sources.click(page.cite, [at.saved, at.number], at.panel, **QUICK)
    at.panel.click(page.cite, [at.saved, at.number], at.panel, **QUICK)
    put = at.sources.select(page.insert, [at.saved, at.number, at.text], at.text, **TOLD)
    put.then(page.write, [at.saved, at.number, at.text, at.status], outputs, **TOLD)
    review.click(page.review, at.saved, outputs, **long)
    deleted = at.delete.click(page.delete, at.saved, outputs, **TOLD)
    deleted.then(None, at.key, None, js=_REMEMBER)
