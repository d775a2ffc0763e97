"""What readers said of answers, for keepers."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr
from markupsafe import Markup

from page.feedback_html import Wanted, feedback_html
from screens.corpus.shared import Shared, said
from screens.shell import QUICK
from service.reader import reader_of
from service.records import RecordsUnavailable
from service.verdicts import verdicts_for


@dataclass(frozen=True, slots=True)
class FeedbackTab:
    """The tab's events, as functions of what they are given."""

    shared: Shared

    def show(self, wanted: str, request: gr.Request) -> str:
        """The verdicts that are wanted."""
        strings, desk = self.shared.strings, self.shared.desk
        asked = Wanted(wanted)
        try:
            found = verdicts_for(reader_of(request), desk.records, desk.knowledge(request), asked)
        except PermissionError:
            return self.shared.closed
        except RecordsUnavailable as error:
            reason = strings.feedback.failed.format(reason=error)
            return Markup('<p class="warning" role="status">{}</p>').format(reason)
        return feedback_html(found, asked, strings)


def build(shared: Shared, place: gr.Tab) -> None:
    """Lay the tab out, inside a ``with`` over its place.

    :param place: shown anew when it is opened.
    """
    tab, texts = FeedbackTab(shared), shared.strings.feedback
    said(texts.tab, texts.hint)
    choices = [(texts.all, Wanted.ALL), (texts.unhelpful, Wanted.UNHELPFUL), (texts.commented, Wanted.COMMENTED)]
    named = [(name, wanted.value) for name, wanted in choices]
    wanted = gr.Radio(named, value=Wanted.ALL.value, label=texts.wanted, elem_id="corpus-wanted")
    found = gr.HTML("", elem_id="corpus-feedback", apply_default_css=False)
    wanted.change(tab.show, wanted, found, **QUICK)
    place.select(tab.show, wanted, found, **QUICK)
    shared.blocks.load(tab.show, wanted, found, **QUICK)
