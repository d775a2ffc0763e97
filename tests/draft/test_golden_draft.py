"""``policykb draft`` of a sample proposal, whole, against files that were looked at: for people, and as JSON.

Where a change is meant, ``POLICYKB_WRITE_GOLDEN=1 python -m pytest tests/draft/test_golden_draft.py`` writes the files
anew; then ``git diff`` is read before it is committed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from search_cli import main

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
GOLDEN = Path(__file__).parent / "golden"
PROPOSAL = CORPUS / "proposals" / "车规级芯片上车应用提案（2026年）.html"
INDEXED = (
    "replies/集成电路产业链提案答复（2024年）.pdf",
    "replies/本地工业软件产业建议答复（2025年）.docx",
    "rules/集成电路产业发展专项资金管理办法（2025年）.pdf",
    "rules/集成电路产业发展专项资金管理暂行办法（2021年）.docx",
)
# What another run, or another machine's rounding, gives otherwise.
VOLATILE = {"generation", "score", "likelihood"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index holds a few documents of the sample corpus, embedded by the packaged model."""
    root = tmp_path_factory.mktemp("golden")
    for name in INDEXED:
        (root / "documents" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CORPUS / name, root / "documents" / name)
    run(root / "home", "build", str(root / "documents"))
    return root / "home"


def run(home: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--home", str(home)])
    assert result.exit_code == 0, result.output
    return result.stdout


def drafted(home: Path, *options: str) -> str:
    return run(home, "draft", str(PROPOSAL), "--as-of", "2026-03-01", "--received", "2026-01-15", *options)


def settled(value: Any) -> Any:
    """The value without what is volatile, each citation in one line."""
    if isinstance(value, dict) and {"document", "start", "end", "quote"} <= set(value):
        return f"{value['document']} {value['start']}-{value['end']} {value['quote']}"
    if isinstance(value, dict):
        return {name: None if name in VOLATILE else settled(one) for name, one in value.items()}
    return [settled(one) for one in value] if isinstance(value, list) else value


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("POLICYKB_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text("utf-8")


def test_the_draft_for_people(home: Path) -> None:
    compare("draft.txt", re.sub(r"\d{8}-\d{6}-[0-9a-f]{6}", "GENERATION", drafted(home)))


def test_the_draft_as_json(home: Path) -> None:
    made = settled(json.loads(drafted(home, "--json")))
    compare("draft.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def test_what_nothing_is_known_of_is_a_gap(home: Path) -> None:
    """By hand: nothing indexed tells of work on chips in pairs (the fourth), nor of 揭榜挂帅 (the sixth)."""
    made = json.loads(drafted(home, "--json"))
    replies = [suggestion["reply"] for suggestion in made["suggestions"]]
    assert [n for n, reply in enumerate(replies, start=1) if "没有找到依据】" in reply] == [4, 6]
    assert [n for n, reply in enumerate(replies, start=1) if "【待补充：下一步工作安排】" in reply] == [1, 2, 3, 5]
    assert made["letter"]["contact"] == "【待补充：联系人及电话】"
