"""Which of the browser's events change anything; the others reach neither the server nor the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import gradio as gr
from gradio.events import Dependency

# Gradio tells of an input whenever a dropdown loses the focus, and twice where it was chosen from (6.31). An event that
# throws is followed by nothing, and leaves no trace. What failed is tried again: there is nothing to lose.
_CHANGED: Final = """(...values) => {
  const page = (window.policykb ??= {});
  const now = JSON.stringify(values.map((value) => value || ""));
  const before = page.drawn ?? JSON.stringify(values.map(() => ""));
  if (now === before && !document.querySelector("#found :is(.notice, .refused)")) throw new Error("nothing new");
  page.drawn = now;
}"""
_DRAWN: Final = """(...values) => {
  (window.policykb ??= {}).drawn = JSON.stringify(values.map((value) => value || ""));
}"""
_SENT: Final = """() => { (window.policykb ??= {}).drawn = ""; }"""


def changed(chosen: Sequence[Any], components: Sequence[Any], *, sent: Sequence[Any] = ()) -> Dependency:
    """What to go on from, with ``success``: components say something else than what is drawn.

    :param chosen: events after which they may.
    :param components: all that what is drawn depends on; a screen has one such set, which is empty at first.
    :param sent: events that somebody means, also where everything is as it was.
    """
    if sent:
        gr.on(sent, None, None, None, js=_SENT)
    found: Dependency = gr.on([*chosen, *sent], None, components, None, js=_CHANGED)
    return found


def drawn(events: Iterable[Dependency], components: Sequence[Any]) -> None:
    """After these events the server has written into the components what it draws."""
    for event in events:
        event.then(None, components, None, js=_DRAWN)
