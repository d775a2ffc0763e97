from __future__ import annotations

import pytest

from ingest.readers.encodings import decode

SIMPLIFIED = "海州市工业和信息化局关于印发专项资金管理办法的通知。\n第一条 为规范资金管理，支持企业发展，制定本办法。\n"
TRADITIONAL = (
    "海州市工業和信息化局關於印發專項資金管理辦法的通知。\n第一條 為規範資金管理，支持企業發展，制定本辦法。\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030"]
)
def test_simplified(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == (SIMPLIFIED, False)


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == (TRADITIONAL, False)


def test_gb18030_takes_big5_without_complaint_so_strictness_is_not_enough() -> None:
    assert TRADITIONAL.encode("big5").decode("gb18030") != TRADITIONAL


def test_one_damaged_byte_does_not_lose_the_text() -> None:
    data = bytearray((SIMPLIFIED * 5).encode())
    data[100] = 0xFF
    decoded = decode(bytes(data))
    assert decoded is not None
    text, replaced = decoded
    assert replaced
    assert text.count("\ufffd") <= 3
    assert text.endswith("制定本办法。\n")


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01" + bytes(64)])
def test_binary_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_ascii() -> None:
    assert decode(b"plain text") == ("plain text", False)
