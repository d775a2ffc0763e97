"""What a build did, for people and as JSON, and its progress while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import click
import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from console.json_output import plain
from console.terminal import Terminal
from console.visible import visible
from index.types import BuildEvent, BuildReport

_MOST_VERSIONS: Final = 20
_AFTER_ROLLBACK: Final = "this build went on from the generation before it, with the files as they are now."


def print_report(terminal: Terminal, report: BuildReport, *, dry_run: bool) -> None:
    """Print the counts, and a line for each file that could not be read and each likely version."""
    for failure in report.failures:
        terminal.line((failure.code, "bad"), f"  {failure.path}: {failure.message}", hanging=2)
    for pair in report.versions[:_MOST_VERSIONS]:
        why = f"{'same title, ' if pair.same_title else ''}{pair.similarity:.0%} alike"
        terminal.line(("version", "warning"), f"  {pair.document}: likely a version of {pair.of} ({why})", hanging=2)
    if len(report.versions) > _MOST_VERSIONS:
        terminal.line(("version", "warning"), f"  and {len(report.versions) - _MOST_VERSIONS} more: `policykb list`")
    counts = ", ".join(
        f"{getattr(report, name)} {name}" for name in ("added", "changed", "unchanged", "removed", "failed")
    )
    if report.copies:
        counts += f"; {len(report.copies)} of {report.found} files have the content of another"
    terminal.line(counts, (f"  in {sum(report.seconds.values()):.1f} s", "faint"))
    if report.set_aside:
        terminal.line(
            ("rolled back", "warning"), f"  {report.set_aside} had been set aside; {_AFTER_ROLLBACK}", hanging=2
        )
    if dry_run:
        terminal.line(("dry run: nothing was written", "warning"))
    elif report.generation is not None:
        terminal.line(("generation ", "faint"), report.generation)


def report_json(report: BuildReport) -> dict[str, Any]:
    """A report as ``build --json`` gives it; ``seconds`` are wall time by stage."""
    return {
        "found": report.found,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": report.failed,
        "failures": plain(report.failures),
        "copies": plain(report.copies),
        "versions": plain(report.versions),
        "generation": report.generation,
        "seconds": report.seconds,
        "set_aside": report.set_aside,
    }


@contextmanager
def build_progress(terminal: Terminal, *, as_json: bool = False) -> Iterator[Callable[[BuildEvent], None]]:
    """Show the stages of a build as they go: bars on a terminal, else a line for each stage that is done.

    :param as_json: a line of JSON for each event instead, for programs.
    """
    if as_json:
        yield lambda event: click.echo(msgspec.json.encode(event), err=True)
        return
    if terminal.plain:
        yield lambda event: _print_if_done(terminal, event)
        return
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[note]}", style="faint", markup=False),
    )
    with Progress(*columns, console=terminal.console, transient=True) as progress:
        tasks = {}

        def show(event: BuildEvent) -> None:
            if event.stage not in tasks:
                tasks[event.stage] = progress.add_task(event.stage, total=None, note="", left="")
            progress.update(
                tasks[event.stage],
                completed=event.done,
                total=event.total or None,  # a bar that only moves, where the end is not known
                note=visible(" · ".join(filter(None, (_pages(event), event.note)))),
                left=_time_left(event),
            )

        yield show


def _print_if_done(terminal: Terminal, event: BuildEvent) -> None:
    if event.total and event.done == event.total:
        pages = _pages(event)
        terminal.line(f"{event.stage} {event.done}/{event.total}" + (f" ({pages})" if pages else ""))


def _pages(event: BuildEvent) -> str:
    return f"{event.pages} pages" if event.pages else ""


def _time_left(event: BuildEvent) -> str:
    """``1:05`` for what remains of the stage; nothing where that is not known."""
    if event.seconds_left is None:
        return ""
    minutes, seconds = divmod(round(event.seconds_left), 60)
    return f"{minutes}:{seconds:02d}"
