"""The journeys of the search screen, in Chromium, on a desktop and on a phone."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from index import Index
from page.found_passages import MOST_RANKED, PAGE_SIZE
from tests.browser.conftest import fits, picture, tab_to

pytestmark = pytest.mark.browser

QUERY = "流片补贴"


def search(page: Page, **asked: str) -> None:
    page.goto("/search?" + "&".join(f"{name}={quote(value)}" for name, value in asked.items()))
    expect(page.locator(".hits, .nothing").first).to_be_visible()


def test_a_passage_is_found_and_opened_at_its_sentence(screen: Page, index: Index) -> None:
    found = index.search(QUERY, top=MOST_RANKED).hits
    screen.goto("/search")
    expect(screen.locator(".idle-list")).to_be_visible()
    screen.get_by_label("检索词").fill(QUERY)
    screen.get_by_label("检索词").press("Enter")
    expect(screen.locator(".hit")).to_have_count(PAGE_SIZE)
    assert screen.locator(".hit h2").all_inner_texts() == [hit.title for hit in found[:PAGE_SIZE]]
    expect(screen.locator(".list-head b")).to_have_text(f"共 {len(found)} 段，显示第 1–{PAGE_SIZE} 段")
    assert "流片" in screen.locator(".hit mark").all_inner_texts()
    expect(screen).to_have_url(re.compile(r"/search\?q="))
    picture(screen, "search-hits")
    screen.locator(".hit h2 button").nth(1).click()
    panel = screen.locator(".panel.open[data-n='2']")
    expect(panel.locator("h2")).to_have_text(found[1].title)
    marked = panel.locator("mark").text_content() or ""
    assert marked in found[1].quote
    picture(screen, "search-source")
    screen.keyboard.press("Escape")
    expect(screen.locator(".panel.open")).to_have_count(0)


def test_a_link_carries_everything_and_the_way_back_works(screen: Page) -> None:
    search(screen, q=QUERY, mode="lexical", sort="date", kind="rule")
    days = screen.locator(".hit .facts span:last-child").all_inner_texts()
    assert days == sorted(days, reverse=True)
    expect(screen.get_by_label("按字词")).to_be_checked()
    expect(screen.get_by_label("成文日期")).to_be_checked()
    assert set(screen.locator(".hit .status").all_inner_texts()) <= {"现行有效", "已废止", "已失效", "尚未施行"}
    search(screen, q=QUERY)
    screen.get_by_role("link", name="第 2 页").click()
    expect(screen.locator(".list-head b")).to_contain_text(f"显示第 {PAGE_SIZE + 1}")
    expect(screen).to_have_url(re.compile("page=2"))
    screen.go_back()
    expect(screen.locator(".list-head b")).to_contain_text("显示第 1")


def test_two_steps_back_at_once_lead_to_where_the_address_says(screen: Page, index: Index) -> None:
    search(screen, q=QUERY)
    screen.get_by_label("成文日期").check()
    expect(screen).to_have_url(re.compile("sort=date"))
    expect(screen.locator(".list-head b")).to_contain_text("显示第 1")
    screen.get_by_role("link", name="第 2 页").click()
    expect(screen.locator(".list-head b")).to_contain_text(f"显示第 {PAGE_SIZE + 1}")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    screen.route("**/queue/join*", hold_the_first)
    with screen.expect_request("**/queue/join*"):
        screen.go_back()
    screen.go_back()
    held[0].continue_()
    expect(screen).to_have_url(re.compile(r"/search\?q=[^&]+$"))
    expect(screen.get_by_label("相关程度")).to_be_checked()
    first = index.search(QUERY, top=MOST_RANKED).hits[:PAGE_SIZE]
    expect(screen.locator(".hit h2")).to_have_text([hit.title for hit in first])


def test_what_was_asked_for_before_is_found_with_its_answer(screen: Page) -> None:
    search(screen, q=QUERY, requests="1")
    expect(screen.locator(".answered").first).to_be_visible()
    way = screen.locator(".answered .open").first
    said = way.locator("xpath=..").inner_text().removesuffix("查看答复原文").strip()
    way.click()
    expect(screen.locator(".panel.open mark")).to_have_text(said)


def test_all_that_was_ranked_is_exported(screen: Page, index: Index) -> None:
    search(screen, q=QUERY)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="导出 CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    _, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    found = index.search(QUERY, top=MOST_RANKED).hits
    assert [row[2] for row in rows] == [hit.title for hit in found]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))]


def test_where_nothing_is_found_something_helps(screen: Page) -> None:
    search(screen, q="xyz", mode="lexical", kind="law")
    expect(screen.locator(".nothing")).to_contain_text("没有找到")
    picture(screen, "search-nothing")
    screen.get_by_role("link", name="改用“综合”方式再找").click()
    expect(screen).to_have_url(re.compile(r"\?q=xyz&kind=law$"))
    expect(screen.locator(".hit, .nothing").first).to_be_visible()


def test_a_hostile_document_is_shown_and_not_run(screen: Page) -> None:
    search(screen, q="恶意文件补助标准")
    expect(screen.locator(".hit .text", has_text="${window.harmed=3}{{value}}").first).to_be_visible()
    assert screen.evaluate("window.harmed") is None
    assert screen.locator("#found img, #found script").count() == 0
    fits(screen)


def test_the_keyboard_is_enough(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, color_scheme="dark")
    page.goto("/search")
    expect(page.get_by_label("检索词")).to_be_focused()
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".hit h2 button").first)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".panel.open[data-n='2']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".hit h2 button").nth(1)).to_be_focused()
    picture(page, "search-dark")
    page.close()
