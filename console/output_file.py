"""Files that a command writes on request: never over what is there, unless that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

force_option: Final[Callable[[Callable[..., Any]], Callable[..., Any]]] = click.option(
    "--force", is_flag=True, help="Write over a file that is there already."
)


def must_be_writable(path: Path, *, force: bool) -> None:
    """Tell before the work begins, not after it, that a file cannot be written.

    :raises click.UsageError: it is there already and ``force`` was not given, or its folder is not there.
    """
    if not path.absolute().parent.is_dir():
        raise click.UsageError(f"{path}: its folder is not there. Make it, or name another.")
    if path.exists() and not force:
        raise click.UsageError(f"{path} is there already. Name another file, or give --force to write over it.")
