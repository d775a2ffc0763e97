"""How a build's progress is shown."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from console.report import build_progress, print_report
from console.terminal import Terminal
from index.types import BuildEvent, BuildReport, LikelyVersion

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


def test_of_many_likely_versions_a_few_are_shown() -> None:
    stream = io.StringIO()
    pairs = tuple(LikelyVersion(f"{number:02}", "00", 0.5, same_title=False) for number in range(1, 31))
    report = BuildReport(31, 31, 0, 0, 0, (), pairs, (), None)
    print_report(Terminal(Console(file=stream)), report, dry_run=False)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "version  01: likely a version of 00 (50% alike)"
    assert lines[20] == "version  and 10 more: `policykb list`"
    assert lines[21].startswith("31 added, 0 changed")


@pytest.mark.parametrize("seconds", [None, 5.0, 65.4])
def test_any_estimate_is_shown(seconds: float | None) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with build_progress(Terminal(console)) as show:
        show(BuildEvent("read", 1, 2, seconds_left=seconds))
