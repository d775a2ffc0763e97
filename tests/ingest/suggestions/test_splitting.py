"""Proposals split into their suggestions, exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.pasted import read_pasted
from ingest.suggestions import find_suggestions

HERE = Path(__file__).parent


def shapes(file: str) -> list[tuple[str, str]]:
    """Name and marked text of each proposal of a file."""
    _, *cases = re.split(r"^=== (.+)\n", (HERE / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return list(zip(cases[::2], cases[1::2], strict=True))


def split(text: str) -> list[str]:
    document = read_pasted(text, "proposal")
    return [document.text[item.span.start : item.span.end] for item in find_suggestions(document).items]


def expected(marked: str) -> list[str]:
    return re.findall("⟦(.+?)⟧", marked, flags=re.DOTALL)


@pytest.mark.parametrize(("name", "marked"), shapes("shapes.txt"), ids=[name for name, _ in shapes("shapes.txt")])
def test_every_shape_is_split_exactly(name: str, marked: str) -> None:
    assert split(re.sub("[⟦⟧]", "", marked)) == expected(marked)
