"""Files that a command writes on request: never over somebody's work, unless that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

force_option: Final[Callable[[Callable[..., Any]], Callable[..., Any]]] = click.option(
    "--force", is_flag=True, help="Write over a file that is there already."
)


# A page's signature stands in its first lines.
_HEAD_BYTES: Final = 1024


def must_be_writable(path: Path, *, force: bool = False, signature: str | None = None) -> None:
    """Tell before the work begins, not after it, that a file cannot be written.

    :param signature: what stands in the head of every file that the command writes: such a file is written anew.
    :raises click.UsageError: a file with something in it is there already, and ``force`` was not given; or the folder
        is not there.
    """
    if not path.absolute().parent.is_dir():
        raise click.UsageError(f"{path}: its folder is not there. Make it, or name another.")
    if path.is_file() and path.stat().st_size and not force and not _is_signed(path, signature):
        raise click.UsageError(f"{path} is there already. Name another file, or give --force to write over it.")


def _is_signed(path: Path, signature: str | None) -> bool:
    if signature is None:
        return False
    with path.open("rb") as stream:
        return signature.encode() in stream.read(_HEAD_BYTES)
