"""Files that a command writes on request: never over anything but what it wrote itself."""

from __future__ import annotations

from pathlib import Path

import click

# The signature stands in the first lines.
_HEAD_BYTES = 1024


def must_be_ours(path: Path, signature: str, command: str) -> None:
    """Keep documents from being overwritten by a slip: the file is new, or was written by this command before.

    :param signature: what stands in the head of every file that the command writes.
    :raises click.UsageError: it is another file.
    """
    if not path.is_file():
        return
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if signature.encode() not in head:
        raise click.UsageError(f"{path} is there already and was not written by {command}. Name another file.")
