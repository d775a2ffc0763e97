from __future__ import annotations

import hashlib
import time
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest import FILE_ERROR_CODES, FileError
from ingest.chunks import chunk_document
from ingest.document import BlockKind, Contact, DocumentKind, Session
from ingest.reading import read_document
from ingest.resources import ReadingResources

OUTCOMES = {"document", *FILE_ERROR_CODES}
# Recognition takes seconds a page; its own tests and benchmarks have it.
WITHOUT_OCR = ReadingResources(ocr_pages_at_most=0)


def code_of(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        read_document(path, f"s/{path.name}")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))
    return caught.value.code


def outcome(path: Path) -> str:
    """``document`` or the code of the error; whatever else is raised fails the test."""
    try:
        document = read_document(path, f"s/{path.name}", resources=WITHOUT_OCR)
    except FileError as error:
        return error.code
    assert document.text
    document.text.encode("utf-8")
    chunks = chunk_document(document, count_tokens=len, window=1200)
    assert any(chunk.searchable for chunk in chunks)
    return "document"


def test_identity(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("正文。", encoding="utf-8")
    document = read_document(path, "source/folder/a.txt")
    assert document.name == "source/folder/a.txt"
    assert document.path == str(path)
    assert document.content_hash == hashlib.sha256("正文。".encode()).hexdigest()


def test_empty_and_missing(tmp_path: Path) -> None:
    empty = tmp_path / "a.pdf"
    empty.touch()
    assert code_of(empty) == "empty"
    assert code_of(tmp_path / "missing.pdf") == "unreadable"
    assert code_of(tmp_path) == "unreadable"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"no pdf \x00\x01\x02\x03" * 10, "damaged"),
        ("a.docx", b"PK\x03\x04 broken \x00\x01\x02\x03" * 10, "unsupported"),
        ("a.docx", b"\x00\x01\x02\x03" * 10, "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(99),
            "encrypted",
        ),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "damaged"),
        ("a.bin", bytes(range(256)) * 3, "unsupported"),
        ("a.txt", b" \n\t \n", "no_text"),
    ],
)
def test_codes(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert code_of(path) == code


def a_docx() -> bytes:
    word = docx.Document()
    word.add_paragraph("第一条 为规范管理，制定本办法。")
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "类别"
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def a_pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    canvas.drawString(72, 720, "Article 1. Support for chip makers.")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


SEEDS = {
    "pdf": a_pdf(),
    "docx": a_docx(),
    "txt": "第一条 制定本办法。\n— 1 —\n".encode("gb18030"),
    "md": b"# a\n\n<!-- b",
}
EDIT = st.tuples(st.integers(0, 40_000), st.binary(max_size=12), st.integers(0, 300))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(SEEDS)), st.lists(EDIT, min_size=1, max_size=5))
def test_changed_files_end_in_a_document_or_an_error(
    tmp_path: Path, suffix: str, edits: list[tuple[int, bytes, int]]
) -> None:
    data = SEEDS[suffix]
    for place, inserted, removed in edits:
        at = place % len(data)
        data = data[:at] + inserted + data[at + removed :] or b"x"
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    assert outcome(path) in OUTCOMES


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from(["pdf", "docx", "txt", "md", "xyz"]),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04"]),
)
def test_any_bytes_end_in_a_document_or_an_error(tmp_path: Path, data: bytes, suffix: str, head: bytes) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(head + data)
    assert outcome(path) in OUTCOMES


def test_the_real_reply(shared_documents: Path) -> None:
    [path] = (shared_documents / "reply").glob("*.txt")
    document = read_document(path, "reply/letter.txt")
    kinds = [block.kind for block in document.blocks]
    assert len(kinds) == 32
    assert kinds.count(BlockKind.HEADING) == 14
    assert kinds.count(BlockKind.HANDLING_STATUS) == 5
    source = path.read_text(encoding="utf-8")
    for at, character in enumerate(document.text):
        origin = document.source_map.source_position(at)
        assert source[origin] == character if origin is not None else character == "\n"
    # The stray page number is all that is left out.
    assert len("".join(document.text.split())) == len("".join(source.split())) - len("5")
    metadata = document.metadata
    assert metadata.kind is DocumentKind.REPLY
    assert metadata.title == "中山市工业和信息化局关于市政协十三届三次会议第133297号提案答复的函"
    assert metadata.document_number == "中工信函〔2024〕73号"
    assert metadata.issuer == ("中山市工业和信息化局",)
    assert metadata.lead_department == "中山市工业和信息化局"
    assert str(metadata.issued_on) == "2024-07-05"
    assert metadata.session == Session("市政协", 13, 3)
    assert metadata.proposal_number == "133297"
    assert metadata.proposal_title == "关于坚持数字化智能化改造升级，加快推动制造业高质量发展的建议"
    assert metadata.reply_class == "A"
    assert metadata.addressees == ("曹利晖等委员",)
    assert metadata.co_departments == ("市科技局", "发展改革局")
    assert metadata.disclosure == "public"
    assert metadata.contacts == (Contact(("江莹", "李金吉"), "0760-88308273"),)
    assert metadata.copied_to == ("市政协提案", "市政府办公室", "市科技局", "市发展改革局")
    paths = {block.heading_path for block in document.blocks}
    assert (
        "四、关于制定专项扶持政策，大力支持解决方案商、电路板集成商、模组/芯片服务商的建议",
        "（一）出台新一代信息技术产业政策进行专项支持",
    ) in paths


@pytest.mark.parametrize("folder", ["docx", "pdf", "text_encodings"])
def test_real_documents_keep_their_text(shared_documents: Path, folder: str) -> None:
    for path in sorted((shared_documents / folder).iterdir()):
        stem = path.name.split(".")[0]
        truth = shared_documents / "ground_truth" / f"{stem}{'.big5' if '.big5' in path.name else ''}.txt"
        expected = "".join(truth.read_text(encoding="utf-8-sig").split())
        document = read_document(path, path.name)
        text = document.text.split("\n", 1)[1] if folder == "docx" else document.text
        # Length and characters agree; order is held by the property tests.
        assert abs(len("".join(text.split())) - len(expected)) <= 0.002 * len(expected)
        assert len(set(text) - set(expected) - set(" \t\n\u3000")) <= 3


def test_odd_pdfs_end_in_a_document_or_an_error(shared_documents: Path) -> None:
    outcomes: dict[str, int] = {}
    started = time.monotonic()
    for path in sorted((shared_documents / "pdf_suite").rglob("*.pdf")):
        result = outcome(path)
        outcomes[result] = outcomes.get(result, 0) + 1
    assert sum(outcomes.values()) == 185
    assert set(outcomes) <= OUTCOMES
    assert outcomes["document"] >= 85
    assert time.monotonic() - started < 90
