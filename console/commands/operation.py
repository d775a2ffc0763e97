"""``policykb status``, ``generations``, ``rollback`` and ``doctor``: the state of the index, and setting it right."""

from __future__ import annotations

import click

from console.health import health_json, print_health
from console.history import generations_json, print_generations
from console.invocation import Invocation, takes_invocation
from console.json_output import plain, print_json
from console.program import ExitCode
from console.status import print_status
from console.terminal import output
from index import open_index
from index.health import examine, mend
from index.history import kept_generations, roll_back


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


@click.command()
@takes_invocation
def generations(invocation: Invocation) -> int:
    """List the generations that are kept, the newest first, and whether each can be gone back to."""
    kept = kept_generations(invocation.settings.home)
    if invocation.json:
        print_json({"generations": generations_json(kept)})
    else:
        print_generations(output(), kept)
    return ExitCode.DONE


@click.command()
@click.argument("generation", metavar="[ID]", required=False)
@takes_invocation
def rollback(invocation: Invocation, generation: str | None) -> int:
    """Make an earlier generation the current one: ID, or the one that was current before.

    All of its files are read through first. What was current is kept, and going on to it again is `rollback` with its
    ID. Sources and what was taken out are those of the generation gone back to; the next build starts from there.
    """
    done = roll_back(invocation.settings, generation)
    if invocation.json:
        print_json({"generation": done.current, "before": done.before, "documents": done.documents})
        return ExitCode.DONE
    output().line(("generation ", "faint"), done.current, f"  {done.documents} documents")
    output().line(f"{done.before} is kept: `policykb rollback {done.before}` returns to it.")
    output().line("The next build starts from here and reads the files as they are then.", hanging=2)
    return ExitCode.DONE


@click.command()
@click.option(
    "--fix",
    is_flag=True,
    help="Mend what needs no choice: leftovers of killed builds, a lost CURRENT, damaged caches.",
)
@takes_invocation
def doctor(invocation: Invocation, fix: bool) -> int:
    """Examine the index, the model, the sources and what reading needs; name each fault and what to do about it."""
    mended = mend(invocation.settings) if fix else ()
    found = examine(invocation.settings)
    if invocation.json:
        print_json(health_json(invocation.settings.home, found, mended))
    else:
        print_health(output(), found, mended)
    return ExitCode.DONE if found.is_healthy else ExitCode.NEEDS_ATTENTION
