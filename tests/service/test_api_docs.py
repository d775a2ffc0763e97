"""Every request that docs/api.md shows is sent as it stands there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from service.metrics import Metrics

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in TEXT.splitlines() if line.startswith("    curl ")]
HOST = "http://127.0.0.1:7860"


def sent(client: TestClient, command: str) -> httpx2.Response:
    """Do what curl would: of its options those that the page uses."""
    words = iter(shlex.split(command)[1:])
    address, in_address = "", False
    headers: dict[str, str] = {}
    data: list[str] = []
    for word in words:
        match word:
            case "-G":
                in_address = True
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "-d" | "--data-urlencode":
                data.append(next(words))
            case _:
                address = word.removeprefix(HOST)
    if in_address:
        return client.get(
            address,
            params=[(name, value) for name, _, value in (pair.partition("=") for pair in data)],
            headers=headers,
        )
    if data:
        return client.post(address, content="&".join(data).encode("utf-8"), headers=headers)
    return client.get(address, headers=headers)


@pytest.mark.parametrize("command", [command for command in COMMANDS if "/api/" in command])
def test_a_documented_request_is_answered(client: TestClient, command: str) -> None:
    response = sent(client, command)
    assert response.status_code == 200, response.text
    if "/api/ask" in command:
        assert response.json()["grounded"]


def test_every_address_is_documented(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    for path, operations in schema["paths"].items():
        row = next(row for row in TEXT.splitlines() if f"/api{path.replace('{document}', 'DOCUMENT')}`" in row)
        assert set(re.findall("GET|POST", row)) == {method.upper() for method in operations}


def test_every_error_is_documented(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    statuses = {
        status for path in schema["paths"].values() for method in path.values() for status in method["responses"]
    }
    for status in statuses - {"200"}:
        assert f"| {status} |" in TEXT


def test_every_metric_is_documented(metrics: Metrics) -> None:
    for family in text_string_to_metric_families(metrics.exposition().decode("utf-8")):
        assert f"`{family.name.removesuffix('_created')}" in TEXT or family.name.startswith("process_")


def test_the_clients_configuration_is_json() -> None:
    configuration = json.loads(TEXT.partition("```json\n")[2].partition("```")[0])
    assert configuration["mcpServers"]["policykb"]["url"] == f"{HOST}/mcp"
