"""``policykb search``: ranked passages."""

from __future__ import annotations

from datetime import date

import click

from console.hits import print_hits, print_requests
from console.invocation import Invocation, filter_options, takes_invocation
from console.json_output import print_json
from console.program import ExitCode
from console.terminal import output
from index import open_index
from index.types import Filters, Mode, SearchResult


@click.command()
@click.argument("query")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.HYBRID.value,
    show_default=True,
    help="Rank by meaning (dense), by words (lexical), or by both.",
)
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Passages to show.")
@click.option("--requests", is_flag=True, help="Search what members asked for instead, in proposals and replies.")
@filter_options
@takes_invocation
def search(
    invocation: Invocation, query: str, mode: str, top: int, requests: bool, as_of: date, filters: Filters
) -> int:
    """Show the passages that fit QUERY best."""
    if not query.strip():
        raise click.UsageError("The QUERY is empty.")
    with open_index(settings=invocation.settings) as index:
        seek = index.search_requests if requests else index.search
        result = seek(query, mode=Mode(mode), top=top, filters=filters, as_of=as_of)
    if invocation.json:
        print_json(result)
    elif isinstance(result, SearchResult):
        print_hits(output(), result)
    else:
        print_requests(output(), result)
    found = result.hits if isinstance(result, SearchResult) else result.requests
    return ExitCode.DONE if found else ExitCode.INCOMPLETE
