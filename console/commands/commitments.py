"""``policykb commitments``: what replies promised, by when, and what has been published since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from console.commitments import commitments_json, print_commitments
from console.invocation import Invocation, IsoDate, takes_invocation, today
from console.json_output import print_json
from console.output_file import must_be_writable
from console.program import ExitCode
from console.terminal import output
from draft.commitments.ledger import commitments as find_commitments
from index import open_index
from page.sheets.commitments import WIDTHS, commitment_rows
from page.sheets.table import csv_file
from page.strings import CHINESE


@click.command()
@click.option("--due", type=IsoDate(), metavar="DATE", help="Only what is due by this day.")
@click.option("--department", metavar="TEXT", help="Only what a department is to do whose name contains this.")
@click.option("--as-of", type=IsoDate(), metavar="DATE", help="Judge what is overdue at this date. Default: today.")
@click.option(
    "--csv",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a table for spreadsheets.",
)
@click.option(
    "--xlsx", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write an Excel workbook."
)
@takes_invocation
def commitments(
    invocation: Invocation,
    due: date | None,
    department: str | None,
    as_of: date | None,
    csv: Path | None,
    xlsx: Path | None,
) -> int:
    """List what the replies of the index promised: by when, by whom, and which later document may have kept it."""
    for file, suffix in ((csv, ".csv"), (xlsx, ".xlsx")):
        if file is not None and file.suffix.lower() != suffix:
            raise click.UsageError(f"--{suffix[1:]} writes a file that ends in {suffix}, not {str(file)!r}.")
        if file is not None:
            must_be_writable(file, force=True)
    as_of = as_of or today()
    # What an index holds is compared by what was stored with it: no model is needed.
    with open_index(settings=invocation.settings, load_model=False) as index:
        found = find_commitments(index, as_of=as_of, due=due, department=department)
    if csv is not None:
        csv.write_bytes(csv_file(commitment_rows(found, CHINESE)))
    if xlsx is not None:
        # openpyxl takes a fifth of a second to import, and a list on the terminal needs none of it.
        from page.sheets.workbook import xlsx_file  # noqa: PLC0415

        xlsx.write_bytes(xlsx_file(commitment_rows(found, CHINESE), CHINESE.commitments_screen, WIDTHS))
    if invocation.json:
        print_json(commitments_json(found, as_of))
    elif csv or xlsx:
        output().line(f"{len(found)} commitments in {' and '.join(str(file) for file in (csv, xlsx) if file)}.")
    else:
        print_commitments(output(), found)
    return ExitCode.DONE if found else ExitCode.INCOMPLETE
