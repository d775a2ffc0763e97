from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from fuzz.compound_file import Storage, compound_file
from fuzz.seeds import a_saved_mail
from ingest.containers import Member, UnpackingLimits, unpack
from ingest.errors import FileError
from ingest.readers import reader_for
from ingest.readers.legacy_office import LegacyOfficeReader
from ingest.readers.outlook import OutlookReader
from ingest.readers.reader import FileContent
from ingest.reading import read_content

PROPERTIES = "__properties_version1.0"
SUBJECT, BODY, HTML = "__substg1.0_0037001F", "__substg1.0_1000001F", "__substg1.0_10130102"
DATA, NAME, CONTENT_ID = "__substg1.0_37010102", "__substg1.0_3707001F", "__substg1.0_3712001F"
SENTENCE = "请各单位于七月二十日前报送材料。"


def saved(parts: Storage, fixed: bytes = b"") -> bytes:
    return compound_file({PROPERTIES: bytes(32) + fixed, **parts})


def fixed(number: int, kind: int, value: int) -> bytes:
    return struct.pack("<HHIQ", kind, number, 6, value)


def attached(name: str, data: bytes, **more: bytes) -> Storage:
    return {PROPERTIES: bytes(8), NAME: wide(name), DATA: data, **more}


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def file_of(data: bytes, name: str = "a.msg") -> FileContent:
    return FileContent(Path(name), data)


def text_of(data: bytes) -> str:
    file = file_of(data)
    assert isinstance(reader_for(file), OutlookReader)
    return OutlookReader().read(file).text


def members(data: bytes) -> dict[str, bytes]:
    given = unpack(file_of(data), UnpackingLimits())
    return {member.name: member.data for member in given if isinstance(member, Member)}


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(FileError) as caught:
        yield
    assert caught.value.code == code


def test_a_mail_is_read_as_one_that_travels() -> None:
    document = read_content(file_of(a_saved_mail()), "a.msg")
    assert document.text.splitlines() == [
        "关于报送材料的通知",
        "发件人：王建国",
        "收件人：李明、市工信局",
        "各镇街：",
        "请于7月20日前报送材料。",
    ]
    assert document.metadata.title == "关于报送材料的通知"
    assert document.metadata.issued_on == date(2024, 7, 5)  # 09:30 UTC, in FILETIME


def test_what_is_attached_are_files_of_their_own() -> None:
    given = members(a_saved_mail())
    assert [*given] == ["附件.txt", "转来的邮件.eml"]
    assert "海州市数字化转型专项资金管理办法" in given["附件.txt"].decode()
    assert "请阅。" in inner_text(given["转来的邮件.eml"])
    assert members(a_saved_mail()) == given  # to the byte, for the next build to know them again


def inner_text(data: bytes) -> str:
    return read_content(FileContent(Path("b.eml"), data), "b.eml").text


def test_old_programs_write_the_code_page_of_their_machine() -> None:
    parts = {"__substg1.0_0037001E": "关于申报的通知".encode("gbk"), "__substg1.0_1000001E": SENTENCE.encode("gbk")}
    text = text_of(saved(parts, fixed(0x3FFD, 0x0003, 936)))
    assert "关于申报的通知" in text
    assert SENTENCE in text


def test_a_text_that_is_html_alone_and_the_pictures_in_it() -> None:
    html = f'<p>{SENTENCE}</p><img src="cid:logo@1">'.encode()
    parts: Storage = {
        SUBJECT: wide("通知"),
        HTML: html,
        "__attach_version1.0_#00000000": attached("logo.png", b"pixels", **{CONTENT_ID: wide("logo@1")}),
        "__attach_version1.0_#00000001": attached("表.csv", b"a,b", **{CONTENT_ID: wide("else@1")}),
    }
    assert SENTENCE in text_of(saved(parts))
    assert members(saved(parts)) == {"表.csv": b"a,b"}


def test_large_attachments_and_odd_names() -> None:
    large = bytes(range(256)) * 40
    parts: Storage = {
        BODY: wide(SENTENCE),
        "__attach_version1.0_#00000000": attached("../../etc/a\r\nSubject: x.bin", large),
        "__attach_version1.0_#00000001": attached("", b"unnamed"),
    }
    given = members(saved(parts))
    assert [*given.values()] == [large, b"unnamed"]
    assert all(".." not in name and "/" not in name and "\n" not in name for name in given)


def test_a_subject_cannot_add_headers() -> None:
    text = text_of(
        saved({SUBJECT: wide("通知\r\nDate: Fri, 05 Jul 2024 09:30:00 +0800\r\n\r\nx"), BODY: wide(SENTENCE)})
    )
    assert text.splitlines()[0] == "通知 Date: Fri, 05 Jul 2024 09:30:00 +0800 x"


def test_a_text_with_a_mail_in_it_is_no_mail() -> None:
    inner = compound_file({"WordDocument": bytes(600), "ObjectPool": {"_1": {PROPERTIES: bytes(32)}}})
    assert isinstance(reader_for(file_of(inner, "a.doc")), LegacyOfficeReader)


def test_mails_in_mails_without_end() -> None:
    mail: Storage = {PROPERTIES: bytes(24), BODY: wide(SENTENCE)}
    for _ in range(20):
        mail = {PROPERTIES: bytes(32), "__attach_version1.0_#00000000": {"__substg1.0_3701000D": mail}}
    with refused("too_large"):
        OutlookReader().read(file_of(compound_file(mail)))


def test_a_stream_that_is_named_often() -> None:
    """Many attachments whose bytes are the same sectors: a file of one megabyte that gives a hundred."""
    many = 100
    parts: Storage = {
        BODY: wide(SENTENCE),
        **{
            f"__attach_version1.0_#{n:08X}": attached(f"{n}", bytes(5000) if n else bytes(1 << 20)) for n in range(many)
        },
    }
    data = bytearray(saved(parts))
    entries = [at for at in range(0, len(data), 128) if data[at : at + 128].startswith(wide("__substg1.0_37010102"))]
    largest = next(at for at in entries if int.from_bytes(data[at + 120 : at + 128], "little") == 1 << 20)
    for at in entries:
        data[at + 116 : at + 128] = data[largest + 116 : largest + 128]
    with refused("damaged"):
        OutlookReader().read(file_of(bytes(data)))


@pytest.mark.parametrize("length", [*range(8, 1024, 100), *range(1024, 5000, 700)])
def test_a_cut_file_is_an_error(length: int) -> None:
    with pytest.raises(FileError):
        read_content(file_of(a_saved_mail()[:length]), "a.msg")
