"""What Prometheus reads, read by its own parser."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import NoIndex
from index.settings import Settings
from page.knowledge_base import KnowledgeBase
from service.lookups import Lookups
from service.metrics import Metrics
from service.requests import AskBody, MeasuresBody, SearchBody


def samples(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Each value by its name and its one label's value."""
    families = text_string_to_metric_families(metrics.exposition().decode("utf-8"))
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in families
        for sample in family.samples
    }


def test_questions_searches_and_lists_are_counted_by_what_became_of_them(index: Index, metrics: Metrics) -> None:
    knowledge = KnowledgeBase(index.settings.home, index, asked=metrics.asked)
    lookups = Lookups(metrics)

    async def ask() -> None:
        await lookups.ask(knowledge, AskBody(question="芯片企业流片资助比例是多少？"))
        await lookups.ask(knowledge, AskBody(question="机场停车怎么收费？"))
        await lookups.search(knowledge, SearchBody(query="流片"))
        await lookups.measures(knowledge, MeasuresBody())

    asyncio.run(ask())
    values = samples(metrics)
    assert values["policykb_questions_total", "answered"] == 1
    assert values["policykb_questions_total", "refused"] == 1
    assert values["policykb_questions_total", "failed"] == 0
    assert values["policykb_answer_seconds_count", ""] == 2
    assert values["policykb_answer_seconds_bucket", "+Inf"] == 2
    assert values["policykb_searches_total", "hybrid"] == 1
    assert values["policykb_searches_total", "lexical"] == 0
    assert values["policykb_measure_lists_total", ""] == 1
    assert "流片" not in metrics.exposition().decode("utf-8")


def test_the_index_is_described(index: Index, metrics: Metrics) -> None:
    values = samples(metrics)
    assert values["policykb_index_open", ""] == 1
    assert values["policykb_documents", ""] == 3
    assert values["policykb_chunks", ""] == index.status().chunks
    assert 0 <= values["policykb_generation_age_seconds", ""] < 3600
    assert values["policykb_builds_total", ""] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="a process's memory is read from /proc")
def test_the_processs_memory_is_told(metrics: Metrics) -> None:
    assert samples(metrics)["process_resident_memory_bytes", ""] > 1 << 20


def test_without_an_index_the_counts_are_there_all_the_same() -> None:
    def none() -> Index:
        raise NoIndex("nothing yet")

    metrics = Metrics(none)
    metrics.asked(None, 0.01)
    values = samples(metrics)
    assert values["policykb_index_open", ""] == 0
    assert values["policykb_questions_total", "failed"] == 1
    assert ("policykb_documents", "") not in values


def test_a_build_beside_the_server_is_seen(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache")
    (tmp_path / "rules").mkdir()

    def build(number: int) -> None:
        (tmp_path / "rules" / f"{number}.txt").write_text(f"办法{number}\n\n给予{number}万元补贴。\n", encoding="utf-8")
        build_index(settings, [tmp_path / "rules"], encoder=HashingEncoder())

    build(1)
    with Index(settings, HashingEncoder()) as index:
        metrics = Metrics(lambda: index)
        assert samples(metrics)["policykb_builds_total", ""] == 0
        build(2)
        values = samples(metrics)
    assert values["policykb_builds_total", ""] == 1
    assert values["policykb_documents", ""] == 2
