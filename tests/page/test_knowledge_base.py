from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import NoIndex, UnknownDocument
from index.generation import current_generation
from index.settings import Settings
from index.visibility import EVERYTHING, PUBLIC
from ingest.document import document_id
from page.knowledge_base import KnowledgeBase
from page.routes import health_routes


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache")


@pytest.fixture
def knowledge(settings: Settings) -> KnowledgeBase:
    def opening(home: Path) -> Index:
        current_generation(home)  # raises NoIndex
        return Index(settings, HashingEncoder())

    return KnowledgeBase(settings.home, opening=opening)


def build(settings: Settings, folder: Path) -> str:
    folder.mkdir()
    (folder / "办法.txt").write_text("低空物流补贴办法\n\n对低空物流航线给予每条50万元补贴。\n", encoding="utf-8")
    generation = build_index(settings, [folder], encoder=HashingEncoder()).generation
    assert generation is not None
    return generation


def test_an_index_that_is_built_later_is_found(knowledge: KnowledgeBase, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        knowledge.ask("低空物流航线补贴多少？", date(2025, 10, 1))
    generation = build(settings, tmp_path / "rules")
    answer = knowledge.ask("低空物流航线补贴多少？", date(2025, 10, 1))
    assert answer.generation == generation
    assert answer.as_of == date(2025, 10, 1)
    assert knowledge.index() is knowledge.index()
    with pytest.raises(UnknownDocument):
        knowledge.document("0" * 12)
    knowledge.close()


def test_an_index_of_the_caller_is_left_open(settings: Settings, tmp_path: Path) -> None:
    generation = build(settings, tmp_path / "rules")
    with Index(settings, HashingEncoder()) as index:
        KnowledgeBase(settings.home, index).close()
        assert index.generation == generation
        assert index.search("低空").hits


def test_what_somebody_sees_is_opened_and_closed_with_the_whole(
    knowledge: KnowledgeBase, settings: Settings, tmp_path: Path
) -> None:
    seen = knowledge.limited_to(PUBLIC)
    with pytest.raises(NoIndex):
        seen.index()
    build(settings, tmp_path / "rules")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "密.txt").write_text(
        "秘密办法\n\n对秘密航线给予每条90万元补贴。\n公开方式：不予公开\n", "utf-8"
    )
    build_index(settings, [tmp_path / "more"], encoder=HashingEncoder())
    hidden = document_id("more/密.txt")
    assert (knowledge.index().document_count, seen.index().document_count) == (2, 1)
    assert knowledge.document(hidden).name == "more/密.txt"
    with pytest.raises(UnknownDocument):
        seen.document(hidden)
    quoted = knowledge.ask("秘密航线补贴多少？", date(2025, 10, 1)), seen.ask("秘密航线补贴多少？", date(2025, 10, 1))
    assert ["90万元" in answer.text for answer in quoted] == [True, False]
    assert knowledge.limited_to(PUBLIC) is seen
    assert knowledge.limited_to(EVERYTHING) is knowledge
    knowledge.close()
    assert knowledge.limited_to(PUBLIC).index().document_count == 1  # opened anew
    knowledge.close()


def test_a_stranger_hears_from_health_no_more_than_whether_an_index_is_open(
    knowledge: KnowledgeBase, settings: Settings, tmp_path: Path
) -> None:
    app = FastAPI()
    app.include_router(health_routes(knowledge, lambda _: None))
    with TestClient(app) as client:
        waiting = client.get("/health")
        assert (waiting.status_code, waiting.json()) == (503, {"status": "no_index"})
        build(settings, tmp_path / "rules")
        assert client.get("/health").json() == {"status": "ok"}
    knowledge.close()


def test_health_tells_whether_an_index_is_open(knowledge: KnowledgeBase, settings: Settings, tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(health_routes(knowledge, lambda _: knowledge))
    with TestClient(app) as client:
        waiting = client.get("/health")
        assert waiting.status_code == 503
        assert waiting.json()["status"] == "no_index"
        assert "policykb build" in waiting.json()["message"]
        generation = build(settings, tmp_path / "rules")
        ready = client.get("/health")
        assert ready.status_code == 200
        assert ready.json() == {"status": "ok", "generation": generation, "documents": 1}
    knowledge.close()
