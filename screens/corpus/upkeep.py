"""Rebuilding, going back to an earlier generation, and the examination of the home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr
from markupsafe import Markup

from index.errors import IndexUnavailable
from index.history import kept_generations
from page.corpus.buttons import button
from page.corpus.upkeep import generations_html, health_html
from screens.corpus.shared import ACTING, BEHAVIOUR, Shared, said
from screens.shell import QUICK, TOLD
from service.checkup import CheckupFailed, check_up
from service.reader import reader_of


@dataclass(frozen=True, slots=True)
class UpkeepTab:
    """The tab's events, as functions of what they are given."""

    shared: Shared

    def rebuilding(self, request: gr.Request) -> str:
        """The buttons that bring the index up to date."""
        words = self.shared.strings.corpus
        about = Markup('<h2>{}</h2><p class="about">{}</p>').format(words.rebuild, words.rebuild_hint)
        if not self.shared.may_change(request):
            return about
        strings = self.shared.strings
        simple = button("rebuild", "", words.rebuild, strings, kind="main")
        full = button("rebuild_full", "", words.rebuild_full, strings, confirm=words.rebuild_full_confirm)
        return about + Markup('<p class="actions">{}{}</p>').format(simple, full)

    def generations(self, request: gr.Request) -> str:
        """The generations that are kept."""
        strings = self.shared.strings
        if not reader_of(request).may_keep:  # how many documents there are that others may not see
            return self.shared.closed
        try:
            kept = kept_generations(self.shared.desk.settings.home)
        except IndexUnavailable:
            kept = ()
        return generations_html(kept, strings, may_change=self.shared.may_change(request))

    def act(self, request: gr.Request, event: gr.EventData) -> None:
        """What was clicked: rebuild, or go back."""
        by = self.shared.keeper(request)
        match event.do:
            case "rebuild":
                self.shared.caretaking.rebuild(by=by)
            case "rebuild_full":
                self.shared.caretaking.rebuild(full=True, by=by)
            case "roll_back":
                self.shared.caretaking.go_back(str(event.key), by=by)
            case _:
                return
        gr.Info(self.shared.strings.corpus.queued, title="")

    def examine(self, request: gr.Request) -> Iterator[Any]:
        """Examine the home, and say in plain words what was found."""
        self.shared.keeper(request)
        yield from self._examine(request, fix=False)

    def mend(self, request: gr.Request, event: gr.EventData) -> Iterator[Any]:
        """Mend what needs no choice, and examine the home again."""
        if event.do == "mend":
            self.shared.keeper(request)
            yield from self._examine(request, fix=True)

    def _examine(self, request: gr.Request, *, fix: bool) -> Iterator[Any]:
        strings = self.shared.strings
        words = strings.corpus
        yield Markup('<p class="working" role="status"><span class="dots"></span>{}</p>').format(words.examining)
        try:
            found = check_up(self.shared.desk.settings.home, fix=fix)
        except CheckupFailed as error:
            reason = words.examination_failed.format(reason=error)
            yield Markup('<p class="warning" role="status">{}</p>').format(reason)
            return
        may_change = self.shared.may_change(request)
        yield health_html(found.findings, strings, mended=found.mended, may_change=may_change)


def build(shared: Shared) -> None:
    """Lay the tab out, inside a ``with`` over its place."""
    tab, words = UpkeepTab(shared), shared.strings.corpus
    with gr.Row(elem_id="corpus-upkeep", equal_height=False):
        with gr.Column(scale=10, min_width=320):
            rebuilding = gr.HTML("", elem_id="corpus-rebuild", js_on_load=BEHAVIOUR, apply_default_css=False)
            said(words.generations, words.generations_hint)
            generations = gr.HTML("", elem_id="corpus-generations", js_on_load=BEHAVIOUR, apply_default_css=False)
        with gr.Column(scale=9, min_width=320):
            said(words.health, words.health_hint)
            examine = gr.Button(words.examine, size="md", elem_id="corpus-examine", min_width=120)
            health = gr.HTML("", elem_id="corpus-health", js_on_load=BEHAVIOUR, apply_default_css=False)
    shared.look_after(*(part.click(tab.act, None, None, **ACTING) for part in (rebuilding, generations)))
    slow: dict[str, Any] = {**TOLD, "concurrency_id": "examine", "concurrency_limit": 1}
    examine.click(tab.examine, None, health, **slow)
    health.click(tab.mend, None, health, **slow)
    shared.refresh(tab.generations, [], [generations])
    shared.blocks.load(tab.rebuilding, None, rebuilding, **QUICK)
