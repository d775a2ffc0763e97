"""The journeys of the Ask page, in Chromium, on a desktop and on a phone."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from answer import Answer, Answerer
from index import Index
from service.records import Records
from tests.browser.conftest import fits, picture

pytestmark = pytest.mark.browser

QUESTION = "芯片企业有哪些支持政策？"
UNANSWERABLE = "光刻机进口关税减免"


@pytest.fixture
def answer(index: Index) -> Answer:
    """What the page must show, asked without it."""
    answer = Answerer(index).ask(QUESTION)
    assert len(answer.citations) >= 2
    return answer


def ask(page: Page, question: str) -> None:
    page.goto("/")
    expect(page.locator(".idle")).to_be_visible()
    page.get_by_label("问题").fill(question)
    page.get_by_label("问题").press("Enter")


def test_an_answer_leads_to_its_sentence(screen: Page, answer: Answer) -> None:
    ask(screen, QUESTION)
    expect(screen.locator(".sources")).to_be_visible()
    expect(screen.locator(".body .cite")).to_have_count(len(answer.citations))
    picture(screen, "ask-answer")
    for citation in answer.citations[:3]:
        screen.locator(f".body .cite[data-cite='{citation.n}']").click()
        panel = screen.locator(f".panel.open[data-n='{citation.n}']")
        expect(panel).to_be_visible()
        assert panel.locator("mark").text_content() == citation.quote
        expect(panel.locator("h2")).to_have_text(citation.title)
        if citation.n == 2:
            picture(screen, "ask-citation")
        screen.keyboard.press("Escape")
        expect(panel).to_be_hidden()


def test_the_sentence_is_boxed_on_the_image_of_its_page(screen: Page, answer: Answer) -> None:
    citation = next(citation for citation in answer.citations if citation.page is not None)
    ask(screen, QUESTION)
    expect(screen.locator(".sources")).to_be_visible()
    screen.locator(f".body .cite[data-cite='{citation.n}']").click()
    sheet = screen.locator(f".panel.open[data-n='{citation.n}'] .sheet").first
    expect(sheet).to_have_attribute("data-page", str(citation.page))
    sheet.scroll_into_view_if_needed()
    screen.wait_for_function("document.querySelector('.sheet img').naturalWidth > 0")
    box = sheet.locator(".box").first
    expect(box).to_be_visible()
    # Both at one moment: the sheet may be moving.
    inner, outer = box.evaluate(
        "box => [box, box.closest('.sheet')].map(each => each.getBoundingClientRect().toJSON())"
    )
    assert outer["left"] <= inner["left"] <= inner["right"] <= outer["right"]


def test_previous_and_next_turn_over_the_citations(screen: Page, answer: Answer) -> None:
    screen.goto(f"/?q={QUESTION}")
    expect(screen.locator(".sources")).to_be_visible()
    screen.locator(".body .cite[data-cite='1']").click()
    screen.get_by_label("下一处引文").click()
    expect(screen.locator(".panel mark")).to_have_text(answer.citations[1].quote)
    screen.get_by_label("上一处引文").click()
    expect(screen.locator(".panel mark")).to_have_text(answer.citations[0].quote)
    screen.get_by_label("关闭原文").click()
    expect(screen.locator(".panel")).to_be_hidden()
    expect(screen.locator(".body .cite[data-cite='1']")).to_be_focused()


def test_what_the_corpus_cannot_answer_is_refused(screen: Page, index: Index) -> None:
    refused = Answerer(index).ask(UNANSWERABLE)
    assert not refused.grounded
    ask(screen, UNANSWERABLE)
    expect(screen.locator(".refused")).to_contain_text(refused.text)
    expect(screen.locator(".cite")).to_have_count(0)
    expect(screen.locator(".near")).to_have_count(len(refused.nearest))
    picture(screen, "ask-refusal")
    if refused.nearest:
        screen.locator(".near").first.click()
        expect(screen.locator(".panel.open h2")).to_have_text(refused.nearest[0].title)


def test_a_link_asks_its_question(screen: Page) -> None:
    screen.goto(f"/?q={QUESTION}")
    expect(screen.locator(".asked")).to_have_text(QUESTION)
    expect(screen.locator(".sources")).to_be_visible()
    expect(screen.get_by_label("问题")).to_have_value(QUESTION)


def test_an_example_is_asked_and_remembered_in_the_address(screen: Page) -> None:
    screen.goto("/")
    example = screen.locator(".example").first
    text = example.get_attribute("data-question")
    picture(screen, "ask-start")
    example.click()
    expect(screen.locator(".asked")).to_have_text(text or "")
    expect(screen.get_by_label("问题")).to_have_value(text or "")
    screen.wait_for_url("**/?q=*")


def test_an_empty_question_asks_for_one(screen: Page) -> None:
    ask(screen, "  ")
    expect(screen.get_by_text("请先输入问题。")).to_be_visible()
    expect(screen.locator(".idle")).to_be_visible()


def test_the_answer_is_copied_with_its_sources(screen: Page, answer: Answer) -> None:
    screen.goto(f"/?q={QUESTION}")
    button = screen.get_by_role("button", name="复制回答和出处")
    # It says so for a moment only, which a busy machine may let pass between two looks.
    button.evaluate(
        "button => new MutationObserver(() => (window.told ??= button.textContent)).observe(button, {childList: true})"
    )
    button.click()
    screen.wait_for_function("window.told === '已复制'")
    copied = screen.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(QUESTION)
    for citation in answer.citations:
        assert f"{citation.quote}[{citation.n}]" in copied or "\t" in citation.quote
        assert citation.title in copied


def test_a_hostile_document_is_shown_and_not_run(screen: Page) -> None:
    screen.goto("/?q=恶意文件补助标准最高多少？")
    shown = screen.locator(".cite, .near").first
    expect(shown).to_be_visible()
    shown.click()
    expect(screen.locator(".panel.open blockquote")).to_contain_text("${window.harmed=3}{{value}}")
    assert screen.evaluate("window.harmed") is None
    assert screen.locator("#answer img, #answer script, .panel script").count() == 0


def test_the_page_speaks_chinese_and_fits_the_screen(screen: Page) -> None:
    screen.goto(f"/?q={QUESTION}")
    expect(screen.locator(".sources")).to_be_visible()
    assert screen.evaluate("document.documentElement.lang") == "zh-CN"
    fits(screen)


def test_a_follow_up_question_takes_the_subject_of_the_answer(screen: Page, answer: Answer) -> None:
    ask(screen, QUESTION)
    expect(screen.locator(".sources")).to_be_visible()
    follow_up = screen.get_by_label("追问")
    follow_up.fill("那申报时间呢？")
    follow_up.press("Enter")
    expect(screen.locator(".asked")).to_have_text("芯片企业申报时间？")
    expect(screen.locator(".sources")).to_be_visible()
    expect(follow_up).to_have_value("")
    expect(screen.get_by_label("问题")).to_have_value("芯片企业申报时间？")
    expect(screen).to_have_url(re.compile("q="))
    picture(screen, "ask-follow-up")


def test_what_was_asked_is_offered_again_in_the_same_browser(screen: Page) -> None:
    ask(screen, QUESTION)
    expect(screen.locator(".sources")).to_be_visible()
    screen.goto("/")
    expect(screen.locator(".idle")).to_be_visible()
    expect(screen.get_by_label("追问")).to_be_hidden()
    again = screen.locator(".idle ul").nth(1).locator("button")
    expect(again).to_have_count(1)
    again.click()
    expect(screen.locator(".asked")).to_have_text(QUESTION)
    expect(screen.locator(".sources")).to_be_visible()


def test_a_filter_acts_and_is_in_the_link(screen: Page) -> None:
    screen.goto(f"/?q={quote('流片补贴多少')}&kind=reply&as_of=2024-10-01")
    sources = screen.locator(".source .title b")
    expect(sources.first).to_be_visible()
    assert all("答复" in title for title in sources.all_inner_texts())
    expect(screen.locator(".sources small")).to_contain_text("2024-10-01")
    screen.get_by_role("link", name="English").click()
    expect(screen.locator("html")).to_have_attribute("lang", "en")
    expect(screen).to_have_url(re.compile(r"/en/\?q=.*kind=reply"))
    expect(screen.locator(".source .title b").first).to_contain_text("答复")


def test_an_answer_is_kept_found_again_and_discarded(screen: Page) -> None:
    screen.goto(f"/?q={quote(QUESTION)}")
    screen.get_by_role("button", name="收藏", exact=True).click()
    expect(screen.get_by_text("已收藏")).to_be_visible()
    screen.goto("/")
    screen.locator(".idle a", has_text=QUESTION).first.click()
    expect(screen.locator(".kept")).to_contain_text("至今没有变化")
    expect(screen.locator(".panel mark")).to_be_attached()
    screen.get_by_role("button", name="取消收藏").click()
    expect(screen.locator(".idle")).to_be_visible()
    expect(screen.locator(".idle a", has_text=QUESTION)).to_have_count(0)


def test_a_verdict_is_noted_with_its_comment(screen: Page, index: Index) -> None:
    screen.goto(f"/?q={quote(QUESTION)}")
    screen.get_by_role("button", name="有误").click()
    screen.get_by_label("哪里不对").fill("数额已经改了")
    screen.get_by_role("button", name="提交").click()
    expect(screen.get_by_text("已记录")).to_be_visible()
    latest = Records(index.settings.home).feedback()[0]
    assert (latest.helpful, latest.comment, latest.answer.question) == (False, "数额已经改了", QUESTION)
