"""What all screens share: what they are given, the theme, the head with the ways between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import gradio as gr
from gradio.components import Navbar

import page
from index.settings import Settings
from page.head_html import head_html
from page.knowledge_base import KnowledgeBase
from page.login_html import reader_html
from page.strings import Strings
from service.caretaking import Caretaking
from service.reader import reader_of
from service.records import Records

# Measured on Gradio 6.31: without a limit ten users wait longer than with eight at a time.
ANSWERS_AT_A_TIME: Final = 8
LONGEST_QUEUE: Final = 64

# Gradio takes an upload to a temporary file before anybody is asked whether it may be made. What is wanted is copied at
# once (uploads) or read when the letter is begun, which may be a while after.
_CLEARED_EVERY_S: Final = 600
_UPLOADS_KEPT_S: Final = 4 * 3600

#: Of events that take no time to speak of.
QUICK: Final[dict[str, Any]] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
#: Of events that say what they did: Gradio gives their words to those that go through its queue only.
TOLD: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
#: Of events that ask the index: all screens wait in one line.
ASKING: Final[dict[str, Any]] = {**TOLD, "concurrency_id": "ask", "concurrency_limit": ANSWERS_AT_A_TIME}
#: What happens while an event is still under way comes after it, the last of it; else Gradio passes it over.
ALWAYS_LAST: Final[dict[str, Any]] = {"trigger_mode": "always_last"}
#: Of lists.
LISTING: Final[dict[str, Any]] = {**ASKING, **ALWAYS_LAST}

#: What clickable HTML does in the browser; given to every ``gr.HTML`` with citations.
BEHAVIOUR: Final = (Path(page.__file__).parent / "behaviour.js").read_text(encoding="utf-8")
#: The same of an ``gr.HTML`` with a list in it.
LIST_BEHAVIOUR: Final = BEHAVIOUR + (Path(page.__file__).parent / "list.js").read_text(encoding="utf-8")

# The other language shows the same question, with the same filters. Gradio 6.31 takes the Tab that leaves an open list
# for a wish to see it: it stays open over the page, unless Tab is kept from it.
_HEAD_BEHAVIOUR: Final = """document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" && event.target.ariaExpanded === "true") event.stopPropagation();
}, true);
element.addEventListener("click", (event) => {
  const link = event.target.closest("a.language");
  if (link) link.search = location.search;
});"""
_FONTS: Final = [
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "sans-serif",
]
_BLUE: Final = gr.themes.Color(
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


@dataclass(frozen=True, slots=True)
class Desk:
    """What every screen works with.

    :ivar knowledge: the knowledge base as whoever makes a request sees it; there is no other way to it.
    :ivar records: what users leave with the server.
    :ivar examples: questions offered before the first one.
    :ivar passwords: tried in turn on protected files, whose pages are shown.
    :ivar caretaking: what changes the corpus; ``None`` where the home cannot be written to.
    """

    home: Path
    knowledge: Callable[[gr.Request], KnowledgeBase]
    strings: Strings
    records: Records
    examples: Sequence[str]
    settings: Settings
    passwords: Sequence[str] = field(default=(), repr=False)
    caretaking: Caretaking | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen and its place.

    :ivar path: below the page's root; empty for the first screen.
    :ivar name: as the navigation calls it.
    :ivar build: lays it out, inside a ``with`` over its place in the page.
    """

    path: str
    name: Callable[[Strings], str]
    build: Callable[[Desk, gr.Blocks], None]


def question_box(label: str, placeholder: str, submit: str, *, longest: int) -> gr.Textbox:
    """The box at the head of a screen, in which the cursor stands."""
    return gr.Textbox(
        label=label,
        placeholder=placeholder,
        lines=1,
        max_lines=4,
        max_length=longest,
        submit_btn=submit,
        autofocus=True,
        elem_id="question",
    )


def blocks_of(desk: Desk, screens: Sequence[Screen]) -> gr.Blocks:
    """The whole page in one language; the first screen stands at its root."""
    # Gradio's own switch, so that no environment variable has to be set before it is imported.
    blocks = gr.Blocks(
        title=desk.strings.brand,
        fill_width=True,
        analytics_enabled=False,
        delete_cache=(_CLEARED_EVERY_S, _UPLOADS_KEPT_S),
    )
    ways = [(screen.path, screen.name(desk.strings)) for screen in screens]
    for at, screen in enumerate(screens):
        with blocks if at == 0 else blocks.route(screen.name(desk.strings), screen.path):
            # Ours stands in the head: Gradio's own has no place for the language and who is logged in.
            Navbar(visible=False)
            gr.HTML(
                head_html(ways, screen.path, desk.strings),
                apply_default_css=False,
                elem_id="head",
                js_on_load=_HEAD_BEHAVIOUR,
            )
            reader = gr.HTML("", apply_default_css=False, elem_id="reader")
            blocks.load(_reader_line(desk.strings), None, reader, **QUICK)
            screen.build(desk, blocks)
    blocks.queue(max_size=LONGEST_QUEUE, default_concurrency_limit=ANSWERS_AT_A_TIME)
    return blocks


def _reader_line(strings: Strings) -> Callable[[gr.Request], str]:
    """Says who is logged in."""

    def line(request: gr.Request) -> str:
        reader = reader_of(request)
        return reader_html(strings, name=reader.name, keeps=reader.may_keep)

    return line


def theme() -> gr.themes.Base:
    """Colours and fonts for Gradio's own parts; ours are in ``page/style.css``."""
    return gr.themes.Base(
        primary_hue=_BLUE,
        neutral_hue="slate",
        radius_size="md",
        text_size="md",
        font=_FONTS,
        font_mono=["ui-monospace", "monospace"],
    ).set(
        # Gradio's own are too faint to read on our ground.
        body_text_color_subdued="*neutral_600",
        input_placeholder_color="*neutral_500",
        block_info_text_color="*neutral_600",
        # As our own buttons (page/style.css), in light and dark.
        input_placeholder_color_dark="*neutral_400",
        block_background_fill_dark="#18202a",
        input_background_fill_dark="#11171e",
        border_color_primary_dark="#2f3946",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_700",
    )
