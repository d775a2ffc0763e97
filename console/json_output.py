"""JSON on stdout, the same bytes whatever the terminal's encoding."""

from __future__ import annotations

import json
import os
from typing import Any

import click
import msgspec


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as UTF-8 JSON, Chinese as it is.

    :param value: dataclasses, dates, enums, paths and containers of them.
    :param indent: ``None`` for one line.
    """
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    # A file name that is not UTF-8 holds lone surrogates; Python's escape for them is JSON's, too.
    click.echo(text.encode("utf-8", "backslashreplace"))


def plain(value: object) -> Any:
    """The value as dictionaries, lists, strings and numbers; dates in ISO form."""
    return msgspec.to_builtins(value, enc_hook=os.fspath)
