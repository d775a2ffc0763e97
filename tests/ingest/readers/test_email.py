from __future__ import annotations

from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, FileError
from ingest.readers.reader import FileContent
from ingest.reading import read_content


def read(data: bytes, name: str = "a.eml") -> Document:
    return read_content(FileContent(Path(name), data), f"s/{name}")


def mail(text: str | None = "各镇街：\n请于7月20日前报送材料。\n", html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "关于报送材料的通知"
    message["From"] = "王建国 <wang@haizhou.example>"
    message["To"] = "jx@haizhou.example, 李明 <li@haizhou.example>"
    message["Date"] = "Fri, 05 Jul 2024 09:30:00 +0800"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


HEAD = ["关于报送材料的通知", "发件人：王建国", "收件人：jx@haizhou.example、李明"]


def test_subject_people_text_and_day() -> None:
    document = read(mail().as_bytes())
    assert document.text.split("\n") == [*HEAD, "各镇街：", "请于7月20日前报送材料。"]
    assert document.metadata.title == HEAD[0]
    assert str(document.metadata.issued_on) == "2024-07-05"
    assert "issued_on" not in document.metadata.origins


def test_html_where_there_is_no_plain_text() -> None:
    document = read(mail(None, "<html><body><p>请报送<b>材料</b>。</p><ol><li>甲。</li></ol></body></html>").as_bytes())
    assert document.text.split("\n") == [*HEAD, "请报送材料。", "1.甲。"]


def test_plain_text_comes_before_html() -> None:
    assert "网页" not in read(mail(html="<p>网页。</p>").as_bytes()).text


def test_attachments_are_no_text() -> None:
    message = mail()
    message.add_attachment("附件的内容。", filename="附件.txt")
    assert "附件的内容" not in read(message.as_bytes()).text


def test_a_subject_that_the_text_opens_with_is_not_repeated() -> None:
    document = read(mail("关于报送材料的通知\n各镇街：\n请报送材料。\n").as_bytes())
    assert document.text.count("关于报送材料的通知") == 1


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "x-unknown", ""])
def test_bytes_decide_whatever_the_mail_declares(declared: str) -> None:
    name = b64encode("王建国".encode("gbk")).decode()
    source = (
        f"From: =?gb2312?B?{name}?= <a@b.example>\r\nSubject: 关于报送材料的通知\r\n"
        f"Date: Fri, 05 Jul 2024 09:30:00 +0800\r\nContent-Type: text/plain; charset={declared}\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n请于7月20日前报送材料。\r\n"
    )
    document = read(source.encode("gbk"))
    assert document.text.split("\n") == [HEAD[0], HEAD[1], "请于7月20日前报送材料。"]


def test_a_page_saved_as_one_file_is_read_as_a_page() -> None:
    source = (
        "From: <Saved by Browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><body><div><a href='/'>首页</a><a href='/b'>政务公开</a></div>"
        "<div><p>本市对企业给予一次性奖励五十万元，由市工业和信息化局组织实施。</p></div></body></html>\r\n--b--\r\n"
    )
    assert read(source.encode(), "a.mht").text == "本市对企业给予一次性奖励五十万元，由市工业和信息化局组织实施。"


def test_a_mail_is_known_by_its_header() -> None:
    assert read(mail().as_bytes(), "a.txt").text.startswith(HEAD[0])
    assert read("Note: 这是一段文字。\n正文。".encode(), "a.txt").text.startswith("Note:")


@pytest.mark.parametrize(
    "data",
    [
        mail("").as_bytes(),
        b"From: a@b.example\nDate: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
    ],
)
def test_a_mail_without_text(data: bytes) -> None:
    with pytest.raises(FileError) as caught:
        read(data)
    assert caught.value.code in ("no_text", "damaged")


@pytest.mark.parametrize("header", [b"=?utf-8?B?5Lit?= " * 50_000, b'"(' * 50_000, b"(" * 50_000])
def test_endless_headers(header: bytes) -> None:
    assert "正文" in read(b"From: " + header + b"\nSubject: " + header + "\nDate: x\n\n正文。".encode()).text


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_end_in_a_document_or_an_error(data: bytes) -> None:
    try:
        document = read(b"From: a@b.example\nMIME-Version: 1.0\n" + data)
    except FileError:
        return
    assert document.text
