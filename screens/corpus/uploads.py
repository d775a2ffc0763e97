"""Uploading files, the jobs with the progress of each file, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from index.failure_log import read_failures
from index.types import Failure
from page.corpus.jobs_list import failures_html, is_retriable, jobs_html
from page.corpus.trash_list import TrashedFile, trash_html
from screens.corpus.shared import ACTING, BEHAVIOUR, Shared, said
from screens.shell import QUICK
from service.caretaking import Arrival
from service.reader import reader_of
from service.uploads import KEPT_DAYS, Clash, NotInTrash

# Gradio strips brackets and the like from the names of uploaded files; the browser knows what they were.
_WITH_NAMES = "(files, clash, _) => [files, clash, (files ?? []).map((file) => file.orig_name)]"


@dataclass(frozen=True, slots=True)
class UploadsTab:
    """The tab's events, as functions of what they are given."""

    shared: Shared

    def receive(self, files: Sequence[str] | None, clash: str, names: object, request: gr.Request) -> Any:
        """Take in what has arrived, and empty the place for the next."""
        by = self.shared.keeper(request)
        paths = [Path(file) for file in files or ()]
        given = [str(name) for name in names] if isinstance(names, list) else []
        arrivals = [Arrival(path, given[at] if at < len(given) else path.name) for at, path in enumerate(paths)]
        if arrivals:
            self.shared.caretaking.take_in(arrivals, clash=Clash(clash), by=by)
            gr.Info(self.shared.strings.corpus.upload_queued.format(count=len(arrivals)), title="")
        return None

    def show(self, request: gr.Request) -> tuple[str, str, str]:
        """The jobs, the files that could not be read, and those in the trash."""
        strings, may_change = self.shared.strings, self.shared.may_change(request)
        if not reader_of(request).may_keep:  # the names of files that others may not see
            return (self.shared.closed,) * 3
        return (
            jobs_html(self.shared.jobs(), strings),
            failures_html(self._failures(), self._folder(), strings, may_change=may_change),
            trash_html(self._trash(), KEPT_DAYS, strings, may_change=may_change),
        )

    def act(self, request: gr.Request, event: gr.EventData) -> None:
        """What was clicked in the list of failed files."""
        by = self.shared.keeper(request)
        known = [failure.path for failure in self._failures() if is_retriable(failure)]
        key = str(event.key)
        if event.do == "retry_all":
            self.shared.caretaking.retry(known, by=by)
        elif event.do == "retry" and key in known:
            self.shared.caretaking.retry([key], by=by)
        elif event.do == "discard" and key in known:
            self.shared.caretaking.discard_failed([key], by=by)
        else:
            return
        gr.Info(self.shared.strings.corpus.queued, title="")

    def act_on_job(self, request: gr.Request, event: gr.EventData) -> None:
        """What was clicked in the list of jobs: cancel one."""
        self.shared.keeper(request)
        words, key = self.shared.strings.corpus, str(event.key)
        if event.do == "cancel" and key.isascii() and key.isdigit():
            gr.Info(words.cancelling if self.shared.caretaking.cancel(int(key)) else words.cancel_too_late, title="")

    def act_on_trash(self, request: gr.Request, event: gr.EventData) -> None:
        """What was clicked in the trash: restore a file."""
        by, words = self.shared.keeper(request), self.shared.strings.corpus
        if event.do != "restore":
            return
        try:
            self.shared.caretaking.restore(str(event.key), by=by)
        except NotInTrash:
            gr.Warning(words.restore_gone, title="")
        else:
            gr.Info(words.restored, title="")

    def _trash(self) -> list[TrashedFile]:
        if self.shared.desk.caretaking is None:
            return []
        return [
            TrashedFile(each.key, each.name, each.size, each.deleted_at, each.kept_until)
            for each in self.shared.desk.caretaking.uploads.trash()
        ]

    def _failures(self) -> tuple[Failure, ...]:
        return read_failures(self.shared.desk.settings.home)

    def _folder(self) -> str:
        return str(self.shared.desk.caretaking.uploads.folder) if self.shared.desk.caretaking else ""


def build(shared: Shared) -> None:
    """Lay the tab out, inside a ``with`` over its place."""
    tab, words = UploadsTab(shared), shared.strings.corpus
    with gr.Row(elem_id="corpus-uploads", equal_height=False):
        with gr.Column(scale=9, min_width=320):
            hint = words.upload_hint.format(most=shared.desk.settings.upload_mb)
            said(words.upload, hint)
            files = gr.File(
                label=words.upload, file_count="multiple", height=170, elem_id="corpus-drop", show_label=False
            )
            clashes = [(words.same_name_number, str(Clash.NUMBER)), (words.same_name_replace, str(Clash.REPLACE))]
            clash = gr.Radio(clashes, value=str(Clash.NUMBER), label=words.same_name, elem_id="corpus-clash")
            names = gr.JSON(visible=False)
            said(words.failed_files)
            failures = gr.HTML("", elem_id="corpus-failures", js_on_load=BEHAVIOUR, apply_default_css=False)
        with gr.Column(scale=10, min_width=320):
            said(words.jobs)
            jobs = gr.HTML("", elem_id="corpus-jobs", js_on_load=BEHAVIOUR, apply_default_css=False)
            said(words.trash)
            trash = gr.HTML("", elem_id="corpus-trash", js_on_load=BEHAVIOUR, apply_default_css=False)
    received = files.upload(tab.receive, [files, clash, names], files, js=_WITH_NAMES, **ACTING)
    acted = [
        part.click(act, None, None, **ACTING)
        for part, act in ((failures, tab.act), (jobs, tab.act_on_job), (trash, tab.act_on_trash))
    ]
    shared.look_after(received, *acted)
    shown = [jobs, failures, trash]
    shared.jobs_seen.change(tab.show, None, shown, **QUICK)
    shared.blocks.load(tab.show, None, shown, **QUICK)
