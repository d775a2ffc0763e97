"""Retrieval quality on a folder in BEIR form, on a set small enough to rank by eye."""

import json
from pathlib import Path

import pytest

from index import Mode
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.evaluation import EvaluationSetError, evaluate_retrieval, read_evaluation_set
from index.settings import Settings
from index.types import BuildEvent
from ingest import PolicyKBError

CORPUS = [
    {"_id": "chip", "title": "芯片", "text": "对芯片企业流片费用给予补助。"},
    {"_id": "drone", "title": "低空", "text": "每个起降场给予一次性奖励。"},
    # Far longer than a passage: only its end speaks of the question.
    {"_id": "long", "title": "", "text": "本条为填充内容与问题没有关系。" * 200 + "绿色工厂评价管理另行规定。"},
]
QUERIES = [{"_id": "q1", "text": "芯片流片"}, {"_id": "q2", "text": "绿色工厂"}, {"_id": "unjudged", "text": "起降场"}]
HEADER = "query-id\tcorpus-id\tscore\n"
QRELS = HEADER + "q1\tchip\t1\nq1\tlong\t0\nq2\tlong\t1\n"


def lines(rows: list[dict[str, str]]) -> str:
    return "\n".join(json.dumps(row) for row in rows) + "\n"


def written(
    folder: Path, corpus: str = lines(CORPUS), queries: str = lines(QUERIES), qrels: str | None = QRELS
) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    if qrels is not None:
        (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


def test_every_mode_is_measured_over_the_judged_questions(settings: Settings, tmp_path: Path) -> None:
    report = evaluate_retrieval(settings, written(tmp_path / "set"))
    assert (report.records, report.queries) == (3, 2)
    assert report.passages > 3  # the long record is several
    assert report.modes.keys() == report.latency_ms.keys() == set(Mode)
    perfect = dict.fromkeys(["ndcg@10", "mrr@10", "recall@1", "recall@5", "recall@10", "recall@100"], 1.0)
    assert report.modes["lexical"] == perfect
    assert all(0 < values["p50"] <= values["p95"] for values in report.latency_ms.values())


def test_the_users_index_is_not_touched_and_vectors_are_kept(settings: Settings, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.txt").write_text("办法\n第一条 奖励。\n", encoding="utf-8")
    build_index(settings, [rules])
    index_files = {path: path.stat().st_mtime_ns for path in (settings.home / "generations").rglob("*")}
    pointer = (settings.home / "CURRENT").read_text()
    evaluate_retrieval(settings, written(tmp_path / "set"))
    assert {path: path.stat().st_mtime_ns for path in (settings.home / "generations").rglob("*")} == index_files
    assert (settings.home / "CURRENT").read_text() == pointer

    class NoPassages(HashingEncoder):
        def encode_passages(self, texts):  # type: ignore[no-untyped-def]  # as its base
            raise AssertionError(f"embedded again: {texts}")

    evaluate_retrieval(settings, tmp_path / "set", encoder=NoPassages())


def test_progress_is_told(settings: Settings, tmp_path: Path) -> None:
    events: list[BuildEvent] = []
    evaluate_retrieval(settings, written(tmp_path / "set"), progress=events.append)
    assert [event.done for event in events if event.stage == "ask"] == [1, 2, 3]


def test_an_empty_corpus_finds_nothing(settings: Settings, tmp_path: Path) -> None:
    report = evaluate_retrieval(settings, written(tmp_path / "set", corpus=""))
    assert (report.records, set(report.modes["hybrid"].values())) == (0, {0.0})


def test_gains_are_kept_and_noughts_left_out(tmp_path: Path) -> None:
    found = read_evaluation_set(written(tmp_path / "set", qrels=HEADER + "q1\tchip\t2\nq1\tdrone\t0\n\n"))
    assert found.relevant == {"q1": {"chip": 2}}
    assert [query.id for query in found.asked()] == ["q1"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"corpus": "{"}, r"corpus\.jsonl, line 1"),
        ({"corpus": '\n{"_id": "a"}\n'}, r"corpus\.jsonl, line 2: .*text"),
        ({"corpus": '{"_id": 1, "text": ""}'}, r"corpus\.jsonl, line 1: .*str"),
        ({"corpus": lines([*CORPUS, CORPUS[0]])}, r"corpus\.jsonl, line 4: the id 'chip' is there twice"),
        ({"queries": '{"_id": "a", "text": "\\ud800"}'}, r"queries\.jsonl, line 1"),
        ({"qrels": None}, r"test\.tsv: cannot be read"),
        ({"qrels": ""}, r"test\.tsv: no column corpus-id, query-id, score"),
        ({"qrels": "q1\tchip\t1\n"}, r"test\.tsv: no column corpus-id, query-id, score"),
        ({"qrels": HEADER + "q1\tchip\n"}, r"test\.tsv: a score is no whole number"),
        ({"qrels": HEADER + "q1\tchip\tone\n"}, r"test\.tsv: a score is no whole number"),
        ({"qrels": HEADER}, "names no relevant record for any query"),
        ({"qrels": HEADER + "q9\tchip\t1\n"}, "names no relevant record for any query"),
    ],
)
def test_a_file_that_is_missing_or_malformed_is_named(
    settings: Settings, tmp_path: Path, given: dict[str, str | None], message: str
) -> None:
    with pytest.raises(EvaluationSetError, match=message) as error:
        evaluate_retrieval(settings, written(tmp_path / "set", **given))  # type: ignore[arg-type]  # None for qrels only
    assert isinstance(error.value, PolicyKBError)


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (written(tmp_path / "set") / "corpus.jsonl").write_bytes(b'{"_id": "a", "text": "\xb9\xe6"}')
    with pytest.raises(EvaluationSetError, match=r"corpus\.jsonl, line 1"):
        read_evaluation_set(tmp_path / "set")


def test_a_folder_that_is_no_set_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(EvaluationSetError, match=r"corpus\.jsonl: cannot be read .*BEIR"):
        evaluate_retrieval(settings, tmp_path)
