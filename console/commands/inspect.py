"""``policykb inspect``: what would be read of a file."""

from __future__ import annotations

from pathlib import Path

import click

from console.inspection import inspection_json, print_inspection
from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.program import ExitCode
from console.terminal import output
from ingest.reading import read_document


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@takes_invocation
def inspect(invocation: Invocation, file: Path) -> int:
    """Show what would be read of FILE, without an index: metadata, outline, blocks, tables, warnings."""
    document = read_document(file, f"{file.absolute().parent.name}/{file.name}")
    if invocation.json:
        print_json(inspection_json(document))
    else:
        print_inspection(output(), document)
    return ExitCode.DONE
