from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest

from index.types import Status
from page.strings import CHINESE, ENGLISH, Strings

# A language calls itself what its speakers call it.
OF_THE_OTHER = {"other_language", "other_language_name", "language"}


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_every_status_has_a_name(strings: Strings) -> None:
    assert set(strings.statuses) == set(Status)


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_no_string_is_empty_and_every_brace_has_a_name(strings: Strings) -> None:
    for name, text in texts_of(strings):
        assert text.strip(), name
        assert all(not placeholder or placeholder.isidentifier() for placeholder in placeholders(text)), name


def test_both_languages_fill_in_the_same() -> None:
    chinese, english = dict(texts_of(CHINESE)), dict(texts_of(ENGLISH))
    assert chinese.keys() == english.keys()
    for name, text in chinese.items():
        assert set(placeholders(text)) == set(placeholders(english[name])), name


def test_each_language_is_in_its_own_words() -> None:
    for name, text in texts_of(ENGLISH):
        assert name in OF_THE_OTHER or not re.search(r"[\u4e00-\u9fff]", text), name
    for name, text in texts_of(CHINESE):
        said = re.sub(r"\{\w+\}", "", text)
        assert name in OF_THE_OTHER or "root" in name or re.search(r"[\u4e00-\u9fff]|^\W*$", said), name


def texts_of(group: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a group and of the groups in it, by its name."""
    if not is_dataclass(group):
        raise TypeError(f"{prefix}: {group!r} is no group of texts")
    for field in fields(group):
        name, value = f"{prefix}{field.name}", getattr(group, field.name)
        match value:
            case str():
                yield name, value
            case dict():
                yield from ((f"{name}.{key}", text) for key, text in value.items())
            case tuple():
                yield from ((f"{name}.{at}", text) for at, text in enumerate(value))
            case _:
                yield from texts_of(value, f"{name}.")


def placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
