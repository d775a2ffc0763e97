"""The journeys of the screens of support measures and of comparisons, in Chromium, on a desktop and on a phone."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from answer.measure_list import list_measures
from index import Index
from page.shown_measures import PAGE_SIZE
from tests.browser.conftest import fits, picture, tab_to

pytestmark = pytest.mark.browser

TOPIC = "芯片企业"


def measures(page: Page, **asked: str) -> None:
    page.goto("/measures?" + "&".join(f"{name}={quote(value)}" for name, value in asked.items()))
    expect(page.locator(".measures, .nothing").first).to_be_visible()


def test_a_measure_leads_to_the_sentence_of_each_field(screen: Page, index: Index) -> None:
    found = list_measures(index, TOPIC).measures
    screen.goto("/measures")
    expect(screen.locator(".measures")).to_be_visible()
    screen.get_by_label("查什么支持措施").fill(TOPIC)
    screen.get_by_label("查什么支持措施").press("Enter")
    expect(screen.locator(".list-head b")).to_contain_text(f"{len(found)} 条，")
    picture(screen, "measures-table")
    at, measure = next((at, each) for at, each in enumerate(found[:PAGE_SIZE]) if "amount" in each.citations)
    row = screen.locator(".measures tbody tr").nth(at)
    row.locator(".of-amount button").click()
    panel = screen.locator(".panel.open")
    expect(panel.locator("mark")).to_have_text(measure.citations["amount"].quote)
    expect(panel.locator("header .n")).to_have_text("金额")
    picture(screen, "measures-source")
    screen.keyboard.press("Escape")
    expect(row.locator(".of-amount button")).to_be_focused()
    row.locator(".of-conditions button").first.click()
    expect(screen.locator(".panel.open mark")).to_have_text(measure.citations["conditions[0]"].quote)


def test_the_list_is_ordered_narrowed_and_turned(screen: Page, index: Index) -> None:
    everything = list_measures(index).measures
    measures(screen, sort="amount")
    expect(screen.locator(".measures tbody tr")).to_have_count(PAGE_SIZE)
    most = max(
        amount.max or amount.value or 0 for each in everything if (amount := each.amount) and amount.unit == "元"
    )
    written = f"{most // 10_000}万元" if most < 100_000_000 else f"{most / 100_000_000:g}亿元"
    expect(screen.locator(".of-amount").first).to_contain_text(written)
    screen.get_by_label("下一页").click()
    expect(screen.locator(".list-head b")).to_contain_text(f"显示第 {PAGE_SIZE + 1}")
    wanted = [each for each in everything if each.type == "贴息"]
    measures(screen, type="贴息")
    expect(screen.locator(".measures tbody tr")).to_have_count(len(wanted))
    measures(screen, text="绝无此文字")
    screen.get_by_role("link", name="去掉筛选条件").click()
    expect(screen.locator(".list-head b")).to_contain_text(f"{len(everything)} 条")
    fits(screen)


def test_conditions_are_held_against_a_company_that_stays_in_the_browser(screen: Page) -> None:
    measures(screen, topic=TOPIC)
    screen.get_by_text("按企业情况对照条件").click()
    screen.get_by_label("上年营业收入").fill("很多")
    screen.get_by_role("button", name="对照条件", exact=True).click()
    expect(screen.get_by_text("“很多”看不懂")).to_be_visible()
    screen.get_by_label("上年营业收入").fill("1.2亿元")
    screen.get_by_label("研发费用占营业收入").fill("3%")
    screen.get_by_label("注册地").fill("海岚市澜东新区")
    screen.get_by_role("button", name="对照条件", exact=True).click()
    unmet = screen.locator(".judged.unmet", has_text="研发费用").first
    expect(unmet).to_contain_text("企业研发费用占营业收入：3%")
    expect(screen.locator(".judged.unknown").first).to_be_attached()
    picture(screen, "measures-company")
    assert "3%" not in screen.url
    with screen.expect_download() as download:
        screen.get_by_role("link", name="下载 CSV").click()
    header, *rows = csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"), newline=""))
    unmet_column = header.index("不符合")
    assert any("研发费用" in row[unmet_column] for row in rows)
    screen.reload()
    expect(screen.locator(".judged").first).to_be_attached()
    screen.get_by_text("按企业情况对照条件").click()
    expect(screen.get_by_label("研发费用占营业收入")).to_have_value("3%")
    screen.get_by_role("button", name="清除企业情况").click()
    expect(screen.locator(".judged")).to_have_count(0)


def test_the_whole_list_is_taken_away_as_a_workbook(screen: Page, index: Index) -> None:
    measures(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="下载 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet is not None
    _, *rows = sheet.iter_rows(values_only=True)
    assert [row[0] for row in rows] == [each.target for each in list_measures(index).measures]


def test_pictures_lead_to_their_measures(screen: Page) -> None:
    measures(screen, topic=TOPIC, sort="amount")
    screen.get_by_text("图：金额与有效期").click()
    expect(screen.locator(".bars li").first).to_be_visible()
    expect(screen.locator(".timeline li").first).to_be_visible()
    picture(screen, "measures-charts")
    screen.locator(".bars button").first.click()
    expect(screen.locator(".panel.open mark")).to_be_visible()


def test_a_hostile_document_is_shown_and_not_run(screen: Page) -> None:
    measures(screen, text="恶意文件")
    expect(screen.locator(".measures tbody tr").first).to_be_visible()
    assert screen.evaluate("window.harmed") is None
    assert screen.locator("#found img, #found script").count() == 0


def test_two_versions_stand_side_by_side(screen: Page, index: Index) -> None:
    later = next(document for document in index.documents(date.today()) if document.versions)
    screen.goto("/compare")
    screen.locator(".pairs a", has_text=later.title).first.click()
    expect(screen).to_have_url(re.compile(r"\?old=[0-9a-f]{12}&new=[0-9a-f]{12}"))
    expect(screen.locator(".provision.changed").first).to_be_visible()
    expect(screen.locator(".changes .is-amount").first).to_be_attached()
    picture(screen, "comparison")
    before = screen.locator(".comparison .head b").all_inner_texts()
    screen.locator(".provision .open").first.click()
    expect(screen.locator(".panel.open mark")).to_be_attached()
    screen.keyboard.press("Escape")
    with screen.expect_download() as download:
        screen.get_by_role("link", name="下载对照表").click()
    assert "<ins>" in Path(download.value.path()).read_text("utf-8")
    screen.get_by_role("link", name="对调新旧").click()
    expect(screen.locator(".comparison .head b").first).to_have_text(before[1])


def test_the_keyboard_is_enough_in_the_dark(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, color_scheme="dark")
    measures(page, topic=TOPIC)
    cell = page.locator(".measures tbody button").first
    tab_to(page, cell)
    page.keyboard.press("Enter")
    expect(page.locator(".panel.open mark")).to_be_visible()
    picture(page, "measures-dark")
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.close()
