"""Programs behind the gate: each sees what its token may see, over the API and MCP alike."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings
from page.knowledge_base import KnowledgeBase
from service.access import Access
from service.gate import Gate
from service.metrics import Metrics
from service.programs import Programs
from service.reader import Role, known_reader
from service.users_editing import UsersEditor

AGENT = "agent-token-of-this-test"
OPEN_RULE = "低空物流补贴办法\n\n第一条 对低空物流航线给予每条50万元补贴。\n公开方式：主动公开\n"
HIDDEN_RULE = "低空玄武补贴办法\n\n第一条 对低空玄武航线给予每条90万元补贴。\n公开方式：不予公开\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("programs")
    settings = Settings(home=folder / "home", cache_dir=folder / "cache")
    (folder / "rules").mkdir()
    (folder / "rules" / "办法.txt").write_text(OPEN_RULE, encoding="utf-8")
    (folder / "rules" / "密.txt").write_text(HIDDEN_RULE, encoding="utf-8")
    build_index(settings, [folder / "rules"], encoder=HashingEncoder())
    with Index(settings, HashingEncoder()) as index:
        yield index


@pytest.fixture(scope="module")
def tokens(index: Index) -> dict[str, str]:
    """A token of each kind: of a keeper, of a reader, and of ``--agent-token-file``."""
    editor = UsersEditor(index.settings.home / "users.toml")
    editor.add("hüterin", Role.KEEPER, None)
    editor.add("leser", Role.READER, None)
    return {"keeper": editor.set_token("hüterin"), "reader": editor.set_token("leser"), "agent": AGENT}


@pytest.fixture(scope="module")
def client(index: Index, tokens: dict[str, str]) -> Iterator[TestClient]:
    metrics = Metrics(lambda: index)
    knowledge = KnowledgeBase(index.settings.home, index, asked=metrics.asked)

    def seen(request: Request) -> KnowledgeBase | None:
        reader = known_reader(request)
        return None if reader is None else knowledge.limited_to(reader.visibility)

    programs = Programs(metrics, seen, ["127.0.0.1"])
    access = Access.at(index.settings.home, agent_token=AGENT)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with programs.running():
            yield
        access.sessions.close()

    app = FastAPI(openapi_url=None, lifespan=lifespan)
    app.add_middleware(Gate, access=access)
    programs.add_to(app)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def tool(client: TestClient, token: str, name: str, **arguments: Any) -> Any:
    """The result of a tool's call."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
    headers = {**bearer(token), "Accept": "application/json, text/event-stream"}
    response = client.post("/mcp", headers=headers, json=call)
    assert response.status_code == 200, response.text
    return response.json()["result"]


ADDRESSES = [
    "/api/ask?question=低空玄武航线补贴多少？",
    "/api/search?query=低空玄武航线",
    "/api/search?query=低空玄武航线&mode=lexical",
    "/api/measures",
    "/api/measures?topic=低空玄武",
    "/api/documents",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_api_tells_a_reader_nothing_of_a_hidden_document(
    client: TestClient, tokens: dict[str, str], address: str
) -> None:
    shown = {who: client.get(address, headers=bearer(token)).text for who, token in tokens.items()}
    assert "90万元" in shown["keeper"] or "密.txt" in shown["keeper"]
    for who in ("reader", "agent"):
        # What was asked is repeated; nothing else may come from the document.
        told = shown[who].replace("低空玄武航线补贴多少？", "")
        assert "90万元" not in told
        assert "密.txt" not in told
        assert "玄武补贴办法" not in told


def test_a_hidden_document_is_as_unknown_as_one_that_is_not_there(client: TestClient, tokens: dict[str, str]) -> None:
    documents = client.get("/api/documents", headers=bearer(tokens["keeper"])).json()["documents"]
    hidden = next(row for row in documents if row["document"].endswith("密.txt"))
    other = next(row for row in documents if row is not hidden)
    for key in (hidden["id"], hidden["document"]):
        for address in (f"/api/documents/{key}", f"/api/compare?old={key}&new={other['id']}"):
            assert client.get(address, headers=bearer(tokens["keeper"])).status_code == 200
            refused = client.get(address, headers=bearer(tokens["reader"]))
            assert refused.status_code == 404
            assert refused.json()["error"]["code"] == "unknown_document"
        assert tool(client, tokens["agent"], "show", document=key)["isError"]
        assert not tool(client, tokens["keeper"], "show", document=key)["isError"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("ask", {"question": "低空玄武航线补贴多少？"}), ("search", {"query": "低空玄武航线"}), ("measures", {})],
)
def test_the_tools_tell_no_more_than_the_api(
    client: TestClient, tokens: dict[str, str], name: str, arguments: dict[str, Any]
) -> None:
    assert "90万元" in tool(client, tokens["keeper"], name, **arguments)["content"][0]["text"]
    for who in ("reader", "agent"):
        told = tool(client, tokens[who], name, **arguments)["content"][0]["text"]
        assert "90万元" not in told
        assert "密.txt" not in told


@pytest.mark.parametrize("token", [None, "wrong"])
@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/api/documents"), ("GET", "/api/docs"), ("GET", "/metrics"), ("POST", "/mcp")]
)
def test_without_a_valid_token_there_is_nothing(
    client: TestClient, token: str | None, method: str, address: str
) -> None:
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    response = client.request(method, address, headers=bearer(token) if token else {}, json=listing)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert "measures" not in response.text


def test_an_application_without_a_gate_gives_nothing_away(index: Index) -> None:
    knowledge = KnowledgeBase(index.settings.home, index)
    app = FastAPI(openapi_url=None)
    Programs(Metrics(knowledge.index), lambda request: knowledge if known_reader(request) else None, []).add_to(app)
    client = TestClient(app)
    assert client.get("/api/documents").status_code == 401
    assert client.post("/mcp", json={}).status_code == 401


def test_questions_of_all_programs_are_counted(client: TestClient, tokens: dict[str, str]) -> None:
    def asked() -> float:
        text = client.get("/metrics", headers=bearer(tokens["keeper"])).text
        line = next(line for line in text.splitlines() if line.startswith("policykb_answer_seconds_count"))
        return float(line.split()[-1])

    before = asked()
    client.get("/api/ask?question=低空物流航线补贴多少？", headers=bearer(tokens["reader"]))
    tool(client, AGENT, "ask", question="低空物流航线补贴多少？")
    assert asked() == before + 2
