"""The command line as scripts and people meet it: exit codes, one-line errors, JSON, help and documentation.

The index of most tests is made with the shipped hashing encoder, which finds by wording; those about the packaged
model run in processes of their own, as a user's command does.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import pypdf
import pytest
from click.testing import CliRunner, Result
from reportlab.pdfgen.canvas import Canvas

from index.generation import current_generation
from index.writer_lock import writer_lock
from language_model_server import Server, fails, serving, writes
from search_cli import main

ROOT = Path(__file__).parents[1]
HEAVY = ["torch", "sentence_transformers", "transformers", "gradio", "pandas", "openai"]
QUESTION = "集成电路企业首次流片可以得到多少补助"
SENTENCE = "对集成电路企业首次工程流片，按照流片费用的百分之三十给予补助，每家企业每年最高不超过五百万元。"
RULE = f"""海州市集成电路产业专项资金管理办法
海工信规〔2025〕2号

第一章 总则
第一条 为支持集成电路产业发展，规范专项资金管理，制定本办法。

第二章 支持方向
第四条 流片支持。{SENTENCE}
第五条 人才支持。对新引进的集成电路高层次人才，每人给予一次性安家补助二十万元。

第三章 附则
第六条 本办法自2025年5月1日起施行，有效期五年。

海州市工业和信息化局
2025年3月26日
"""
PLAN = """海州市低空经济发展行动方案

一、发展目标
到2027年，全市低空经济规模达到一百亿元。

二、主要任务
建设无人机起降场三十个，开通物流航线二十条。

海州市人民政府办公室
2025年6月3日
"""


def run(*arguments: str | Path, home: Path | None = None) -> Result:
    """Call the program in this process."""
    common = ["--home", str(home)] if home is not None else []
    return CliRunner().invoke(main, [*map(str, arguments), *common])


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the program as a user does."""
    command = [sys.executable, str(ROOT / "search_cli.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env={**os.environ, **environment}
    )


def the_error(stderr: str) -> str:
    """The one line that an error is."""
    lines = [line for line in stderr.splitlines() if line.startswith("policykb: ")]
    assert len(lines) == 1, stderr
    assert "Traceback" not in stderr
    return lines[0].removeprefix("policykb: ")


def loads(result: Result) -> Any:
    return json.loads(result.stdout)


def make_home(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents") / "policies"
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "流片.txt").write_text(RULE, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an index of both documents; for reading only."""
    home = make_home(tmp_path_factory.mktemp("built") / "home")
    result = run("build", documents, home=home)
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A copy of the built home, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "own"))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A home without an index."""
    return make_home(tmp_path / "fresh")


class TestBuild:
    def test_counts_what_it_did(self, documents: Path, fresh: Path) -> None:
        report = loads(run("build", documents, "--json", home=fresh))
        assert {name: report[name] for name in ("added", "changed", "unchanged", "removed", "failed")} == {
            "added": 2,
            "changed": 0,
            "unchanged": 0,
            "removed": 0,
            "failed": 0,
        }
        assert report["failures"] == []
        assert report["generation"] == current_generation(fresh)
        assert all(isinstance(seconds, float) for seconds in report["seconds"].values())

    def test_without_a_path_it_builds_what_is_remembered(self, own: Path) -> None:
        report = loads(run("build", "--json", home=own))
        assert (report["added"], report["unchanged"]) == (0, 2)

    def test_a_dry_run_publishes_nothing(self, documents: Path, fresh: Path) -> None:
        result = run("build", documents, "--dry-run", home=fresh)
        assert result.exit_code == 0
        assert "2 added" in result.stdout
        assert not (fresh / "CURRENT").exists()

    def test_progress_goes_to_stderr(self, documents: Path, fresh: Path) -> None:
        result = run("build", documents, home=fresh)
        assert "read 2/2" in result.stderr
        assert "read 2/2" not in result.stdout


def empty_file(folder: Path) -> Path:
    path = folder / "empty.txt"
    path.touch()
    return path


def pdf_without_pages(folder: Path) -> Path:
    path = folder / "none.pdf"
    pypdf.PdfWriter().write(path)
    return path


def random_bytes(folder: Path) -> Path:
    path = folder / "random.pdf"
    path.write_bytes(bytes((7 * n * n + 13 * n) % 256 for n in range(5000)))
    return path


def encrypted_pdf(folder: Path) -> Path:
    path = folder / "secret.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)
    return path


BAD_FILES = [
    (empty_file, "empty"),
    (pdf_without_pages, "empty"),
    (random_bytes, "damaged"),
    (encrypted_pdf, "encrypted"),
]


class TestBadFiles:
    @pytest.mark.parametrize(("make", "code"), BAD_FILES)
    def test_building_reports_it_and_keeps_the_rest(self, make: Any, code: str, tmp_path: Path, own: Path) -> None:
        folder = tmp_path / "more"
        folder.mkdir()
        bad = make(folder)
        (folder / "good.txt").write_text(PLAN.replace("2025年", "2026年"), encoding="utf-8")
        result = run("build", folder, "--json", home=own)
        assert result.exit_code == 1
        report = loads(result)
        assert (report["added"], report["failed"]) == (1, 1)
        (failure,) = report["failures"]
        assert (failure["path"], failure["code"]) == (str(bad), code)
        assert len(failure["message"].splitlines()) == 1
        assert len(loads(run("list", "--json", home=own))["documents"]) == 3

    @pytest.mark.parametrize(("make", "code"), BAD_FILES)
    def test_a_person_reads_code_path_and_reason_in_one_line(
        self, make: Any, code: str, tmp_path: Path, fresh: Path
    ) -> None:
        bad = make(tmp_path)
        result = run("build", bad, home=fresh)
        assert result.exit_code == 1
        assert len([line for line in result.stdout.splitlines() if line.startswith(f"{code}  {bad}: ")]) == 1

    @pytest.mark.parametrize(("make", "code"), BAD_FILES)
    def test_inspecting_it_is_an_error_of_one_line(self, make: Any, code: str, tmp_path: Path, fresh: Path) -> None:
        bad = make(tmp_path)
        result = run("inspect", bad, home=fresh)
        assert result.exit_code == 1
        assert the_error(result.stderr).startswith(f"{bad}: ")
        assert result.stdout == ""

    def test_a_folder_without_documents(self, tmp_path: Path, own: Path) -> None:
        nothing = tmp_path / "nothing"
        nothing.mkdir()
        result = run("build", nothing, home=own)
        assert result.exit_code == 1
        assert the_error(result.stderr).startswith(f"{nothing}: holds no document. ")
        assert len(loads(run("list", "--json", home=own))["documents"]) == 2


class TestWrongUse:
    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["no-such-command"],
            ["build", "--no-such-option"],
            ["build", "/no/such/folder"],
            ["build", ".", "--workers", "0"],
            ["inspect", "/no/such/file.pdf"],
            ["inspect", "."],
            ["ask"],
            ["ask", "  "],
            ["ask", "问题", "--as-of", "2025-13-01"],
            ["ask", "问题", "--kind", "poem"],
            ["ask", "问题", "--from", __file__],
            ["ask", "--from", __file__],
            ["search", "问题", "--mode", "best"],
            ["search", "问题", "--top", "0"],
            ["measures", "  "],
            ["measures", "--status", "old"],
            ["measures", "--csv", "流片"],
            ["measures", "流片", "--xlsx", "out.csv"],
            ["measures", "--company", "/no/such/company.toml"],
            ["measures", "--company", __file__],
            ["show"],
            ["evaluate"],
            ["evaluate", "/no/such/folder"],
            ["evaluate", str(ROOT / "tests")],
            ["sources", "--remove", "no-such-source"],
            ["serve", "--port", "70000"],
        ],
        ids=" ".join,
    )
    def test_is_one_line_and_2(self, arguments: list[str], own: Path) -> None:
        result = CliRunner(env={"POLICYKB_HOME": str(own)}).invoke(main, arguments)
        assert result.exit_code == 2, result.output
        assert the_error(result.stderr)
        assert len(result.stderr.splitlines()) == 1
        assert result.stdout == ""

    def test_names_the_help_that_fits(self, own: Path) -> None:
        assert "'policykb build --help'" in run("build", "--no-such-option", home=own).stderr

    def test_nothing_remembered_yet(self, fresh: Path) -> None:
        result = run("build", home=fresh)
        assert result.exit_code == 2
        assert "no source is remembered yet" in the_error(result.stderr)


class TestNeedsAttention:
    @pytest.mark.parametrize(
        "command",
        [
            ["ask", "问题"],
            ["search", "问题"],
            ["measures"],
            ["list"],
            ["sources"],
            ["show", "x"],
            ["status"],
            ["generations"],
            ["rollback"],
        ],
    )
    def test_no_index(self, command: list[str], fresh: Path) -> None:
        result = run(*command, home=fresh)
        assert result.exit_code == 3
        assert "policykb build" in the_error(result.stderr)

    @pytest.mark.parametrize("damage", ["truncated", "overwritten", "missing"])
    @pytest.mark.parametrize(
        "name", ["manifest.json", "chunks.db", "vectors.faiss", "sentences.npy", "lexical/meta.json"]
    )
    def test_a_corrupt_index_file_is_named_and_a_full_build_mends_it(self, name: str, damage: str, own: Path) -> None:
        path = own / "generations" / current_generation(own) / name
        content = path.read_bytes()
        match damage:
            case "truncated":
                path.write_bytes(content[: len(content) // 2])
            case "overwritten":
                path.write_bytes(bytes(reversed(content)))
            case "missing":
                path.unlink()
        result = run("search", "流片", home=own)
        assert result.exit_code == 3, result.output
        assert str(path) in the_error(result.stderr)
        assert "policykb build --full" in result.stderr

    def test_a_pointer_to_nowhere(self, own: Path) -> None:
        (own / "CURRENT").write_text("20200101-000000-000000\n", encoding="ascii")
        result = run("search", "流片", home=own)
        assert result.exit_code == 3
        assert "policykb build --full" in the_error(result.stderr)

    def test_another_process_is_building(self, documents: Path, own: Path) -> None:
        with writer_lock(own):
            done = process("build", documents, "--home", own)
        assert done.returncode == 3
        assert "another build is running" in the_error(done.stderr)

    def test_an_unknown_setting(self, own: Path) -> None:
        (own / "settings.toml").write_text('modle = "hashing"\n', encoding="utf-8")
        result = run("status", home=own)
        assert result.exit_code == 3
        assert "unknown setting 'modle'" in the_error(result.stderr)

    def test_a_home_that_cannot_be_written(self, documents: Path) -> None:
        result = run("build", documents, home=Path("/proc/policykb"))
        assert result.exit_code == 3
        assert "/proc/policykb" in the_error(result.stderr)


class TestOperation:
    """Generations, going back, and the doctor."""

    @pytest.fixture
    def grown(self, own: Path, tmp_path: Path) -> tuple[Path, str, str]:
        """A home with two generations, and their ids."""
        before = current_generation(own)
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "新.txt").write_text(PLAN.replace("2025年", "2026年"), encoding="utf-8")
        assert run("build", tmp_path / "more", home=own).exit_code == 0
        return own, before, current_generation(own)

    def test_generations(self, grown: tuple[Path, str, str]) -> None:
        home, before, after = grown
        listed = loads(run("generations", "--json", home=home))["generations"]
        assert [(each["id"], each["documents"], each["current"], each["usable"]) for each in listed] == [
            (after, 3, True, True),
            (before, 2, False, True),
        ]
        assert all(each["size_bytes"] > 0 and each["published_at"] and not each["problem"] for each in listed)
        assert f"{after}\t" in run("generations", home=home).stdout

    def test_rollback_goes_back_and_forth(self, grown: tuple[Path, str, str]) -> None:
        home, before, after = grown
        assert loads(run("rollback", "--json", home=home)) == {"generation": before, "before": after, "documents": 2}
        assert loads(run("status", "--json", home=home))["generation"] == before
        result = run("rollback", after, home=home)
        assert result.exit_code == 0
        assert f"policykb rollback {before}" in result.stdout
        assert current_generation(home) == after

    def test_a_build_after_a_rollback_says_what_it_went_over(
        self, grown: tuple[Path, str, str], documents: Path
    ) -> None:
        home, _, after = grown
        run("rollback", home=home)
        result = run("build", "--full", home=home)
        assert f"{after} had been set aside" in result.stdout

    @pytest.mark.parametrize("generation", ["20200101-000000-000000", "../../etc"])
    def test_an_unknown_generation_is_3(self, generation: str, own: Path) -> None:
        result = run("rollback", generation, home=own)
        assert result.exit_code == 3
        assert "policykb generations" in the_error(result.stderr)

    def test_nothing_to_go_back_to_is_3(self, own: Path) -> None:
        assert run("rollback", home=own).exit_code == 3

    def test_the_doctor_finds_nothing(self, built: Path) -> None:
        result = run("doctor", "--json", home=built)
        assert result.exit_code == 0
        report = loads(result)
        assert (report["healthy"], report["faults"], report["mended"]) == (True, [], [])
        assert "healthy" in run("doctor", home=built).stdout

    def test_the_doctor_names_a_fault_and_mends_it(self, grown: tuple[Path, str, str]) -> None:
        home, before, after = grown
        (home / "generations" / after / "chunks.db").unlink()
        result = run("doctor", home=home)
        assert result.exit_code == 3
        assert "current_damaged" in result.stdout
        assert "doctor --fix" in result.stdout
        fixed = run("doctor", "--fix", "--json", home=home)
        assert fixed.exit_code == 0
        assert [finding["code"] for finding in loads(fixed)["mended"]] == ["current_damaged"]
        assert current_generation(home) == before

    def test_no_index_is_a_fault(self, fresh: Path) -> None:
        result = run("doctor", "--json", home=fresh)
        assert result.exit_code == 3
        assert [finding["code"] for finding in loads(result)["faults"]] == ["no_index"]

    def test_a_build_tells_its_progress_to_programs(self, documents: Path, fresh: Path) -> None:
        result = run("build", documents, "--events", "--json", home=fresh)
        events = [json.loads(line) for line in result.stderr.splitlines()]
        assert {"scan", "read", "chunk", "embed", "publish", "done"} <= {event["stage"] for event in events}
        assert {event["note"] for event in events if event["stage"] == "read"} == {
            "",
            "policies/plan.txt",
            "policies/rules/流片.txt",
        }
        removed = run("remove", "policies/plan.txt", "--events", home=fresh)
        assert json.loads(removed.stderr.splitlines()[0])["stage"] in {"scan", "write"}


class TestAsk:
    def test_an_answer_in_json(self, built: Path) -> None:
        result = run("ask", QUESTION, "--as-of", "2025-10-01", "--json", home=built)
        assert result.exit_code == 0, result.output
        answer = loads(result)
        assert list(answer) == [
            "question", "as_of", "grounded", "text", "citations", "refusal", "nearest", "generation", "elapsed_ms",
            "warnings", "written_by_model",
        ]  # fmt: skip
        assert (answer["question"], answer["as_of"], answer["grounded"]) == (QUESTION, "2025-10-01", True)
        assert answer["refusal"] is None
        citation = next(citation for citation in answer["citations"] if citation["quote"].endswith(SENTENCE))
        assert {
            "n", "document", "id", "title", "document_number", "issuer", "kind", "issued_on", "status", "status_reason",
            "heading_path", "page", "start", "end", "quote", "score",
        } <= set(citation)  # fmt: skip
        assert citation["document"] == "policies/rules/流片.txt"
        assert citation["document_number"] == "海工信规〔2025〕2号"
        assert citation["issued_on"] == "2025-03-26"
        assert citation["page"] is None
        text = loads(run("show", citation["id"], "--json", home=built))["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]

    def test_every_marker_has_its_citation(self, built: Path) -> None:
        answer = loads(run("ask", QUESTION, "--json", home=built))
        markers = {int(number) for number in re.findall(r"\[\^(\d+)\]", answer["text"])}
        assert markers == {citation["n"] for citation in answer["citations"]}

    def test_an_answer_for_a_person(self, built: Path) -> None:
        shown = run("ask", QUESTION, home=built).stdout
        assert f"{SENTENCE}[" in shown
        assert "[^" not in shown
        assert "海工信规〔2025〕2号 · 2025-03-26" in shown
        assert "\x1b" not in shown

    def test_a_refusal_is_1(self, built: Path) -> None:
        result = run("ask", "光刻机进口关税减免", "--json", home=built)
        assert result.exit_code == 1
        answer = loads(result)
        assert answer["grounded"] is False
        assert answer["citations"] == []
        assert answer["refusal"]
        assert len(answer["nearest"]) <= 3

    def test_a_file_of_questions_gives_a_line_each_in_order(self, built: Path, tmp_path: Path) -> None:
        questions = tmp_path / "questions.jsonl"
        questions.write_text(
            json.dumps({"id": "b", "text": QUESTION, "as_of": "2025-10-01"}, ensure_ascii=False)
            + "\n\n"
            + json.dumps({"id": "a", "text": "光刻机进口关税减免", "gold": []}, ensure_ascii=False)
            + "\n",
            encoding="utf-8",
        )
        result = run("ask", "--from", questions, home=built)
        assert result.exit_code == 1  # the second one was refused
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(answer["id"], answer["grounded"]) for answer in answers] == [("b", True), ("a", False)]
        assert answers[0]["as_of"] == "2025-10-01"

    def test_a_broken_line_is_told_before_the_first_answer(self, built: Path, tmp_path: Path) -> None:
        questions = tmp_path / "questions.jsonl"
        questions.write_text('{"id": "a", "text": "流片"}\n{"id": "b"}\n', encoding="utf-8")
        result = run("ask", "--from", questions, home=built)
        assert result.exit_code == 2
        assert f"{questions}, line 2: " in the_error(result.stderr)
        assert result.stdout == ""


class TestLanguageModel:
    WRITTEN = "首次流片按费用的30%补助，每家一年最多500万元。[^1]"

    @pytest.fixture
    def configured(self, own: Path) -> Iterator[tuple[Path, Server]]:
        """A home whose settings name a language model that writes one sentence that holds and one that does not."""
        with serving(writes(f"{self.WRITTEN}\n最高可得9000万元。[^1]\n")) as server:
            settings = own / "settings.toml"
            table = f'[language_model]\nbase_url = "{server.endpoint().base_url}"\nmodel = "scripted"\nretries = 0\n'
            settings.write_text(settings.read_text(encoding="utf-8") + table, encoding="utf-8")
            yield own, server

    def test_it_writes_where_one_is_configured(self, configured: tuple[Path, Server]) -> None:
        home, server = configured
        answer = loads(run("ask", QUESTION, "--json", home=home))
        assert (answer["text"], answer["written_by_model"]) == (self.WRITTEN, True)
        assert answer["warnings"] == ["语言模型所写的 1 句话没有通过与原文的核对，已删去。"]
        assert any(SENTENCE in citation["quote"] for citation in answer["citations"])
        assert SENTENCE in server.asked()

    def test_no_llm_only_quotes_and_asks_nobody(self, configured: tuple[Path, Server]) -> None:
        home, server = configured
        answer = loads(run("ask", QUESTION, "--no-llm", "--json", home=home))
        assert (answer["written_by_model"], answer["warnings"]) == (False, [])
        assert server.requests == []

    def test_a_refused_question_asks_nobody(self, configured: tuple[Path, Server]) -> None:
        home, server = configured
        assert run("ask", "光刻机进口关税减免", "--llm", home=home).exit_code == 1
        assert server.requests == []

    def test_a_person_sees_the_quotes_under_what_was_written(self, configured: tuple[Path, Server]) -> None:
        home, _ = configured
        plain, streamed = (run("ask", QUESTION, *flags, home=home).stdout for flags in ([], ["--stream"]))
        assert plain == streamed
        assert self.WRITTEN.replace("[^1]", "[1]") in plain
        assert plain.index("已删去") < plain.index(SENTENCE)
        assert "9000万元" not in plain

    def test_without_a_model_a_stream_quotes(self, built: Path) -> None:
        assert run("ask", QUESTION, "--stream", home=built).stdout == run("ask", QUESTION, home=built).stdout

    def test_where_it_is_not_there_the_documents_are_quoted_with_a_warning(self, own: Path) -> None:
        with serving(fails(500)) as server:
            environment = {"POLICYKB_LLM_BASE_URL": server.endpoint().base_url, "POLICYKB_LLM_MODEL": "scripted"}
            result = CliRunner().invoke(main, ["ask", QUESTION, "--home", str(own)], env=environment)
        assert result.exit_code == 0
        assert f"{SENTENCE}[" in result.stdout
        assert "以下只引原文：language model scripted at http://127.0.0.1" in result.stdout

    def test_each_line_of_a_file_is_written(self, configured: tuple[Path, Server], tmp_path: Path) -> None:
        questions = tmp_path / "questions.jsonl"
        questions.write_text(json.dumps({"id": 1, "text": QUESTION}) + "\n", encoding="utf-8")
        result = run("ask", "--from", questions, home=configured[0])
        assert json.loads(result.stdout)["text"] == self.WRITTEN

    def test_llm_without_a_model_is_3(self, built: Path) -> None:
        result = run("ask", QUESTION, "--llm", home=built)
        assert result.exit_code == 3
        assert "[language_model]" in the_error(result.stderr)

    def test_a_stream_is_for_people(self, built: Path) -> None:
        result = run("ask", QUESTION, "--stream", "--json", home=built)
        assert result.exit_code == 2
        assert "--stream" in the_error(result.stderr)


class TestSearch:
    def test_hits_in_json(self, built: Path) -> None:
        result = run("search", "首次工程流片补助", "--json", home=built)
        assert result.exit_code == 0
        found = loads(result)
        assert list(found) == ["query", "hits", "generation", "elapsed_ms"]
        assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
        assert SENTENCE in found["hits"][0]["text"]
        assert {"document", "id", "heading_path", "page", "start", "end", "quote", "score"} <= set(found["hits"][0])

    @pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
    def test_every_mode_finds_it(self, mode: str, built: Path) -> None:
        assert (
            SENTENCE
            in loads(run("search", "首次工程流片补助", "--mode", mode, "--json", home=built))["hits"][0]["text"]
        )

    def test_requests_come_with_their_answers(self, tmp_path: Path) -> None:
        (tmp_path / "答复.txt").write_text(
            "海州市工业和信息化局关于市政协提案第12号答复的函\n李建国委员：\n您的提案收悉，现答复如下：\n"
            "一、关于减免流片费用的建议\n吸收采纳。\n我市已对流片费用给予补助。\n",
            encoding="utf-8",
        )
        home = tmp_path / "home"
        home.mkdir()
        (home / "settings.toml").write_text('model = "hashing"\n')
        assert run("build", tmp_path / "答复.txt", home=home).exit_code == 0
        shown = run("search", "减免流片费用", "--requests", home=home)
        assert shown.exit_code == 0
        lines = [line.strip() for line in shown.stdout.splitlines()]
        assert lines[-3:] == ["一、关于减免流片费用的建议", "吸收采纳。", "我市已对流片费用给予补助。"]
        found = loads(run("search", "减免流片费用", "--requests", "--json", home=home))
        assert list(found) == ["query", "requests", "generation", "elapsed_ms"]
        assert [answer["text"] for answer in found["requests"][0]["answers"]] == lines[-2:]

    def test_top_limits(self, built: Path) -> None:
        assert len(loads(run("search", "海州市", "--top", "1", "--json", home=built))["hits"]) == 1

    def test_filters_narrow(self, built: Path) -> None:
        hits = loads(run("search", "海州市", "--issuer", "工业和信息化局", "--json", home=built))["hits"]
        assert {hit["document"] for hit in hits} == {"policies/rules/流片.txt"}

    def test_nothing_found_is_1(self, built: Path) -> None:
        result = run("search", "流片", "--year", "1999", home=built)
        assert result.exit_code == 1
        assert result.stdout == "没有找到相关段落。\n"

    def test_a_person_reads_rank_place_and_passage(self, built: Path) -> None:
        first = run("search", "首次工程流片补助", home=built).stdout.splitlines()
        assert first[0].startswith(" 1  ")
        assert "第二章 支持方向 › 第四条" in first[0]
        assert any(SENTENCE in line for line in first)


class TestMeasures:
    """The rule of the two documents grants something in Chinese numerals; the plan grants nothing."""

    def test_in_json(self, built: Path) -> None:
        found = loads(run("measures", "集成电路", "--json", "--as-of", "2025-10-01", home=built))["measures"]
        tape_out, talent = found
        assert tape_out["target"] == "集成电路企业首次工程流片"
        assert tape_out["amount"] | {"text": ""} == {
            "value": None,
            "max": 5_000_000,
            "min": None,
            "unit": "元",
            "rate": 0.3,
            "per": "每家企业每年",
            "text": "",
        }
        assert (talent["target"], talent["amount"]["value"]) == ("新引进的集成电路高层次人才", 200_000)
        assert (tape_out["status"], tape_out["valid_until"]) == ("in_force", "2030-04-30")
        assert tape_out["citations"]["measure"]["quote"] == SENTENCE

    def test_in_a_pipe_is_a_line_each_parted_by_tabs(self, built: Path) -> None:
        lines = run("measures", home=built).stdout.splitlines()
        assert len(lines) == 3
        assert lines[0].split("\t")[:3] == ["支持对象", "类型", "金额"]

    def test_nothing_found_is_1(self, built: Path) -> None:
        assert run("measures", "养老院", home=built).exit_code == 1

    def test_a_status_narrows(self, built: Path) -> None:
        assert run("measures", "--status", "repealed", home=built).exit_code == 1
        assert run("measures", "--status", "not_yet", "--as-of", "2025-04-01", home=built).exit_code == 0

    def test_spreadsheets(self, built: Path, tmp_path: Path) -> None:
        table, book = tmp_path / "m.csv", tmp_path / "m.xlsx"
        result = run("measures", "流片", "--csv", table, "--xlsx", book, home=built)
        assert (result.exit_code, result.stdout) == (0, f"1 measures in {table} and {book}.\n")
        assert table.read_bytes().startswith("\ufeff支持对象,".encode())
        assert book.read_bytes().startswith(b"PK")
        assert run("measures", "流片", "--xlsx", book, home=built).exit_code == 0, "a table is made anew"

    def test_csv_without_a_file_goes_to_standard_output(self, built: Path) -> None:
        result = run("measures", "流片", "--csv", home=built)
        assert result.stdout.startswith("支持对象,类型,")

    def test_a_company_is_judged(self, built: Path, tmp_path: Path) -> None:
        profile = tmp_path / "company.toml"
        profile.write_text('revenue = "1.2亿元"\n', encoding="utf-8")
        found = loads(run("measures", "流片", "--company", profile, "--json", home=built))["measures"]
        assert [judged["verdict"] for judged in found[0]["company"]] == ["unknown"] * len(found[0]["conditions"])


class TestDocuments:
    def test_list_in_json(self, built: Path) -> None:
        listed = loads(run("list", "--json", home=built))["documents"]
        assert [document["document"] for document in listed] == ["policies/plan.txt", "policies/rules/流片.txt"]
        assert list(listed[0]) == [
            "document", "id", "kind", "title", "document_number", "issuer", "issued_on", "status", "chunks", "warnings",
            "paths", "also_at", "versions", "part_of",
        ]  # fmt: skip

    def test_list_in_a_pipe_is_a_line_each_parted_by_tabs(self, built: Path) -> None:
        lines = run("list", home=built).stdout.splitlines()
        assert len(lines) == 3
        assert "海州市低空经济发展行动方案" in lines[1].split("\t")

    def test_sources(self, built: Path, documents: Path) -> None:
        assert loads(run("sources", "--json", home=built)) == {
            "sources": [{"name": "policies", "path": str(documents)}]
        }

    @pytest.mark.parametrize("key", ["name", "id", "path"])
    def test_show_takes_name_id_and_path(self, key: str, built: Path, documents: Path) -> None:
        name = "policies/rules/流片.txt"
        listed = {document["document"]: document for document in loads(run("list", "--json", home=built))["documents"]}
        keys = {"name": name, "id": listed[name]["id"], "path": str(documents / "rules" / "流片.txt")}
        shown = loads(run("show", keys[key], "--json", home=built))
        assert shown["document"] == name
        assert {"document", "metadata", "outline", "text", "pages"} <= set(shown)
        assert shown["pages"] == []
        assert shown["metadata"]["document_number"] == "海工信规〔2025〕2号"
        assert SENTENCE in shown["text"]

    def test_show_for_a_person_holds_the_text(self, built: Path) -> None:
        assert SENTENCE in run("show", "policies/rules/流片.txt", home=built).stdout

    @pytest.mark.parametrize("command", ["show", "remove"])
    def test_an_unknown_document_is_1(self, command: str, own: Path) -> None:
        result = run(command, "no/such.pdf", home=own)
        assert result.exit_code == 1
        assert the_error(result.stderr).startswith("no/such.pdf: not in the index.")

    def test_remove_takes_out_and_stays_out(self, own: Path) -> None:
        assert loads(run("remove", "policies/plan.txt", "--json", home=own)) == {"removed": "policies/plan.txt"}
        run("build", home=own)
        listed = loads(run("list", "--json", home=own))["documents"]
        assert [document["document"] for document in listed] == ["policies/rules/流片.txt"]

    def test_removing_a_source_takes_its_documents_out(self, own: Path) -> None:
        removed = loads(run("sources", "--remove", "policies", "--json", home=own))
        assert removed == {"sources": [], "removed": 2}
        assert loads(run("list", "--json", home=own)) == {"documents": []}

    def test_a_source_goes_with_a_word_on_how_many_documents(self, own: Path) -> None:
        assert "2 documents removed with policies" in run("sources", "--remove", "policies", home=own).stdout

    def test_copies_and_versions_are_told(self, documents: Path, tmp_path: Path, own: Path) -> None:
        folder = tmp_path / "again"
        folder.mkdir()
        shutil.copy(documents / "plan.txt", folder / "copy.txt")
        amended = RULE.replace("百分之三十", "百分之四十").replace("2025年3月26日", "2026年3月26日")
        (folder / "amended.txt").write_text(amended, encoding="utf-8")
        report = loads(run("build", folder, "--json", home=own))
        assert report["copies"] == [{"path": str(folder / "copy.txt"), "document": "policies/plan.txt"}]
        (pair,) = report["versions"]
        assert (pair["document"], pair["of"]) == ("again/amended.txt", "policies/rules/流片.txt")
        assert 0.8 < pair["similarity"] < 1
        shown = loads(run("show", "again/copy.txt", "--json", home=own))
        assert (shown["document"], shown["also_at"]) == ("policies/plan.txt", ["again/copy.txt"])
        assert shown["paths"] == [str(documents / "plan.txt"), str(folder / "copy.txt")]
        (other,) = loads(run("show", "policies/rules/流片.txt", "--json", home=own))["versions"]
        assert (other["document"], other["issued_on"]) == ("again/amended.txt", "2026-03-26")
        assert loads(run("status", "--json", home=own))["copies"] == 1
        assert "copies" in run("status", home=own).stdout
        text = run("show", "policies/rules/流片.txt", home=own).stdout
        assert "likely another version  again/amended.txt (2026-03-26, " in text
        assert "also at  again/copy.txt" in run("show", "policies/plan.txt", home=own).stdout

    def test_a_build_names_copies_and_versions(self, tmp_path: Path, fresh: Path) -> None:
        folder = tmp_path / "rules"
        folder.mkdir()
        for name, text in (("a.txt", RULE), ("b.txt", RULE), ("c.txt", RULE.replace("百分之三十", "百分之四十"))):
            (folder / name).write_text(text, encoding="utf-8")
        lines = run("build", folder, home=fresh).stdout.splitlines()
        versions = [line for line in lines if line.startswith("version  ")]
        assert len(versions) == 1
        assert versions[0].startswith("version  rules/c.txt: likely a version of rules/a.txt (same title, ")
        assert sum("; 1 of 3 files have the content of another" in line for line in lines) == 1

    def test_status(self, built: Path) -> None:
        state = loads(run("status", "--json", home=built))
        assert (state["documents"], state["model"], state["home"]) == (2, "hashing", str(built))
        assert state["generation"] == current_generation(built)

    def test_inspect_in_json(self, documents: Path, fresh: Path) -> None:
        read = loads(run("inspect", documents / "rules" / "流片.txt", "--json", home=fresh))
        assert {"metadata", "outline", "blocks", "tables", "warnings"} <= set(read)
        assert all({"kind", "level", "page", "text", "heading_path"} <= set(block) for block in read["blocks"])
        assert read["document"] == "rules/流片.txt"
        assert read["metadata"]["issued_on"] == "2025-03-26"
        assert any(SENTENCE in block["text"] for block in read["blocks"])

    def test_inspect_for_a_person(self, documents: Path, fresh: Path) -> None:
        shown = run("inspect", documents / "rules" / "流片.txt", home=fresh).stdout
        assert "document_number" in shown
        assert "blocks" in shown

    def test_inspect_as_a_page(self, documents: Path, fresh: Path, tmp_path: Path) -> None:
        file, page = documents / "rules" / "流片.txt", tmp_path / "page.html"
        for _ in range(2):  # what it wrote itself it writes anew
            assert run("inspect", file, "--html", page, home=fresh).stdout.startswith(f"Wrote {page}")
        assert SENTENCE in page.read_text("utf-8")
        as_json = loads(run("inspect", file, "--html", page, "--json", home=fresh))
        assert as_json["document"] == "rules/流片.txt"

    def test_inspect_tells_what_people_corrected(self, own: Path, documents: Path, tmp_path: Path) -> None:
        file, page = documents / "rules" / "流片.txt", tmp_path / "page.html"
        assert loads(run("inspect", file, "--json", home=own))["corrections"] == {}
        (own / "corrections").mkdir()
        rows = (
            "文件,字段,值\nrules/流片.txt,有效期至,2027-12-31\nrules/流片.txt,文号,\nrules/流片.txt,废止,《旧办法》\n"
        )
        (own / "corrections" / "metadata.csv").write_text(rows, encoding="utf-8")
        assert run("build", documents, home=own).exit_code == 0
        read = loads(run("inspect", file, "--json", home=own))
        assert read["corrections"]["valid_until"] == "2027-12-31"
        assert read["corrections"]["document_number"] is None
        assert read["corrections"]["repeals"][0]["title"] == "旧办法"
        assert read["metadata"]["valid_until"] == "2030-04-30"  # what the file itself says
        shown = run("inspect", file, home=own).stdout
        assert "  by hand in the index  valid_until  2027-12-31\n" in shown
        assert "  by hand in the index  document_number  none\n" in shown
        assert run("inspect", file, "--html", page, home=own).exit_code == 0
        assert "by hand in the index: <b>title 旧办法</b>" in page.read_text("utf-8")
        elsewhere = shutil.copy(file, tmp_path / "elsewhere.txt")
        assert loads(run("inspect", elsewhere, "--json", home=own))["corrections"] == {}

    def test_inspecting_beside_a_damaged_index_says_what_is_missing(self, own: Path, documents: Path) -> None:
        (own / "CURRENT").write_text("no such generation", encoding="utf-8")
        result = run("inspect", documents / "plan.txt", home=own)
        assert result.exit_code == 0
        assert "海州市低空经济发展行动方案" in result.stdout
        assert the_error(result.stderr).startswith("corrections by hand are not shown: ")

    def test_a_hostile_file_runs_nothing_in_the_page(self, fresh: Path, tmp_path: Path) -> None:
        file, page = tmp_path / "<img src=x onerror=alert(1)>.txt", tmp_path / "page.html"
        words = "第一条 <script>alert(1)</script><img src=x onerror=alert(2)>"
        file.write_text(f"关于</style><script>alert(3)</script>的通知\n{words}\n", encoding="utf-8")
        assert run("inspect", file, "--html", page, home=fresh).exit_code == 0
        html = page.read_text("utf-8")
        assert "&lt;script&gt;alert(1)" in html
        assert "<script" not in html
        assert "<img" not in html

    def test_inspecting_keeps_to_the_limits(self, fresh: Path, tmp_path: Path) -> None:
        (fresh / "settings.toml").write_text("seconds_per_file = 2\nfile_mb = 1\n", encoding="utf-8")
        endless, large = tmp_path / "endless.txt", tmp_path / "large.txt"
        os.mkfifo(endless)  # whoever reads it waits for ever
        large.write_bytes(b"a" * (1024 * 1024 + 1))
        as_page: list[str | Path] = ["--html", tmp_path / "page.html"]
        for file, limit in ((endless, "seconds_per_file"), (large, "file_mb")):
            for form in ([], as_page):
                result = run("inspect", file, *form, home=fresh)
                assert result.exit_code == 1
                assert limit in the_error(result.stderr)
        assert not (tmp_path / "page.html").exists()

    def test_inspecting_tries_the_passwords_of_the_settings(self, fresh: Path, tmp_path: Path) -> None:
        file, page, stream = tmp_path / "locked.pdf", tmp_path / "page.html", BytesIO()
        canvas = Canvas(stream)
        canvas.drawString(100, 700, "Subsidies for companies that open their data to others.")
        canvas.save()
        writer = pypdf.PdfWriter(stream)
        writer.encrypt("open sesame", algorithm="AES-256")
        writer.write(file)
        assert "encrypted" in the_error(run("inspect", file, home=fresh).stderr)
        (fresh / "settings.toml").write_text('passwords = ["wrong", "open sesame"]\n', encoding="utf-8")
        assert "Subsidies" in run("inspect", file, home=fresh).stdout
        assert run("inspect", file, "--html", page, home=fresh).exit_code == 0
        assert "data:image/png;base64," in page.read_text("utf-8")

    def test_names_and_texts_give_the_terminal_no_orders(self, fresh: Path, tmp_path: Path) -> None:
        file = tmp_path / "\x1b[31m关于\x9b2J.txt"
        file.write_text(
            "关于\x1b]0;title\x07申报的通知\n" + "第一条 请各单位报送材料，并按照规定的时间完成有关工作。\n" * 20,
            encoding="utf-8",
        )
        shown = run("inspect", file, home=fresh)
        assert shown.exit_code == 0
        file.write_bytes(b"")
        refused = run("inspect", file, home=fresh)
        assert refused.exit_code == 1
        built = run("build", file, home=fresh)
        assert not any(mark in result.output for result in (shown, refused, built) for mark in "\x1b\x9b\x07")

    def test_inspecting_needs_no_home_and_makes_none(self, documents: Path, tmp_path: Path) -> None:
        home = tmp_path / "nowhere"
        assert run("inspect", documents / "rules" / "流片.txt", home=home).exit_code == 0
        assert not home.exists()

    def test_inspect_overwrites_no_document(self, documents: Path, fresh: Path) -> None:
        file, other = documents / "plan.txt", documents / "rules" / "流片.txt"
        for target, forced in ((file, []), (other, []), (file, ["--force"])):
            before = target.read_bytes()
            result = run("inspect", file, "--html", target, *forced, home=fresh)
            assert result.exit_code == 2
            assert "is there already" in the_error(result.stderr)
            assert target.read_bytes() == before


class TestEvaluate:
    def test_a_folder_in_beir_form(self, tmp_path: Path, own: Path) -> None:
        folder = tmp_path / "set"
        (folder / "qrels").mkdir(parents=True)
        records = [{"_id": "a", "title": "", "text": RULE}, {"_id": "b", "title": "", "text": PLAN}]
        queries = [{"_id": "1", "text": "首次工程流片补助"}, {"_id": "2", "text": "无人机起降场"}]
        for name, lines in (("corpus", records), ("queries", queries)):
            content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            (folder / f"{name}.jsonl").write_text(content, encoding="utf-8")
        (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t1\n", encoding="utf-8")
        before = current_generation(own)
        result = run("evaluate", folder, "--json", home=own)
        assert result.exit_code == 0, result.output
        report = loads(result)
        assert set(report["modes"]) == set(report["latency_ms"]) == {"hybrid", "dense", "lexical"}
        assert report["modes"]["lexical"] == {
            "ndcg@10": 1.0, "mrr@10": 1.0, "recall@1": 1.0, "recall@5": 1.0, "recall@10": 1.0, "recall@100": 1.0,
        }  # fmt: skip
        assert current_generation(own) == before
        assert "ndcg@10" in run("evaluate", folder, home=own).stdout

    def test_answers(self, built: Path, tmp_path: Path) -> None:
        questions = tmp_path / "questions.jsonl"
        lines = [
            {"id": "1", "text": QUESTION, "gold": [["policies/rules/流片.txt", SENTENCE]]},
            {"id": "2", "text": "光刻机进口关税减免", "gold": []},
        ]
        questions.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        result = run("evaluate", "--answers", questions, "--json", home=built)
        assert result.exit_code == 0, result.output
        report = loads(result)
        assert (report["answered_right"], report["refused_right"]) == (1, 1)
        assert "1 of 1" in run("evaluate", "--answers", questions, home=built).stdout


class TestCommonOptions:
    def test_may_stand_before_the_command(self, built: Path) -> None:
        result = CliRunner().invoke(main, ["--home", str(built), "--json", "status"])
        assert loads(result)["documents"] == 2

    def test_the_one_after_the_command_wins(self, built: Path, fresh: Path) -> None:
        assert CliRunner().invoke(main, ["--home", str(fresh), "status", "--home", str(built)]).exit_code == 0

    def test_home_comes_from_the_environment_otherwise(self, built: Path) -> None:
        assert CliRunner(env={"POLICYKB_HOME": str(built)}).invoke(main, ["status"]).exit_code == 0

    def test_verbose_shows_the_traceback(self, fresh: Path) -> None:
        result = run("status", "-v", home=fresh)
        assert result.exit_code == 3
        assert "Traceback" in result.stderr
        assert result.stderr.splitlines()[-1].startswith("policykb: ")


class TestProcess:
    def test_json_is_utf8_on_a_terminal_that_is_not(self, built: Path) -> None:
        done = subprocess.run(
            [sys.executable, str(ROOT / "search_cli.py"), "list", "--json", "--home", str(built)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        )
        assert "流片.txt" in json.loads(done.stdout.decode("utf-8"))["documents"][1]["document"]

    def test_text_for_people_survives_a_terminal_without_chinese(self, built: Path) -> None:
        done = process("list", "--home", built, PYTHONIOENCODING="latin-1")
        assert done.returncode == 0, done.stderr

    def test_a_reader_that_has_gone_is_no_error_to_tell(self, built: Path) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, str(ROOT / "search_cli.py"), "list", "--home", str(built)]
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        os.close(writing)
        assert (done.returncode, done.stderr) == (1, "")

    @pytest.mark.timeout(60)
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes to know when the program waits")
    def test_ctrl_c_is_130_and_one_line(self, built: Path, tmp_path: Path) -> None:
        pipe = tmp_path / "questions.jsonl"
        os.mkfifo(pipe)
        command = [sys.executable, str(ROOT / "search_cli.py"), "ask", "--from", str(pipe), "--home", str(built)]
        with (
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as program,
            pipe.open("w"),  # opens as soon as the program waits for its questions
        ):
            program.send_signal(signal.SIGINT)
            stdout, stderr = program.communicate(timeout=60)
        assert program.returncode == 130
        assert the_error(stderr).startswith("interrupted")
        assert len(stderr.splitlines()) == 1
        assert stdout == ""


def modules_loaded_by(*arguments: str | Path, home: Path) -> set[str]:
    """Which of the heavy modules a command leaves loaded, in a process of its own."""
    program = (
        "import atexit, sys\n"
        f"loaded = lambda: [name for name in {HEAVY} if name in sys.modules]\n"
        "atexit.register(lambda: print('loaded:', *loaded(), file=sys.stderr))\n"
        "from search_cli import main\n"
        "main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", program, *map(str, arguments), "--home", str(home)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode in {0, 1}, done.stderr
    return set(done.stderr.splitlines()[-1].removeprefix("loaded:").split())


@pytest.fixture(scope="module")
def packaged(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home built with the model that comes with the installation; for reading only."""
    home = tmp_path_factory.mktemp("packaged") / "home"
    done = process("build", documents, "--home", home)
    assert done.returncode == 0, done.stderr
    return home


class TestPackagedModel:
    @pytest.mark.parametrize(
        "command", [["search", "首次工程流片补助"], ["ask", QUESTION], ["measures", "流片"], ["list"]]
    )
    def test_what_only_searches_imports_nothing_heavy(self, command: list[str], packaged: Path) -> None:
        assert modules_loaded_by(*command, home=packaged) == set()

    def test_an_index_of_another_model_is_refused(self, packaged: Path, tmp_path: Path) -> None:
        home = Path(shutil.copytree(packaged, tmp_path / "home"))
        (home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
        result = run("search", "流片", home=home)
        assert result.exit_code == 3
        message = the_error(result.stderr)
        assert "multilingual-e5-small" in message
        assert "hashing" in message
        assert "policykb build --full" in message
        assert run("build", "--full", home=home).exit_code == 0
        assert run("search", "流片", home=home).exit_code == 0


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def documented() -> dict[str, str]:
    """The sections of the documentation by command; what comes before the first one under ''."""
    parts = re.split(r"^## `policykb (\w+)`$", (ROOT / "docs" / "cli.md").read_text("utf-8"), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


class TestCompare:
    @pytest.fixture
    def versions(self, tmp_path: Path) -> tuple[Path, Path]:
        old, new = tmp_path / "old.txt", tmp_path / "new.txt"
        old.write_text(RULE, encoding="utf-8")
        new.write_text(RULE.replace("二十万元", "三十万元").replace("有效期五年", "有效期三年"), encoding="utf-8")
        return old, new

    def test_marks_what_changed(self, versions: tuple[Path, Path], tmp_path: Path) -> None:
        result = run("compare", *versions, home=tmp_path / "home")
        assert result.exit_code == 0
        assert "amount: 二十万元 → 三十万元" in result.stdout
        assert "period: 五年 → 三年" in result.stdout
        assert "[-二-]{+三+}十万元" in result.stdout
        assert "第四条" not in result.stdout  # it did not change
        assert "第四条" in run("compare", "--all", *versions, home=tmp_path / "home").stdout

    def test_json_places_each_change_in_its_document(self, versions: tuple[Path, Path], tmp_path: Path) -> None:
        compared = json.loads(run("compare", "--json", *versions, home=tmp_path / "home").stdout)
        assert compared["counts"] == {"same": 2, "changed": 2, "added": 0, "removed": 0, "moved": 0}
        assert compared["new"]["document_number"] == "海工信规〔2025〕2号"
        changed = [provision for provision in compared["provisions"] if provision["fate"] == "changed"]
        shown = json.loads(run("inspect", "--json", versions[1]).stdout)
        text = "\n".join(block["text"] for block in shown["blocks"])
        after = changed[0]["changes"][0]["after"]
        assert text[after["start"] : after["end"]] == after["text"] == "三十万元"

    def test_takes_documents_of_the_index(self, versions: tuple[Path, Path], tmp_path: Path, built: Path) -> None:
        (name,) = (
            d["document"]
            for d in json.loads(run("list", "--json", home=built).stdout)["documents"]
            if d["kind"] == "rule"
        )
        assert run("compare", name, versions[1], home=built).exit_code == 0
        unknown = run("compare", "rules/none.txt", versions[1], home=built)
        assert unknown.exit_code == 1
        assert "rules/none.txt: not in the index" in unknown.stderr

    def test_a_page_shows_both_and_overwrites_nothing(self, versions: tuple[Path, Path], tmp_path: Path) -> None:
        page = tmp_path / "compared.html"
        for _ in range(2):
            assert run("compare", *versions, "--html", page, home=tmp_path / "home").exit_code == 0
        written = page.read_text("utf-8")
        assert "<del>二</del>十万元" in written
        assert "<ins>三</ins>十万元" in written
        for forced in ([], ["--force"]):
            refused = run("compare", *versions, "--html", versions[0], *forced, home=tmp_path / "home")
            assert refused.exit_code == 2
        assert versions[0].read_text("utf-8") == RULE


class TestDocumentation:
    def test_every_command_is_documented_and_no_other(self) -> None:
        assert set(documented()) - {""} == set(commands())

    @pytest.mark.parametrize("name", [*commands()])
    def test_every_option_has_help_and_is_documented(self, name: str) -> None:
        section = documented()[name]
        if name in {"search", "measures"}:  # they share their filters with `ask`
            section += documented()["ask"]
        command = commands()[name]
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, parameter.name
                named = [
                    opt
                    for opt in parameter.opts
                    if f"{opt} " in section or f"{opt}`" in section or f"{opt}]" in section
                ]
                common = [opt for opt in parameter.opts if f"`{opt}" in documented()[""]]
                assert named or common, parameter.opts

    @pytest.mark.parametrize("name", ["", *commands()])
    def test_help_can_be_read(self, name: str) -> None:
        result = run(*filter(None, [name]), "--help")
        assert result.exit_code == 0
        assert "Usage: " in result.stdout
        assert all(len(line) <= 100 for line in result.stdout.splitlines())

    def test_the_documented_exit_codes_are_those_of_the_program(self) -> None:
        documented_codes = re.findall(r"^\| (\d+) \|", documented()[""], flags=re.MULTILINE)
        assert documented_codes == ["0", "1", "2", "3", "130"]
