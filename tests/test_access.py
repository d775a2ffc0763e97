"""Who gets in, and what they see, over the real application."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Client, Response
from starlette.routing import Mount
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.serving import Serving
from index.settings import Settings
from ingest.document import document_id
from page.address import listen
from page.page_image import WIDTHS
from page.strings import CHINESE, ENGLISH
from search_ui import create_app
from service.access import Access
from service.reader import PASSER_BY, Role
from service.users_editing import UsersEditor

HOME = "http://127.0.0.1:7860"
PASSWORDS = {"keeper": "kennwort-der-hüterin", "reader": "kennwort-des-lesers"}
AGENT_TOKEN = "agent-token-of-the-test"
OPEN, HIDDEN = document_id("rules/办法.txt"), document_id("rules/密.txt")
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("access")
    settings = Settings(home=folder / "home", cache_dir=folder / "cache")
    (folder / "rules").mkdir()
    (folder / "rules" / "办法.txt").write_text("低空物流补贴办法\n\n对低空物流航线给予每条50万元补贴。\n", "utf-8")
    (folder / "rules" / "密.txt").write_text(
        "玄武补贴办法\n\n对玄武航线给予每条90万元补贴。\n公开方式：不予公开\n", "utf-8"
    )
    build_index(settings, [folder / "rules"], encoder=HashingEncoder())
    with Index(settings, HashingEncoder()) as index:
        yield index


@pytest.fixture(scope="module")
def editor(index: Index) -> UsersEditor:
    return UsersEditor(index.settings.home / "staff.toml")


@pytest.fixture(scope="module")
def app(index: Index, editor: UsersEditor) -> FastAPI:
    editor.add("hüterin", Role.KEEPER, PASSWORDS["keeper"])
    editor.add("leser", Role.READER, PASSWORDS["reader"])
    access = Access.at(index.settings.home, Serving(Path("staff.toml")), agent_token=AGENT_TOKEN)
    return made(index, access)


def made(index: Index, access: Access) -> FastAPI:
    """The application, made where an event loop runs: elsewhere Gradio makes loops that it never closes."""

    async def make() -> FastAPI:
        return create_app(index.settings.home, index, access=access)

    return asyncio.run(make())


@pytest.fixture(scope="module")
def running(app: FastAPI) -> Iterator[FastAPI]:
    with TestClient(app, base_url=HOME):  # begins and ends what runs behind the application
        yield app


@pytest.fixture
def stranger(running: FastAPI) -> TestClient:
    return TestClient(running, base_url=HOME, follow_redirects=False)


@pytest.fixture
def reader(running: FastAPI) -> TestClient:
    return logged_in(running, "leser", PASSWORDS["reader"])


@pytest.fixture
def keeper(running: FastAPI) -> TestClient:
    return logged_in(running, "hüterin", PASSWORDS["keeper"])


def logged_in(app: FastAPI, name: str, password: str) -> TestClient:
    client = TestClient(app, base_url=HOME, follow_redirects=False)
    assert log_in(client, name, password).status_code == 303
    return client


def log_in(client: TestClient, name: str, password: str, **more: str) -> Response:
    return client.post("/login", data={"name": name, "password": password, **more})


def paths_of(app: FastAPI) -> list[str]:
    """Every address of the application and of what is mounted in it, parameters filled in."""

    def below(routes: Sequence[Any], prefix: str) -> Iterator[str]:
        for route in routes:
            if isinstance(route, Mount):
                yield from below(route.routes, prefix + route.path)
            elif hasattr(route, "original_router"):  # as FastAPI keeps what was included
                yield from below(route.original_router.routes, prefix)
            else:
                yield prefix + re.sub(r"\{[^}]*\}", "x", route.path)

    return sorted(set(below(app.routes, "")))


def test_every_address_but_a_few_asks_strangers_to_log_in(app: FastAPI, stranger: TestClient) -> None:
    paths = paths_of(app)
    assert any("/gradio_api/queue/join" in path for path in paths)
    assert any("/gradio_api/upload" in path for path in paths)
    opened = {
        (method, path)
        for path in paths
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
        if stranger.request(method, path).status_code != 401
    }
    free = {"/health", "/page/style.css", "/login", "/logout", "/en/login", "/en/logout"}
    assert {path for _, path in opened} <= free


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/?q=补贴", "/source/0/file", "/nowhere", "/health/", "//health", "/login/x"]
)
def test_a_page_leads_strangers_to_the_login_and_back(stranger: TestClient, path: str) -> None:
    there = stranger.get(path, headers=PAGE)
    assert there.status_code == 303
    root = "/en/" if path.startswith("/en/") else "/"
    assert there.headers["location"].partition("?")[0] == f"{root}login"
    form = stranger.get(there.headers["location"], headers=PAGE)
    assert form.status_code == 200
    assert form.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in form.headers["content-security-policy"]
    wanted = re.findall(r'name="next" value="([^"]*)"', form.text)[0]
    back = log_in(stranger, "leser", PASSWORDS["reader"], next=wanted)
    assert back.headers["location"].startswith("/")
    assert not back.headers["location"].startswith("//")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/call/ask"),
        ("GET", "/gradio_api/call/ask/1"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/queue/data?session_hash=x"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/en/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/config"),
        ("GET", "/api/documents"),
        ("GET", "/metrics"),
        ("POST", "/mcp"),
        ("GET", f"/source/{OPEN}/file"),
    ],
)
def test_programs_are_told_so_in_json(stranger: TestClient, method: str, path: str) -> None:
    accepts = {"accept": "*/*" if "source" in path or path == "/config" else "text/html,*/*"}
    refused = stranger.request(method, path, headers=accepts)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "bearer" in refused.json()["error"]["message"]


def test_health_tells_strangers_nothing_else(stranger: TestClient, reader: TestClient, keeper: TestClient) -> None:
    assert stranger.get("/health").json() == {"status": "ok"}
    assert reader.get("/health").json()["documents"] == 1
    assert keeper.get("/health").json()["documents"] == 2


def test_the_cookie_is_for_the_server_alone(stranger: TestClient) -> None:
    given = log_in(stranger, "leser", PASSWORDS["reader"]).headers["set-cookie"]
    assert re.fullmatch(r"policykb=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", given)


def test_over_https_the_cookie_stays_there(running: FastAPI, index: Index) -> None:
    client = TestClient(running, base_url="https://127.0.0.1", follow_redirects=False)
    given = log_in(client, "leser", PASSWORDS["reader"]).headers["set-cookie"]
    assert re.fullmatch(r"__Host-policykb=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", given)
    assert client.get("/health").json()["documents"] == 1


@pytest.mark.parametrize(
    ("name", "password"), [("leser", "falsch-falsch"), ("niemand", "falsch-falsch"), ("", ""), ("leser", "")]
)
def test_a_wrong_name_or_password_is_told_the_same(running: FastAPI, name: str, password: str) -> None:
    client = TestClient(running, base_url=HOME, client=(f"wrong-{name}", 1))
    refused = log_in(client, name, password)
    assert refused.status_code == 401
    assert CHINESE.access.wrong in refused.text
    assert "set-cookie" not in refused.headers
    assert client.get("/health").json() == {"status": "ok"}


def test_who_guesses_must_wait_and_is_not_even_checked(running: FastAPI, editor: UsersEditor) -> None:
    editor.add("opfer", Role.READER, "das-richtige-kennwort")
    client = TestClient(running, base_url=HOME, client=("guesser", 1), follow_redirects=False)
    assert [log_in(client, "opfer", "falsch-falsch").status_code for _ in range(5)] == [401] * 5
    waiting = log_in(client, "opfer", "das-richtige-kennwort")
    assert waiting.status_code == 429
    assert waiting.headers["retry-after"] == "1"
    assert CHINESE.access.wait.format(seconds=1) in waiting.text


def test_a_form_larger_than_a_login_is_not_read(stranger: TestClient) -> None:
    assert stranger.post("/login", content=b"name=" + b"x" * 10_000).status_code == 413
    assert log_in(stranger, "x" * 65, "x").status_code == 413
    assert stranger.post("/login", content=b"\xff\xfe&&&==;").status_code == 401


def test_nothing_typed_is_run_by_the_page(running: FastAPI) -> None:
    client = TestClient(running, base_url=HOME, client=("hostile", 1))
    hostile = '"><script>harm()</script>'
    page = log_in(client, hostile, "falsch-falsch", next=f"/?q={hostile}")
    assert "<script>harm" not in page.text
    assert "&lt;script&gt;harm()" in page.text


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
     "javascript:x", "///evil.example", "/\n/evil.example", "http:evil.example", "evil.example", "",
     "//[", "/%0d%0aset-cookie:a=b"],
)  # fmt: skip
def test_no_other_host_is_led_to_after_logging_in(stranger: TestClient, wanted: str) -> None:
    given = log_in(stranger, "leser", PASSWORDS["reader"], next=wanted)
    assert given.headers["location"] in {"/", "/%0d%0aset-cookie:a=b"}


def test_logging_out_ends_the_session_itself(running: FastAPI, reader: TestClient) -> None:
    cookie = reader.cookies["policykb"]
    out = reader.post("/en/logout")
    assert (out.status_code, out.headers["location"]) == (303, "/en/login")
    assert "policykb" not in reader.cookies
    thief = TestClient(running, base_url=HOME, cookies={"policykb": cookie})
    assert thief.get("/config").status_code == 401


def test_logging_in_gives_a_new_session_and_ends_the_old(running: FastAPI, reader: TestClient) -> None:
    cookie = reader.cookies["policykb"]
    log_in(reader, "leser", PASSWORDS["reader"])
    assert reader.cookies["policykb"] != cookie
    assert TestClient(running, base_url=HOME, cookies={"policykb": cookie}).get("/config").status_code == 401


def test_a_new_password_or_leaving_ends_every_session(running: FastAPI, editor: UsersEditor) -> None:
    editor.add("gast", Role.READER, "das-erste-kennwort")
    client = logged_in(running, "gast", "das-erste-kennwort")
    token = {"authorization": f"Bearer {editor.set_token('gast')}"}
    program = TestClient(running, base_url=HOME)
    assert client.get("/config").status_code == program.get("/config", headers=token).status_code == 200
    editor.set_password("gast", "das-zweite-kennwort")
    assert client.get("/config").status_code == 401
    assert program.get("/config", headers=token).status_code == 200
    client = logged_in(running, "gast", "das-zweite-kennwort")
    editor.remove("gast")
    assert client.get("/config").status_code == program.get("/config", headers=token).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site", "origin": HOME},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(reader: TestClient, stranger: TestClient, headers: dict[str, str]) -> None:
    for path in ("/gradio_api/queue/join", "/gradio_api/upload", "/logout", "/login"):
        assert reader.post(path, headers=headers).status_code == 403
    assert (
        log_in(TestClient(stranger.app, base_url=HOME, headers=headers), "leser", PASSWORDS["reader"]).status_code
        == 403
    )
    assert reader.get("/config").status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": HOME}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {}]
)
def test_its_own_page_does(reader: TestClient, headers: dict[str, str]) -> None:
    assert reader.post("/logout", headers=headers).status_code == 303


def test_a_socket_passes_the_gate_too(stranger: TestClient, reader: TestClient) -> None:
    for client, headers in ((stranger, {}), (reader, {"origin": "http://evil.example"})):
        with (
            pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
            client.websocket_connect("/x", headers=headers),
        ):
            pass


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (f"Bearer {AGENT_TOKEN}", 200),
        (f"bearer  {AGENT_TOKEN}", 200),
        (f"Bearer {AGENT_TOKEN}x", 401),
        ("Bearer ", 401),
        ("Bearer", 401),
        (f"Basic {AGENT_TOKEN}", 401),
        (AGENT_TOKEN, 401),
    ],
)
def test_the_agents_token(stranger: TestClient, given: str, status: int) -> None:
    response = stranger.get(f"/source/{OPEN}/file", headers={"authorization": given})
    assert response.status_code == status


def test_a_wrong_token_counts_even_beside_a_session(keeper: TestClient) -> None:
    assert keeper.get("/config", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_token_asks_from_anywhere_and_sees_what_its_role_does(stranger: TestClient) -> None:
    headers = {"authorization": f"Bearer {AGENT_TOKEN}", "origin": "http://agent.example"}
    assert stranger.post("/nowhere", headers=headers).status_code == 404  # past the gate
    assert stranger.get(f"/source/{HIDDEN}/file", headers=headers).status_code == 404


@pytest.mark.parametrize("address", [f"/source/{HIDDEN}/file", f"/source/{HIDDEN}/pages/1.png?width={WIDTHS[0]}"])
def test_a_hidden_documents_file_is_not_there_for_a_reader(reader: TestClient, address: str) -> None:
    assert reader.get(address).status_code == 404
    assert reader.get(address).json() == reader.get(address.replace(HIDDEN, "0" * 12)).json()


def test_a_keeper_gets_it(keeper: TestClient, reader: TestClient) -> None:
    given = keeper.get(f"/source/{HIDDEN}/file")
    assert "玄武" in given.text
    assert {"Cookie", "Authorization"} <= set(given.headers["vary"].split(", "))
    assert reader.get(f"/source/{OPEN}/file").status_code == 200


def test_the_page_itself_is_never_kept_by_a_browser(reader: TestClient) -> None:
    assert reader.get("/", headers=PAGE).headers["cache-control"] == "no-store"


@pytest.fixture(scope="module")
def address(index: Index, editor: UsersEditor, app: FastAPI) -> Iterator[str]:
    """Where the application is served by a thread of this process: Gradio's queue wants one loop for all requests."""
    with listen("127.0.0.1", 0) as sock:
        # websockets' old interface is deprecated, and the page needs none
        server = uvicorn.Server(uvicorn.Config("unused:app", log_level="warning", ws="none"))

        async def serve() -> None:
            access = Access.at(index.settings.home, Serving(editor.path))
            server.config.app = create_app(index.settings.home, index, access=access)
            await server.serve(sockets=[sock])

        thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        server.force_exit = server.should_exit = True
        thread.join(timeout=20)


def ask(client: Client, question: str) -> str:
    """What the Ask screen shows for a question, asked as the page asks it."""
    config = client.get("/config").json()
    asking = next(
        each
        for each in config["dependencies"]
        if each["targets"] and each["targets"][0][1] == "submit" and each["backend_fn"] and each["queue"] is not False
    )
    session = {"session_hash": "a" * 11, "fn_index": asking["id"]}
    data = [question, *(None for _ in asking["inputs"][1:])]
    assert client.post("/gradio_api/queue/join", json={**session, "data": data}).status_code == 200
    with client.stream("GET", "/gradio_api/queue/data", params=session) as events:
        for line in events.iter_lines():
            event = json.loads(line.removeprefix("data: ")) if line else {}
            if event.get("msg") == "process_completed":
                assert event["success"], event
                return json.dumps(event["output"], ensure_ascii=False)
    raise AssertionError("no answer came")


@pytest.mark.parametrize(("name", "role", "told"), [("hüterin", "keeper", True), ("leser", "reader", False)])
def test_the_ask_screen_tells_each_what_they_may_see(address: str, name: str, role: str, told: bool) -> None:
    with Client(base_url=address, timeout=60) as client:
        client.post("/login", data={"name": name, "password": PASSWORDS[role]})
        shown = ask(client, "玄武航线补贴多少？")
    assert "玄武航线补贴多少" in shown
    assert ("90万元" in shown) is ("玄武补贴办法" in shown) is told


def test_hidden_documents_are_counted_for_nobody_else(reader: TestClient, keeper: TestClient) -> None:
    for client, documents in ((reader, 1), (keeper, 2)):
        assert f"policykb_documents {documents}.0" in client.get("/metrics").text


def test_each_screen_says_who_is_logged_in(reader: TestClient, keeper: TestClient) -> None:
    for client, name, role in ((reader, "leser", "查阅人员"), (keeper, "hüterin", "维护人员")):
        config = client.get("/config").json()
        shown = []
        for at, each in enumerate(config["dependencies"]):
            if each["targets"] and each["targets"][0][1] == "load" and not each["queue"] and not each["inputs"]:
                body = {"data": [], "fn_index": each.get("id", at), "session_hash": "b"}
                shown.append(client.post("/gradio_api/run/predict", json=body).text)
        assert any(name in text and role in text and "退出登录" in text for text in shown)


def test_without_users_whoever_sits_here_is_the_owner(index: Index) -> None:
    access = Access.at(index.settings.home, agent_token=AGENT_TOKEN)
    with TestClient(made(index, access), base_url=HOME, follow_redirects=False) as client, closing(access.sessions):
        assert client.get("/health").json()["documents"] == 2
        assert client.get("/login").headers["location"] == "/"
        assert client.get("/", headers=PAGE).status_code == 200
        # Another site's page must not use it; programs show their token even here.
        assert client.post("/gradio_api/queue/join", headers={"origin": "http://evil.example"}).status_code == 403
        assert client.post("/mcp").status_code == 401
        assert client.post("/mcp", headers={"authorization": f"Bearer {AGENT_TOKEN}"}).status_code != 401
        UsersEditor(index.settings.home / "users.toml").add("a", Role.READER, None)
        assert client.get("/config").status_code == 401  # from now on
        (index.settings.home / "users.toml").unlink()
        assert client.get("/config").status_code == 503  # and never open again by itself
        assert client.get("/health").status_code == 200


def test_a_server_forced_open_shows_passers_by_what_is_public(index: Index) -> None:
    access = Access.at(index.settings.home, everybody=PASSER_BY)
    with TestClient(made(index, access), base_url=HOME) as client:
        assert client.get("/health").json()["documents"] == 1
        assert client.get(f"/source/{HIDDEN}/file").status_code == 404


def test_the_login_page_is_in_both_languages(stranger: TestClient) -> None:
    for strings in (CHINESE, ENGLISH):
        page = stranger.get(f"{strings.root}login", headers=PAGE).text
        assert f'lang="{strings.language}"' in page
        assert strings.access.title in page
        assert f'action="{strings.root}login"' in page
