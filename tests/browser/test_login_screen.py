"""Logging in, and what each role is offered and refused, in Chromium, on a desktop and on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Client
from playwright.sync_api import Browser, Page, expect

from index.builder import build_index
from index.settings import Settings
from ingest.document import document_id
from service.jobs import JobTable
from service.reader import Role
from service.users_editing import UsersEditor
from tests.browser.conftest import picture, served
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

KEEPER, READER = ("周管理", "kennwort-der-hüterin"), ("李查阅", "kennwort-des-lesers")
OPEN = "低空物流补贴办法\n\n第一条 对低空物流航线给予每条50万元补贴。\n"
HIDDEN = "玄武航线补贴办法\n\n第一条 对玄武航线给予每条90万元补贴。\n公开方式：依申请公开\n"
QUESTION = "玄武航线补贴多少？"
#: Parts of 文件库 that change something, each with what its buttons ask for.
ACTS = {
    "corpus-drop": "",
    "corpus-failures": "retry_all",
    "corpus-jobs": "cancel",
    "corpus-trash": "restore",
    "corpus-rebuild": "rebuild_full",
    "corpus-generations": "roll_back",
    "corpus-examine": "",
    "corpus-health": "mend",
    "corpus-card": "delete",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("login")
    home = folder / "home"
    home.mkdir()
    (home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    (folder / "rules").mkdir()
    (folder / "rules" / "开.txt").write_text(OPEN, encoding="utf-8")
    (folder / "rules" / "密.txt").write_text(HIDDEN, encoding="utf-8")
    build_index(Settings(home=home, cache_dir=folder / "cache", model="hashing"), [folder / "rules"])
    editor = UsersEditor(home / "users.toml")
    for (name, password), role in ((KEEPER, Role.KEEPER), (READER, Role.READER)):
        editor.add(name, role, password)
    return home


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as address:
        yield address


def log_in(page: Page, who: tuple[str, str], to: str = "/") -> None:
    page.goto(to)
    page.get_by_label("用户名").fill(who[0])
    page.get_by_label("密码").fill(who[1])
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#reader")).to_contain_text(who[0])


def corpus(page: Page) -> None:
    expect(page.locator("#corpus-table .documents")).to_be_visible()
    expect(page.locator(".working")).to_have_count(0)


def test_a_wrong_password_is_told_and_the_right_one_leads_on(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, viewport={"width": 390, "height": 844})
    page.goto("/measures?topic=低空")
    expect(page.get_by_label("用户名")).to_be_focused()
    page.keyboard.type(READER[0])
    page.keyboard.press("Tab")
    page.keyboard.type("no such password")
    page.keyboard.press("Enter")
    expect(page.get_by_text("用户名或密码不对。")).to_be_visible()
    expect(page.get_by_label("用户名")).to_have_value(READER[0])
    expect(page.get_by_label("密码")).to_have_value("")
    assert violations(page) == []
    picture(page, "login-wrong")
    page.get_by_label("密码").fill(READER[1])
    page.keyboard.press("Enter")
    expect(page.locator(".measures")).to_contain_text("50万元")
    assert "topic=" in page.url
    page.context.close()


def test_a_reader_is_offered_nothing_that_changes_the_corpus_and_a_keeper_is(screen: Page) -> None:
    log_in(screen, READER, "/corpus")
    corpus(screen)
    expect(screen.get_by_role("tab")).to_have_text(["文件", "统计"])
    rows = screen.locator("#corpus-table .documents tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("button").click()
    card = screen.locator(".card.open")
    expect(card).to_contain_text("低空物流补贴办法")
    for name in ("删除文件", "更正信息"):
        expect(card.get_by_role("button", name=name)).to_have_count(0)
    picture(screen, "corpus-reader")
    screen.get_by_role("button", name="退出登录").click()
    expect(screen.get_by_label("用户名")).to_be_visible()

    log_in(screen, KEEPER, "/corpus")
    corpus(screen)
    expect(rows).to_have_count(2)
    rows.first.get_by_role("button").click()
    expect(card.get_by_role("button", name="删除文件")).to_be_visible()
    expect(card.get_by_role("button", name="更正信息")).to_be_visible()
    if screen.viewport_size and screen.viewport_size["width"] > 820:  # on a phone it covers the tabs
        screen.get_by_role("tab", name="维护").click()
        expect(screen.get_by_role("button", name="全部重建")).to_be_visible()
        screen.get_by_role("tab", name="读者评价").click()
        expect(screen.locator("#corpus-feedback")).to_contain_text("还没有读者评价")


def test_logging_out_leaves_nothing_behind(screen: Page) -> None:
    log_in(screen, KEEPER, "/corpus")
    corpus(screen)
    screen.get_by_role("button", name="退出登录").click()
    expect(screen.get_by_label("用户名")).to_be_visible()
    screen.go_back()
    expect(screen.get_by_label("用户名")).to_be_visible()
    assert screen.locator("#corpus-table").count() == 0


def test_what_is_given_on_request_only_is_nowhere_for_a_reader(screen: Page) -> None:
    log_in(screen, READER, f"/?q={QUESTION}")
    answer = screen.locator("#answer :is(.sources, .refused)")
    expect(answer).to_be_visible(timeout=60_000)
    expect(screen.locator("#answer")).not_to_contain_text("90万元")
    for path, shown in (("/search?q=玄武航线", "#found"), ("/measures", ".measures"), ("/corpus", ".documents")):
        screen.goto(path)
        expect(screen.locator(shown)).to_contain_text("低空物流")
        expect(screen.locator(shown)).not_to_contain_text("玄武航线补贴")
    assert screen.request.get(f"/source/{document_id('rules/密.txt')}/file").status == 404


def refused(client: Client, event: int, inputs: int, act: str, session: str) -> bool:
    """Whether an event of the page fails that is sent as the page would send it."""
    body = {
        "session_hash": session,
        "fn_index": event,
        "data": [None] * inputs,
        "event_data": {"do": act, "key": "1"},
    }
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
        for line in events.iter_lines():
            told: dict[str, Any] = json.loads(line.removeprefix("data: ")) if line else {}
            if told.get("msg") == "process_completed":
                return not told["success"]
    raise AssertionError("the event came to no end")


def test_what_a_reader_sends_all_the_same_is_refused(address: str, home: Path) -> None:
    with Client(base_url=address, timeout=60) as client:
        client.post("/login", data={"name": READER[0], "password": READER[1]})
        config = client.get("/config").json()
        names = {each["id"]: each["props"].get("elem_id") for each in config["components"]}
        events = {
            names.get(each["targets"][0][0]): each
            for each in config["dependencies"]
            if each["targets"] and each["targets"][0][1] in {"click", "upload"} and each["backend_fn"]
        }
        for name, act in ACTS.items():
            event = events[name]
            assert refused(client, event["id"], len(event["inputs"]), act, name), name
        assert client.get("/export/feedback.csv").status_code == 403
    with closing(JobTable(home / "jobs.db")) as jobs:
        assert jobs.recent() == []
