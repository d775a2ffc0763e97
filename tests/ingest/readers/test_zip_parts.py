from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest import FileError
from ingest.readers.reader import FileContent
from ingest.readers.zip_parts import ZipLimits, ZipParts, has_part, resolve


def archive(parts: dict[str, bytes]) -> FileContent:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return FileContent(Path("a.zip"), buffer.getvalue())


def code_of(file: FileContent, limits: ZipLimits) -> str:
    with pytest.raises(FileError) as caught:
        ZipParts(file, limits)
    return caught.value.code


def test_parts_are_found_however_their_folders_are_written() -> None:
    parts = ZipParts(archive({"/a/b.xml": b"<r>1</r>", "a\\c.xml": b"<r>2</r>"}))
    assert parts.names == {"a/b.xml", "a/c.xml"}
    assert parts.xml("a/b.xml").text == "1"
    assert parts.read("a/c.xml") == b"<r>2</r>"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (ZipLimits(parts=1), "too_large"),
        (ZipLimits(part_size=999), "too_large"),
        (ZipLimits(total_size=1009), "too_large"),
        (ZipLimits(ratio=20, ratio_from=1000), "too_large"),
    ],
)
def test_limits(limits: ZipLimits, code: str) -> None:
    file = archive({"a": bytes(1000), "b": bytes(10)})
    assert code_of(file, limits) == code
    assert len(ZipParts(file, ZipLimits(parts=2, part_size=1000, total_size=1010, ratio_from=1001)).names) == 2


def test_a_part_that_unpacks_to_more_than_it_declares_is_damaged() -> None:
    file = archive({"a": bytes(100_000)})
    honest = (100_000).to_bytes(4, "little")
    lying = FileContent(file.path, file.data.replace(honest, (100).to_bytes(4, "little")))
    assert lying.data != file.data
    with pytest.raises(FileError) as caught:
        ZipParts(lying).read("a")
    assert caught.value.code == "damaged"


def test_names_that_lead_out_of_the_archive() -> None:
    assert code_of(archive({"../../etc/passwd": b"x"}), ZipLimits()) == "unsafe"
    assert code_of(archive({"a\\..\\..\\b": b"x"}), ZipLimits()) == "unsafe"
    assert ZipParts(archive({"a/..b": b"x"})).names == {"a/..b"}


def test_encrypted() -> None:
    data = bytearray(archive({"a": b"x"}).data)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(FileContent(Path("a.zip"), bytes(data)), ZipLimits()) == "encrypted"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!--" + "-x" * 100_000 + "-->"])
def test_document_types_are_refused(encoding: str, before: str) -> None:
    xml = f'{before}<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>'
    parts = ZipParts(archive({"a.xml": f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)}))
    for refused in (
        lambda: parts.xml("a.xml"),
        lambda: list(parts.xml_elements("a.xml", "r")),
        parts.refuse_document_types,
    ):
        with pytest.raises(FileError, match="document type") as caught:
            refused()
        assert caught.value.code == "damaged"


def test_large_parts_element_by_element() -> None:
    rows = "".join(f"<row><c>{at}</c></row>" for at in range(5))
    parts = ZipParts(archive({"a.xml": f"<r><head/>{rows}</r>".encode(), "b.xml": b"<r><row>"}))
    assert [element.findtext("c") for element in parts.xml_elements("a.xml", "row")] == ["0", "1", "2", "3", "4"]
    with pytest.raises(FileError):
        list(parts.xml_elements("b.xml", "row"))


def test_what_is_missing_or_broken_is_damaged() -> None:
    parts = ZipParts(archive({"a.xml": b"<r>"}))
    for name in ("a.xml", "b.xml"):
        with pytest.raises(FileError) as caught:
            parts.xml(name)
        assert caught.value.code == "damaged"
    assert code_of(FileContent(Path("a"), b"PK\x03\x04"), ZipLimits()) == "damaged"


def test_recognition_by_a_whole_path_and_of_what_is_left() -> None:
    name = re.compile(rb"word/document\d*\.xml")
    file = archive({"word/document.xml": b"x" * 100})
    assert has_part(file, name)
    assert has_part(FileContent(file.path, file.data[:60]), name)
    assert not has_part(archive({"old/word/document.xml.bak": b"word/document.xml"}), name)
    assert not has_part(FileContent(Path("a"), b"word/document.xml"), name)


@pytest.mark.parametrize(
    ("base", "target", "path"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("ppt/slides/slide1.xml", "../media/a.png", "ppt/media/a.png"),
        ("Doc_0/Document.xml", "/Doc_0/Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("OFD.xml", "Doc_0\\Document.xml", "Doc_0/Document.xml"),
        ("a/b.xml", "../../../c.xml", "c.xml"),
    ],
)
def test_resolve(base: str, target: str, path: str) -> None:
    assert resolve(base, target) == path
