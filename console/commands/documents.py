"""``policykb list``, ``sources``, ``show`` and ``remove``: what the index holds."""

from __future__ import annotations

import click

from console.documents import document_json, print_document, print_documents
from console.invocation import Invocation, takes_invocation, today
from console.json_output import print_json
from console.program import ExitCode
from console.terminal import output
from index import open_index, remove_document, remove_source


@click.command("list")
@takes_invocation
def list_documents(invocation: Invocation) -> int:
    """List the documents with kind, title, 文号, date and whether they are in force today."""
    with open_index(settings=invocation.settings) as index:
        documents = index.documents(today())
    if invocation.json:
        print_json({"documents": documents})
    else:
        print_documents(output(), documents)
    return ExitCode.DONE


@click.command()
@click.option("--remove", "removed", metavar="NAME", help="Forget this source and take its documents out.")
@takes_invocation
def sources(invocation: Invocation, removed: str | None) -> int:
    """List the folders and files that `build` keeps up to date."""
    if removed is not None:
        remove_source(invocation.settings, removed)
    with open_index(settings=invocation.settings) as index:
        remembered = [{"name": name, "path": path} for name, path in index.sources()]
    if invocation.json:
        print_json({"sources": remembered})
    else:
        output().table(("name", "path"), ((source["name"], source["path"]) for source in remembered))
    return ExitCode.DONE


@click.command()
@click.argument("document")
@takes_invocation
def show(invocation: Invocation, document: str) -> int:
    """Show the metadata and the text of DOCUMENT: a name or an id from `policykb list`, or a path on disk."""
    with open_index(settings=invocation.settings) as index:
        found = index.document(document).document
    if invocation.json:
        print_json(document_json(found))
    else:
        print_document(output(), found)
    return ExitCode.DONE


@click.command()
@click.argument("document")
@takes_invocation
def remove(invocation: Invocation, document: str) -> int:
    """Take DOCUMENT out of the index; its file stays, and `build` brings it back only where it is named itself."""
    name = remove_document(invocation.settings, document)
    if invocation.json:
        print_json({"removed": name})
    else:
        output().line("removed ", (name, "title"))
    return ExitCode.DONE
