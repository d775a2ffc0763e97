"""What every command is called with: settings, output form, verbosity, and the options that several share."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec

import click

from index.settings import Settings, load_settings
from index.types import Filters
from ingest.document import DocumentKind

P = ParamSpec("P")

_HOME: Final = "policykb.home"
_JSON: Final = "policykb.json"
_VERBOSE: Final = "policykb.verbose"


@dataclass(frozen=True, slots=True)
class Invocation:
    """How the program was called, apart from a command's own options.

    :ivar json: print JSON for programs instead of text for people.
    :ivar verbose: tell more on stderr, and show the traceback of an error.
    """

    settings: Settings
    json: bool
    verbose: bool


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--home``, ``--json`` and ``-v``; they may stand before and after the name of the command."""
    options = (
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            expose_value=False,
            callback=_remember(_VERBOSE),
            help="Tell more on stderr; show the traceback of an error.",
        ),
        click.option(
            "--json",
            is_flag=True,
            expose_value=False,
            callback=_remember(_JSON),
            help="Print JSON instead of text.",
        ),
        click.option(
            "--home",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            expose_value=False,
            callback=_remember(_HOME),
            help="Folder of index and settings; default $POLICYKB_HOME, else the platform's user data folder.",
        ),
    )
    for option in options:
        command = option(command)
    return command


def takes_invocation(command: Callable[Concatenate[Invocation, P], int]) -> Callable[P, int]:
    """Give a command the common options and, as first argument, the :class:`Invocation` that they make."""

    @common_options
    @functools.wraps(command)
    def called(*args: P.args, **kwargs: P.kwargs) -> int:
        meta = click.get_current_context().meta
        verbose = bool(meta.get(_VERBOSE))
        _show_log(verbose=verbose)
        settings = load_settings(meta.get(_HOME), os.environ)
        return command(Invocation(settings, bool(meta.get(_JSON)), verbose), *args, **kwargs)

    return called


def _show_log(*, verbose: bool) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, stream=sys.stderr, format="%(message)s")
    # The packaged model is converted on first use; without this line a quarter of a minute would pass in silence.
    logging.getLogger("index.model").setLevel(logging.INFO)


def is_verbose(context: click.Context) -> bool:
    """Whether ``-v`` was given, before or after the name of the command."""
    return bool(context.meta.get(_VERBOSE))


def _remember(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    # A context's meta is shared with its sub-commands, so an option left out after the command keeps what stood before.
    def callback(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value:
            context.meta[key] = value

    return callback


class IsoDate(click.ParamType[date]):
    """A date as 2025-10-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; expected one like 2025-10-01.", param, ctx)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow a search, gathered into one ``filters`` argument, and ``--as-of``."""

    @click.option("--as-of", type=IsoDate(), metavar="DATE", help="Judge validity at this date. Default: today.")
    @click.option(
        "--kind", type=click.Choice([kind.value for kind in DocumentKind]), help="Only documents of this kind."
    )
    @click.option("--issuer", metavar="TEXT", help="Only documents whose issuer's name contains this.")
    @click.option("--year", type=click.IntRange(1900, 2999), metavar="YEAR", help="Only documents issued in this year.")
    @click.option("--in-force", is_flag=True, help="Leave out what is not yet, or no longer, in force.")
    @functools.wraps(command)
    def called(
        *args: Any,
        as_of: date | None,
        kind: str | None,
        issuer: str | None,
        year: int | None,
        in_force: bool,
        **kwargs: Any,
    ) -> Any:
        filters = Filters(kind=kind, issuer=issuer, year=year, in_force=in_force)
        return command(*args, as_of=as_of or today(), filters=filters, **kwargs)

    return called


def today() -> date:
    """The date on the user's wall: what is in force is asked in local time."""
    return date.today()
