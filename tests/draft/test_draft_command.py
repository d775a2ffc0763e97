"""``policykb draft`` as scripts meet it, over an index made with the hashing encoder."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from search_cli import main

REPLY = """海州市工业和信息化局关于市政协十一届二次会议第112018号提案答复的函
陆知远委员：
您提出的《关于补齐产业链短板的提案》（提案第112018号）收悉，现答复如下：
一、关于建设芯片公共测试平台的建议
吸收采纳。
芯片公共测试平台已经建成。
专此答复，感谢您的关心。
海州市工业和信息化局
2024年6月28日
"""
PROPOSAL = """关于支持芯片设计企业的提案
提案编号：第114066号
企业负担重。
建议：
1.建设芯片公共测试平台。
2.修建河西步道。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("draft")
    home, documents = root / "home", root / "海州"
    home.mkdir()
    documents.mkdir()
    (home / "settings.toml").write_text(
        'model = "hashing"\n[bureau]\nname = "海州市工业和信息化局"\n', encoding="utf-8"
    )
    (documents / "reply.txt").write_text(REPLY, encoding="utf-8")
    assert run(home, "build", documents).exit_code == 0
    return home


def run(home: Path, *arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--home", str(home)], input=text)


def test_json_has_an_item_for_every_suggestion(home: Path) -> None:
    result = run(home, "draft", "-", "--json", "--as-of", "2026-03-01", "--received", "2026-01-15", text=PROPOSAL)
    assert result.exit_code == 0
    made = json.loads(result.stdout)
    assert [(s["n"], s["text"]) for s in made["suggestions"]] == [(1, "建设芯片公共测试平台。"), (2, "修建河西步道。")]
    for suggestion in made["suggestions"]:
        assert {"prior_answers", "policies", "reply", "handling_status", "lead_department", "warnings"} <= set(
            suggestion
        )
    assert made["proposal"]["number"] == "114066"
    assert made["milestones"]["due_on"] == "2026-04-15"
    assert (made["path"], made["written_by_model"]) == (None, False)
    assert {"severity", "code", "where", "message", "citations"} <= set(made["review"][0])


def test_the_letter_is_written(home: Path, tmp_path: Path) -> None:
    proposal, letter = tmp_path / "提案.txt", tmp_path / "答复.docx"
    proposal.write_text(PROPOSAL, encoding="utf-8")
    assert run(home, "draft", proposal, "-o", letter, "--clean").exit_code == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(letter)).paragraphs)
    assert "一、关于建设芯片公共测试平台的建议" in text
    assert "二、关于修建河西步道的建议" in text


def test_a_letter_that_is_there_is_not_written_over(home: Path, tmp_path: Path) -> None:
    letter = tmp_path / "答复.docx"
    letter.write_bytes(b"a day's work")
    refused = run(home, "draft", "-", "-o", letter, text=PROPOSAL)
    assert refused.exit_code == 2
    assert f"{letter} is there already. Name another file, or give --force" in refused.stderr
    assert letter.read_bytes() == b"a day's work"
    assert run(home, "draft", "-", "-o", letter, "--force", text=PROPOSAL).exit_code == 0
    assert docx.Document(str(letter)).paragraphs


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("-o", "letter.pdf"), 2, "ends with .docx"),
        (("-o", "missing/letter.docx"), 2, "its folder is not there"),
        (("--received", "gestern"), 2, "is no date"),
        (("--llm",), 3, "no language model is configured"),
    ],
)
def test_wrong_use_is_one_line(home: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run(home, "draft", "-", *arguments, text=PROPOSAL)
    assert result.exit_code == code
    [line] = [line for line in result.stderr.splitlines() if line.startswith("policykb: ")]
    assert told in line


def test_an_empty_text_is_told(home: Path) -> None:
    result = run(home, "draft", "-", text=" \n")
    assert (result.exit_code, "nothing but blanks" in result.stderr) == (1, True)
