"""``policykb measures``: every support measure that fits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from answer.company import ProfileError, read_company
from answer.measure_list import list_measures
from console.invocation import Invocation, filter_options, takes_invocation
from console.json_output import print_json
from console.measures import print_measures
from console.output_file import must_be_writable
from console.program import ExitCode
from console.terminal import output
from index import open_index
from index.types import Filters, Status
from page.sheets.measures import WIDTHS, measure_rows
from page.sheets.table import as_csv, csv_file
from page.strings import CHINESE

_STANDARD_OUTPUT = "-"


@click.command()
@click.argument("topic", required=False)
@click.option(
    "--status",
    "statuses",
    type=click.Choice([status.value for status in Status]),
    multiple=True,
    help="Only of documents with this validity; former versions are then listed too. May be repeated.",
)
@click.option(
    "--company",
    "profile",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Mark each condition as met, unmet or unknown for this company.",
)
@click.option(
    "--csv",
    metavar="[FILE]",
    is_flag=False,
    flag_value=_STANDARD_OUTPUT,
    help="Write a table for spreadsheets; without FILE to standard output. TOPIC stands before it.",
)
@click.option(
    "--xlsx", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write an Excel workbook."
)
@filter_options
@takes_invocation
def measures(
    invocation: Invocation,
    topic: str | None,
    statuses: tuple[str, ...],
    profile: Path | None,
    csv: str | None,
    xlsx: Path | None,
    as_of: date,
    filters: Filters,
) -> int:
    """List every support measure that fits TOPIC, or all of them, each field with its place in a document."""
    if topic is not None and not topic.strip():
        raise click.UsageError("The TOPIC is empty.")
    _must_end_with(".csv", csv, "--csv")
    _must_end_with(".xlsx", None if xlsx is None else str(xlsx), "--xlsx")
    for file in (csv, xlsx):
        if file is not None and file != _STANDARD_OUTPUT:
            must_be_writable(Path(file), force=True)
    try:
        company = None if profile is None else read_company(profile)
    except ProfileError as error:
        raise click.UsageError(str(error)) from error
    with open_index(settings=invocation.settings, load_model=topic is not None) as index:
        found = list_measures(
            index,
            topic,
            as_of=as_of,
            filters=filters,
            statuses=[Status(status) for status in statuses],
            company=company,
        )
    if xlsx is not None:
        # openpyxl takes a fifth of a second to import, and a list on the terminal needs none of it.
        from page.sheets.workbook import xlsx_file  # noqa: PLC0415

        xlsx.write_bytes(xlsx_file(measure_rows(found.measures, CHINESE), CHINESE.measures_screen, WIDTHS))
    if csv is not None and csv != _STANDARD_OUTPUT:
        Path(csv).write_bytes(csv_file(measure_rows(found.measures, CHINESE)))
    if invocation.json:
        print_json(found)
    elif csv == _STANDARD_OUTPUT:
        click.echo(as_csv(measure_rows(found.measures, CHINESE)).encode("utf-8", "replace"), nl=False)
    elif csv or xlsx:
        output().line(f"{len(found.measures)} measures in {' and '.join(str(file) for file in (csv, xlsx) if file)}.")
    else:
        print_measures(output(), found)
    return ExitCode.DONE if found.measures else ExitCode.INCOMPLETE


def _must_end_with(suffix: str, file: str | None, option: str) -> None:
    """Keep a TOPIC that slipped behind the option, or a document, from being taken for the file to write."""
    if file not in (None, _STANDARD_OUTPUT) and not str(file).lower().endswith(suffix):
        raise click.UsageError(
            f"{option} writes a file that ends in {suffix}, not {file!r}. TOPIC stands before options."
        )
