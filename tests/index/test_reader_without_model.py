"""What an index holds can be seen without the model that its vectors were made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import Mode, open_index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.errors import ModelMismatch, ModelUnavailable, NoIndex
from index.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.txt").write_text("海州市办法\n第一条 补助五百万元。\n", encoding="utf-8")
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")
    build_index(settings, [tmp_path / "rules"])
    return settings


@pytest.fixture
def without_model(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, model=str(tmp_path / "no-model"))


def test_what_is_indexed_needs_no_model(without_model: Settings) -> None:
    with open_index(settings=without_model, load_model=False) as index:
        assert [document.document for document in index.documents()] == ["rules/a.txt"]
        assert index.document("rules/a.txt").document.text.startswith("海州市办法")
        assert (index.status().documents, len(index.sources())) == (1, 1)
        assert index.search("补助", mode=Mode.LEXICAL).hits[0].document == "rules/a.txt"
        with pytest.raises(ModelUnavailable):
            index.search("补助")


def test_who_wants_to_search_learns_at_once_that_the_model_is_missing(without_model: Settings) -> None:
    with pytest.raises(ModelUnavailable):
        open_index(settings=without_model)


def test_a_missing_index_is_found_before_a_missing_model(without_model: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="no index yet"):
        open_index(settings=replace(without_model, home=tmp_path / "nothing"))


def test_a_model_opened_late_is_held_against_the_index(settings: Settings, tmp_path: Path) -> None:
    build_index(settings, full=True, encoder=HashingEncoder(dimension=64))
    with open_index(settings=settings, load_model=False) as index:
        assert index.status().dimension == 64
        with pytest.raises(ModelMismatch, match="build --full"):
            index.search("补助")
