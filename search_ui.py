"""The page: ask a question, read the answer, check each sentence in its document.

``create_app`` gives the whole web application, ``serve`` runs it, ``main`` is the console script. What the page
shows is made in ``page/``; here are only Gradio's components, its events, and the wiring.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware

from answer.conversation import Turn
from answer.types import Answer, Citation
from console.program import exit_code_for
from index import Index
from index.errors import IndexUnavailable, NoIndex, UnknownDocument
from index.settings import load_settings
from ingest.document import Span
from ingest.errors import PolicyKBError
from page.address import OWN_NAMES, listen
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
from page.errors import AddressRefused, NoSuchPage, OriginalUnavailable
from page.head_script import HeadScript, language_script, style_link
from page.history import turns_of, with_turn
from page.knowledge_base import KnowledgeBase
from page.original_file import read_original
from page.page_image import PageImages, sheets_of
from page.routes import file_address, health_routes, page_address, source_routes, style_address, style_routes
from page.source_panel import Source, hint_html, panel_html, passage_of
from page.strings import CHINESE, Strings

HOST, PORT = "127.0.0.1", 7860
LONGEST_QUESTION = 500
RECENT_QUESTIONS = 5
# Measured on Gradio 6.31: without a limit ten users wait longer than with eight at a time.
ANSWERS_AT_A_TIME, LONGEST_QUEUE = 8, 64

_log = logging.getLogger(__name__)
_ASSETS = Path(__file__).parent / "page"

_FONTS = ["PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif"]
_BLUE = gr.themes.Color(
    "#eef4fa",
    "#dbe8f4",
    "#b9d1e8",
    "#8db4d8",
    "#5a90c2",
    "#2f6ea8",
    "#1f5a91",
    "#194a78",
    "#143b60",
    "#102e4b",
    "#0b2136",
)
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

    knowledge: KnowledgeBase
    strings: Strings
    examples: Sequence[str]
    passwords: Sequence[str] = field(default=(), repr=False)

    def open(self, kept: object, request: gr.Request) -> Iterator[_Shown]:
        """First load: the examples and what this user asked before, or, with ``?q=``, the answer to it."""
        question = _trimmed(request.query_params.get("q", ""))
        if question:
            yield from self.ask(question, kept)
        else:
            yield self._idle(turns_of(kept)), hint_html(self.strings), None, gr.update(visible=False), gr.skip()

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
            gr.Warning(self.strings.question_empty, title="")
            yield (gr.skip(),) * 5
            return
        skip = gr.skip()
        yield waiting_html(question, self.strings), hint_html(self.strings), None, gr.update(visible=False), skip
        answer = None
        try:
            for answer in self.knowledge.answers(question, date.today(), previous):
                yield answer_html(answer, self.strings, lines=steps(answer)), skip, answer, skip, skip
        except IndexUnavailable as error:
            yield self._unavailable(error), skip, None, skip, skip
            return
        except PolicyKBError as error:
            yield failure_html(question, str(error), self.strings), skip, None, skip, skip
            return
        if answer is None:
            raise RuntimeError(f"no answer to {question!r}, expected one at least")
        first = min(numbered(answer), default=None) if answer.grounded else None
        panel = skip if first is None else self._panel(answer, first, unasked=True)
        asked = with_turn(turns, Turn.of(answer))
        yield answer_html(answer, self.strings), panel, answer, gr.update(visible=True, value=""), asked

    def understood(self, answer: Answer | None) -> Any:
        """A follow-up question as it was answered, so that asking it again, or a copied link, gives the same."""
        return gr.skip() if answer is None else answer.question

    def broken(self, question: str) -> str:
        """After an error that nobody foresaw; Gradio has logged it."""
        return failure_html(_trimmed(question), self.strings.failed_unforeseen, self.strings)

    def cite(self, answer: Answer | None, event: gr.EventData) -> str:
        """Open a citation of the answer that is shown."""
        if answer is None:  # the server was started anew under an open page
            return hint_html(self.strings, self.strings.answer_gone)
        return self._panel(answer, event.n, unasked=False)

    def choose(self, event: gr.EventData) -> str:
        """An example becomes the question."""
        return _trimmed(event.question)

    def _idle(self, turns: Sequence[Turn]) -> str:
        recent = [turn.question for turn in reversed(turns)][:RECENT_QUESTIONS]
        try:
            return idle_html(self.strings, self.examples, self.knowledge.index().document_count, recent)
        except IndexUnavailable as error:
            return self._unavailable(error)

    def _unavailable(self, error: IndexUnavailable) -> str:
        shown = no_index_html if isinstance(error, NoIndex) else unavailable_html
        return shown(self.strings, str(error))

    def _panel(self, answer: Answer, n: int, *, unasked: bool) -> str:
        citations = numbered(answer)
        if n not in citations:
            return hint_html(self.strings)
        try:
            source = _source_of(self.knowledge, citations[n], self.passwords)
        except (UnknownDocument, IndexUnavailable):
            return hint_html(self.strings, self.strings.document_gone)
        return panel_html(n, citations[n], source, sorted(citations), self.strings, unasked=unasked)


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


def _blocks(page: AskPage) -> gr.Blocks:
    strings = page.strings
    behaviour = (_ASSETS / "behaviour.js").read_text(encoding="utf-8")
    # Gradio's own switch, so that no environment variable has to be set before it is imported.
    blocks = gr.Blocks(title=strings.brand, fill_width=True, analytics_enabled=False)
    with blocks:
        shown = gr.State(None)
        # No secret: the questions lie in their user's own browser, and are to outlive a restart of the server.
        kept = gr.BrowserState([], storage_key="policykb.questions", secret="policykb.questions")  # noqa: S106
        gr.HTML(
            f'<header class="brand"><h1>{strings.brand}</h1><p>{strings.promise}</p></header>',
            apply_default_css=False,
            elem_id="head",
        )
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
                answer = gr.HTML("", elem_id="answer", js_on_load=behaviour, apply_default_css=False)
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
                panel = gr.HTML(hint_html(strings), elem_id="panel", js_on_load=behaviour, apply_default_css=False)
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
    blocks.queue(max_size=LONGEST_QUEUE, default_concurrency_limit=ANSWERS_AT_A_TIME)
    return blocks


def _question_of(request: gr.Request) -> str:
    return _trimmed(request.query_params.get("q", ""))


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=_BLUE,
        neutral_hue="slate",
        radius_size="md",
        text_size="md",
        font=_FONTS,
        font_mono=["ui-monospace", "monospace"],
    )


def create_app(
    home: Path,
    index: Index | None = None,
    *,
    strings: Strings = CHINESE,
    examples: Sequence[str] | None = None,
    passwords: Sequence[str] = (),
) -> FastAPI:
    """The whole web application.

    :param home: where the index lies; there need not be one yet.
    :param index: already open, and closed by the caller; without it the home's own is opened.
    :param examples: questions offered before the first one; the catalogue's own by default.
    :param passwords: tried in turn on protected files, whose pages are shown.
    """
    knowledge = KnowledgeBase(home, index)
    images = PageImages(passwords=passwords)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(knowledge.index)  # so that the first question need not wait for the model
        except IndexUnavailable as error:
            _log.warning("%s", error)
        try:
            yield
        finally:
            knowledge.close()

    app = FastAPI(title=strings.brand, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    style = (_ASSETS / "style.css").read_bytes()
    app.add_middleware(HeadScript, script=language_script(strings.language), link=style_link(style_address(style)))
    # A page elsewhere on the net could give its own name this machine's address, and read the answers.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*OWN_NAMES, "[::1]"])
    app.include_router(style_routes(style))
    app.include_router(health_routes(knowledge))
    app.include_router(source_routes(knowledge.document, images, passwords))
    blocks = _blocks(AskPage(knowledge, strings, strings.examples if examples is None else examples, passwords))
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=_theme(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        max_file_size="1kb",  # nothing is uploaded on this page
    )
    return app


def serve(home: Path, host: str = HOST, port: int = PORT, *, passwords: Sequence[str] = ()) -> None:
    """Run the page until it is interrupted.

    :param passwords: as of ``create_app``.
    :raises AddressRefused: the host is not this machine's own, or the port is taken.
    """
    with listen(host, port) as sock:
        name = f"[{host}]" if ":" in host else host
        app = create_app(home, passwords=passwords)
        click.echo(f"http://{name}:{sock.getsockname()[1]}")
        # An open page holds a connection for as long as it is open: do not wait for it on Ctrl-C.
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        with suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[sock])


@click.command()
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), help="Index and settings; default $POLICYKB_HOME."
)
@click.option("--host", default=HOST, show_default=True, help="This machine's own address.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def main(home: Path | None, host: str, port: int) -> None:
    """Open the page for asking questions on this machine."""
    try:
        settings = load_settings(home, os.environ)
        serve(settings.home, host, port, passwords=settings.passwords)
    except AddressRefused as error:
        raise click.UsageError(str(error)) from error
    except PolicyKBError as error:
        click.echo(f"policykb-ui: {error}", err=True)
        sys.exit(exit_code_for(error))


if __name__ == "__main__":
    main()
