"""Archives and mails as people make them, and as attackers do."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.containers import Member, Refusal, UnpackingLimits, is_container, is_document_too, read_member, unpack
from ingest.errors import FILE_ERROR_CODES, FileError
from ingest.readers.reader import FileContent

LIMITS = UnpackingLimits()
RULE = "海州市办法\n第一条 补助五百万元。\n".encode()


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def with_raw_name(name: bytes) -> bytes:
    """An archive whose one file's name stands there as these bytes, without the flag for UTF-8."""
    stand_in = b"x" * len(name)
    return packed((stand_in.decode(), RULE)).replace(stand_in, name)


def content(data: bytes, name: str = "a.zip") -> FileContent:
    return FileContent(Path(name), data)


def opened(
    data: bytes, name: str = "a.zip", limits: UnpackingLimits = LIMITS, passwords: tuple[str, ...] = ()
) -> dict[str, bytes | str]:
    """Bytes of each file given out, the code of each refused, by name."""
    found = unpack(content(data, name), limits, passwords)
    return {member.name: member.data if isinstance(member, Member) else member.code for member in found}


def test_files_come_with_their_folders_and_in_the_archives_order() -> None:
    data = packed(("附件/二.txt", b"2"), ("一.txt", b"1"), ("空/", b""))
    assert list(opened(data).items()) == [("附件/二.txt", b"2"), ("一.txt", b"1")]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("规定/附件一.txt".encode("gbk"), "规定/附件一.txt"),
        ("规定/附件一.txt".encode(), "规定/附件一.txt"),
        ("镕.txt".encode("gb18030"), "镕.txt"),
        ("Café.txt".encode("cp437"), "Café.txt"),
        (b"plain.txt", "plain.txt"),
        (b"folder\\plain.txt", "folder/plain.txt"),
    ],
)
def test_names_are_read_as_they_were_meant(raw: bytes, name: str) -> None:
    assert opened(with_raw_name(raw)) == {name: RULE}


def test_names_are_in_nfc() -> None:
    assert list(opened(packed(("e\u0301.txt", b"1")))) == ["\u00e9.txt"]


def test_what_systems_add_is_left_out_as_in_folders() -> None:
    assert opened(packed(("__MACOSX/._a.txt", b""), (".DS_Store", b""), ("x/~$a.docx", b""), ("a.txt", b"1"))) == {
        "a.txt": b"1"
    }


@pytest.mark.parametrize(
    "name", ["../a.txt", "x/../../a.txt", "/etc/passwd", "C:\\a.txt", "..\\a.txt", "\\\\server\\a.txt", "a\nb.txt"]
)
def test_a_name_that_leads_out_is_refused_and_the_others_are_given(name: str) -> None:
    found = opened(packed((name, b"1"), ("good.txt", b"2")))
    assert found.pop("good.txt") == b"2"
    assert list(found.values()) == ["unsafe"]
    assert not any("/" in refused or "\\" in refused for refused in found)


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert opened(packed((link, b"/etc/passwd"))) == {"link.txt": "unsafe"}


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert opened(packed(("bomb.txt", bytes(20 << 20)), ("good.txt", b"2"))) == {
        "bomb.txt": "too_large",
        "good.txt": b"2",
    }


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_declares() -> None:
    data = packed(("bomb.txt", bytes(20 << 20)))
    directory = data.rindex(b"PK\x01\x02")
    lying = data[: directory + 24] + struct.pack("<I", 100) + data[directory + 28 :]
    assert opened(lying) == {"bomb.txt": "damaged"}


def test_a_file_beyond_the_limit_is_refused() -> None:
    limits = replace(LIMITS, member_size=10)
    assert opened(packed(("a.txt", b"12345678901"), ("b.txt", b"1")), limits=limits) == {
        "a.txt": "too_large",
        "b.txt": b"1",
    }


def test_too_many_files_are_refused_as_a_whole() -> None:
    with pytest.raises(FileError) as error:
        opened(packed(*((f"{number}.txt", b"") for number in range(4))), limits=replace(LIMITS, members=3))
    assert error.value.code == "too_large"


def test_too_much_in_all_stops_there() -> None:
    found = unpack(content(packed(("a", b"12"), ("b", b"34"), ("c", b"56"))), replace(LIMITS, total_size=5))
    assert [next(found).name, next(found).name] == ["a", "b"]
    with pytest.raises(FileError) as error:
        next(found)
    assert error.value.code == "too_large"


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = packed(("deep.txt", b"1"))
    for name in ("c.zip", "b.zip"):
        data = packed((name, data), ("side.txt", b"2"))
    assert opened(data, limits=replace(LIMITS, depth=3)) == {
        "b.zip/c.zip/deep.txt": b"1",
        "b.zip/side.txt": b"2",
        "side.txt": b"2",
    }
    assert opened(data, limits=replace(LIMITS, depth=2)) == {
        "b.zip/c.zip": "too_large",
        "b.zip/side.txt": b"2",
        "side.txt": b"2",
    }


def test_limits_count_over_nested_archives() -> None:
    inner = packed(("1", b""), ("2", b""), ("3", b""))
    data = packed(("a.zip", inner), ("b.zip", inner))
    found = opened(data, limits=replace(LIMITS, members=6))  # each archive counts, too
    assert found == {"a.zip/1": b"", "a.zip/2": b"", "a.zip/3": b"", "b.zip/1": b"", "b.zip": "too_large"}


def test_names_that_occur_twice_are_numbered() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("x/a.txt", b"1"), ("x/a.txt", b"2"), ("x/a (2).txt", b"3"))
    assert opened(data) == {"x/a.txt": b"1", "x/a (2).txt": b"2", "x/a (2) (2).txt": b"3"}


# What `zip -X -P geheim` makes of "a.txt" holding "secret\n"; the standard library writes no such archives.
ENCRYPTED = bytes.fromhex(
    "504b03040a00090000006993765d8cb2ebe2130000000700000005000000612e74787403a5483188474257beba473aaf07cb"
    "3fd63a44504b07088cb2ebe21300000007000000504b01021e030a00090000006993765d8cb2ebe213000000070000000500"
    "00000000000001000000a48100000000612e747874504b0506000000000100010033000000460000000000"
)


@pytest.mark.parametrize(
    ("passwords", "found"),
    [((), "encrypted"), (("wrong", "falsch"), "encrypted"), (("密码", "geheim"), b"secret\n")],
)
def test_passwords_are_tried_in_turn(passwords: tuple[str, ...], found: bytes | str) -> None:
    assert opened(ENCRYPTED, passwords=passwords) == {"a.txt": found}


def test_strong_encryption_is_named() -> None:
    directory = ENCRYPTED.rindex(b"PK\x01\x02")
    data = bytearray(ENCRYPTED)
    data[8:10] = data[directory + 10 : directory + 12] = struct.pack("<H", 99)
    (refusal,) = unpack(content(bytes(data)), LIMITS, ("geheim",))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "encrypted"
    assert "AES" in refusal.message


def test_office_documents_are_no_containers() -> None:
    for part in ("[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/manifest.xml"):
        assert not is_container(content(packed((part, b""), ("a.txt", b""))))


@pytest.mark.parametrize("cut", [10, 60, 100])
def test_a_damaged_archive_says_so(cut: int) -> None:
    data = packed(("a.txt", RULE))[:cut]
    assert is_container(content(data, "a.zip"))
    assert not is_container(content(data, "a.docx"))  # the reader that its name promises says more
    with pytest.raises(FileError) as error:
        opened(data)
    assert error.value.code == "damaged"


def test_a_file_of_a_wrong_checksum_is_damaged_and_the_others_are_given() -> None:
    data = packed(("a.txt", b"aaaa"), ("b.txt", b"bbbb"), method=zipfile.ZIP_STORED).replace(b"aaaa", b"abaa")
    assert opened(data) == {"a.txt": "damaged", "b.txt": b"bbbb"}


def test_one_file_is_found_again_by_its_name() -> None:
    data = packed(("x/b.zip", packed(("附件.txt", RULE))), ("a.txt", b"1"))
    assert read_member(content(data), "x/b.zip/附件.txt", LIMITS) == RULE
    with pytest.raises(FileError, match=r"holds no c\.txt") as error:
        read_member(content(data), "c.txt", LIMITS)
    assert error.value.code == "unreadable"


def mail(*attached: tuple[str | None, bytes, str]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "通知", "a@example.org", "Mon, 02 Jun 2025 08:00:00 +0800"
    message.set_content("请查收附件。\n")
    for name, data, kind in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return bytes(message)


def test_a_mail_gives_its_attachments_and_is_a_document_too() -> None:
    data = mail(("附件1.txt", RULE, "application/octet-stream"), ("b.zip", packed(("c.txt", b"3")), "application/zip"))
    assert is_document_too(content(data, "a.eml"))
    assert opened(data, "a.eml") == {"附件1.txt": RULE, "b.zip/c.txt": b"3"}


def test_a_mail_without_attachments_holds_nothing() -> None:
    assert opened(mail(), "a.eml") == {}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\方案.pdf", "方案.pdf"),
        ("..", "attachment-1.pdf"),
        (None, "attachment-1.pdf"),
    ],
)
def test_an_attachment_goes_by_the_last_part_of_its_name(given: str | None, name: str) -> None:
    assert list(opened(mail((given, RULE, "application/pdf")), "a.eml")) == [name]


def test_a_forwarded_mail_is_a_document_with_attachments_of_its_own() -> None:
    outer = EmailMessage()
    outer["Subject"], outer["From"], outer["Date"] = "转发", "b@example.org", "Tue, 03 Jun 2025 08:00:00 +0800"
    outer.set_content("见转发邮件。\n")
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["Date"] = "通知", "a@example.org", "Mon, 02 Jun 2025 08:00:00 +0800"
    inner.set_content("请查收附件。\n")
    inner.add_attachment(RULE, maintype="application", subtype="octet-stream", filename="附件.txt")
    outer.add_attachment(inner)
    found = opened(bytes(outer), "a.eml")
    assert list(found) == ["attachment-1.eml", "attachment-1.eml/附件.txt"]
    assert found["attachment-1.eml/附件.txt"] == RULE


def test_a_picture_that_the_text_shows_is_not_a_document() -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "a@example.org", "Mon, 02 Jun 2025 08:00:00 +0800"
    message.set_content("text\n")
    message.add_alternative('<img src="cid:logo">', subtype="html")
    html = message.get_payload(1)
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    assert opened(bytes(message), "a.eml") == {}


@given(st.binary(max_size=400))
def test_any_bytes_end_in_files_or_in_one_of_our_errors(data: bytes) -> None:
    for name, head in (("a.zip", b"PK\x03\x04"), ("a.eml", b"From: a\n")):
        file = content(head + data, name)
        try:
            found = [*unpack(file, LIMITS)]
        except FileError as error:
            found = [Refusal("", error.code, error.message)]
        assert all(isinstance(member, Member) or member.code in FILE_ERROR_CODES for member in found)
