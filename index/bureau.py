"""Whose letters are drafted: ``[bureau]`` in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import SettingsError

_TABLE: Final = "bureau"
_KEYS: Final = ("name", "contact")


@dataclass(frozen=True, slots=True)
class Bureau:
    """What a letter says of who sends it; a field left empty is a gap in the letter.

    :ivar name: the full name, as it signs.
    :ivar contact: names and telephone number for inquiries.
    """

    name: str = ""
    contact: str = ""


def read_bureau(path: Path, values: Mapping[str, object]) -> Bureau:
    """The bureau that a settings file names.

    :param path: the settings file, for messages.
    :raises SettingsError: an unknown key or a value that is no text.
    """
    table = values.get(_TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {_TABLE} is no table, expected a line [{_TABLE}]. Correct the line.")
    for key, value in table.items():
        if key not in _KEYS:
            raise SettingsError(
                f"{path}: unknown setting {key!r} in [{_TABLE}]; known are {', '.join(_KEYS)}. Remove the line."
            )
        if not isinstance(value, str):
            raise SettingsError(
                f"{path}: {key} in [{_TABLE}] is {value!r}, expected a text in quotes. Correct the line."
            )
    return Bureau(**table)
