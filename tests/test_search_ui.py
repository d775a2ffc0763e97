"""The page's application and its console script, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings
from search_cli import main as command_line
from search_ui import create_app, main


async def app_of(index: Index) -> FastAPI:
    """The application, made where an event loop runs: elsewhere Gradio makes loops that it never closes."""
    return create_app(index.settings.home, index)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("page")
    settings = Settings(home=folder / "home", cache_dir=folder / "cache")
    (folder / "rules").mkdir()
    (folder / "rules" / "办法.txt").write_text("低空物流补贴办法\n\n给予50万元补贴。\n", encoding="utf-8")
    build_index(settings, [folder / "rules"], encoder=HashingEncoder())
    with (
        Index(settings, HashingEncoder()) as index,
        TestClient(asyncio.run(app_of(index)), base_url="http://127.0.0.1:7860") as client,
    ):
        yield client


def test_the_page_names_no_other_host(client: TestClient) -> None:
    page = client.get("/", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert page.text.index("navigator") < page.text.index("<meta")
    assert '<link rel="stylesheet" href="/page/style.css?v=' in page.text
    assert "fonts.googleapis.com" not in page.text
    assert "'unsafe-inline'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("root", ["", "/en"])
def test_an_upload_that_nobody_took_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: str) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))

    async def app() -> FastAPI:
        return create_app(tmp_path / "home")

    with TestClient(asyncio.run(app()), base_url="http://127.0.0.1:7860") as client:
        (path,) = client.post(f"{root}/gradio_api/upload", files={"files": ("a.txt", b"text")}).json()
        assert Path(path).is_relative_to(tmp_path / "uploads")
        assert Path(path).read_bytes() == b"text"
    assert not Path(path).exists()


def test_health_answers_beside_gradio(client: TestClient) -> None:
    assert client.get("/health").json()["documents"] == 1


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5:7860"])
def test_a_request_by_another_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860"])
def test_this_machines_own_names_are_served(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


def test_no_file_of_the_disk_is_served(client: TestClient) -> None:
    for path in ("/gradio_api/file=/etc/passwd", "/file=/etc/passwd", f"/gradio_api/file={Path(__file__)}"):
        assert client.get(path).status_code in {403, 404}


def test_any_host_but_this_machine_is_refused_in_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--home", str(tmp_path), "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert "--host 127.0.0.1" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("files", "options", "code", "message"),
    [
        ({}, ["--host", "0.0.0.0"], 2, "users add NAME"),
        ({"settings.toml": '[serve]\nhosts = ["policy.example"]'}, [], 2, "policy.example: would serve other machines"),
        ({"settings.toml": '[serve]\nusers = "staff.toml"'}, [], 3, "staff.toml: the users file is not there"),
        ({"users.toml": "user = 1"}, [], 3, "users.toml: unknown key 'user'"),
        ({"token": "short"}, ["--agent-token-file", "{home}/token"], 3, "at least 16 characters"),
        ({}, ["--agent-token-file", "{home}/token"], 3, "no token can be read"),
    ],
)
def test_a_server_that_must_not_start_says_why_in_one_line(
    tmp_path: Path, files: dict[str, str], options: list[str], code: int, message: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = [option.format(home=tmp_path) for option in options]
    result = CliRunner().invoke(command_line, ["serve", "--home", str(tmp_path), "--port", "0", *given])
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
