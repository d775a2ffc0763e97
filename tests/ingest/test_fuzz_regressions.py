"""What `make fuzz` found once, read again: one file for each fault that was mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.mutation import unpacked
from fuzz.oracle import RESOURCES, findings
from fuzz.seeds import SEEDS
from ingest.readers.reader import FileContent
from ingest.reading import read_content

REGRESSIONS = sorted((Path(__file__).parent / "fuzz_regressions").iterdir())


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: path.name)
def test_what_was_found_once_holds(path: Path) -> None:
    assert list(findings(path.name, path.read_bytes())) == []


@pytest.mark.parametrize("reader", SEEDS)
def test_the_seeds_hold(reader: str) -> None:
    for seed in map(unpacked, SEEDS[reader]):
        assert list(findings(f"a.{reader}", seed)) == []
        if reader != "zip":  # which is opened, and not read
            assert read_content(FileContent(Path(f"a.{reader}"), seed, RESOURCES), "s/a").text


def test_the_oracle_tells_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz.oracle.LONGEST_SECONDS", -1.0)
    (finding,) = findings("a.txt", b"text")
    assert finding.what == "slow"
