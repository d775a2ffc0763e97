"""``policykb build``: bring the index up to date with the files."""

from __future__ import annotations

from pathlib import Path

import click

from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.program import ExitCode
from console.report import build_progress, print_report, report_json
from console.terminal import errors, output
from index.builder import build_index, default_workers


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Read and embed everything again, whatever the caches hold.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=default_workers,
    show_default="one for each processor, at most 4",
    help="Processes that read files.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--wait", is_flag=True, help="Where another process is building, begin when it ends.")
@click.option("--events", is_flag=True, help="Tell progress as JSON, an object a line on standard error.")
@takes_invocation
def build(
    invocation: Invocation, paths: tuple[Path, ...], full: bool, workers: int, dry_run: bool, wait: bool, events: bool
) -> int:
    """Index all documents under each PATH, or bring every remembered source up to date.

    A PATH is remembered as a source. Readers are not disturbed: they go on with the generation before until the
    new one is published whole. A file at which reading crashes, hangs or runs out of memory costs itself only. After
    Ctrl-C nothing is published, and the next build goes on from where this one was.
    """
    with build_progress(errors(), as_json=events) as progress:
        report = build_index(
            invocation.settings, paths, full=full, workers=workers, dry_run=dry_run, wait=wait, progress=progress
        )
    if invocation.json:
        print_json(report_json(report))
    else:
        print_report(output(), report, dry_run=dry_run)
    if not report.found:
        where = ", ".join(map(str, paths)) or "the remembered sources"
        errors().line(f"policykb: {where}: holds no document. Name a folder with documents in it, or a document.")
    return ExitCode.DONE if report.found and not report.failed else ExitCode.INCOMPLETE
