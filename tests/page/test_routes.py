from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.errors import NoIndex, UnknownDocument
from ingest.document import Document, document_id
from page.page_image import PageImages
from page.routes import file_address, page_address, source_routes, style_address, style_routes
from tests.page.conftest import MakeDocument, MakePdf


@pytest.fixture
def documents(make_pdf: MakePdf, make_document: MakeDocument) -> list[Document]:
    return [
        make_document(make_pdf([(20, 50, "one")], [(20, 50, "two")]), "one", "two", name="rules/办法 一.pdf"),
        make_document(b"<script>alert(1)</script>", name="rules/page.html"),
    ]


@pytest.fixture
def client(documents: list[Document]) -> Iterator[TestClient]:
    # as an index does, by id, by name, and by path
    by_key = {key: document for document in documents for key in (document.id, document.name, document.path)}

    def find(key: str) -> Document:
        try:
            return by_key[key]
        except KeyError:
            raise UnknownDocument(key) from None

    app = FastAPI()
    app.include_router(source_routes(lambda _, key: find(key), PageImages()))
    app.include_router(style_routes(b"body{}"))
    with TestClient(app) as client:
        yield client


def test_a_page_of_an_indexed_document(client: TestClient, documents: list[Document]) -> None:
    response = client.get(page_address(documents[0], 2))
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    assert "private" in response.headers["cache-control"]
    assert response.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(("width", "status"), [("640", 200), ("1280", 200), ("99999", 404), ("640.0", 404), ("", 404)])
def test_only_two_widths_are_drawn(client: TestClient, documents: list[Document], width: str, status: int) -> None:
    assert client.get(f"{page_address(documents[0], 1)}&width={width}").status_code == status


@pytest.mark.parametrize("page", ["0", "3", "-1", "1e0", "01", "１", "99999999999999999999", "", "1.png/..", "%2e%2e"])
def test_a_page_number_that_is_none_is_not_found(client: TestClient, documents: list[Document], page: str) -> None:
    assert client.get(f"/source/{documents[0].id}/pages/{page}.png").status_code == 404


def test_only_an_id_names_a_document(client: TestClient, documents: list[Document]) -> None:
    document = documents[0]
    keys = [
        document.name,
        document.path,
        document.id.upper(),
        document.id + "0",
        document_id("elsewhere"),
        "..",
        "%2e%2e",
    ]
    for key in keys:
        for encoded in (key, quote(key, safe="")):
            assert client.get(f"/source/{encoded}/file").status_code == 404
            assert client.get(f"/source/{encoded}/pages/1.png").status_code == 404


def test_a_pdf_is_shown_in_place_under_its_own_name(client: TestClient, documents: list[Document]) -> None:
    response = client.get(file_address(documents[0]))
    assert response.content == Path(documents[0].path).read_bytes()
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == f"inline; filename*=UTF-8''{quote('办法 一.pdf')}"


def test_anything_else_is_downloaded_and_never_run(client: TestClient, documents: list[Document]) -> None:
    response = client.get(file_address(documents[1]))
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment;")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_file_that_has_changed_is_not_found(client: TestClient, documents: list[Document]) -> None:
    Path(documents[0].path).write_bytes(b"%PDF-something else")
    assert client.get(file_address(documents[0])).status_code == 404
    assert client.get(page_address(documents[0], 1)).status_code == 404


def test_no_page_image_of_what_is_no_pdf(client: TestClient, documents: list[Document]) -> None:
    assert client.get(page_address(documents[1], 1)).status_code == 404


def test_without_an_index_nothing_is_found() -> None:
    def find(key: str) -> Document:
        raise NoIndex("nothing yet")

    app = FastAPI()
    app.include_router(source_routes(lambda _, key: find(key), PageImages()))
    with TestClient(app) as client:
        assert client.get(f"/source/{document_id('a')}/file").status_code == 404


def test_the_style_sheet_has_another_address_when_it_changes(client: TestClient) -> None:
    response = client.get(style_address(b"body{}"))
    assert response.text == "body{}"
    assert response.headers["content-type"].startswith("text/css")
    assert style_address(b"body{}") != style_address(b"p{}")
