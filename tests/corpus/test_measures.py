"""The support measures of the sample corpus against the table that was written by hand before the extractor saw it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.measures import PROMISED, Tally, compare, read_table
from ingest.reading import read_document

CORPUS = Path(__file__).parents[2] / "corpus"
# Text recognition takes longer than all else together; `python -m benchmarks.measures` has it too.
SCANS = {"首台套重大技术装备提案答复（2020年）.pdf", "碳足迹核算和零碳园区建议（2026年）.pdf"}


@cache
def tally() -> Tally:
    paths = sorted(path for path in (CORPUS / "documents").rglob("*") if path.is_file() and path.name not in SCANS)
    names = {path: path.relative_to(CORPUS).as_posix() for path in paths}
    return compare((read_document(path, name) for path, name in names.items()), read_table(CORPUS / "measures.jsonl"))


def test_measures_are_found() -> None:
    assert tally().golden > 120
    assert tally().precision >= PROMISED
    assert tally().recall >= PROMISED


@pytest.mark.parametrize("field", ["target", "type", "conditions", "apply_from", "apply_by", "lead_department"])
def test_fields_are_right(field: str) -> None:
    assert tally().share(field) >= 0.9
