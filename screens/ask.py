"""问答: ask a question, read the answer, check each sentence in its document."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import gradio as gr

from answer.aging import aged
from answer.conversation import Turn
from answer.types import Answer
from index.errors import IndexUnavailable
from index.facets import Facets
from ingest.errors import PolicyKBError
from page.answer_html import (
    answer_html,
    failure_html,
    idle_html,
    numbered,
    steps,
    waiting_html,
)
from page.choice import NAMES, Choice
from page.history import turns_of, with_turn
from page.notice_html import unavailable_html
from page.records_html import kept_html
from page.source_panel import hint_html
from screens.filters import filter_row, from_address, offered, remember
from screens.panel import opened
from screens.shell import ASKING, BEHAVIOUR, QUICK, TOLD, Desk, question_box
from service.reader import reader_of
from service.records import RecordsUnavailable

LONGEST_QUESTION: Final = 500
RECENT_QUESTIONS: Final = 5
KEPT_SHOWN: Final = 8

_log = logging.getLogger(__name__)

# The address bar follows the question, so that a copied link asks it again.
_REMEMBER: Final = remember(("q", *NAMES))
_FORGET_KEPT: Final = """() => {
  const address = new URL(location);
  address.searchParams.delete("kept");
  history.replaceState(history.state, "", address);
}"""

# What an asking event puts out: the left side, the panel, the answer that the panel's citations belong to, the box for
# a follow-up question, and what the browser keeps of what was asked.
_Shown = tuple[Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class AskPage:
    """The screen's events, as functions of what they are given."""

    desk: Desk

    def choices(self, request: gr.Request) -> list[Any]:
        """First load: the question and the filters that the address carries, and what can be chosen."""
        query = request.query_params
        try:
            found = self.desk.knowledge(request).index().facets()
        except IndexUnavailable:
            found = Facets((), (), ())
        return from_address(
            [_trimmed(query.get("q", "")), *offered(found, Choice.in_address(query), self.desk.strings)]
        )

    def open(self, asked: object, request: gr.Request) -> Iterator[_Shown]:
        """First load: the answer to ``?q=``, the kept one of ``?kept=``, or what can be asked."""
        query = request.query_params
        if question := _trimmed(query.get("q", "")):
            yield from self._ask(question, turns_of(asked), Choice.in_address(query), None, request)
        elif key := query.get("kept", ""):
            yield self._kept(key, request)
        else:
            left = self._idle(turns_of(asked), request)
            yield left, hint_html(self.desk.strings), None, gr.update(visible=False), gr.skip()

    def ask(self, question: str, asked: object, request: gr.Request, *choice: object) -> Iterator[_Shown]:
        """Answer a question that stands alone."""
        yield from self._ask(question, turns_of(asked), Choice.of(*choice), None, request)

    def follow_up(
        self, question: str, asked: object, answer: Answer | None, request: gr.Request, *choice: object
    ) -> Iterator[_Shown]:
        """Answer a question that may refer to the answer that is shown."""
        previous = None if answer is None else Turn.of(answer)
        yield from self._ask(question, turns_of(asked), Choice.of(*choice), previous, request)

    def _ask(
        self, question: str, turns: Sequence[Turn], choice: Choice, previous: Turn | None, request: gr.Request
    ) -> Iterator[_Shown]:
        """Answer, line by line as it comes in; the first citation is opened beside it."""
        strings, skip = self.desk.strings, gr.skip()
        question = _trimmed(question)
        if not question:
            gr.Warning(strings.question_empty, title="")
            yield (skip,) * 5
            return
        if choice.wrong_date:
            gr.Warning(strings.filters.as_of_wrong.format(value=choice.wrong_date), title="")
        yield waiting_html(question, strings), hint_html(strings), None, gr.update(visible=False), skip
        answer = None
        try:
            knowledge = self.desk.knowledge(request)
            grows = knowledge.writer() is not None  # what is only quoted is there at once, with its panel
            for answer in knowledge.answers(question, choice.as_of, previous, choice.filters):
                if grows:
                    yield answer_html(answer, strings, lines=steps(answer)), skip, answer, skip, skip
        except IndexUnavailable as error:
            yield unavailable_html(self.desk.strings, error), skip, None, skip, skip
            return
        except PolicyKBError as error:
            yield failure_html(question, str(error), strings), skip, None, skip, skip
            return
        if answer is None:
            raise RuntimeError(f"no answer to {question!r}, expected one at least")
        first = min(numbered(answer), default=None) if answer.grounded else None
        panel = skip if first is None else self._panel(answer, first, request, unasked=True)
        asked = with_turn(turns, Turn.of(answer))
        yield answer_html(answer, strings), panel, answer, gr.update(visible=True, value=""), asked

    def _kept(self, key: str, request: gr.Request) -> _Shown:
        """A kept answer as it was given, with what has become of its sources."""
        strings, skip = self.desk.strings, gr.skip()
        none = (hint_html(strings), None, gr.update(visible=False), skip)
        try:
            kept = self.desk.records.kept_answer(reader_of(request).name, key)
            if kept is None:
                return failure_html("", strings.records.kept_gone, strings), *none
            changes = aged(kept.answer, self.desk.knowledge(request).index(), date.today())
        except IndexUnavailable as error:
            return unavailable_html(self.desk.strings, error), *none
        except RecordsUnavailable as error:
            return failure_html("", str(error), strings), *none
        again = f"{strings.root}?{urlencode({'q': kept.answer.question})}"
        above = kept_html(kept.answer, kept.kept_at, changes, again, strings)
        panel = self._panel(kept.answer, min(numbered(kept.answer)), request, unasked=True)
        left = answer_html(kept.answer, strings, above=above, keeps=False)
        return left, panel, kept.answer, gr.update(visible=True, value=""), skip

    def keep(self, answer: Answer | None, request: gr.Request) -> None:
        """Keep the answer that is shown."""
        texts = self.desk.strings.records
        if answer is None or not answer.grounded:
            return
        try:
            self.desk.records.keep(reader_of(request).name, answer)
        except RecordsUnavailable as error:
            gr.Warning(texts.kept_failed.format(reason=error), title="")
        else:
            gr.Info(texts.kept, title="")

    def discard(self, asked: object, request: gr.Request) -> _Shown:
        """Keep the answer that is shown no longer, and go back to what can be asked."""
        self.desk.records.discard(reader_of(request).name, request.query_params.get("kept", ""))
        gr.Info(self.desk.strings.records.discarded, title="")
        strings = self.desk.strings
        return self._idle(turns_of(asked), request), hint_html(strings), None, gr.update(visible=False), gr.skip()

    def judge(self, answer: Answer | None, event: gr.EventData, request: gr.Request) -> None:
        """Note what the reader said of the answer."""
        if answer is None:
            return
        texts = self.desk.strings.records
        try:
            self.desk.records.give_feedback(
                reader_of(request).name, answer, helpful=event.helpful is True, comment=str(event.comment or "")
            )
        except RecordsUnavailable as error:
            gr.Warning(texts.kept_failed.format(reason=error), title="")
        else:
            gr.Info(texts.thanks, title="")

    def understood(self, answer: Answer | None) -> Any:
        """A follow-up question as it was answered, so that asking it again, or a copied link, gives the same."""
        return gr.skip() if answer is None else answer.question

    def broken(self, question: str) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html(_trimmed(question), self.desk.strings.failed_unforeseen, self.desk.strings)

    def cite(self, answer: Answer | None, event: gr.EventData, request: gr.Request) -> str:
        """Open a citation of the answer that is shown."""
        if answer is None:  # the server was started anew under an open page
            return hint_html(self.desk.strings, self.desk.strings.answer_gone)
        return self._panel(answer, event.n, request, unasked=False)

    def choose(self, event: gr.EventData) -> str:
        """An example becomes the question."""
        return _trimmed(event.question)

    def _idle(self, turns: Sequence[Turn], request: gr.Request) -> str:
        recent = [turn.question for turn in reversed(turns)][:RECENT_QUESTIONS]
        strings = self.desk.strings
        try:
            count = self.desk.knowledge(request).index().document_count
            kept = self.desk.records.kept(reader_of(request).name, most=KEPT_SHOWN)
        except IndexUnavailable as error:
            return unavailable_html(self.desk.strings, error)
        except RecordsUnavailable as error:
            _log.warning("%s", error)  # asking goes on without what was kept
            kept = ()
        ways = [(f"{strings.root}?{urlencode({'kept': each.id})}", each.answer.question) for each in kept]
        return idle_html(strings, self.desk.examples, count, recent, ways)

    def _panel(self, answer: Answer, n: int, request: gr.Request, *, unasked: bool) -> str:
        return opened(self.desk, self.desk.knowledge(request), numbered(answer), n, unasked=unasked)


def _trimmed(question: object) -> str:
    return str(question or "").strip()[:LONGEST_QUESTION]


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    strings = desk.strings
    page = AskPage(desk)
    shown = gr.State(None)
    # No secret: the questions lie in their user's own browser, and are to outlive a restart of the server.
    asked = gr.BrowserState([], storage_key="policykb.questions", secret="policykb.questions")  # noqa: S106
    with gr.Row(elem_id="main", equal_height=False):
        with gr.Column(scale=11, min_width=320, elem_id="left"):
            question = question_box(
                strings.question, strings.question_placeholder, strings.ask, longest=LONGEST_QUESTION
            )
            filters = filter_row(strings)
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
    outputs = [answer, panel, shown, follow_up, asked]
    asking: dict[str, Any] = {
        "outputs": outputs,
        **ASKING,
    }
    asked_of = [question, *filters.components]
    question.submit(None, asked_of, None, js=_REMEMBER)
    asking_now = question.submit(page.ask, [question, asked, *filters.components], **asking)
    followed = follow_up.submit(page.follow_up, [follow_up, asked, shown, *filters.components], **asking)
    understood = followed.success(page.understood, shown, question, **QUICK)
    understood.then(None, asked_of, None, js=_REMEMBER)
    chosen = answer.select(page.choose, None, question, **QUICK)
    chosen.then(None, asked_of, None, js=_REMEMBER)
    asked_example = chosen.then(page.ask, [question, asked, *filters.components], **asking)
    for component in (answer, panel):
        component.click(page.cite, shown, panel, **QUICK)
    answer.submit(page.keep, shown, None, **TOLD)
    answer.like(page.judge, shown, None, **TOLD)
    answer.delete(page.discard, asked, outputs, **TOLD).then(None, None, None, js=_FORGET_KEPT)
    blocks.load(page.choices, None, [question, *filters.components, filters.frame], **QUICK)
    opened = blocks.load(page.open, asked, **asking)
    for event in (asking_now, followed, asked_example, opened):
        event.failure(page.broken, question, answer, **QUICK)
