"""Walking over a screen's controls changes nothing, and so draws nothing; choosing does, once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from index import Index
from tests.browser.conftest import versions

pytestmark = pytest.mark.browser

# Past the last control of any screen, into what stands below.
_PRESSES = 45
# What is asked of each screen that lists, and what it then shows; a second page would be turned back to the first.
LISTS = {
    "measures": ("/measures?page=2", ".measures"),
    "search": ("/search?q=流片补贴&page=2", ".hits"),
    "nothing searched": ("/search", ".idle-list"),  # which a choice does not change
    "comparison": ("/compare?old={old}&new={new}", ".comparison"),
    "nothing compared": ("/compare", ".pairs"),
    "commitments": ("/commitments?as_of=2025-10-01", ".commitments"),
}


class Asked:
    """How often a page has the server make something that takes a while."""

    def __init__(self, page: Page) -> None:
        self.times = 0
        page.on("request", self._on_request)

    def _on_request(self, request: Request) -> None:
        self.times += "/queue/join" in request.url


def open_list(page: Page, index: Index, name: str) -> Locator:
    """A screen with all its controls unfolded and filled; what it lists."""
    path, shown = LISTS[name]
    page.goto(path.format(**versions(index)))
    listed = page.locator(f"#found {shown}").first
    expect(listed).to_be_visible()
    page.wait_for_function("window.policykb?.drawn !== undefined")
    folded = page.locator("#left .label-wrap:not(.open)")
    for left in reversed(range(folded.count())):
        folded.first.click()
        expect(folded).to_have_count(left)
    return listed


def choices_of(page: Page) -> Locator:
    return page.locator("#left input:is([role=listbox], [role=combobox])").locator("visible=true")


def walk(page: Page) -> set[str]:
    """Press Tab all the way; the names of the choices that were passed."""
    passed = set()
    page.locator("#head a").first.focus()
    for _ in range(_PRESSES):
        page.keyboard.press("Tab")
        passed.add(page.evaluate("document.activeElement.ariaLabel ?? ''"))
    return passed


def length_of_history(page: Page) -> int:
    length: int = page.evaluate("history.length")
    return length


@pytest.mark.parametrize("name", LISTS)
def test_a_walk_over_the_controls_draws_nothing(browser: Browser, address: str, index: Index, name: str) -> None:
    page = browser.new_page(base_url=address)
    asked = Asked(page)
    listed = open_list(page, index, name).element_handle()
    names = {choice.get_attribute("aria-label") for choice in choices_of(page).all()}
    assert len(names) >= 2
    before, way, shown = asked.times, length_of_history(page), page.url
    assert walk(page) >= names
    assert listed.evaluate("element => element.isConnected")
    assert (asked.times, length_of_history(page), page.url) == (before, way, shown)
    expect(page.locator(".toast-body")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("name", [name for name in LISTS if name != "nothing searched"])
def test_a_choice_is_listed_once(browser: Browser, address: str, index: Index, name: str) -> None:
    page = browser.new_page(base_url=address)
    asked = Asked(page)
    listed = open_list(page, index, name).element_handle()
    before, way, shown = asked.times, length_of_history(page), page.url
    choices_of(page).first.click()
    page.get_by_role("option").nth(1).click()
    page.wait_for_function("element => !element.isConnected", arg=listed)
    expect(page.locator("#found .working")).to_have_count(0)
    again = page.locator("#found > *").first.element_handle()
    walk(page)
    assert again.evaluate("element => element.isConnected")
    assert (asked.times, length_of_history(page)) == (before + 1, way + 1)
    page.go_back()
    expect(page).to_have_url(shown)
    page.close()


def test_what_failed_is_tried_again_as_it_is(browser: Browser, address: str, index: Index) -> None:
    page = browser.new_page(base_url=address)
    listed = open_list(page, index, "measures")
    topic, joining = page.get_by_label("查什么支持措施"), "**/queue/join*"
    way = length_of_history(page)

    def refuse(route: Route) -> None:
        route.fulfill(status=500, json={"detail": "out of order"})

    page.route(joining, refuse)
    topic.fill("芯片企业")
    topic.press("Enter")
    expect(page.locator("#found .refused")).to_be_visible()
    page.unroute(joining, refuse)
    topic.press("Enter")
    expect(listed).to_be_visible()
    first = listed.element_handle()
    topic.press("Enter")  # somebody means it: the index may be another one by now
    page.wait_for_function("element => !element.isConnected", arg=first)
    expect(listed).to_be_visible()
    assert length_of_history(page) == way + 1

    page.route(joining, refuse)
    topic.press("Enter")
    expect(page.locator("#found .refused")).to_be_visible()
    page.unroute(joining, refuse)
    choices_of(page).first.focus()
    page.keyboard.press("Tab")  # there is no list to lose
    expect(listed).to_be_visible()
    page.close()
