"""``review`` and ``commitments`` as scripts and people meet them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from search_cli import main

RULE = """海州市集成电路产业专项资金管理办法
海工信规〔2025〕2号
第一条 对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。
第二条 本办法自2025年4月1日起施行，有效期三年。
海州市工业和信息化局
2025年3月26日
"""
REPLY = """（A类）
海工信函〔2024〕12号
海州市工业和信息化局关于市政协十三届四次会议第12号提案答复的函
李明委员：
您提出的《关于加强芯片产业的提案》（提案第12号）收悉，现答复如下：
一、关于提高流片补贴标准的建议
列入计划。
《海州市集成电路产业专项资金管理办法》正在起草，预计2025年上半年出台。市财政局力争2024年底前安排资金。
专此答复，感谢您的关心和支持。
海州市工业和信息化局
2024年7月5日
（联系人及电话：方砚，0700-8620413）
公开方式：主动公开。
"""
LETTER = """（A类）
海工信函〔2025〕99号
海州市工业和信息化局关于市政协十四届四次会议第99号提案答复的函
周远委员：
您提出的《关于加快芯片产业发展的提案》（提案第99号）收悉。现答复如下：
一、关于提高流片补贴标准的建议
吸收采纳。
对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。
专此答复，诚挚感谢您的关心和支持。
海州市工业和信息化局
2025年10月8日
（联系人及电话：程望野，0700-8620499）
公开方式：主动公开。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("drafting")
    for name, text in (("rule.txt", RULE), ("reply.txt", REPLY)):
        path = root / "海州" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "home").mkdir()
    (root / "home" / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    assert run(root / "home", "build", root / "海州").exit_code == 0
    return root / "home"


def run(home: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--home", str(home)])


def written(folder: Path, text: str) -> Path:
    path = folder / "letter.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_letter_is_0(home: Path, tmp_path: Path) -> None:
    result = run(home, "review", written(tmp_path, LETTER), "--as-of", "2025-10-08")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].startswith("错误 0、警告 0")


def test_an_error_is_1_and_in_json_with_its_place(home: Path, tmp_path: Path) -> None:
    letter = written(tmp_path, LETTER.replace("500万元", "800万元"))
    result = run(home, "review", letter, "--as-of", "2025-10-08", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["as_of"], found["form"], found["counts"]["error"]) == ("2025-10-08", "reply", 1)
    first = found["findings"][0]
    assert (first["severity"], first["code"], first["quote"]) == ("error", "figure_differs", "800万元")
    assert first["end"] - first["start"] == len("800万元")
    assert first["citations"][0]["document_number"] == "海工信规〔2025〕2号"


def test_a_person_reads_both_figures(home: Path, tmp_path: Path) -> None:
    letter = written(tmp_path, LETTER.replace("500万元", "800万元"))
    lines = run(home, "review", letter, "--as-of", "2025-10-08").stdout.splitlines()
    assert lines[0].startswith("ERROR   第一项  与来源不一致：文中为800万元，来源为500万元。")
    assert "最高500万元" in lines[2]


def test_the_marked_copy_holds_the_findings(home: Path, tmp_path: Path) -> None:
    letter = written(tmp_path, LETTER.replace("500万元", "800万元"))
    marked = tmp_path / "marked.docx"
    run(home, "review", letter, "--as-of", "2025-10-08", "-o", marked)
    assert "--force" in run(home, "review", letter, "--as-of", "2025-10-08", "-o", marked).stderr
    comments = [comment.text for comment in docx.Document(str(marked)).comments]
    assert any(text.startswith("【错误】与来源不一致") for text in comments)


def test_with_the_proposal_every_suggestion_must_be_answered(home: Path, tmp_path: Path) -> None:
    proposal = tmp_path / "proposal.txt"
    proposal.write_text(
        "关于加快芯片产业发展的提案\n提案编号：第99号\n提案人：周远\n案由：加快芯片产业发展\n一、情况分析\n芯片产业发展较慢。\n"
        "二、意见建议\n（一）提高流片补贴标准。建议提高比例和上限。\n（二）建设人才公寓。建议在园区建设人才公寓500套。\n",
        encoding="utf-8",
    )
    result = run(home, "review", written(tmp_path, LETTER), "--proposal", proposal, "--as-of", "2025-10-08", "--json")
    missing = [each for each in json.loads(result.stdout)["findings"] if each["code"] == "suggestion_unanswered"]
    assert [each["where"] for each in missing] == ["建议2"]
    assert result.exit_code == 1


def test_the_copy_must_be_another_file(home: Path, tmp_path: Path) -> None:
    letter = written(tmp_path, LETTER)
    result = run(home, "review", letter, "-o", tmp_path / "marked.pdf")
    assert result.exit_code == 2
    assert "ends with .docx" in result.stderr


def test_commitments_in_json(home: Path) -> None:
    result = run(home, "commitments", "--as-of", "2025-10-08", "--json")
    assert result.exit_code == 0
    money, rule = json.loads(result.stdout)["commitments"]
    assert (money["due"], money["department"], money["standing"]) == ("2024-12-31", "市财政局", "overdue")
    assert (rule["due"], rule["standing"]) == ("2025-06-30", "maybe_met")
    assert rule["fulfilment"]["document_number"] == "海工信规〔2025〕2号"


def test_commitments_for_people_and_none_is_1(home: Path) -> None:
    result = run(home, "commitments", "--as-of", "2025-10-08", "--due", "2024-12-31")
    assert result.stdout.splitlines()[0] == "2024-12-31  已逾期  市财政局"
    assert run(home, "commitments", "--department", "没有").exit_code == 1


def test_commitments_as_sheets(home: Path, tmp_path: Path) -> None:
    sheet, book = tmp_path / "c.csv", tmp_path / "c.xlsx"
    run(home, "commitments", "--as-of", "2025-10-08", "--csv", sheet, "--xlsx", book)
    header, first, _ = csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline=""))
    row = dict(zip(header, first, strict=True))
    assert (row["期限"], row["状态"], row["责任单位"]) == ("2024-12-31", "已逾期", "市财政局")
    (only,) = openpyxl.load_workbook(book).worksheets
    assert [cell.value for cell in only["A"]] == ["期限", "2024-12-31", "2025-06-30"]
    assert run(home, "commitments", "--csv", tmp_path / "c.txt").exit_code == 2
