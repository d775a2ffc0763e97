"""文件库: the documents and what became of them, uploads, upkeep, what readers said, what is held in numbers.

One module for each tab, ``shared.py`` for what they share. What changes the corpus is a job in the background
(``service/caretaking.py``); this screen queues it and shows how far it is, whoever queued it.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from screens.corpus import charts, documents, feedback, upkeep, uploads
from screens.corpus.shared import Shared
from screens.shell import QUICK, Desk
from service.reader import reader_of

__all__ = ["build"]


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    words = desk.strings.corpus
    with gr.Column(elem_id="corpus"):
        shared = Shared.laid_out(desk, blocks)
        with gr.Tabs(elem_id="corpus-tabs"):
            with gr.Tab(words.documents_tab, id="documents"):
                documents.build(shared)
            with gr.Tab(words.uploads_tab, id="uploads") as uploading:
                uploads.build(shared)
            with gr.Tab(words.upkeep_tab, id="upkeep") as keeping:
                upkeep.build(shared)
            with gr.Tab(desk.strings.feedback.tab, id="feedback") as judging:
                feedback.build(shared, judging)
            with gr.Tab(words.charts_tab, id="charts"):
                charts.build(shared)
    for_keepers = [uploading, keeping, judging]

    def show_for_keepers(request: gr.Request) -> list[Any]:
        # What readers could not use is not offered to them; that they may not is seen to where it is done.
        return [gr.Tab(visible=reader_of(request).may_keep)] * len(for_keepers)

    blocks.load(show_for_keepers, None, for_keepers, **QUICK)
