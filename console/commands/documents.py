"""``policykb list`` and ``show``: what the index holds."""

from __future__ import annotations

import click

from console.documents import print_document, print_documents
from console.invocation import Invocation, takes_invocation, today
from console.json_output import print_json
from console.program import ExitCode
from console.terminal import output
from index import open_index
from service.shown_document import DocumentList, shown_document


@click.command("list")
@takes_invocation
def list_documents(invocation: Invocation) -> int:
    """List the documents with kind, title, 文号, date and whether they are in force today."""
    with open_index(settings=invocation.settings, load_model=False) as index:
        documents = index.documents(today())
    if invocation.json:
        print_json(DocumentList(documents))
    else:
        print_documents(output(), documents)
    return ExitCode.DONE


@click.command()
@click.argument("document")
@takes_invocation
def show(invocation: Invocation, document: str) -> int:
    """Show the metadata and the text of DOCUMENT: a name or an id from `policykb list`, or a path on disk."""
    with open_index(settings=invocation.settings, load_model=False) as index:
        found, summary = index.document_and_summary(document, today())
    if invocation.json:
        print_json(shown_document(found.document, summary))
    else:
        print_document(output(), found.document, summary)
    return ExitCode.DONE
