"""Gradio's own session is the measure: ours must hold the same, and keep what each tab changes to itself."""

from __future__ import annotations

import asyncio

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.routes import App
from gradio.state_holder import SessionState

from screens.sessions import SharedSessions, share_sessions


async def made() -> tuple[gr.Blocks, FastAPI]:
    """A page and the application that it is mounted in, made where an event loop runs, as in the other tests."""
    blocks, app = gr.Blocks(analytics_enabled=False), FastAPI()
    with blocks:
        box = gr.Textbox(label="问题")
        gr.State([])
        blocks.load(lambda: "早", None, box, api_visibility="private")
    gr.mount_gradio_app(app, blocks, path="/", ssr_mode=False)
    return blocks, app


@pytest.fixture
def blocks() -> gr.Blocks:
    return asyncio.run(made())[0]


def test_a_session_begins_as_gradios_own(blocks: gr.Blocks) -> None:
    ours, own = SharedSessions(blocks)["a"], SessionState(blocks)
    assert ours.config_values == own.config_values
    assert vars(ours).keys() == vars(own).keys()
    assert ours.blocks_config.blocks == own.blocks_config.blocks


def test_a_tab_that_changes_a_component_changes_it_for_itself_alone(blocks: gr.Blocks) -> None:
    box = next(key for key, block in blocks.blocks.items() if isinstance(block, gr.Textbox))
    state = next(key for key, block in blocks.blocks.items() if isinstance(block, gr.State))
    sessions = SharedSessions(blocks)
    sessions["a"]._update_value_in_config(box, "芯片")
    sessions["a"][box] = gr.Textbox(label="别的", render=False)
    sessions["a"]._update_config(box)
    sessions["a"][state] = ["asked"]
    for untouched in (sessions["b"], SharedSessions(blocks)["c"]):
        assert untouched.config_values == SessionState(blocks).config_values
        assert untouched[box].label == "问题"
        assert untouched[state] == []
    assert sessions["a"][box].label == "别的"
    assert sessions["a"].config_values[box]["props"]["label"] == "别的"
    assert sessions["a"][state] == ["asked"]


def test_a_value_that_was_shown_is_noted_as_gradio_does(blocks: gr.Blocks) -> None:
    box = next(key for key, block in blocks.blocks.items() if isinstance(block, gr.Textbox))
    ours, own = SharedSessions(blocks)["a"], SessionState(blocks)
    for session in (ours, own):
        session._update_value_in_config(box, "芯片")
    assert ours.config_values == own.config_values


def test_the_mounted_page_takes_its_sessions_from_here() -> None:
    blocks, app = asyncio.run(made())
    with pytest.raises(RuntimeError, match="not mounted"):
        share_sessions(FastAPI(), blocks)
    share_sessions(app, blocks)
    mounted = [each for route in app.routes if isinstance(each := getattr(route, "app", None), App)]
    assert [type(each.state_holder) for each in mounted] == [SharedSessions]
    assert blocks.state_holder is mounted[0].state_holder
