"""How a build's progress is shown."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from console.report import build_progress
from console.terminal import Terminal
from index.types import BuildEvent

EVENTS = (
    BuildEvent("scan", 0, 0),
    BuildEvent("read", 0, 2),
    BuildEvent("read", 1, 2, "rules/a.pdf", pages=12, seconds_left=65.4),
    BuildEvent("read", 2, 2, "rules/b.txt", pages=12, seconds_left=0.0),
    BuildEvent("chunk", 40, 0, chunks=40),
    BuildEvent("done", 1, 1),
)


def shown(*, terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=100, legacy_windows=False)
    with build_progress(Terminal(console)) as show:
        for event in EVENTS:
            show(event)
    return stream.getvalue()


def test_a_pipe_gets_a_line_for_each_stage_that_is_done() -> None:
    assert shown(terminal=False).splitlines() == ["read 2/2 (12 pages)", "done 1/1"]


def test_a_terminal_gets_bars() -> None:
    text = shown(terminal=True)
    for part in ("scan", "read", "2/2", "12 pages", "rules/b.txt", "0:00", "chunk", "40/?"):
        assert part in text


@pytest.mark.parametrize("seconds", [None, 5.0, 65.4])
def test_any_estimate_is_shown(seconds: float | None) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with build_progress(Terminal(console)) as show:
        show(BuildEvent("read", 1, 2, seconds_left=seconds))
