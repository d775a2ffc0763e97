"""Answers measured against gold sentences; and the sample corpus with the default model, as a user has it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from answer import Answer, Answerer, Citation
from answer.evaluation import QuestionFileError, WrongCitation, evaluate_answers, read_questions, share_cited
from index import open_index
from index.builder import build_index
from index.encoders import default_cache_dir
from index.settings import Settings
from index.types import Status

CORPUS = Path(__file__).parents[2] / "corpus"
NEW = "海州/rules/new.txt"
LIST = [[NEW, "在本市注册并依法纳税"], [NEW, "近三年没有重大违法记录"]]


def written(path: Path, *questions: Mapping[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(question) for question in questions) + "\n\n", encoding="utf-8")
    return path


def answer(*quotes: tuple[str, str]) -> Answer:
    citations = tuple(
        Citation(n, document, "", "", None, (), "rule", None, Status.UNKNOWN, "", (), None, 0, 1, quote, 1.0, 0, 1)
        for n, (document, quote) in enumerate(quotes, start=1)
    )
    return Answer("", date(2025, 1, 1), bool(citations), "", citations, None, (), "", 0)


def test_gold_is_cited_where_a_quote_of_its_document_holds_it() -> None:
    given = answer(("a", "最高 500\n万元。"), ("b", "另有30万元。"))
    assert share_cited(given, [("a", "最高500万元"), ("b", "最高500万元")]) == 0.5
    assert share_cited(given, [("a", "最高500万元")]) == 1.0
    assert share_cited(given, [("c", "另有30万元")]) == 0.0
    assert share_cited(answer(), [("a", "最高500万元")]) == 0.0


def test_a_sentence_may_be_quoted_in_parts() -> None:
    assert share_cited(answer(("a", "应当符合："), ("a", "（一）注册；")), [("a", "应当符合：（一）注册；")]) == 1.0


def test_cells_of_a_row_may_be_parted_by_anything() -> None:
    assert share_cited(answer(("a", "绿色工厂\t50万元\t市工信局")), [("a", "绿色工厂 | 50万元 | 市工信局")]) == 1.0


def test_every_question_counts_as_what_it_is(answerer: Answerer, tmp_path: Path) -> None:
    amount = "首轮流片费用最高补助多少？"
    path = written(
        tmp_path / "q.jsonl",
        {"id": "right", "text": amount, "as_of": "2025-10-01", "gold": [[NEW, "最高500万元"]]},
        {"id": "then", "text": amount, "as_of": "2024-10-01", "gold": [["海州/rules/old.txt", "最高200万元"]]},
        {"id": "wrong", "text": amount, "as_of": "2024-10-01", "gold": [[NEW, "最高500万元"]]},
        {"id": "list", "text": "申请流片补助要符合哪些条件？", "as_of": "2025-10-01", "gold": LIST, "kind": "list"},
        {"id": "not found", "text": "光刻机进口关税？", "gold": [[NEW, "最高500万元"]]},
        {"id": "refused", "text": "地铁三号线何时开通？", "gold": []},
        {"id": "not refused", "text": amount, "as_of": "2025-10-01", "gold": []},
    )
    report = evaluate_answers(answerer, path)
    outcomes = {
        outcome.id: (outcome.expected, outcome.grounded, outcome.right, outcome.found) for outcome in report.outcomes
    }
    assert outcomes == {
        "right": ("answer", True, True, 1.0),
        "then": ("answer", True, True, 1.0),
        "wrong": ("answer", True, False, 0.0),
        "list": ("answer", True, True, 1.0),
        "not found": ("answer", False, False, 0.0),
        "refused": ("refusal", False, True, 1.0),
        "not refused": ("refusal", True, False, 0.0),
    }
    assert (report.questions, report.answerable, report.answered_right) == (7, 5, 3)
    assert (report.unanswerable, report.refused_right) == (2, 1)
    assert (report.accuracy, report.refusal_recall) == (3 / 5, 1 / 2)
    assert report.false_refusals == pytest.approx(1 / 5)
    assert (report.refusal_precision, report.stale_first) == (1 / 2, 0.0)
    assert report.list_coverage == 1.0
    assert report.citation_recall == pytest.approx(3 / 5)  # right, then and list of five
    assert 0 < report.citation_precision < 1
    assert report.checked >= 7
    assert 0 < report.latency_ms["p50"] <= report.latency_ms["p95"]


def test_of_a_list_nine_tenths_must_be_cited(answerer: Answerer, tmp_path: Path) -> None:
    half = {
        "id": "half",
        "text": "申请流片补助要符合哪些条件？",
        "as_of": "2025-10-01",
        "gold": [*LIST, [NEW, "不在其中"]],
    }
    report = evaluate_answers(answerer, written(tmp_path / "q.jsonl", half | {"kind": "list"}, half | {"id": "any"}))
    assert [(outcome.found, outcome.right) for outcome in report.outcomes] == [(0.667, False), (0.667, True)]


class Wrong(Answerer):
    """Cites what is not there."""

    def __init__(self, answerer: Answerer, **changes: Any) -> None:
        super().__init__(answerer.index)
        self._changes = changes

    def ask(self, question: str, **options: Any) -> Answer:
        given = super().ask(question, **options)
        return replace(given, citations=tuple(replace(c, **self._changes) for c in given.citations))


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"quote": "最高500 万元"}, "does not say '最高500 万元'"), ({"page": 3}, "is on page None, cited on 3")],
)
def test_a_citation_that_its_document_does_not_bear_out_ends_the_evaluation(
    answerer: Answerer, tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    path = written(
        tmp_path / "q.jsonl", {"id": "a", "text": "首轮流片费用最高补助多少？", "gold": [[NEW, "最高500万元"]]}
    )
    with pytest.raises(WrongCitation, match=message):
        evaluate_answers(Wrong(answerer, **changes), path)


def test_what_is_out_of_force_and_holds_no_gold_is_stale_in_front(answerer: Answerer, tmp_path: Path) -> None:
    asked = {"id": "a", "text": "首轮流片费用按照实际支出的30%补助，最高多少？", "as_of": "2024-10-01"}
    path = written(tmp_path / "q.jsonl", asked | {"gold": [["海州/rules/drones.txt", "鼓励开通无人机物流航线。"]]})
    assert evaluate_answers(answerer, path).stale_first == 0.0  # the old rule was in force then


def test_a_file_of_one_sort_is_measured_by_it_alone(answerer: Answerer, tmp_path: Path) -> None:
    report = evaluate_answers(
        answerer, written(tmp_path / "q.jsonl", {"id": "a", "text": "地铁何时开通？", "gold": []})
    )
    assert (report.accuracy, report.refusal_recall, report.false_refusals) == (1.0, 1.0, 0.0)
    assert evaluate_answers(answerer, written(tmp_path / "none.jsonl")).questions == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "line 2"),
        (b"[]", "line 2: Expected `object`"),
        (b'{"id": "a", "text": "b"}', "line 2: .*`gold`"),
        (b'{"id": "a", "text": "b", "gold": [["only a document"]]}', "line 2: .*length 2"),
        (b'{"id": "a", "text": "b", "gold": [], "as_of": "yesterday"}', "line 2: .*date"),
        (b'{"id": "a", "text": "\xff", "gold": []}', "line 2"),
    ],
)
def test_a_line_of_another_form_is_named(tmp_path: Path, line: bytes, message: str) -> None:
    (tmp_path / "q.jsonl").write_bytes(b'{"id": "a", "text": "b", "gold": []}\n' + line)
    with pytest.raises(QuestionFileError, match=rf"q\.jsonl, {message}"):
        read_questions(tmp_path / "q.jsonl")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """The sample corpus as ``make run`` has it; the model comes from the user's cache."""
    settings = Settings(home=tmp_path_factory.mktemp("sample"), cache_dir=default_cache_dir(os.environ))
    report = build_index(settings, [CORPUS / "documents"])
    assert report.failures == ()
    with open_index(settings=settings) as index:
        yield Answerer(index)


def test_the_sample_questions_are_answered_and_refused(sample: Answerer) -> None:
    report = evaluate_answers(sample, CORPUS / "questions.jsonl")
    wrong = [(outcome.id, outcome.text) for outcome in report.outcomes if not outcome.right]
    assert (report.answerable, report.unanswerable) == (60, 20)
    assert report.accuracy >= 0.9, wrong
    assert report.refusal_recall >= 0.9, wrong
    assert report.false_refusals <= 0.05, wrong
    assert report.stale_first == 0.0
