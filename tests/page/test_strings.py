from __future__ import annotations

from dataclasses import fields
from string import Formatter

from index.types import Status
from page.strings import CHINESE


def test_every_status_has_a_name():
    assert set(CHINESE.statuses) == set(Status)


def test_no_string_is_empty_and_every_brace_has_a_name():
    for field in fields(CHINESE):
        value = getattr(CHINESE, field.name)
        for text in [value] if isinstance(value, str) else [*getattr(value, "values", lambda: value)()]:
            assert text.strip(), field.name
            assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text)), field.name
