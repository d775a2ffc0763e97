"""``policykb status``: the state of the index."""

from __future__ import annotations

import click

from console.invocation import Invocation, takes_invocation
from console.json_output import plain, print_json
from console.program import ExitCode
from console.status import print_status
from console.terminal import output
from index import open_index


@click.command()
@takes_invocation
def status(invocation: Invocation) -> int:
    """Show the current generation, its size, its model and its sources."""
    with open_index(settings=invocation.settings, load_model=False) as index:
        state = index.status()
    home = invocation.settings.home
    if invocation.json:
        print_json({"home": home, **plain(state)})
    else:
        print_status(output(), home, state)
    return ExitCode.DONE
