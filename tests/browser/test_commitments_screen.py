"""The journeys of the ledger of commitments, in Chromium, on a desktop and on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from draft.commitments.ledger import Standing, commitments
from index import Index
from tests.browser.conftest import fits, picture, tab_to

pytestmark = pytest.mark.browser

AS_OF = date(2025, 10, 1)
DAY = f"as_of={AS_OF}"


def ledger(page: Page, asked: str = "") -> None:
    page.goto(f"/commitments?{DAY}{asked}")
    expect(page.locator(".commitments, .nothing").first).to_be_visible()


def test_a_promise_and_what_kept_it_lead_to_their_sentences(screen: Page, index: Index) -> None:
    found = commitments(index, as_of=AS_OF)
    ledger(screen)
    expect(screen.locator("#head nav [aria-current]")).to_be_in_viewport()
    expect(screen.locator(".list-head b")).to_contain_text(f"{len(found)} 项承诺")
    picture(screen, "commitments-table")
    at, kept = next((at, each) for at, each in enumerate(found) if each.fulfilment is not None)
    assert kept.fulfilment is not None
    row = screen.locator(".commitments tbody tr").nth(at)
    row.locator(".of-promise button").click()
    panel = screen.locator(".panel.open")
    expect(panel.locator("mark")).to_have_text(kept.promise.quote)
    picture(screen, "commitments-source")
    panel.get_by_role("button", name="下一处引文").click()
    expect(screen.locator(".panel.open h2")).to_contain_text(kept.fulfilment.title)
    screen.keyboard.press("Escape")
    fits(screen)


def test_the_list_is_narrowed_by_state_department_and_day(screen: Page, index: Index) -> None:
    found = commitments(index, as_of=AS_OF)
    late = [each for each in found if each.standing is Standing.OVERDUE]
    rows = screen.locator(".commitments tbody tr")
    ledger(screen)
    screen.locator(".states").get_by_role("link", name=re.compile("已逾期")).click()
    expect(rows).to_have_count(len(late))
    expect(screen).to_have_url(re.compile(r"/commitments\?state=overdue"))
    expect(screen.get_by_role("combobox", name="状态")).to_have_value("已逾期")
    screen.reload()
    expect(rows).to_have_count(len(late))
    screen.go_back()
    expect(screen.locator(".list-head b")).to_contain_text(f"{len(found)} 项承诺")
    department = Counter(each.department for each in found).most_common(2)[1][0]
    screen.get_by_label("责任单位").fill(department)
    screen.get_by_role("option", name=re.compile(department)).click()
    expect(rows).to_have_count(sum(department in each.department for each in found))
    screen.goto(f"/commitments?{DAY}&due=2024-12-31")
    expect(rows).to_have_count(sum(each.due is not None and each.due <= date(2024, 12, 31) for each in found))
    screen.get_by_label("期限不晚于").fill("年底")
    screen.get_by_label("期限不晚于").press("Enter")
    expect(screen.get_by_text("“年底”不是日期")).to_be_visible()
    ledger(screen, "&text=绝无此文字")
    screen.get_by_role("link", name="去掉筛选条件").click()
    expect(screen.locator(".list-head b")).to_contain_text(f"{len(found)} 项承诺")


def test_what_is_shown_is_taken_away(screen: Page, index: Index) -> None:
    late = [each for each in commitments(index, as_of=AS_OF) if each.standing is Standing.OVERDUE]
    promised = [" ".join(each.promise.quote.split()) for each in late]
    ledger(screen, "&state=overdue")
    with screen.expect_download() as download:
        screen.get_by_role("link", name="下载 CSV").click()
    _, *rows = csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"), newline=""))
    assert [row[3] for row in rows] == promised
    with screen.expect_download() as download:
        screen.get_by_role("link", name="下载 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet is not None
    _, *cells = sheet.iter_rows(values_only=True)
    assert [row[3] for row in cells] == promised


def test_the_keyboard_is_enough_in_english_and_in_the_dark(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, color_scheme="dark")
    page.goto(f"/en/commitments?{DAY}")
    promise = page.locator(".of-promise button").first
    tab_to(page, promise)
    page.keyboard.press("Enter")
    expect(page.locator(".panel.open mark")).to_be_visible()
    picture(page, "commitments-dark")
    page.keyboard.press("Escape")
    expect(promise).to_be_focused()
    page.close()


def test_a_list_of_choices_closes_when_it_is_left_by_keyboard(screen: Page) -> None:
    screen.goto("/commitments")
    expect(screen.locator("#found .commitments")).to_be_visible()
    choices = screen.locator("ul[role=listbox]")
    screen.get_by_role("combobox", name="状态").focus()
    expect(choices).to_have_count(1)
    screen.keyboard.press("Tab")
    expect(screen.get_by_role("combobox", name="责任单位")).to_be_focused()
    expect(choices).to_have_count(1)
    screen.keyboard.press("Tab")
    expect(choices).to_have_count(0)
