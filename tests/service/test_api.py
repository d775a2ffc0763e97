"""The HTTP API over a small index, held against the command line."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Index
from index.errors import ModelMismatch, NoIndex
from page.knowledge_base import KnowledgeBase
from search_cli import main
from service.api.app import create_api
from service.lookups import Lookups
from service.metrics import Metrics

AS_OF = "2025-10-01"
QUESTION = "芯片企业流片资助比例是多少？"
COMPANY = 'revenue = "1亿元"\nregistered_in = "广东省海州市"\nfounded = 2021-03-01\n'


def mounted(knowledge: KnowledgeBase, lookups: Lookups | None = None) -> TestClient:
    app = FastAPI(openapi_url=None)
    app.mount("/api", create_api(lookups or Lookups(Metrics(knowledge.index)), lambda _: knowledge))
    return TestClient(app, raise_server_exceptions=False)


def without_time(text: str) -> str:
    """JSON with its fields in their order, and the time that it took left out."""
    value = json.loads(text)
    value.pop("elapsed_ms", None)
    return json.dumps(value, ensure_ascii=False)


def printed(index: Index, *arguments: str) -> str:
    """What the command line prints with ``--json``."""
    result = CliRunner().invoke(main, ["--home", str(index.settings.home), "--json", *arguments])
    assert result.exit_code in {0, 1}, result.stderr
    return without_time(result.stdout)


def problem(response: Any) -> tuple[int, str, str]:
    assert response.headers["content-type"] == "application/json"
    assert list(response.json()) == ["error"]
    return response.status_code, response.json()["error"]["code"], response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("command", "address", "parameters"),
    [
        (["ask", QUESTION, "--as-of", AS_OF], "/api/ask", {"question": QUESTION, "as_of": AS_OF}),
        (
            ["ask", QUESTION, "--kind", "reply", "--top", "1", "--in-force"],
            "/api/ask",
            {"question": QUESTION, "kind": "reply", "top": 1, "in_force": True},
        ),
        (["ask", "机场停车怎么收费？"], "/api/ask", {"question": "机场停车怎么收费？"}),
        (
            ["search", "流片", "--mode", "lexical", "--top", "2", "--year", "2025"],
            "/api/search",
            {"query": "流片", "mode": "lexical", "top": 2, "year": 2025},
        ),
        (["search", "支持流片", "--requests"], "/api/search", {"query": "支持流片", "requests": True}),
        (["measures", "流片", "--as-of", AS_OF], "/api/measures", {"topic": "流片", "as_of": AS_OF}),
        (
            ["measures", "--status", "in_force", "--status", "unknown", "--issuer", "海州"],
            "/api/measures",
            {"status": ["in_force", "unknown"], "issuer": "海州"},
        ),
        (["list"], "/api/documents", {}),
        (["show", "rules/若干措施 2025.txt"], "/api/documents/rules/若干措施 2025.txt", {}),
        (
            ["compare", "rules/若干措施 2022.txt", "rules/若干措施 2025.txt"],
            "/api/compare",
            {"old": "rules/若干措施 2022.txt", "new": "rules/若干措施 2025.txt"},
        ),
    ],
)
def test_the_api_says_what_the_command_line_prints(
    client: TestClient, index: Index, command: list[str], address: str, parameters: dict[str, Any]
) -> None:
    expected = printed(index, *command)
    response = client.get(address, params=parameters)
    assert response.status_code == 200
    assert without_time(response.text) == expected
    if address in {"/api/ask", "/api/search", "/api/measures"}:
        assert without_time(client.post(address, json=parameters).text) == expected


def test_measures_are_held_against_a_company_as_by_the_command_line(
    client: TestClient, index: Index, tmp_path: Path
) -> None:
    (tmp_path / "company.toml").write_text(COMPANY, encoding="utf-8")
    expected = printed(index, "measures", "流片", "--as-of", AS_OF, "--company", str(tmp_path / "company.toml"))
    company = {"revenue": "1亿元", "registered_in": "广东省海州市", "founded": "2021-03-01"}
    response = client.post("/api/measures", json={"topic": "流片", "as_of": AS_OF, "company": company})
    assert without_time(response.text) == expected
    assert "met" in {judged["verdict"] for judged in response.json()["measures"][0]["company"]}


def test_a_document_goes_by_its_id_and_never_by_a_path(client: TestClient, index: Index) -> None:
    summary = index.documents()[0]
    shown = client.get(f"/api/documents/{summary.id}").json()
    assert shown["document"] == summary.document
    for start, end in ((page["start"], page["end"]) for page in shown["pages"]):
        assert shown["text"][start:end]
    status, code, message = problem(client.get(f"/api/documents/{summary.paths[0]}"))
    assert (status, code) == (404, "unknown_document")
    assert "not in the index" in message


def test_a_follow_up_is_understood(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION, "as_of": AS_OF}).json()
    previous = {"question": answer["question"], "title": answer["citations"][0]["title"]}
    follow_up = client.post("/api/ask", json={"question": "该措施有效期到什么时候？", "previous": previous}).json()
    assert follow_up["question"] == f"《{previous['title']}》有效期到什么时候？"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "question: is missing"),
        ({"question": ""}, "question: String should have at least 1 character"),
        ({"question": " \n"}, "question: is blank"),
        ({"question": "问" * 501}, "question: String should have at most 500 characters"),
        ({"question": "问", "top": "3"}, "top: Input should be a valid integer"),
        ({"question": "问", "top": 0}, "top: Input should be greater than or equal to 1"),
        ({"question": "问", "in_force": 1}, "in_force: Input should be a valid boolean"),
        ({"question": "问", "as_of": "2025-02-30"}, "as_of: day is out of range for month"),
        ({"question": "问", "as_of": 1759276800}, "as_of: expected a date like 2025-10-01"),
        ({"question": "问", "kind": "law and rule"}, "kind: Input should be 'reply', 'proposal'"),
        ({"question": "问", "fitler": "x"}, "fitler: is no field of this request"),
        ({"question": "\ud800"}, "question: Input should be a valid string"),
        (
            {"question": "问", "previous": {"question": "问", "titel": ""}},
            "previous.titel: is no field of this request",
        ),
        ([], "the body: "),
    ],
)
def test_a_wrong_request_is_told_which_field_is_wrong(client: TestClient, body: object, message: str) -> None:
    sent = client.post("/api/ask", content=json.dumps(body), headers={"Content-Type": "application/json"})
    status, code, said = problem(sent)
    assert (status, code) == (422, "invalid_input")
    assert said.startswith(message)


def test_a_wrong_profile_is_told_what_a_wrong_file_is(client: TestClient) -> None:
    for company, said in (({"turnover": 1}, "'turnover' is no field of a profile"), ({"revenue": "viel"}, "no sum")):
        status, _, message = problem(client.post("/api/measures", json={"company": company}))
        assert status == 422
        assert message.startswith("company: ")
        assert said in message


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("GET", "/api/documents/ffffffffffff", 404, "unknown_document"),
        ("GET", "/api/compare?old=ffffffffffff&new=ffffffffffff", 404, "unknown_document"),
        ("DELETE", "/api/documents", 405, "method_not_allowed"),
        ("GET", "/api/documents/%20", 422, "invalid_input"),
        ("GET", "/api/search?query=x&mode=best", 422, "invalid_input"),
        ("GET", "/api/ask?question=x&as_of=", 422, "invalid_input"),
    ],
)
def test_every_error_has_one_form(client: TestClient, method: str, address: str, status: int, code: str) -> None:
    assert problem(client.request(method, address))[:2] == (status, code)


def test_an_address_with_two_methods_names_both(client: TestClient) -> None:
    assert client.put("/api/ask").headers["allow"] == "GET, POST"


def test_what_is_no_json_or_too_much_of_it_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    assert problem(client.post("/api/ask", content=b"{", headers=headers))[:2] == (422, "invalid_input")
    assert problem(client.post("/api/ask", content=b"[" * 60_000, headers=headers))[:2] == (422, "invalid_input")
    assert problem(client.post("/api/ask", content=b"[" * 70_000, headers=headers))[:2] == (413, "too_large")

    def in_pieces() -> Iterator[bytes]:
        yield from [b" " * 10_000] * 7

    assert problem(client.post("/api/ask", content=in_pieces(), headers=headers))[:2] == (413, "too_large")


@pytest.mark.parametrize(("error", "code"), [(NoIndex, "no_index"), (ModelMismatch, "index_unavailable")])
def test_without_an_index_the_answer_says_what_to_do(error: type[Exception], code: str, index: Index) -> None:
    def opening(_: Path) -> Index:
        raise error("Run `policykb build FOLDER` first.")

    with mounted(KnowledgeBase(index.settings.home, opening=opening)) as client:
        for address in ("/api/ask?question=x", "/api/search?query=x", "/api/measures", "/api/documents"):
            assert problem(client.get(address)) == (503, code, "Run `policykb build FOLDER` first.")


def test_a_fault_of_ours_tells_no_more_than_its_kind(index: Index) -> None:
    def opening(_: Path) -> Index:
        raise RuntimeError("secret")

    with mounted(KnowledgeBase(index.settings.home, opening=opening)) as client:
        status, code, message = problem(client.get("/api/documents"))
    assert (status, code) == (500, "failed")
    assert "RuntimeError" in message
    assert "secret" not in message


def test_who_finds_the_queue_full_is_told_to_try_again(index: Index, metrics: Metrics) -> None:
    go_on, begun = threading.Event(), threading.Semaphore(0)

    def opening(_: Path) -> Index:
        begun.release()
        go_on.wait(30)
        raise NoIndex("nothing yet")

    lookups = Lookups(metrics, at_a_time=1, longest_queue=1)
    # each opens an index of its own, so that none waits for another's lock
    app = FastAPI(openapi_url=None)
    app.mount("/api", create_api(lookups, lambda _: KnowledgeBase(index.settings.home, opening=opening)))
    with TestClient(app) as client, ThreadPoolExecutor(2) as pool:
        first = pool.submit(client.get, "/api/documents")
        assert begun.acquire(timeout=30)
        second = pool.submit(client.get, "/api/documents")
        wait_until(lambda: lookups.waiting == 1)
        third = client.get("/api/documents")
        go_on.set()
        assert problem(third)[:2] == (503, "busy")
        assert int(third.headers["retry-after"]) >= 1
        assert {problem(waited.result())[1] for waited in (first, second)} == {"no_index"}
    assert "policykb_turned_away_total 1.0" in metrics.exposition().decode("utf-8")


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not come to pass")


def test_the_reference_names_every_request_and_no_other_host(client: TestClient) -> None:
    page = client.get("/api/docs").text
    schema = client.get("/api/openapi.json").json()
    assert schema["servers"] == [{"url": "/api"}]
    for path in schema["paths"]:
        assert f"/api{path}</code>" in page
    for name, component in schema["components"]["schemas"].items():
        if "properties" in component or "enum" in component:
            assert f'id="{name}"' in page
    assert set(re.findall(r'href="#(\w+)"', page)) <= set(re.findall(r'id="(\w+)"', page))
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_openapi_says_what_fields_mean_and_that_results_are_whole(client: TestClient) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    citation = schemas["Citation"]
    assert citation["required"] == list(citation["properties"])
    assert citation["properties"]["page"]["description"] == "physical page from 1, null for formats without pages."
    assert ":ivar" not in json.dumps(schemas)
    assert "HTTPValidationError" not in schemas
    assert schemas["AskBody"]["required"] == ["question"]
    assert schemas["AskBody"]["additionalProperties"] is False


def test_the_examples_of_the_reference_work(client: TestClient) -> None:
    page = client.get("/api/docs").text
    links = [link for link in re.findall(r'href="(/api/[^"]+)"', page) if not link.endswith("openapi.json")]
    assert len(links) >= 4
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
