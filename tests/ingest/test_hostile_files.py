"""Files made to hurt: each ends as text or as a coded error, in a worker within limits, and costs itself only."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from fuzz.compound_file import compound_file
from fuzz.seeds import a_plain_docx, a_saved_mail
from ingest.file_orders import PERFORM, Answer, Means, Read, ReadFile, Unpack, Unpacked, Unread
from ingest.isolation.limits import Limits
from ingest.isolation.pool import WorkerPool
from ingest.isolation.process import Lost

LIMITS = Limits(seconds=60, memory_mb=1024, file_mb=64, pages=50)
MEANS = Means((), None, LIMITS.file_mb, LIMITS.pages)
RULE = "第一条 各单位应当于七月二十日前报送材料。"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 10 10 Td (The rule says that one must apply.) Tj ET"


def pdf(*objects: bytes) -> bytes:
    """Objects numbered from 1, the first being the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def page(content: bytes, *more: bytes, box: bytes = b"0 0 600 800", resources: bytes = b"/Font<</F 5 0 R>>") -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (box, resources),
        content,
        FONT,
        *more,
    )


def pdf_with_an_image_of(width: int, height: int) -> bytes:
    pixels = zlib.compress(bytes(1_000_000))
    entries = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    image = stream(pixels, entries + b"/Width %d/Height %d" % (width, height))
    return page(stream(b"q 600 0 0 800 0 0 cm /I Do Q"), image, resources=b"/XObject<</I 6 0 R>>")


def pdf_whose_tree_has_no_end() -> bytes:
    pages = b"<</Type/Pages/Parent 2 0 R/Kids[%s]/Count %d>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages % (b"3 0 R 3 0 R", 40), pages % (b"2 0 R 2 0 R", 20))


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def tiff(pages: int, width: int = 10, *, loops: bool = False) -> bytes:
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    for number in range(pages):
        start = len(out)
        tags = ((256, width), (257, 10), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 10), (279, 100))
        out += struct.pack("<H", len(tags))
        out += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        last = 8 if loops else 0
        out += struct.pack("<I", start + 2 + 12 * len(tags) + 4 if number < pages - 1 else last)
    return bytes(out)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str) -> bytes:
    with zipfile.ZipFile(BytesIO(a_plain_docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
    parts["word/document.xml"] = f"{before}<w:body>{body}{rest[rest.index('</w:body>') :]}".encode()
    return packed(parts)


def xlsx(rows: str, merges: str = "") -> bytes:
    name = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return packed(
        {
            "xl/workbook.xml": f'<workbook {name}><sheets><sheet name="a" sheetId="1" r:id="r" xmlns:r="{relation}"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships {package}><Relationship Id="r" Type="{relation}/worksheet"'
            ' Target="s.xml"/></Relationships>',
            "xl/s.xml": f"<worksheet {name}><sheetData>{rows}</sheetData>{merges}</worksheet>",
        }
    )


def cell(place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{RULE}</t></is></c>'


def ofd(content: str) -> bytes:
    return packed(
        {
            "OFD.xml": "<O><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></O>",
            "D/D.xml": '<D><Pages><Page ID="1" BaseLoc="P.xml"/><Page ID="2" BaseLoc="D.xml"/></Pages></D>',
            "D/P.xml": f"<P><Content><Layer>{content}</Layer></Content></P>",
        }
    )


def glyphs(x: str, deltas: str) -> str:
    code = f'<TextCode X="{x}" Y="5" DeltaX="{deltas}">{RULE}</TextCode>'
    return f'<TextObject Boundary="20 30 170 6" Size="5">{code}</TextObject>'


def msg_with_a_loop() -> bytes:
    """Its directory's entries are each other's neighbours."""
    data = bytearray(a_saved_mail())
    for at in range(0, len(data), 128):
        if data[at : at + 4] == b"_\0_\0":
            data[at + 68 : at + 80] = struct.pack("<III", 1, 1, 1)
    return bytes(data)


CONTROLS = b"rule for companies of the city that apply " * 6 + b"\\000u\x1b[31m\\033]0;le"
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
MAIL = b"From: a@example.org\nDate: b\nMIME-Version: 1.0\n"
SPANS = "<tr><td rowspan=65000 colspan=1000>甲</td><td rowspan=65000 colspan=1000>乙</td></tr>" * 2000

#: What each is to end as: codes, or ``text``.
HOSTILE: Mapping[str, tuple[Callable[[], bytes], set[str]]] = {
    "page_of_1e5.pdf": (lambda: page(stream(WORDS), box=b"0 0 100000 100000"), {"text"}),
    "page_of_1e30.pdf": (lambda: page(stream(b""), box=b"0 0 1e30 1e30"), {"no_text"}),
    "page_of_nothing.pdf": (lambda: page(stream(b""), box=b"0 0 0 0"), {"no_text"}),
    "image_of_1e5.pdf": (lambda: pdf_with_an_image_of(100_000, 100_000), {"no_text"}),
    "tree.pdf": (pdf_whose_tree_has_no_end, {"no_text", "damaged", "empty"}),
    "count.pdf": (lambda: page(stream(WORDS)).replace(b"/Count 1", b"/Count 99999999"), {"text", "too_large"}),
    "arrays.pdf": (lambda: page(stream(WORDS), b"[" * 100_000 + b"]" * 100_000), {"text"}),
    "controls.pdf": (lambda: page(stream(WORDS.replace(b"rule", CONTROLS))), {"text"}),
    "declared.png": (lambda: png(100_000, 100_000), {"too_large"}),
    "nothing.png": (lambda: png(0, 0), {"damaged"}),
    "cut.png": (lambda: png(3000, 3000, zlib.compress(bytes(100))), {"damaged"}),
    "pages.tif": (lambda: tiff(5_000), {"too_large"}),
    "loop.tif": (lambda: tiff(3, loops=True), {"no_text", "damaged"}),
    "wide.tif": (lambda: tiff(1, width=4_000_000_000), {"too_large"}),
    "deep.docx": (lambda: docx("<w:sdt><w:sdtContent>" * 9_000 + "</w:sdtContent></w:sdt>" * 9_000), {"damaged"}),
    "bomb.docx": (lambda: docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 500_000), {"too_large"}),
    "far.xlsx": (lambda: xlsx(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>'), {"text"}),
    "merged.xlsx": (
        lambda: xlsx(f'<row r="1">{cell("A1")}</row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        {"text"},
    ),
    "places.xlsx": (lambda: xlsx(f'<row r="{"9" * 30}">{cell("Z" * 30 + "9" * 30)}</row>'), {"text", "damaged"}),
    "numbers.ofd": (lambda: ofd(glyphs("nan", "g 2000000000 5 1e400")), {"text", "no_text"}),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 200_000 + RULE.encode(), {"damaged"}),
    "spans.html": (lambda: f"<html><body><p>{RULE}</p><table>{SPANS}</table>".encode(), {"text"}),
    "entities.html": (lambda: f"{ENTITIES}<html><body><p>&b;&x;{RULE}</p>".encode(), {"text"}),
    "digits.html": (lambda: f"<html><p>第{'1' * 200_000}条 总则</p><p>{RULE}</p>".encode(), {"text"}),
    "brackets.txt": (lambda: ("（" * 300_000 + RULE).encode(), {"text"}),
    "surrogates.txt": (lambda: b"\xed\xa0\x80" * 1000, {"damaged"}),
    "parts.eml": (lambda: MAIL + b"Content-Type: message/rfc822\n\nFrom: a\n" * 5_000, {"damaged", "no_text"}),
    "header.eml": (lambda: MAIL + b"Subject: " + b"=?utf-8?b?5LiA?= " * 100_000 + b"\n\n" + RULE.encode(), {"text"}),
    "bare_part.eml": (
        lambda: MAIL + f"Content-Type: multipart/mixed; boundary=q\n\n--q\n\n{RULE}\n--q--".encode(),
        {"text"},
    ),
    "loop.msg": (msg_with_a_loop, {"damaged"}),
    "halves.msg": (
        lambda: compound_file({"__properties_version1.0": bytes(40), "__substg1.0_1000001F": b"\x00\xd8" * 3000}),
        {"text", "no_text"},
    ),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(PERFORM, 1, LIMITS) as opened:
        yield opened


@pytest.mark.parametrize("name", HOSTILE)
def test_each_ends_as_text_or_as_a_coded_error(name: str, pool: WorkerPool, tmp_path: Path) -> None:
    make, expected = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    ((_, result),) = pool.run([msgspec.json.encode(Read(str(path), name, MEANS))])
    if isinstance(result, Lost):
        assert result.code in expected
        return
    answer = msgspec.json.decode(result, type=Answer)
    if isinstance(answer, Unread):
        assert answer.code in expected
        assert answer.message.isprintable()
        assert " object at 0x" not in answer.message
    else:
        assert isinstance(answer, ReadFile)
        assert "text" in expected
        assert b"root:" not in bytes(answer.document)


def test_a_mail_of_mails_without_end_is_not_opened(pool: WorkerPool, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (at, at) for at in range(5_000))
    path.write_bytes(MAIL + inner + b"\n" + RULE.encode())
    ((_, result),) = pool.run([msgspec.json.encode(Unpack(str(path), MEANS))])
    assert isinstance(result, bytes)
    answer = msgspec.json.decode(result, type=Answer)
    assert isinstance(answer, Unpacked)
    assert [refused.code for refused in answer.refused] == ["damaged"]


def test_an_archive_gives_out_nothing_that_leads_elsewhere(pool: WorkerPool, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../up.txt", "/root.txt", "C:\\drive.txt", "a/../../b.txt", "\x1b[31mred.txt", "fine.txt"):
            archive.writestr(name, RULE)
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.txt", bytes(60 << 20))
    ((_, result),) = pool.run([msgspec.json.encode(Unpack(str(path), MEANS))])
    assert isinstance(result, bytes)
    answer = msgspec.json.decode(result, type=Answer)
    assert isinstance(answer, Unpacked)
    assert [file.name for file in answer.files] == ["fine.txt"]
    assert sorted(refused.code for refused in answer.refused) == ["too_large", *["unsafe"] * 6]
