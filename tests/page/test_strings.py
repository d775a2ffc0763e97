from __future__ import annotations

from dataclasses import fields
from string import Formatter

from index.types import Status
from page.strings import CHINESE


def test_every_status_has_a_name() -> None:
    assert set(CHINESE.statuses) == set(Status)


def test_no_string_is_empty_and_every_brace_has_a_name() -> None:
    for field in fields(CHINESE):
        for text in _texts(getattr(CHINESE, field.name)):
            assert text.strip(), field.name
            assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text)), field.name


def _texts(value: str | tuple[str, ...] | dict[Status, str]) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return list(value.values())
        case _:
            return list(value)
