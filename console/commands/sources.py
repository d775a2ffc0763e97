"""``policykb sources`` and ``remove``: what `build` keeps up to date, and taking out."""

from __future__ import annotations

from contextlib import nullcontext

import click

from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.program import ExitCode
from console.report import build_progress
from console.terminal import errors, output
from index import open_index
from index.builder import remove_document, remove_source


@click.command()
@click.option("--remove", "removed", metavar="NAME", help="Forget this source and take its documents out.")
@takes_invocation
def sources(invocation: Invocation, removed: str | None) -> int:
    """List the folders and files that `build` keeps up to date."""
    gone = remove_source(invocation.settings, removed) if removed is not None else None
    with open_index(settings=invocation.settings, load_model=False) as index:
        remembered = [{"name": name, "path": path} for name, path in index.sources()]
    if invocation.json:
        print_json({"sources": remembered} if gone is None else {"sources": remembered, "removed": gone})
    else:
        if gone is not None:
            output().line(f"{gone} document{'' if gone == 1 else 's'} removed with ", (str(removed), "title"))
        output().table(("name", "path"), ((source["name"], source["path"]) for source in remembered))
    return ExitCode.DONE


@click.command()
@click.argument("document")
@click.option("--wait", is_flag=True, help="Where another process is building, begin when it ends.")
@click.option("--events", is_flag=True, help="Tell progress as JSON, an object a line on standard error.")
@takes_invocation
def remove(invocation: Invocation, document: str, wait: bool, events: bool) -> int:
    """Take DOCUMENT out of the index; its file stays, and `build` brings it back only where it is named itself."""
    with build_progress(errors(), as_json=True) if events else nullcontext() as progress:
        name = remove_document(invocation.settings, document, wait=wait, progress=progress)
    if invocation.json:
        print_json({"removed": name})
    else:
        output().line("removed ", (name, "title"))
    return ExitCode.DONE
