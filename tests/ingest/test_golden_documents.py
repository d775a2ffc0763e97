"""Outlines and metadata written by hand from the documents, before any output was looked at."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

from ingest import Document
from ingest.document import BlockKind, Metadata
from ingest.reading import read_document

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.toml"))


def read(golden: dict[str, Any]) -> Document:
    return read_document(DOCUMENTS / golden["document"], f"documents/{golden['document']}")


def paths(outline: str) -> list[tuple[int, tuple[str, ...]]]:
    """Level and heading path of each line: a heading stands under those before it that are less deep."""
    above: list[tuple[int, str]] = []
    result = []
    for line in outline.strip().splitlines():
        level, label = int(line[0]), line[2:]
        above = [(other, name) for other, name in above if other < level] + [(level, label)]
        result.append((level, tuple(name for _, name in above)))
    return result


def plain(document: Document) -> dict[str, Any]:
    """The metadata that a document has, in the form of the golden files."""
    values = asdict(document.metadata)
    del values["origins"], values["confidence"]
    for repeal in values["repeals"]:
        repeal["clause"] = document.text[repeal["clause"]["start"] : repeal["clause"]["end"]]
    return {name: value for name, value in values.items() if value not in (None, (), "")}


def as_tuples(value: Any) -> Any:
    """TOML has lists where the dataclasses have tuples."""
    if isinstance(value, list):
        return tuple(as_tuples(one) for one in value)
    return {name: as_tuples(one) for name, one in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_outline_and_metadata_are_those_written_by_hand(path: Path) -> None:
    golden = tomllib.loads(path.read_text("utf-8"))
    assert set(golden["metadata"]) <= {field.name for field in fields(Metadata)}
    document = read(golden)
    headings = [(b.level, b.heading_path) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == paths(golden["outline"])
    assert plain(document) == as_tuples(golden["metadata"])


def test_five_documents_are_compared() -> None:
    assert len(GOLDEN) == 5
