"""A real page over a real index of the sample corpus, and a real Chromium to look at it."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings
from page.address import listen
from search_ui import create_app

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / ".artifacts"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright's own five seconds are too few where the machine is doing other things as well.
expect.set_options(timeout=30_000)
HOSTILE = (
    "关于<script>window.harmed=1</script>恶意文件的通知\n\n"
    '恶意文件补助标准为每户<img src=x onerror="window.harmed=2">最高77万元${window.harmed=3}{{value}}。\n'
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The sample corpus and one hostile document, embedded by the shipped fake."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "hostile").mkdir()
    (folder / "hostile" / "<b onmouseover=harmed>.txt").write_text(HOSTILE, encoding="utf-8")
    settings = Settings(home=folder / "home", cache_dir=folder / "cache")
    encoder = HashingEncoder()
    report = build_index(settings, [ROOT / "corpus" / "documents", folder / "hostile"], encoder=encoder)
    assert report.failures == ()
    with Index(settings, encoder) as index:
        yield index


@contextmanager
def served(home: Path, index: Index | None = None) -> Iterator[str]:
    """Where the page over a home is served, by a thread of this process."""
    with listen("127.0.0.1", 0) as sock:
        # websockets' old interface is deprecated, and the page needs none
        config = uvicorn.Config("unused:app", log_level="critical", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)

        async def serve() -> None:
            # made where an event loop runs: elsewhere Gradio makes loops that it never closes
            server.config.app = create_app(home, index)
            await server.serve(sockets=[sock])

        thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=40)


@pytest.fixture(scope="module")
def address(index: Index) -> Iterator[str]:
    with served(index.settings.home, index) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def picture(page: Page, name: str) -> None:
    """Keep what a user would see at this point."""
    ARTIFACTS.mkdir(exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=ARTIFACTS / f"{name}-{width}.png", animations="disabled")


def tab_to(page: Page, target: Locator, presses: int = 60) -> None:
    """Reach an element by the Tab key alone, from where the focus is, once it has been drawn."""
    expect(target).to_be_visible()
    for _ in range(presses):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached within {presses} presses of Tab")


def versions(index: Index) -> dict[str, str]:
    """Two documents of which one is likely a version of the other."""
    later = next(document for document in index.documents() if document.versions)
    return {"old": later.versions[0].id, "new": later.id}


def fits(page: Page) -> None:
    """Wait until nothing of the page stands beyond the window's edge."""
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


# Gradio's own remarks about its own parts: a text it looks up oddly, an upload, how it asks Vega for a chart, and that
# a page was left while it listened.
_REMARKS = re.compile(
    r"^\[svelte-i18n\]|^Method not implemented\.$|^WARN .*(Vega-Lite|x-scale's|width)"
    r"|^AbortError: signal is aborted|Connection errored out\. $"
)


# A clock of a page that is about to go for the login.
_LOGGED_OUT = re.compile("^401 .*/gradio_api/")


class Watch:
    """What went wrong in a browser without being seen: requests elsewhere, errors, failed loads."""

    def __init__(self, context: BrowserContext) -> None:
        self.wrong: list[str] = []
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))

    def _on_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in {"127.0.0.1", None}:
            self.wrong.append(f"asked another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and not _LOGGED_OUT.search(f"{response.status} {response.url}"):
            self.wrong.append(f"{response.status}: {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        at = message.location.get("url", "")
        if message.type in {"error", "warning"} and not (
            _REMARKS.search(message.text) or ("status of 401" in message.text and _LOGGED_OUT.search(f"401 {at}"))
        ):
            self.wrong.append(f"console {message.type}: {message.text}")


@pytest.fixture(params=["desktop", "phone"])
def screen(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A fresh browser window on an unopened page; the test fails if anything went wrong unseen."""
    phone = request.param == "phone"
    context = browser.new_context(
        base_url=address,
        viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
        is_mobile=phone,
        has_touch=phone,
        locale="en-US",  # the page is Chinese whatever the browser speaks
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch = Watch(context)
    page = context.new_page()
    yield page
    context.close()
    assert watch.wrong == []
