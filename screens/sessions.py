"""The page's sessions: one description of the components for all of them.

Gradio describes every component of every screen anew for each open tab, which on this page takes longer than an answer
(18 ms of one core, and 400 KiB that stay). A tab changes few of them, so here it notes only those.
"""

from __future__ import annotations

from copy import copy
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder

#: Of tabs, the least lately used go first. A tab that comes back after that starts with an empty screen.
MOST_SESSIONS: Final = 2000


class SharedSession(SessionState):
    """A session that begins as another did, and leaves what it shares with others unchanged."""

    @classmethod
    def like(cls, first: SessionState, blocks: gr.Blocks) -> SharedSession:
        session = cls.__new__(cls)
        vars(session).update(vars(first))
        session.blocks_config = copy(blocks.default_config)
        session.config_values = dict(first.config_values)
        session.state_data = {}
        session._state_ttl = {}
        return session

    def _update_value_in_config(self, key: int, value: Any) -> None:
        known = self.config_values.get(key)
        if known is not None and "props" in known:
            self.config_values[key] = {**known, "props": {**known["props"], "value": value}}
        else:
            super()._update_value_in_config(key, value)


class SharedSessions(StateHolder):
    """Gives every tab its session; safe to use wherever Gradio's own is."""

    def __init__(self, blocks: gr.Blocks) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # Gradio's has no annotation
        self.set_blocks(blocks)
        self.capacity = MOST_SESSIONS
        self._first = SessionState(blocks)

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self.session_data[session_id] = SharedSession.like(self._first, self.blocks)
        return super().__getitem__(session_id)


def share_sessions(app: FastAPI, blocks: gr.Blocks) -> None:
    """Let a page that was mounted describe its components once.

    :raises RuntimeError: the page is not mounted in ``app``.
    """
    for route in app.routes:
        mounted = getattr(route, "app", None)
        if isinstance(mounted, App) and mounted.get_blocks() is blocks:
            mounted.state_holder = SharedSessions(blocks)
            return
    raise RuntimeError("the page is not mounted, expected it among the application's routes")
