"""``policykb review``: what is wrong, missing or unproved in a reply letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from console.findings import print_review, review_json
from console.invocation import Invocation, IsoDate, takes_invocation, today
from console.json_output import print_json
from console.output_file import force_option, must_be_writable
from console.program import ExitCode
from console.terminal import output
from draft.proposal import read_proposal
from draft.review import review as review_letter
from draft.review import write_marked
from index import open_index
from index.single_file import read_file


@click.command()
@click.argument("reply", metavar="REPLY", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--proposal",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The proposal that it answers: each of its suggestions must be answered.",
)
@click.option("--as-of", type=IsoDate(), metavar="DATE", help="Judge validity at this date. Default: today.")
@click.option(
    "-o",
    "--output",
    "marked",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="MARKED.docx",
    help="Write a copy with each finding as a Word comment at its place.",
)
@force_option
@takes_invocation
def review(
    invocation: Invocation,
    reply: Path,
    proposal: Path | None,
    as_of: date | None,
    marked: Path | None,
    force: bool,
) -> int:
    """Hold the letter REPLY (.docx, .pdf, .txt …) against the index: figures, documents, promises, form, contacts.

    Exits with 1 where it finds an error.
    """
    if marked is not None:
        _must_be_a_copy(marked, reply)
        must_be_writable(marked, force=force)
    document = read_file(reply, invocation.settings)
    asked = read_proposal(proposal, invocation.settings) if proposal is not None else None
    with open_index(settings=invocation.settings) as index:
        found = review_letter(document, index, proposal=asked, as_of=as_of or today())
    if marked is not None:
        write_marked(found, reply, marked)
    if invocation.json:
        print_json(review_json(found))
    else:
        print_review(output(), found)
    return ExitCode.INCOMPLETE if found.has_errors else ExitCode.DONE


def _must_be_a_copy(marked: Path, reply: Path) -> None:
    if marked.suffix.lower() != ".docx":
        raise click.UsageError(f"-o {marked}: expected a name that ends with .docx.")
    if marked.resolve() == reply.resolve():
        raise click.UsageError(f"-o {marked}: that is the letter itself. Give the marked copy another name.")
