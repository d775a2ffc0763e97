"""Whatever the bytes: an office file ends as a document or in one of our errors."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.seeds import a_docx, a_pptx, a_xlsx, an_ofd
from ingest import FILE_ERROR_CODES, FileError
from ingest.readers.reader import FileContent
from ingest.reading import read_content

OUTCOMES = {"document", *FILE_ERROR_CODES}


SEEDS = {"docx": a_docx(), "xlsx": a_xlsx(), "pptx": a_pptx(), "ofd": an_ofd()}
# What carries the text in each, where a changed byte is not only a wrong checksum.
PARTS = {
    "docx": ["word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml"],
    "xlsx": ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"],
    "pptx": ["ppt/slides/slide1.xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"],
    "ofd": ["OFD.xml", "D/D.xml", "D/P.xml"],
}
EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=8), st.integers(0, 40)), min_size=1, max_size=4)
# Values that real programs never write, in the place of some attribute's.
VALUES = st.sampled_from(
    ["", "-1", "99999999999", "NaN", "1e309", "A0", "XFD1048576", "..", "g g 5", "true", "٣", "\u4e09"]
)


def outcome(name: str, data: bytes) -> str:
    """``document`` or the code of the error; whatever else is raised fails the test."""
    try:
        document = read_content(FileContent(Path(name), data), f"s/{name}")
    except FileError as error:
        return error.code
    assert document.text
    return "document"


def edited(data: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    for place, inserted, removed in edits:
        at = place % (len(data) + 1)
        data = data[:at] + inserted + data[at + removed :]
    return data or b"x"


def repacked(data: bytes, name: str, part: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for other in before.namelist():
            after.writestr(other, part if other == name else before.read(other))
    return buffer.getvalue()


def part_of(kind: str, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(SEEDS[kind])) as archive:
        return archive.read(name)


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_the_seeds_are_read(kind: str) -> None:
    assert outcome(f"a.{kind}", SEEDS[kind]) == "document"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SEEDS)), EDITS)
def test_changed_files(kind: str, edits: list[tuple[int, bytes, int]]) -> None:
    assert outcome(f"a.{kind}", edited(SEEDS[kind], edits)) in OUTCOMES


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([(kind, name) for kind, names in PARTS.items() for name in names]), EDITS)
def test_changed_parts(place: tuple[str, str], edits: list[tuple[int, bytes, int]]) -> None:
    kind, name = place
    data = repacked(SEEDS[kind], name, edited(part_of(kind, name), edits))
    assert outcome(f"a.{kind}", data) in OUTCOMES


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([(kind, name) for kind, names in PARTS.items() for name in names]), st.integers(0, 999), VALUES)
def test_values_that_no_program_writes(place: tuple[str, str], which: int, value: str) -> None:
    kind, name = place
    pieces = part_of(kind, name).split(b'"')
    # Between the first and second quotation mark, the third and fourth, and so on, stand the values.
    values = range(1, len(pieces), 2)
    if values:
        pieces[values[which % len(values)]] = value.encode()
    assert outcome(f"a.{kind}", repacked(SEEDS[kind], name, b'"'.join(pieces))) in OUTCOMES


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["docx", "xlsx", "pptx", "ofd", "doc", "xls"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    for head in (
        b"",
        b"PK\x03\x04",
        b"PK\x03\x04word/document.xml",
        b"PK\x03\x04OFD.xml",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        assert outcome(f"a.{suffix}", head + data) in OUTCOMES
