"""``policykb compare``: two versions of a rule."""

from __future__ import annotations

from pathlib import Path

import click

from answer.comparison import compare as compare_documents
from console.comparison import print_comparison
from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.output_file import force_option, must_be_writable
from console.program import ExitCode
from console.terminal import output
from index import open_index
from index.errors import NoIndex, UnknownDocument
from index.single_file import read_file
from ingest.document import Document
from page.comparison_page import SIGNATURE, comparison_page
from page.strings import CHINESE
from service.shown_comparison import shown_comparison


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write both versions side by side as a page.",
)
@click.option("--all", "all_provisions", is_flag=True, help="Print provisions that did not change, too.")
@force_option
@takes_invocation
def compare(invocation: Invocation, old: str, new: str, html: Path | None, all_provisions: bool, force: bool) -> int:
    """Compare two versions of a rule article by article: what came, went and moved, which figures changed.

    OLD and NEW are documents of the index (a name or an id from `policykb list`, or a path) or any other files.
    """
    if html is not None:
        must_be_writable(html, force=force and str(html) not in (old, new), signature=SIGNATURE)
    comparison = compare_documents(_document(invocation, old), _document(invocation, new))
    if html is not None:
        html.write_text(comparison_page(comparison, CHINESE), encoding="utf-8", errors="replace")
    if invocation.json:
        print_json(shown_comparison(comparison))
    elif html is not None:
        output().line(f"Wrote {html}. Open it in a browser.")
    else:
        print_comparison(output(), comparison, all_provisions=all_provisions)
    return ExitCode.DONE


def _document(invocation: Invocation, key: str) -> Document:
    """A document of the index, else a file read as it is now."""
    path = Path(key)
    try:
        with open_index(settings=invocation.settings, load_model=False) as index:
            return index.document(key).document
    except (NoIndex, UnknownDocument):
        if not path.is_file():
            raise
    return read_file(path, invocation.settings)
