from dataclasses import replace
from pathlib import Path

import pytest

from ingest.corrections import Corrections
from ingest.document import Repeal, Span
from ingest.metadata import described
from ingest.reading import read_document
from ingest.relocation import relocated

TITLED = "海州市低空经济若干措施\n海工信规〔2024〕1号\n第一条 每个起降场给予一次性奖励30万元。\n"
UNTITLED = "经研究，同意所报方案，请认真组织实施。请于2025年3月1日前报送。\n"


@pytest.mark.parametrize("text", [TITLED, UNTITLED])
def test_a_document_is_as_it_would_be_read_at_the_other_place(tmp_path: Path, text: str) -> None:
    here, there = tmp_path / "关于征求意见的通知.txt", tmp_path / "实施方案.txt"
    for path in (here, there):
        path.write_text(text, encoding="utf-8")
    document = read_document(here, f"s/{here.name}")
    assert relocated(document, f"s/{there.name}", str(there)) == read_document(there, f"s/{there.name}")


def test_a_title_given_by_hand_outlives_a_name_that_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(UNTITLED, encoding="utf-8")
    document = read_document(path, "s/a.txt")
    titled = replace(document, metadata=replace(document.metadata, title="批复"))
    assert relocated(titled, "t/a.txt", "/t/a.txt").metadata.title == "批复"


def test_corrections_by_hand_stay_where_the_title_follows_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(UNTITLED, encoding="utf-8")
    said: Corrections = {
        "document_number": "海府〔2000〕1号",
        "issuer": (),
        "repeals": (Repeal("旧办法", None, None, Span(0, 0)),),
    }
    document = described(read_document(path, "s/a.txt"), said)
    assert relocated(document, "t/b.txt", "/t/b.txt") == described(
        replace(document, name="t/b.txt", path="/t/b.txt"), said
    )
    assert relocated(document, "t/b.txt", "/t/b.txt").metadata.title == "b"
