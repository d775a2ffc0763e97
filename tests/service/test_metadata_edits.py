from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.corrections import CorrectionError
from ingest.sidecars import SidecarError, read_rows, read_text
from service.metadata_edits import MetadataEdits


@pytest.fixture
def edits(tmp_path: Path) -> MetadataEdits:
    return MetadataEdits(tmp_path)


def rows(edits: MetadataEdits) -> list[tuple[str, str, str]]:
    return [(row.document, row.field, row.value) for row in read_rows(read_text(edits.path))]


def test_what_is_said_is_read_back_and_taken_back(edits: MetadataEdits) -> None:
    assert edits.made(["rules/1.pdf"]) == {}
    edits.write("rules/1.pdf", {"title": "办法", "valid_until": "2027-12-31", "copied_to": ""}, note="李四")
    assert edits.made(["rules/1.pdf"]) == {"title": "办法", "valid_until": "2027-12-31", "copied_to": ""}
    edits.write("rules/1.pdf", {"title": None, "valid_until": "2028-12-31"})
    assert edits.made(["rules/1.pdf"]) == {"valid_until": "2028-12-31", "copied_to": ""}
    assert edits.path.read_bytes().startswith("\ufeffdocument,field,value,note\r\n".encode())


def test_what_others_wrote_stays(edits: MetadataEdits) -> None:
    edits.path.parent.mkdir()
    edits.path.write_bytes(
        '编号,文件,字段,值\n7,a/2.pdf,标题,"甲,乙"\n8,a/1.pdf,有效期至,2026-01-01\n'.encode("gb18030")
    )
    edits.write("a/1.pdf", {"valid_until": "2027-01-01"})
    assert rows(edits) == [("a/2.pdf", "标题", "甲,乙"), ("a/1.pdf", "valid_until", "2027-01-01")]
    with edits.path.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["编号", "7", ""]


def test_rows_under_another_name_of_the_document_are_replaced(edits: MetadataEdits) -> None:
    edits.write("0123456789ab", {"title": "甲"})
    edits.write("a/1.pdf", {"title": "乙"}, names=["0123456789ab"])
    assert rows(edits) == [("a/1.pdf", "title", "乙")]


def test_what_is_said_of_a_document_that_goes_is_forgotten(edits: MetadataEdits) -> None:
    edits.forget(["a/1.pdf"])
    assert not edits.path.exists()
    edits.write("a/1.pdf", {"title": "甲"})
    edits.write("a/2.pdf", {"title": "乙"})
    edits.forget(["a/1.pdf", "0123456789ab"])
    assert rows(edits) == [("a/2.pdf", "title", "乙")]


@pytest.mark.parametrize("values", [{"titel": "x"}, {"valid_until": "soon"}, {"title": "x", "kind": "poem"}])
def test_a_value_that_is_none_is_refused_and_nothing_written(edits: MetadataEdits, values: dict[str, str]) -> None:
    with pytest.raises(CorrectionError):
        edits.write("a/1.pdf", values)
    assert not edits.path.exists()


def test_a_table_that_cannot_be_read_is_left_as_it_is(edits: MetadataEdits) -> None:
    edits.path.parent.mkdir()
    edits.path.write_text("no,such,table\n1,2,3\n")
    with pytest.raises(SidecarError):
        edits.write("a/1.pdf", {"title": "x"})
    assert edits.path.read_text() == "no,such,table\n1,2,3\n"
