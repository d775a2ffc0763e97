"""文件库: the documents and what became of them, uploads, upkeep, what readers said, what is held in numbers.

One module for each tab, ``shared.py`` for what they share. What changes the corpus is a job in the background
(``service/caretaking.py``); this screen queues it and shows how far it is, whoever queued it.
"""

from __future__ import annotations

import gradio as gr

from screens.corpus import charts, documents, feedback, upkeep, uploads
from screens.corpus.shared import Shared
from screens.shell import Desk

__all__ = ["build"]


def build(desk: Desk, blocks: gr.Blocks) -> None:
    """Lay the screen out, inside a ``with`` over its place in the page."""
    words = desk.strings.corpus
    # Readers are not offered what is for keepers: Gradio 6.31 does not follow a tab's ``visible``, so the style sheet
    # hides it.
    with gr.Column(elem_id="corpus"):
        shared = Shared.laid_out(desk, blocks)
        with gr.Tabs(elem_id="corpus-tabs"):
            with gr.Tab(words.documents_tab, id="documents"):
                documents.build(shared)
            with gr.Tab(words.uploads_tab, id="uploads"):
                uploads.build(shared)
            with gr.Tab(words.upkeep_tab, id="upkeep"):
                upkeep.build(shared)
            with gr.Tab(desk.strings.feedback.tab, id="feedback") as judging:
                feedback.build(shared, judging)
            with gr.Tab(words.charts_tab, id="charts"):
                charts.build(shared)
