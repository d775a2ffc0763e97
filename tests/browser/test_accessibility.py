"""axe-core over every screen, in both languages, light and dark; screens added later are covered as they are."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from index import Index
from page.strings import CHINESE, ENGLISH, Strings
from screens.shell import Screen
from search_ui import SCREENS
from tests.browser.conftest import versions

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# What each screen shows where it is asked for something, and what tells that it does; one that is not named here is
# opened as it is.
ASKED = {
    "": [("", ".idle"), ("?q=芯片企业有哪些支持政策？", ".sources")],
    "search": [
        ("", ".idle-list"),
        ("?q=流片补贴", ".hits"),
        ("?q=流片补贴&requests=1", ".answered"),
        ("?q=xyz&mode=lexical&kind=law", ".nothing"),
    ],
    "measures": [("?topic=芯片企业&sort=amount", ".measures")],
    "draft": [("", ".drafts")],
    "commitments": [("?as_of=2025-10-01", ".commitments"), ("?text=xyz", ".nothing")],
    "compare": [("", ".pairs"), ("?old={old}&new={new}", ".provision")],
}
AS_IT_IS = [("", "#head h1")]


def violations(page: Page) -> list[str]:
    """What axe finds, Gradio's own parts included, as one line each; once nothing is being loaded any more."""
    expect(page.locator(".loading, .working")).to_have_count(0)
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("strings", [CHINESE, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path or "ask")
def test_a_screen_is_accessible(
    browser: Browser, address: str, index: Index, screen: Screen, strings: Strings, scheme: str
) -> None:
    page = browser.new_page(base_url=address, color_scheme="dark" if scheme == "dark" else "light")
    wrong = []
    for asked, shown in ASKED.get(screen.path, AS_IT_IS):
        page.goto(f"{strings.root}{screen.path}{asked.format(**versions(index))}")
        expect(page.locator(shown).first).to_be_visible()
        wrong += [f"{asked} {line}" for line in violations(page)]
    page.close()
    assert wrong == []
