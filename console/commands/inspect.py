"""``policykb inspect``: what would be read of a file."""

from __future__ import annotations

from pathlib import Path

import click

from console.inspection import inspection_json, print_inspection
from console.inspection_page import SIGNATURE, inspection_html
from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.own_file import must_be_ours
from console.program import ExitCode
from console.terminal import output
from ingest.document import Document
from ingest.reading import read_document
from page.marked_pages import marked_pages


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write a page for checking by eye: pictures of the pages beside their text.",
)
@takes_invocation
def inspect(invocation: Invocation, file: Path, html: Path | None) -> int:
    """Show what would be read of FILE, without an index: metadata, outline, blocks, tables, warnings."""
    if html is not None:
        must_be_ours(html, SIGNATURE, "inspect")
    document = read_document(file, f"{file.absolute().parent.name}/{file.name}")
    if html is not None:
        _write(html, document)
    if invocation.json:
        print_json(inspection_json(document))
    elif html is not None:
        output().line(f"Wrote {html}. Open it in a browser.")
    else:
        print_inspection(output(), document)
    return ExitCode.DONE


def _write(html: Path, document: Document) -> None:
    page = inspection_html(document, marked_pages(document))
    # A file name that is not UTF-8 holds lone surrogates.
    html.write_bytes(page.encode("utf-8", "replace"))
