from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sidecars import Row, SidecarError, is_sidecar, read_rows, read_text, split_page_name


@pytest.mark.parametrize(
    "name", ["metadata.csv", "Metadata.CSV", "扫描件.pdf.page-3.txt", "a.b.PDF.Page-12.TXT", "a.pdf.page-003.txt"]
)
def test_sidecars_are_told_by_their_names(name: str) -> None:
    assert is_sidecar(name)


@pytest.mark.parametrize(
    "name", ["my-metadata.csv", "metadata.csv.pdf", "a.page-3.txt", "a.pdf.page-0.txt", "a.pdf.page-x.txt", "a.txt"]
)
def test_other_names_are_documents(name: str) -> None:
    assert not is_sidecar(name)


def test_a_page_is_named_after_its_file() -> None:
    assert split_page_name("甲/扫描.pdf.page-12.txt") == ("甲/扫描.pdf", 12)
    assert split_page_name("扫描.pdf.page-012.txt") == ("扫描.pdf", 12)
    assert split_page_name("metadata.csv") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_sidecar_may_be_saved_as_windows_does(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes("文件,字段,值\r\n甲.pdf,文号,海工信〔2024〕5号\r\n".encode(encoding))
    assert list(read_rows(read_text(path))) == [Row(2, "甲.pdf", "文号", "海工信〔2024〕5号")]


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"\x00\x01\x02", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "metadata.csv").write_bytes(data)
    with pytest.raises(SidecarError, match="no text in UTF-8"):
        read_text(tmp_path / "metadata.csv")


def test_a_file_that_is_gone_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match="cannot be read"):
        read_text(tmp_path / "metadata.csv")


@pytest.mark.parametrize("text", ["", "a.pdf,title,办法\n", "document;field;value\n", "document,field\n"])
def test_a_table_without_its_header_is_refused(text: str) -> None:
    with pytest.raises(SidecarError, match="expected a first line with the columns document,field,value"):
        read_rows(text)


def test_columns_may_stand_in_any_order_among_others_and_lines_may_be_blank() -> None:
    text = "note,Value,field , document\n,办法,title,a.pdf\n,,,\n\nx,,issuer,b.pdf\nshort\n"
    assert list(read_rows(text)) == [Row(2, "a.pdf", "title", "办法"), Row(5, "b.pdf", "issuer", "")]


def test_a_cell_may_hold_commas_quotes_and_line_ends() -> None:
    rows = list(read_rows('document,field,value\n"a,b.pdf",title,"甲\n""乙"""\nc.pdf,title,丙\n'))
    assert rows == [Row(2, "a,b.pdf", "title", '甲\n"乙"'), Row(4, "c.pdf", "title", "丙")]


def test_broken_quotes_are_refused_with_their_line() -> None:
    with pytest.raises(SidecarError, match="line 2"):
        read_rows('document,field,value\na.pdf,title,"甲"乙\n')


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).map(str.strip)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_what_is_written_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([("document", "field", "value"), *rows])
    found = [(row.document, row.field, row.value) for row in read_rows(stream.getvalue())]
    assert found == [row for row in rows if any(row)]
