from __future__ import annotations

import asyncio
from pathlib import Path

import gradio as gr
import pytest
from gradio.routes import App

from screens.changes import changed, drawn
from search_ui import create_app

# Gradio's dropdown tells of them when it loses the focus, whether or not anything was chosen.
_OF_LEAVING = {"input", "blur"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[gr.Blocks]:
    """The whole page, in each language."""

    async def made(home: Path) -> list[gr.Blocks]:
        mounted = [getattr(route, "app", None) for route in create_app(home).routes]
        return [each.get_blocks() for each in mounted if isinstance(each, App)]

    return asyncio.run(made(tmp_path_factory.mktemp("changes")))


def test_no_dropdown_that_is_merely_left_asks_the_server(pages: list[gr.Blocks]) -> None:
    assert len(pages) == 2
    for page in pages:
        dropdowns = {key for key, block in page.blocks.items() if isinstance(block, gr.Dropdown)}
        asked = [
            (key, event)
            for listener in page.fns.values()
            if listener.fn is not None
            for key, event in listener.targets
            if key in dropdowns and event in _OF_LEAVING
        ]
        assert len(dropdowns) > 20
        assert asked == []


def test_what_is_meant_is_told_before_it_is_held_against_what_is_drawn() -> None:
    async def made() -> tuple[gr.Blocks, gr.Textbox, gr.Dropdown]:
        with gr.Blocks(analytics_enabled=False) as page:
            box, choice = gr.Textbox(), gr.Dropdown(["a"])
            moved = changed([choice.input], [box, choice], sent=[box.submit])
            drawn([moved.success(lambda: None, None, None)], [box, choice])
        return page, box, choice

    page, box, choice = asyncio.run(made())
    meant, held, then, noted = page.fns.values()
    assert [meant.targets, held.targets] == [
        [(box._id, "submit")],
        [(choice._id, "input"), (box._id, "submit")],
    ]
    assert [then.trigger_after, then.trigger_only_on_success] == [held._id, True]
    assert [noted.trigger_after, noted.inputs] == [then._id, [box, choice]]
