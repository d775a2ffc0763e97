"""Who may see what readers said, and of which answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from answer import Answerer
from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings
from index.visibility import PUBLIC
from page.feedback_html import Wanted
from page.knowledge_base import KnowledgeBase
from page.strings import CHINESE
from service.reader import OWNER, PASSER_BY, Reader, Role, hand_on
from service.records import Records
from service.verdicts import verdict_exports, verdicts_for

LIMITED = Reader("王五", Role.KEEPER, PUBLIC)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("verdicts")
    (folder / "开.txt").write_text("低空物流补贴办法\n\n对低空物流航线给予每条50万元补贴。\n", "utf-8")
    (folder / "密.txt").write_text("玄武补贴办法\n\n对玄武航线给予每条90万元补贴。\n公开方式：不予公开\n", "utf-8")
    settings = Settings(home=folder / "home", cache_dir=folder / "cache")
    build_index(settings, [folder / "开.txt", folder / "密.txt"], encoder=HashingEncoder())
    with Index(settings, HashingEncoder()) as index:
        yield index


@pytest.fixture
def records(index: Index, tmp_path: Path) -> Records:
    records = Records(tmp_path)
    answerer = Answerer(index)
    for question, helpful, comment in (
        ("低空物流航线补贴多少？", True, ""),
        ("玄武航线补贴多少？", False, "数额有误"),
        ("低空物流航线补贴多少？", False, ""),
    ):
        answer = answerer.ask(question, as_of=date(2025, 10, 1))
        assert answer.grounded
        records.give_feedback("张三", answer, helpful=helpful, comment=comment)
    return records


def test_which_verdicts_are_wanted(index: Index, records: Records) -> None:
    knowledge = KnowledgeBase(Path("unused"), index)

    def given(wanted: Wanted) -> list[tuple[bool, str]]:
        return [(each.helpful, each.comment) for each in verdicts_for(OWNER, records, knowledge, wanted)]

    assert given(Wanted.ALL) == [(False, ""), (False, "数额有误"), (True, "")]
    assert given(Wanted.UNHELPFUL) == [(False, ""), (False, "数额有误")]
    assert given(Wanted.COMMENTED) == [(False, "数额有误")]


def test_a_keeper_sees_no_answer_that_quotes_what_they_may_not_see(index: Index, records: Records) -> None:
    knowledge = KnowledgeBase(Path("unused"), index).limited_to(PUBLIC)
    last, hidden, first = verdicts_for(LIMITED, records, knowledge, Wanted.ALL)
    assert hidden.answer is None
    assert last.answer is not None
    assert "50万元" in last.answer
    assert first.answer == last.answer


@pytest.mark.parametrize(("reader", "status"), [(OWNER, 200), (PASSER_BY, 403), (replace(LIMITED), 200)])
def test_the_file_is_for_keepers(index: Index, records: Records, reader: Reader, status: int) -> None:
    knowledge = KnowledgeBase(Path("unused"), index)
    app = FastAPI()

    @app.middleware("http")
    async def who(request: Request, call_next: Any) -> Any:
        hand_on(request, reader)
        return await call_next(request)

    app.include_router(verdict_exports(records, lambda _: knowledge.limited_to(reader.visibility), CHINESE))
    response = TestClient(app).get("/export/feedback.csv", params={"wanted": "commented"})
    assert response.status_code == status
    assert ("数额有误" in response.text) == (status == 200)
    assert ("90万元" in response.text) == (reader is OWNER)
