"""Whatever the OpenAPI document allows, and much that it does not, sent to the whole API."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI, Request
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig

from page.knowledge_base import KnowledgeBase
from service.api.app import create_api
from service.lookups import Lookups
from service.metrics import Metrics

CONFIG = schemathesis.Config(
    seed=20261122,
    projects=ProjectsConfig(default=ProjectConfig(generation=GenerationConfig(max_examples=8, deterministic=True))),
)


def _knowledge_of(_: Request) -> KnowledgeBase:
    knowledge: KnowledgeBase = app.state.knowledge
    return knowledge


# Tests are made from the document while they are collected, when there is no index yet.
app = FastAPI(openapi_url=None)
app.mount("/api", create_api(Lookups(Metrics(lambda: app.state.knowledge.index())), _knowledge_of))
schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, config=CONFIG)


@pytest.fixture(autouse=True)
def _with_an_index(knowledge: KnowledgeBase) -> None:
    app.state.knowledge = knowledge


@schema.parametrize()
def test_the_api_keeps_to_its_openapi(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()
