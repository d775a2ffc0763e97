from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Index, open_index
from index.builder import build_index
from index.errors import NoIndex
from index.settings import Settings
from page.exports import comparison_exports, measure_exports, search_exports
from page.knowledge_base import KnowledgeBase
from page.strings import CHINESE, ENGLISH

RULES = {
    "old.txt": "海州市芯片扶持办法\n第一条 对芯片企业流片费用给予补助，最高200万元。\n第二条 在本市注册。\n",
    "new.txt": (
        "海州市芯片扶持管理办法\n第一条 对芯片企业流片费用给予补助，最高500万元。\n"
        "第二条 申请企业应当符合下列条件：\n（一）在本市注册；\n（二）研发投入占营业收入的比例不低于5%。\n"
    ),
    "formula.txt": '=HYPERLINK("http://x")芯片流片\n\n=1+1芯片流片。\n',
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    root = tmp_path_factory.mktemp("exports")
    for name, text in RULES.items():
        (root / name).write_text(text, encoding="utf-8")
    settings = Settings(home=root / "home", cache_dir=root / "cache", model="hashing")
    build_index(settings, [root / name for name in RULES])
    with open_index(settings=settings) as index:
        yield index


@pytest.fixture
def client(index: Index) -> Iterator[TestClient]:
    knowledge = KnowledgeBase(Path("unused"), index)
    app = FastAPI()
    for routes in (search_exports, measure_exports, comparison_exports):
        for strings in (CHINESE, ENGLISH):
            app.include_router(routes(lambda _: knowledge, strings))
    with TestClient(app) as client:
        yield client


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_passages_as_csv_without_formulas(client: TestClient) -> None:
    response = client.get("/export/search.csv", params={"q": "芯片流片"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    header, *rows = rows_of(response.content)
    assert header == list(CHINESE.sheets.passage_columns)
    assert any(cell == "'=1+1芯片流片。" for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_measures_with_a_company_in_the_body_and_in_no_address(client: TestClient) -> None:
    profile = json.dumps({"r_and_d_share": "3%"})
    response = client.post("/en/export/measures.csv", params={"text": "500万元"}, content=profile)
    header, row = rows_of(response.content)
    cells = dict(zip(header, row, strict=True))
    assert header[: len(ENGLISH.sheets.measure_columns)] == list(ENGLISH.sheets.measure_columns)
    assert cells["Most (yuan)"] == "5000000"
    assert "研发投入占营业收入的比例不低于5%" in cells["not met"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/export/measures.xlsx").content))
    assert book.sheetnames == ["支持措施"]


@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ('{"employees": "viele"}', 400), ("x" * 20_000, 413)],
)
def test_a_profile_that_is_none_is_refused(client: TestClient, body: str, status: int) -> None:
    assert client.post("/export/measures.csv", content=body).status_code == status


def test_two_documents_as_one_file(client: TestClient, index: Index) -> None:
    ids = {document.document.rpartition("/")[2]: document.id for document in index.documents()}
    response = client.get("/export/comparison.html", params={"old": ids["old.txt"], "new": ids["new.txt"]})
    assert response.headers["content-disposition"].startswith("attachment;")
    assert "<del>200</del>" in response.text or "<del>2</del>" in response.text
    name = index.documents()[0].document
    for wrong in ("", name, "0" * 12):
        asked = {"old": wrong, "new": ids["new.txt"]}
        assert client.get("/export/comparison.html", params=asked).status_code == 404


def test_without_a_query_or_an_index_there_is_no_file() -> None:
    def opening(home: Path) -> Index:
        raise NoIndex("nothing yet")

    knowledge = KnowledgeBase(Path("unused"), opening=opening)
    app = FastAPI()
    app.include_router(search_exports(lambda _: knowledge, CHINESE))
    app.include_router(measure_exports(lambda _: knowledge, CHINESE))
    with TestClient(app) as client:
        assert client.get("/export/search.csv").status_code == 400
        assert client.get("/export/search.csv?q=a").status_code == 503
        assert client.get("/export/measures.xlsx").status_code == 503
