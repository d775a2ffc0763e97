"""``policykb inspect``: what would be read of a file."""

from __future__ import annotations

from pathlib import Path

import click

from console.inspected_file import corrections_in_index, inspect_file
from console.inspection import inspection_json, print_inspection
from console.inspection_orders import SIGNATURE
from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.output_file import force_option, must_be_writable
from console.program import ExitCode
from console.terminal import output
from index.errors import IndexUnavailable


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write a page for checking by eye: pictures of the pages beside their text.",
)
@force_option
@takes_invocation
def inspect(invocation: Invocation, file: Path, html: Path | None, force: bool) -> int:
    """Show what would be read of FILE: metadata, outline, blocks, tables, warnings. An index is not needed."""
    if html is not None:
        must_be_writable(html, force=force and html.resolve() != file.resolve(), signature=SIGNATURE)
    try:
        corrections = corrections_in_index(file, invocation.settings)
    except IndexUnavailable as error:  # the file can be read all the same
        click.echo(f"policykb: corrections by hand are not shown: {error}", err=True)
        corrections = {}
    document, page = inspect_file(file, invocation.settings, corrections, as_page=html is not None)
    if html is not None and page is not None:
        html.write_bytes(page)
    if invocation.json:
        print_json(inspection_json(document, corrections))
    elif html is not None:
        output().line(f"Wrote {html}. Open it in a browser.")
    else:
        print_inspection(output(), document, corrections)
    return ExitCode.DONE
