"""What the tabs of the screen share: the jobs as they go, the generation that is shown, and who may change things."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr
from gradio.events import Dependency

import page
from index.errors import IndexUnavailable
from index.store import Store
from page.corpus.jobs_list import ShownFile, ShownJob, strip_html
from page.strings import Strings
from screens.shell import ANSWERS_AT_A_TIME, QUICK, TOLD, Desk
from service.caretaking import Caretaking
from service.jobs import Job
from service.reader import reader_of

#: What clickable HTML does in the browser; given to every ``gr.HTML`` of the screen.
BEHAVIOUR: Final = (Path(page.__file__).parent / "corpus" / "behaviour.js").read_text(encoding="utf-8")
#: Of events that change the corpus: they say what they did.
ACTING: Final[dict[str, Any]] = {**TOLD, "concurrency_id": "corpus", "concurrency_limit": ANSWERS_AT_A_TIME}
_SHOWN_JOBS: Final = 12
# Setting a clock that runs to another pace stops it (Gradio 6.31).
_LOOKING_S: Final = 1.5


@dataclass(frozen=True, slots=True)
class Shared:
    """What a tab is given.

    :ivar strip: the line on what is going on.
    :ivar generation: holds the id of the generation that is shown; it changes when another one is published.
    :ivar jobs_seen: holds a digest of the jobs as they are shown; it changes whenever one of them moves.
    """

    desk: Desk
    blocks: gr.Blocks
    strip: gr.HTML
    generation: gr.Textbox
    jobs_seen: gr.Textbox

    @classmethod
    def laid_out(cls, desk: Desk, blocks: gr.Blocks) -> Shared:
        """With the line on what is going on, and the clock that keeps it so."""
        strip = gr.HTML("", elem_id="corpus-strip", apply_default_css=False)
        # No states: a change of those is told only by events that go through the queue.
        shared = cls(desk, blocks, strip, gr.Textbox(visible="hidden"), gr.Textbox(visible="hidden"))
        seen, shown = shared._looking
        gr.Timer(_LOOKING_S).tick(shared.look, seen, shown, **QUICK)
        blocks.load(shared.look, seen, shown, **QUICK)
        return shared

    @property
    def _looking(self) -> tuple[list[Any], list[Any]]:
        return [self.generation, self.jobs_seen], [self.strip, self.generation, self.jobs_seen]

    def look_after(self, *actions: Dependency) -> None:
        """Show what an event queued without waiting for the clock."""
        seen, shown = self._looking
        for action in actions:
            action.then(self.look, seen, shown, **QUICK)

    @property
    def strings(self) -> Strings:
        return self.desk.strings

    @property
    def caretaking(self) -> Caretaking:
        """The jobs of the home.

        :raises gr.Error: there are none to be had, which was told when the page was opened.
        """
        if self.desk.caretaking is None:
            raise gr.Error(self.strings.corpus.read_only.format(reason=""), title="")
        return self.desk.caretaking

    def may_change(self, request: gr.Request) -> bool:
        """Whether whoever asks may change the corpus."""
        return self.desk.caretaking is not None and reader_of(request).may_keep

    @property
    def closed(self) -> str:
        """What stands in the place of what is shown to keepers only."""
        return f'<p class="empty">{self.strings.corpus.not_allowed}</p>'

    def keeper(self, request: gr.Request) -> str:
        """The name of the keeper who asks.

        :raises gr.Error: somebody else asks.
        """
        reader = reader_of(request)
        if not reader.may_keep:
            raise gr.Error(self.strings.corpus.not_allowed, title="")
        return reader.name

    def jobs(self) -> list[ShownJob]:
        """The last jobs as the page shows them."""
        if self.desk.caretaking is None:
            return []
        return [_shown(job) for job in self.desk.caretaking.jobs.recent(_SHOWN_JOBS)]

    def look(self, generation: str, seen: str, request: gr.Request) -> tuple[Any, Any, Any]:
        """See what has happened since the last look: the line, the generation, the jobs."""
        jobs = self.jobs()
        now, current = hashlib.sha256(repr(jobs).encode()).hexdigest(), self._current_generation(request)
        if now == seen and current == generation:
            return (gr.skip(),) * 3
        return strip_html(jobs, self.strings), current, now

    @contextmanager
    def store(self, request: gr.Request) -> Iterator[Store | None]:
        """The documents of the current generation that whoever asks may see; ``None`` while there is none."""
        try:
            index = self.desk.knowledge(request).index()
        except IndexUnavailable:
            yield None
            return
        with index.snapshot() as snapshot:
            yield snapshot.store

    def refresh(self, look: Callable[..., Any], inputs: list[Any], outputs: list[Any]) -> None:
        """Have something shown anew when the page is opened, and whenever another generation is published."""
        self.blocks.load(look, inputs, outputs, **QUICK)
        self.generation.change(look, inputs, outputs, **QUICK)

    def _current_generation(self, request: gr.Request) -> str:
        try:
            return self.desk.knowledge(request).index().generation
        except IndexUnavailable:
            return ""


def said(name: str, hint: str = "") -> None:
    """A heading, and what to know of what stands below it; both are the catalogue's."""
    about = f'<p class="about">{hint}</p>' if hint else ""
    gr.HTML(f"<h2>{name}</h2>{about}", apply_default_css=False, elem_classes="say")


def _shown(job: Job) -> ShownJob:
    return ShownJob(
        number=job.id,
        kind=job.kind,
        state=job.state,
        subject=job.subject,
        by=job.requested_by,
        at=job.requested_at,
        stage=job.stage,
        done=job.progress,
        total=job.total,
        seconds_left=job.seconds_left,
        message=job.message,
        counts=(job.added, job.changed, job.removed, job.failed),
        files=tuple(
            ShownFile(file.name, file.path, file.size, file.state, file.code, file.message) for file in job.files
        ),
        may_cancel=job.is_cancellable,
        brought=any(file.digest for file in job.files),
    )
