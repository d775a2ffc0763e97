from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, StreamingResponse
from fastapi.testclient import TestClient
from starlette.middleware.gzip import GZipMiddleware

from page.head_script import HeadScript, language_script, style_link

PAGE = "<!doctype html><html><head><title>题</title></head><body>" + "文" * 2000 + "</body></html>"


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.add_middleware(GZipMiddleware)
    app.add_middleware(HeadScript, languages={"/en/": "en", "/": "zh-CN"}, link=b'<link href="/s">')

    @app.get("/page")
    @app.get("/en/page")
    @app.get("/en")
    def page() -> HTMLResponse:
        return HTMLResponse(PAGE)

    @app.get("/based")
    def based() -> HTMLResponse:
        return HTMLResponse(PAGE.replace("<title>", '<base href="./" /><title>'))

    @app.get("/stream")
    def stream() -> StreamingResponse:
        async def parts() -> AsyncIterator[str]:
            for at in range(0, len(PAGE), 7):
                yield PAGE[at : at + 7]

        return StreamingResponse(parts(), media_type="text/html")

    @app.get("/data")
    def data() -> dict[str, str]:
        return {"html": "<head></head>"}

    return TestClient(app)


@pytest.mark.parametrize("path", ["/page", "/stream"])
def test_the_script_is_first_in_the_head_and_the_link_last(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"accept": "text/html", "accept-encoding": "gzip"})
    assert response.text == PAGE.replace("<head>", f"<head>{language_script('zh-CN').decode()}").replace(
        "</head>", '<link href="/s"></head>'
    )
    assert int(response.headers["content-length"]) == len(response.content)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "http:" not in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/en/page", "/en"])
def test_the_language_is_that_of_the_path(client: TestClient, path: str) -> None:
    assert 'const language="en"' in client.get(path, headers={"accept": "text/html"}).text


def test_links_within_a_page_stay_on_it(client: TestClient) -> None:
    assert "<base" not in client.get("/based", headers={"accept": "text/html"}).text


def test_what_is_no_page_passes_as_it_is(client: TestClient) -> None:
    response = client.get("/data", headers={"accept": "text/html"})
    assert response.json() == {"html": "<head></head>"}
    assert "content-security-policy" not in response.headers
    assert client.get("/page", headers={"accept": "application/json"}).text == PAGE


def test_the_language_cannot_break_out_of_the_script() -> None:
    assert b"zh-CN" in language_script("zh-CN")
    assert style_link("/page/style.css?v=1") == b'<link rel="stylesheet" href="/page/style.css?v=1">'
