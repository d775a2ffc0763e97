"""Retrieval over one generation, against the engines asked one by one and against NumPy."""

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index import Filters, Mode
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import CorruptIndex
from index.fusion import FusionWeights
from index.generation import current_generation, generations_folder, read_manifest
from index.lexical import LexicalField
from index.settings import Settings
from index.snapshot import Snapshot
from ingest import ChunkRole

TODAY = date(2025, 10, 1)
TEXTS = {
    "chips.txt": "海州市集成电路资金管理办法\n"
    "第一条 对芯片企业流片费用给予最高500万元补助。同一企业每年一次。\n"
    "第二条 芯片设计企业购买软件给予补助。\n",
    "drones.txt": "海州市低空经济若干措施\n第一条 每个起降场给予一次性奖励30万元。\n第二条 鼓励开通无人机物流航线。\n",
    "reply.txt": "海州市工业和信息化局关于市政协提案第12号答复的函\n某某委员：\n您提出的提案收悉，现答复如下：\n"
    "一、关于支持芯片企业的建议\n吸收采纳。\n我市已对芯片企业流片给予补助。\n专此答复，感谢您的关心支持。\n",
}
QUERIES = ["芯片流片补助多少", "起降场奖励", "500万元", "完全无关的话", "eVTOL"]
ENCODER = HashingEncoder()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    home = tmp_path_factory.mktemp("snapshot")
    folder = home / "rules"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    build_index(Settings(home=home, cache_dir=home, model="hashing"), [folder])
    with closing(Snapshot.open(home, current_generation(home))) as snapshot:
        yield snapshot


def scaled(scores: dict[int, float], least: float) -> dict[int, float]:
    best = max(scores.values(), default=least)
    return {key: (score - least) / (best - least) for key, score in scores.items()}


@pytest.mark.parametrize("query", QUERIES)
def test_hybrid_is_the_weighted_mean_of_the_three_engines(snapshot: Snapshot, query: str) -> None:
    vector = ENCODER.encode_queries([query])[0]
    dense = snapshot.dense.search(vector, 100)
    words = snapshot.lexical.search(query, LexicalField.WORDS, 100)
    bigrams = snapshot.lexical.search(query, LexicalField.BIGRAMS, 100)
    parts = [(0.5, scaled(dense, min(dense.values()))), (0.3, scaled(words, 0.0)), (0.2, scaled(bigrams, 0.0))]
    total = sum(weight for weight, part in parts if part)  # an engine that found nothing has no say
    expected = {key: sum(weight * part.get(key, 0.0) for weight, part in parts) / total for key in dense}
    found = snapshot.retrieve(
        query, vector, mode=Mode.HYBRID, count=100, filters=Filters(), as_of=TODAY, weights=FusionWeights(0.5, 0.3, 0.2)
    )
    assert {candidate.chunk: candidate.score for candidate in found} == pytest.approx(expected, abs=1e-5)
    assert [candidate.chunk for candidate in found] == [
        key for key, _ in sorted(((c.chunk, c.score) for c in found), key=lambda item: (-item[1], item[0]))
    ]
    for candidate in found:
        assert candidate.cosine == pytest.approx(dense[candidate.chunk], abs=1e-6)


def test_a_single_mode_ranks_as_its_engine_does(snapshot: Snapshot) -> None:
    query = QUERIES[0]
    vector = ENCODER.encode_queries([query])[0]
    dense = snapshot.retrieve(query, vector, mode=Mode.DENSE, count=3, filters=Filters(), as_of=TODAY)
    assert [candidate.chunk for candidate in dense] == list(snapshot.dense.search(vector, 3))
    lexical = snapshot.retrieve(query, None, mode=Mode.LEXICAL, count=9, filters=Filters(), as_of=TODAY)
    assert {candidate.chunk for candidate in lexical} == set(snapshot.lexical.search(query, LexicalField.BIGRAMS, 9))
    assert {candidate.cosine for candidate in lexical} == {None}


def test_the_query_must_be_embedded_but_for_full_text(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="hybrid needs the embedded query"):
        snapshot.retrieve("芯片", None, mode=Mode.HYBRID, count=3, filters=Filters(), as_of=TODAY)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_filter_holds_in_every_mode(snapshot: Snapshot, mode: Mode) -> None:
    def documents(filters: Filters) -> set[str]:
        vector = ENCODER.encode_queries(["芯片补助"])[0]
        found = snapshot.retrieve("芯片补助", vector, mode=mode, count=100, filters=filters, as_of=TODAY)
        chunks = snapshot.store.chunks(candidate.chunk for candidate in found)
        return {snapshot.store.cards()[chunk.document].document for chunk in chunks.values()}

    assert documents(Filters(kind="reply")) == {"rules/reply.txt"}
    assert "rules/chips.txt" in documents(Filters(kind="rule"))
    assert "rules/reply.txt" not in documents(Filters(kind="rule"))
    assert documents(Filters(kind="law")) == set()


def test_standing_is_counted_over_every_passage(snapshot: Snapshot) -> None:
    for query in QUERIES:
        vector = ENCODER.encode_queries([query])[0]
        cosines = np.array(list(snapshot.dense.search(vector, 100).values()))
        assert len(cosines) == snapshot.manifest.searchable
        expected = (0.7 - cosines.mean()) / cosines.std()
        assert snapshot.standing(vector, 0.7) == pytest.approx(expected, rel=1e-3)


def test_sentences_stand_in_the_title_and_headings_of_their_passage(snapshot: Snapshot) -> None:
    cards = snapshot.store.cards()
    seen = 0
    for chunk in snapshot.store.chunks(range(1, snapshot.manifest.chunks + 1)).values():
        vectors = snapshot.sentence_vectors(chunk)
        if chunk.vector_row is None:
            assert vectors.shape == (0, 256)
            continue
        text = snapshot.store.document(chunk.document).document.text
        where = "".join(f"{part}\n" for part in (cards[chunk.document].title, " > ".join(chunk.heading_path)) if part)
        for vector, span in zip(vectors, chunk.sentences, strict=True):
            plain = ENCODER.encode_passages([text[span.start : span.end]])[0]
            placed = ENCODER.encode_passages([where + text[span.start : span.end]])[0]
            assert vector @ vector == pytest.approx(1, abs=2e-3)  # float16 on disk
            assert vector @ placed > vector @ plain
            seen += 1
    assert seen == snapshot.manifest.sentences


@pytest.mark.parametrize("mode", list(Mode))
def test_a_request_is_found_apart_and_nowhere_else(snapshot: Snapshot, mode: Mode) -> None:
    query = "一、关于支持芯片企业的建议"
    vector = ENCODER.encode_queries([query])[0]
    [request] = snapshot.retrieve(query, vector, mode=mode, count=9, filters=Filters(), as_of=TODAY, requests=True)
    chunk = snapshot.store.chunks([request.chunk])[request.chunk]
    assert (chunk.text, chunk.role, chunk.vector_row) == (query, ChunkRole.REQUEST, None)
    answers = snapshot.store.chunks(snapshot.store.answers([request.chunk])[request.chunk])
    assert [answer.text for answer in answers.values()] == ["吸收采纳。", "我市已对芯片企业流片给予补助。"]
    found = snapshot.retrieve(query, vector, mode=mode, count=100, filters=Filters(), as_of=TODAY)
    assert request.chunk not in {candidate.chunk for candidate in found}
    assert {answer.id for answer in answers.values() if answer.vector_row is not None} <= {c.chunk for c in found}


def test_a_filter_holds_for_requests_too(snapshot: Snapshot) -> None:
    for kind, count in (("reply", 1), ("rule", 0)):
        for mode in Mode:
            vector = ENCODER.encode_queries(["支持芯片企业"])[0]
            filters = Filters(kind=kind)
            found = snapshot.retrieve(
                "支持芯片企业", vector, mode=mode, count=9, filters=filters, as_of=TODAY, requests=True
            )
            assert len(found) == count


def test_status_lines_and_thanks_are_kept_but_never_found(snapshot: Snapshot) -> None:
    silent = [c for c in snapshot.store.chunks(range(1, snapshot.manifest.chunks + 1)).values() if c.vector_row is None]
    assert any("感谢您的关心支持" in chunk.text for chunk in silent)
    found = snapshot.retrieve("感谢您的关心支持", None, mode=Mode.LEXICAL, count=100, filters=Filters(), as_of=TODAY)
    assert {candidate.chunk for candidate in found}.isdisjoint(chunk.id for chunk in silent)


@pytest.mark.parametrize("field", ["searchable", "requests", "sentences", "chunks"])
def test_engines_that_disagree_with_the_manifest_are_refused(snapshot: Snapshot, field: str) -> None:
    manifest = read_manifest(snapshot.folder)
    wrong = dataclasses.replace(manifest, **{field: getattr(manifest, field) + 1})
    with pytest.raises(CorruptIndex, match=r"its manifest says .*build --full"):
        Snapshot(snapshot.folder, wrong)


def test_a_generation_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorruptIndex, match="manifest"):
        Snapshot.open(tmp_path, "20250101-000000-aaaaaa")
    assert not generations_folder(tmp_path).exists()
