"""``policykb draft``: from a proposal to the draft of a reply letter."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

import click

from console.drafts import draft_json, print_draft
from console.invocation import Invocation, IsoDate, takes_invocation, today
from console.json_output import print_json
from console.output_file import force_option, must_be_writable
from console.program import ExitCode
from console.terminal import errors, output
from console.writing import writer_for
from draft.checking import checked
from draft.drafter import Drafter, Wanted
from draft.letter import SourceNotes, write_letter
from draft.proposal import paste_proposal, read_proposal
from draft.types import Form, Proposal
from index import open_index
from index.settings import Settings

_STANDARD_INPUT: Final = "-"


@click.command()
@click.argument(
    "proposal", metavar="PROPOSAL", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "-o",
    "--output",
    "letter",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="REPLY.docx",
    help="Write the letter, in the layout of official documents.",
)
@click.option(
    "--opinion", is_flag=True, help="Draft an opinion to the unit that answers (会办意见) instead of a reply."
)
@click.option("--as-of", type=IsoDate(), metavar="DATE", help="Judge validity at this date. Default: today.")
@click.option(
    "--received",
    type=IsoDate(),
    metavar="DATE",
    help="When the proposal was received: a reply is due three months later.",
)
@click.option(
    "--llm/--no-llm",
    "llm",
    default=None,
    help="Let the language model of the settings write the text, each sentence checked against its sources; or only "
    "assemble it. By default it writes where one is configured.",
)
@click.option(
    "--sources",
    type=click.Choice([SourceNotes.COMMENTS.value, SourceNotes.ANNEX.value]),
    default=SourceNotes.COMMENTS.value,
    show_default=True,
    help="Where the letter names its sources: in Word comments, or in a list behind it.",
)
@click.option("--clean", is_flag=True, help="Leave the sources out of the letter.")
@force_option
@takes_invocation
def draft(
    invocation: Invocation,
    proposal: Path,
    letter: Path | None,
    opinion: bool,
    as_of: date | None,
    received: date | None,
    llm: bool | None,
    sources: str,
    clean: bool,
    force: bool,
) -> int:
    """Draft the reply to PROPOSAL (.docx, .pdf, a scan, .txt …; - for text on standard input).

    Every suggestion gets an item: what was answered to the like before, brought up to date, and current policy, each
    sentence with its source; what is not known is marked 【待补充：…】.
    """
    if letter is not None:
        _must_be_a_letter(letter, proposal)
        must_be_writable(letter, force=force)
    asked = _read(proposal, invocation.settings)
    wanted = Wanted(Form.OPINION if opinion else Form.REPLY, as_of or today(), received)
    with open_index(settings=invocation.settings) as index:
        made = Drafter(index, writer_for(index, llm=llm)).draft(asked, wanted, progress=_tell)
        made = checked(made, index)
    if letter is not None:
        write_letter(made.letter, letter, sources=SourceNotes.NONE if clean else SourceNotes(sources))
    if invocation.json:
        print_json(draft_json(made, letter))
    else:
        print_draft(output(), made, letter)
    return ExitCode.DONE


def _read(proposal: Path, settings: Settings) -> Proposal:
    if str(proposal) != _STANDARD_INPUT:
        return read_proposal(proposal, settings)
    return paste_proposal(sys.stdin.buffer.read().decode("utf-8", "replace"))


def _must_be_a_letter(letter: Path, proposal: Path) -> None:
    if letter.suffix.lower() != ".docx":
        raise click.UsageError(f"-o {letter}: expected a name that ends with .docx.")
    if str(proposal) != _STANDARD_INPUT and letter.resolve() == proposal.resolve():
        raise click.UsageError(f"-o {letter}: that is the proposal itself. Give the letter another name.")


def _tell(done: int, total: int) -> None:
    errors().line((f"{done}/{total}", "faint"))
