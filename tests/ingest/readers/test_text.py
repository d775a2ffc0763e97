from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import Document, FileError
from ingest.document import BlockKind
from ingest.reading import read_document


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("海州市企業支持辦法\n第一條 對企業給予補助。\n".encode(encoding))
    document = read_document(path, "s/a.txt")
    assert document.text == "海州市企業支持辦法\n第一條 對企業給予補助。"
    assert document.pages == ()
    assert {block.page for block in document.blocks} == {None}


def test_markdown_marks_and_comments_are_no_text(read_text: Callable[..., Document]) -> None:
    document = read_text(
        "# 海州市数据办法\n\n<!-- 来源：\n某网站 -->\n\n## 背景\n\n正文一段。"
        "\n\n## 第一章 总则\n\n第一条 制定本办法。\n",
        "a.md",
    )
    assert document.text == "海州市数据办法\n背景\n正文一段。\n第一章 总则\n第一条 制定本办法。"
    assert [(b.kind, b.level) for b in document.blocks] == [
        (BlockKind.TITLE, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 4),
    ]
    assert document.blocks[-1].heading_path == ("第一章 总则", "第一条")


def test_a_number_sign_in_a_text_file_is_text(read_text: Callable[..., Document]) -> None:
    assert read_text("# 不是标题\n正文。", "a.txt").text.startswith("# 不是标题")


def test_the_ending_does_not_matter(read_text: Callable[..., Document]) -> None:
    assert read_text("正文一段。", "a.dat").text == "正文一段。"


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><a/>"])
def test_markup_is_named_and_refused(read_text: Callable[..., Document], text: str) -> None:
    with pytest.raises(FileError, match="looks like") as caught:
        read_text(text, "a.txt")
    assert caught.value.code == "unsupported"
