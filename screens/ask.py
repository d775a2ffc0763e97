"""问答: ask a question, read the answer, check each sentence in its document."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr

from answer.conversation import Turn
from answer.types import Answer, Citation
from index.errors import IndexUnavailable, NoIndex, UnknownDocument
from ingest.document import Span
from ingest.errors import PolicyKBError
from page.answer_html import (
    answer_html,
    failure_html,
    idle_html,
    no_index_html,
    numbered,
    steps,
    unavailable_html,
    waiting_html,
)
from page.errors import NoSuchPage, OriginalUnavailable
from page.history import turns_of, with_turn
from page.knowledge_base import KnowledgeBase
from page.original_file import read_original
from page.page_image import sheets_of
from page.routes import file_address, page_address
from page.source_panel import Source, hint_html, panel_html, passage_of
from screens.shell import ANSWERS_AT_A_TIME, BEHAVIOUR, Desk

LONGEST_QUESTION = 500
RECENT_QUESTIONS = 5

_log = logging.getLogger(__name__)

# The address bar follows the question, so that a copied link asks it again.
_REMEMBER_QUESTION = """(question) => {
  const address = new URL(location);
  question ? address.searchParams.set("q", question) : address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
}"""

# What an asking event puts out: the left side, the panel, the answer that the panel's citations belong to, the box for
# a follow-up question, and what the browser keeps of what was asked.
_Shown = tuple[Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class AskPage:
    """The Ask page's events, as functions of what they are given."""

    desk: Desk

    def open(self, kept: object, request: gr.Request) -> Iterator[_Shown]:
        """First load: the examples and what this user asked before, or, with ``?q=``, the answer to it."""
        question = _trimmed(request.query_params.get("q", ""))
        if question:
            yield from self.ask(question, kept)
        else:
            yield self._idle(turns_of(kept)), hint_html(self.desk.strings), None, gr.update(visible=False), gr.skip()

    def ask(self, question: str, kept: object) -> Iterator[_Shown]:
        """Answer a question that stands alone."""
        yield from self._ask(question, turns_of(kept), None)

    def follow_up(self, question: str, kept: object, answer: Answer | None) -> Iterator[_Shown]:
        """Answer a question that may refer to the answer that is shown."""
        yield from self._ask(question, turns_of(kept), None if answer is None else Turn.of(answer))

    def _ask(self, question: str, turns: Sequence[Turn], previous: Turn | None) -> Iterator[_Shown]:
        """Answer, line by line as it comes in; the first citation is opened beside it."""
        question = _trimmed(question)
        if not question:
            gr.Warning(self.desk.strings.question_empty, title="")
            yield (gr.skip(),) * 5
            return
        skip = gr.skip()
        yield (
            waiting_html(question, self.desk.strings),
            hint_html(self.desk.strings),
            None,
            gr.update(visible=False),
            skip,
        )
        answer = None
        try:
            for answer in self.desk.knowledge.answers(question, date.today(), previous):
                yield answer_html(answer, self.desk.strings, lines=steps(answer)), skip, answer, skip, skip
        except IndexUnavailable as error:
            yield self._unavailable(error), skip, None, skip, skip
            return
        except PolicyKBError as error:
            yield failure_html(question, str(error), self.desk.strings), skip, None, skip, skip
            return
        if answer is None:
            raise RuntimeError(f"no answer to {question!r}, expected one at least")
        first = min(numbered(answer), default=None) if answer.grounded else None
        panel = skip if first is None else self._panel(answer, first, unasked=True)
        asked = with_turn(turns, Turn.of(answer))
        yield answer_html(answer, self.desk.strings), panel, answer, gr.update(visible=True, value=""), asked

    def understood(self, answer: Answer | None) -> Any:
        """A follow-up question as it was answered, so that asking it again, or a copied link, gives the same."""
        return gr.skip() if answer is None else answer.question

    def broken(self, question: str) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html(_trimmed(question), self.desk.strings.failed_unforeseen, self.desk.strings)

    def cite(self, answer: Answer | None, event: gr.EventData) -> str:
        """Open a citation of the answer that is shown."""
        if answer is None:  # the server was started anew under an open page
            return hint_html(self.desk.strings, self.desk.strings.answer_gone)
        return self._panel(answer, event.n, unasked=False)

    def choose(self, event: gr.EventData) -> str:
        """An example becomes the question."""
        return _trimmed(event.question)

    def _idle(self, turns: Sequence[Turn]) -> str:
        recent = [turn.question for turn in reversed(turns)][:RECENT_QUESTIONS]
        try:
            return idle_html(self.desk.strings, self.desk.examples, self.desk.knowledge.index().document_count, recent)
        except IndexUnavailable as error:
            return self._unavailable(error)

    def _unavailable(self, error: IndexUnavailable) -> str:
        shown = no_index_html if isinstance(error, NoIndex) else unavailable_html
        return shown(self.desk.strings, str(error))

    def _panel(self, answer: Answer, n: int, *, unasked: bool) -> str:
        citations = numbered(answer)
        if n not in citations:
            return hint_html(self.desk.strings)
        try:
            source = _source_of(self.desk.knowledge, citations[n], self.desk.passwords)
        except (UnknownDocument, IndexUnavailable):
            return hint_html(self.desk.strings, self.desk.strings.document_gone)
        return panel_html(n, citations[n], source, sorted(citations), self.desk.strings, unasked=unasked)


def _trimmed(question: object) -> str:
    return str(question or "").strip()[:LONGEST_QUESTION]


def _source_of(knowledge: KnowledgeBase, citation: Citation, passwords: Sequence[str]) -> Source:
    document = knowledge.document(citation.id)
    passage = passage_of(document.text, citation)
    try:
        file = read_original(document, passwords)
        # Without the sentence in the text there is no place for it on the pages either: its first page is shown.
        end = citation.end if passage.sentence is not None else citation.start + 1
        sheets = sheets_of(document, file, Span(citation.start, end))
    except (OriginalUnavailable, NoSuchPage) as error:
        _log.warning("no page image: %s", error)
        return Source(passage, file_address=None)
    addresses = tuple(page_address(document, sheet.page) for sheet in sheets)
    return Source(passage, file_address(document), file.is_pdf, sheets, addresses)


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    strings = desk.strings
    page = AskPage(desk)
    shown = gr.State(None)
    # No secret: the questions lie in their user's own browser, and are to outlive a restart of the server.
    kept = gr.BrowserState([], storage_key="policykb.questions", secret="policykb.questions")  # noqa: S106
    with gr.Row(elem_id="main", equal_height=False):
        with gr.Column(scale=11, min_width=320, elem_id="left"):
            question = gr.Textbox(
                label=strings.question,
                placeholder=strings.question_placeholder,
                lines=1,
                max_lines=4,
                max_length=LONGEST_QUESTION,
                submit_btn=strings.ask,
                autofocus=True,
                elem_id="question",
            )
            answer = gr.HTML("", elem_id="answer", js_on_load=BEHAVIOUR, apply_default_css=False)
            follow_up = gr.Textbox(
                label=strings.follow_up,
                placeholder=strings.follow_up_placeholder,
                lines=1,
                max_lines=4,
                max_length=LONGEST_QUESTION,
                submit_btn=strings.ask,
                visible=False,
                elem_id="follow-up",
            )
        with gr.Column(scale=10, min_width=320, elem_id="right"):
            panel = gr.HTML(hint_html(strings), elem_id="panel", js_on_load=BEHAVIOUR, apply_default_css=False)
    outputs = [answer, panel, shown, follow_up, kept]
    asking: dict[str, Any] = {
        "outputs": outputs,
        "show_progress": "hidden",
        "concurrency_id": "ask",
        "concurrency_limit": ANSWERS_AT_A_TIME,
        "api_visibility": "private",
    }
    quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    question.submit(None, question, None, js=_REMEMBER_QUESTION)
    asked = question.submit(page.ask, [question, kept], **asking)
    followed = follow_up.submit(page.follow_up, [follow_up, kept, shown], **asking)
    understood = followed.success(page.understood, shown, question, **quick)
    understood.then(None, question, None, js=_REMEMBER_QUESTION)
    chosen = answer.select(page.choose, None, question, **quick)
    chosen.then(None, question, None, js=_REMEMBER_QUESTION)
    asked_example = chosen.then(page.ask, [question, kept], **asking)
    for component in (answer, panel):
        component.click(page.cite, shown, panel, **quick)
    blocks.load(_question_of, None, question, **quick)
    opened = blocks.load(page.open, kept, **asking)
    for event in (asked, followed, asked_example, opened):
        event.failure(page.broken, question, answer, **quick)


def _question_of(request: gr.Request) -> str:
    return _trimmed(request.query_params.get("q", ""))
