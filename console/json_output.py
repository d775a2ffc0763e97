"""JSON on stdout, the same bytes whatever the terminal's encoding."""

from __future__ import annotations

import click

from service.json_text import json_text, plain

__all__ = ["plain", "print_json"]


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as UTF-8 JSON.

    :param value: dataclasses, dates, enums, paths and containers of them.
    :param indent: ``None`` for one line.
    """
    click.echo(json_text(value, indent=indent))
