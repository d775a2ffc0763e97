"""The outline names headings as heading paths do."""

from __future__ import annotations

from pathlib import Path

from ingest.reading import read_document
from service.shown_document import outline_of


def test_a_heading_that_opens_a_paragraph_is_named_without_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "海州市奖励办法\n第一章 总则\n第一条 为了奖励企业，制定本办法。\n第二章 标准\n"
        "第二条 流片支持。对企业给予最高500万元补助。\n",
        encoding="utf-8",
    )
    outline = [(entry.level, entry.text) for entry in outline_of(read_document(path, "s/a.txt"))]
    assert outline == [(2, "第一章 总则"), (4, "第一条"), (2, "第二章 标准"), (4, "第二条 流片支持")]
