"""JSON on stdout, the same bytes whatever the terminal's encoding."""

from __future__ import annotations

import json
import os
import re
from typing import Any, Final

import click
import msgspec

_CONTROLS: Final = re.compile("[\x7f-\x9f]")


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as UTF-8 JSON, Chinese as it is.

    :param value: dataclasses, dates, enums, paths and containers of them.
    :param indent: ``None`` for one line.
    """
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    # JSON escapes the controls below the blank, but not these, which a terminal obeys likewise.
    text = _CONTROLS.sub(lambda control: f"\\u{ord(control.group()):04x}", text)
    # A file name that is not UTF-8 holds lone surrogates; Python's escape for them is JSON's, too.
    click.echo(text.encode("utf-8", "backslashreplace"))


def plain(value: object) -> Any:
    """The value as dictionaries, lists, strings and numbers; dates in ISO form."""
    return msgspec.to_builtins(value, enc_hook=os.fspath)
