"""The journey of the drafting screen, from a pasted proposal to a Word file, on a desktop and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from draft.editing import item_lines
from draft.workspace import Workspace
from index import Index
from page.strings import CHINESE
from tests.browser.conftest import picture

pytestmark = pytest.mark.browser

PROPOSAL = """关于支持芯片设计企业降低流片成本的提案
市政协十四届六次会议第146001号提案
提案人：林知夏

我市芯片设计企业以中小企业为主，流片费用高。
建议：
一、提高流片费用补贴比例，对工程流片和多项目晶圆流片都给予资助。
二、在儿童医院门口增设过街天桥。
"""


@pytest.fixture(autouse=True)
def nothing_left(index: Index) -> Iterator[None]:
    """No test finds the letters of another one, not even of one that failed."""
    yield
    workspace = Workspace(index.settings.home)
    for row in workspace.list():
        workspace.delete(row.id)


def opened(screen: Page) -> None:
    """The screen, once its list of drafts has pushed down what stands below."""
    screen.goto("/draft")
    expect(screen.locator(".drafts")).to_be_visible()


def begin(screen: Page) -> None:
    opened(screen)
    screen.get_by_label("或粘贴提案全文").fill(PROPOSAL)
    screen.get_by_label("收文日期").fill("2026-03-02")
    screen.get_by_role("button", name="读取并拟答").click()
    expect(screen.locator(".draft-head h2")).to_have_text("关于支持芯片设计企业降低流片成本的提案", timeout=60_000)
    expect(screen).to_have_url(re.compile(r"\?draft=\d{8}-"))


def test_a_proposal_becomes_a_letter(screen: Page, index: Index, tmp_path: Path) -> None:
    screen.goto("/draft")
    expect(screen.get_by_role("button", name="读取并拟答")).to_be_visible()
    picture(screen, "draft-start")
    begin(screen)
    expect(screen.locator(".draft-head")).to_contain_text("应于 2026-06-02 前办结")
    expect(screen.locator(".asked-for blockquote")).to_contain_text("提高流片费用补贴比例")
    sources = screen.locator(".item-sources li")
    expect(sources.first).to_be_visible()
    picture(screen, "draft-item")

    screen.locator(".item-sources").get_by_role("button", name="查看原文").first.click()
    expect(screen.locator(".panel.open mark")).to_be_attached()
    picture(screen, "draft-source")
    screen.keyboard.press("Escape")

    text = screen.get_by_label("答复内容")
    text.fill("我市已建成流片服务平台9876个。")
    expect(screen.locator(".saved")).to_contain_text("已保存")
    again = screen.context.new_page()  # a page that is left while it listens says so in its console
    again.goto(screen.url)
    expect(again.get_by_label("答复内容")).to_have_value("我市已建成流片服务平台9876个。")
    again.close()

    screen.get_by_role("button", name="审核").click()
    findings = screen.locator(".findings")
    expect(findings).to_contain_text("9876", timeout=60_000)
    findings.scroll_into_view_if_needed()
    picture(screen, "draft-review")

    with screen.expect_download() as download:
        screen.get_by_role("link", name="清稿").click()
    file = tmp_path / "letter.docx"
    download.value.save_as(file)
    letter = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    assert "一、关于" in letter
    assert "二、关于" in letter
    assert "9876个" in letter
    assert "【待补充" in letter, "nothing is known of the second suggestion"

    screen.goto("/draft")
    screen.get_by_role("link", name=re.compile("降低流片成本")).first.click()
    expect(text).to_have_value("我市已建成流片服务平台9876个。")
    screen.get_by_role("button", name="删除这份稿子").click()
    asking = screen.get_by_role("dialog")
    expect(asking).to_contain_text("不能恢复")
    asking.get_by_role("button", name="取消").click()
    expect(text).to_have_value("我市已建成流片服务平台9876个。")
    screen.get_by_role("button", name="删除这份稿子").click()
    asking.get_by_role("button", name="删除这份稿子").click()
    expect(screen.get_by_role("button", name="读取并拟答")).to_be_visible()
    assert Workspace(index.settings.home).list() == ()


def test_a_changed_split_keeps_what_was_written(screen: Page, index: Index) -> None:
    begin(screen)
    text = screen.get_by_label("答复内容")
    text.fill("已办结。")
    expect(screen.locator(".saved")).to_contain_text("已保存")
    screen.get_by_role("button", name="核对建议").click()
    split = screen.get_by_label("建议（每条之间空一行）")
    first, second = split.input_value().split("\n\n")
    split.fill(f"{first}\n\n{second}\n\n建议建设公共测试平台。")
    screen.get_by_role("button", name="按改动重新拟答").click()
    expect(screen.get_by_text("已更新，共 3 条")).to_be_visible(timeout=60_000)
    expect(text).to_have_value("已办结。")
    [row] = Workspace(index.settings.home).list()
    saved = Workspace(index.settings.home).load(row.id)
    assert [item.suggestion.subject for item in saved.draft.letter.items][2] == "建设公共测试平台"


def test_nothing_given_is_asked_for(screen: Page) -> None:
    opened(screen)
    screen.get_by_role("button", name="读取并拟答").click()
    expect(screen.get_by_text("请先上传一份提案")).to_be_visible()


def test_a_reviewed_letter_is_still_reviewed_after_a_reload(screen: Page, index: Index) -> None:
    begin(screen)
    workspace = Workspace(index.settings.home)
    [row] = workspace.list()
    saved = workspace.load(row.id)
    workspace.save(replace(saved, draft=replace(saved.draft, findings=(), is_reviewed=True)))
    again = screen.context.new_page()
    again.goto(screen.url)
    expect(again.locator("#step-review")).to_contain_text(CHINESE.drafting.reviewed_clean)
    again.get_by_label("答复内容").fill("已办结。")
    expect(again.locator("#step-review")).to_contain_text(CHINESE.drafting.not_reviewed)
    again.reload()
    expect(again.locator("#step-review")).to_contain_text(CHINESE.drafting.not_reviewed)
    again.close()


def test_the_steps_lead_to_their_places(screen: Page) -> None:
    begin(screen)
    address = screen.url
    screen.locator(".draft-head nav a").nth(3).click()
    expect(screen.locator("#step-review")).to_be_in_viewport()
    expect(screen).to_have_url(f"{address}#step-review")


def test_each_item_keeps_its_own_text(screen: Page, index: Index) -> None:
    begin(screen)
    text = screen.get_by_label("答复内容")
    text.fill("第一条的答复。")
    expect(screen.locator(".saved")).to_contain_text("已保存")
    screen.get_by_label("条目").click()
    screen.get_by_role("option", name=re.compile("第2条")).click()
    expect(screen.locator(".asked-for blockquote")).to_contain_text("过街天桥")
    expect(text).to_have_value(re.compile("待补充"))
    text.fill("第二条的答复。")
    expect(screen.locator(".saved")).to_contain_text("已保存")
    screen.get_by_label("条目").click()
    screen.get_by_role("option", name=re.compile("第1条")).click()
    expect(text).to_have_value("第一条的答复。")
    [row] = Workspace(index.settings.home).list()
    items = Workspace(index.settings.home).load(row.id).draft.letter.items
    assert [item_lines(item) for item in items] == [["第一条的答复。"], ["第二条的答复。"]]


def test_passing_the_items_leaves_the_one_in_work(screen: Page) -> None:
    begin(screen)
    screen.locator(".item-sources").get_by_role("button", name="查看原文").first.click()
    expect(screen.locator(".panel.open mark")).to_be_attached()
    items, asked = screen.locator("#item input"), []
    screen.on("request", lambda request: asked.append(request.url) if "/queue/join" in request.url else None)
    items.focus()
    screen.keyboard.press("Tab")
    expect(screen.get_by_label("办理状态")).to_be_focused()
    screen.keyboard.press("Shift+Tab")
    expect(items).to_be_focused()
    expect(screen.locator(".panel.open mark")).to_be_attached()
    assert asked == []
    screen.keyboard.press("ArrowDown")
    screen.keyboard.press("Enter")
    expect(screen.locator(".asked-for blockquote")).to_contain_text("过街天桥")
    expect(screen.locator(".panel.open")).to_have_count(0)
