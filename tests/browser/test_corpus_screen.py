"""The journeys of 文件库, in Chromium, on a desktop and on a phone: real uploads and builds in their own processes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, Page, expect

from index import open_index
from index.builder import build_index
from index.settings import Settings
from index.writer_lock import writer_lock
from tests.browser.conftest import fits, picture, served, tab_to

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
# A whole build in a process of its own, on a machine that is doing other things as well.
BUILD_MS = 120_000
QUESTION = "集成电路企业流片补助多少？"
RULES = ROOT / "corpus" / "documents" / "rules"
RULE = "集成电路产业发展专项资金管理办法（2025年）.pdf"
RULE_TITLE = "海岚市集成电路产业发展专项资金管理办法"
TEXT = """海岚市{0}管理办法
海工信规〔2024〕{1}号

第一条 {0}项目每年补助三十万元。
第二条 本办法自2024年5月1日起施行。

2024年3月26日
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents that were not uploaded, in two generations."""
    folder = tmp_path_factory.mktemp("corpus")
    home = folder / "home"
    home.mkdir()
    (home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    settings = Settings(home=home, cache_dir=folder / "cache", model="hashing")
    (folder / "rules").mkdir()
    for number, name in enumerate(("数据要素", "绿色工厂"), start=1):
        (folder / "rules" / f"{name}.txt").write_text(TEXT.format(name, number), encoding="utf-8")
        build_index(settings, [folder / "rules"])
    return home


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as address:
        yield address


def opened(page: Page, tab: str = "") -> Page:
    page.goto("/corpus")
    expect(page.locator("#corpus-table :is(.documents, .empty)")).to_be_visible()
    if tab:
        page.get_by_role("tab", name=tab).click()
    return page


def upload(page: Page, *files: Path) -> None:
    page.locator("#corpus-drop input[type=file]").set_input_files(list(files))


def last_job(page: Page) -> Locator:
    return page.locator("#corpus-jobs .job").first


def ended(page: Page, state: str = "done") -> None:
    """The last job, and with it every earlier one, has come to its end."""
    expect(page.locator("#corpus-jobs .job").first).to_have_class(f"job {state}", timeout=BUILD_MS)


def quiet(page: Page) -> None:
    """No job is running or waiting any more."""
    expect(page.locator("#corpus-jobs .job:is(.running, .queued)")).to_have_count(0, timeout=BUILD_MS)


def agree(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="确定").click()


def ask(page: Page, question: str) -> Locator:
    """The answer, or the refusal, to a question."""
    page.goto(f"/?q={question}")
    expect(page.locator("#answer :is(.sources, .refused)")).to_be_visible(timeout=60_000)
    return page.locator("#answer")


def find(page: Page, text: str) -> Locator:
    """Narrow the list, and give its rows."""
    page.get_by_label("查找文件").fill(text)
    return page.locator("#corpus-table .documents tbody tr")


def test_upload_ask_correct_delete(screen: Page, home: Path, tmp_path: Path) -> None:
    good, broken = tmp_path / RULE, tmp_path / "《损坏》.pdf"
    shutil.copy(RULES / RULE, good)
    broken.write_bytes(b"%PDF-1.7\nno document")
    upload(opened(screen, "上传"), good, broken)
    expect(last_job(screen)).to_contain_text("《损坏》.pdf")
    ended(screen)
    files = last_job(screen).locator(".file")
    expect(files.filter(has_text=RULE)).to_contain_text("已收入")
    expect(files.filter(has_text="《损坏》.pdf")).to_contain_text("未能收入")
    failed = screen.locator("#corpus-failures li")
    expect(failed).to_contain_text("文件损坏")
    picture(screen, "corpus-uploaded")
    expect(ask(screen, QUESTION)).to_contain_text(RULE_TITLE)

    rows = find(opened(screen), RULE_TITLE)
    expect(rows).to_have_count(1)
    rows.get_by_role("button").click()
    card = screen.locator(".card.open")
    expect(card).to_contain_text("海工信规〔2025〕2号")
    picture(screen, "corpus-card")
    card.get_by_role("button", name="更正信息").click()
    form = screen.locator("#corpus-form")
    expect(form.get_by_label("标题")).to_have_value(RULE_TITLE)
    form.get_by_label("标题").fill("海岚市集成电路专项资金办法（更正）")
    form.get_by_label("有效期至").fill("2029年12月31日")
    picture(screen, "corpus-form")
    form.get_by_role("button", name="保存并重新编入").click()
    expect(card.locator("h2")).to_have_text("海岚市集成电路专项资金办法（更正）", timeout=BUILD_MS)
    expect(card).to_contain_text("2029-12-31")
    expect(card).to_contain_text("人工更正")

    card.get_by_role("button", name="删除文件").click()
    expect(screen.get_by_role("dialog")).to_contain_text("回收站")
    picture(screen, "corpus-delete")
    agree(screen)
    expect(screen.locator("#corpus-card .hint")).to_contain_text("不在知识库中", timeout=BUILD_MS)
    assert len(list((home / "trash").glob(f"*/{RULE}"))) >= 1
    expect(ask(screen, QUESTION)).not_to_contain_text("集成电路专项资金办法")

    opened(screen, "上传")
    failed.filter(has_text="《损坏》.pdf").get_by_role("button", name="移入回收站").click()
    agree(screen)
    expect(screen.locator("#corpus-failures")).to_contain_text("没有未能读取的文件", timeout=BUILD_MS)
    quiet(screen)


def test_a_job_goes_on_without_its_tab(screen: Page, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "智能网联.txt"
    path.write_text(TEXT.format("智能网联", 9), encoding="utf-8")
    quiet(opened(screen, "上传"))
    with writer_lock(home):  # so that the job is still running when the tab is closed
        upload(screen, path)
        expect(last_job(screen)).to_contain_text("等待另一个更新结束", timeout=BUILD_MS)
        expect(screen.locator("#corpus-strip")).to_contain_text("收入上传的文件")
        picture(screen, "corpus-running")
        again = screen.context.new_page()
        screen.close()
        opened(again, "上传")
        expect(last_job(again)).to_contain_text("等待另一个更新结束")
        expect(last_job(again)).to_contain_text("智能网联.txt")
    ended(again)
    expect(again.locator("#corpus-strip .strip")).to_have_count(0)
    again.get_by_role("tab", name="文件").click()
    rows = find(again, "智能网联")
    expect(rows).to_have_count(1)
    rows.get_by_role("button").click()
    again.locator(".card.open").get_by_role("button", name="删除文件").click()
    agree(again)
    expect(again.locator("#corpus-card .hint")).to_contain_text("不在知识库中", timeout=BUILD_MS)


def test_a_job_is_cancelled_and_a_deleted_file_restored(
    screen: Page, browser: Browser, address: str, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "氢能装备.txt"
    path.write_text(TEXT.format("氢能装备", 8), encoding="utf-8")
    quiet(opened(screen, "上传"))
    generation = (home / "CURRENT").read_text("utf-8")
    with writer_lock(home):  # so that the job is still running when it is cancelled
        upload(screen, path)
        expect(last_job(screen)).to_contain_text("等待另一个更新结束", timeout=BUILD_MS)
        last_job(screen).get_by_role("button", name="取消任务").click()
        expect(screen.get_by_role("dialog")).to_contain_text("移入回收站")
        picture(screen, "corpus-cancel")
        screen.get_by_role("dialog").get_by_role("button", name="取消任务").click()
        ended(screen, "cancelled")
    expect(last_job(screen)).to_contain_text("已取消")
    expect(last_job(screen).get_by_role("button")).to_have_count(0)
    assert (home / "CURRENT").read_text("utf-8") == generation
    other = browser.new_context(base_url=address).new_page()
    expect(ask(other, "绿色工厂项目每年补助多少？")).to_contain_text("三十万元")
    other.context.close()

    trashed = screen.locator("#corpus-trash li").filter(has_text="氢能装备.txt")
    expect(trashed).to_have_count(1)
    trashed.scroll_into_view_if_needed()
    picture(screen, "corpus-trash")
    trashed.get_by_role("button", name="恢复").click()
    expect(trashed).to_have_count(0, timeout=BUILD_MS)
    ended(screen)
    screen.get_by_role("tab", name="文件").click()
    rows = find(screen, "氢能装备")
    expect(rows).to_have_count(1)
    rows.get_by_role("button").click()
    screen.locator(".card.open").get_by_role("button", name="删除文件").click()
    agree(screen)
    expect(screen.locator("#corpus-card .hint")).to_contain_text("不在知识库中", timeout=BUILD_MS)
    for deleted in (home / "trash").glob("*/氢能装备.txt"):
        deleted.unlink()


def test_what_readers_said_is_listed_for_keepers(screen: Page, browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    reader = context.new_page()
    expect(ask(reader, "绿色工厂项目每年补助多少？")).to_contain_text("三十万元")
    reader.get_by_role("button", name="有误").click()
    reader.locator(".verdict textarea").fill("应为<img src=x onerror=window.harmed=1>四十万元")
    reader.get_by_role("button", name="提交").click()
    expect(reader.get_by_text("已记录")).to_be_visible()
    expect(ask(reader, "数据要素项目每年补助多少？")).to_contain_text("三十万元")
    reader.get_by_role("button", name="有帮助").click()
    expect(reader.get_by_text("已记录")).to_be_visible()
    context.close()
    opened(screen, "读者评价")
    verdicts = screen.locator("#corpus-feedback li")
    expect(verdicts.first).to_contain_text("数据要素")
    screen.get_by_label("有误的").check()
    expect(verdicts.filter(has_text="数据要素")).to_have_count(0)
    expect(verdicts.first).to_contain_text("应为<img src=x onerror=window.harmed=1>四十万元")
    expect(verdicts.first).to_contain_text("三十万元")
    picture(screen, "corpus-feedback")
    with screen.expect_download() as download:
        screen.get_by_role("link", name="下载 CSV").click()
    assert "四十万元" in Path(download.value.path()).read_text("utf-8-sig")
    verdicts.first.get_by_role("link", name="再问一次").click()
    expect(screen.locator("#answer .sources")).to_be_visible(timeout=60_000)
    assert screen.evaluate("window.harmed") is None


def test_questions_are_answered_while_everything_is_rebuilt(
    screen: Page, browser: Browser, address: str, home: Path
) -> None:
    opened(screen, "维护")
    with writer_lock(home):  # so that it is seen before it is done
        screen.get_by_role("button", name="全部重建").click()
        expect(screen.get_by_role("dialog")).to_contain_text("照常可以提问")
        agree(screen)
        screen.get_by_role("tab", name="上传").click()
        expect(last_job(screen)).to_contain_text("等待另一个更新结束", timeout=BUILD_MS)
        expect(last_job(screen)).to_contain_text("全部重建")
    other = browser.new_context(base_url=address).new_page()
    answers, last = 0, monotonic() + BUILD_MS / 1000
    while "job done" not in (last_job(screen).get_attribute("class") or "") or not answers:
        expect(ask(other, "绿色工厂项目每年补助多少？").locator(".sources")).to_be_visible()
        expect(other.locator("#answer")).to_contain_text("三十万元")
        answers += 1
        assert monotonic() < last
    other.context.close()
    expect(last_job(screen)).to_contain_text("变更")


def test_going_back_to_an_earlier_generation_and_forth(screen: Page, home: Path) -> None:
    opened(screen, "维护")
    rows = screen.locator("#corpus-generations tbody tr")
    expect(rows.first).to_contain_text("当前")
    expect(rows.nth(1)).to_be_visible()
    newest, earlier = (rows.nth(at).get_attribute("data-generation") for at in (0, 1))
    picture(screen, "corpus-upkeep")
    for generation in (earlier, newest):
        row = screen.locator(f"#corpus-generations tr[data-generation='{generation}']")
        row.get_by_role("button").click()
        expect(screen.get_by_role("dialog")).to_contain_text("下一次更新会从这里开始")
        agree(screen)
        expect(row).to_contain_text("当前", timeout=BUILD_MS)
        with open_index(home) as index:
            assert index.generation == generation


def test_the_examination_says_what_is_wrong_and_mends_it(screen: Page, home: Path) -> None:
    (home / "cache" / "documents.db").write_bytes(b"no such thing" * 100)
    opened(screen, "维护")
    screen.get_by_role("button", name="开始检查").click()
    health = screen.locator("#corpus-health")
    expect(health).to_contain_text("一个缓存文件损坏", timeout=BUILD_MS)
    picture(screen, "corpus-health")
    health.get_by_role("button", name="修复").click()
    expect(health).to_contain_text("已修复 1 个问题", timeout=BUILD_MS)
    expect(health).to_contain_text("一切正常")


def test_the_list_is_narrowed_and_sorted(screen: Page) -> None:
    opened(screen)
    titles = screen.locator("#corpus-table .do.title")
    expect(titles).to_have_count(2)
    sort = screen.get_by_role("button", name="按标题排序")
    sort.click()
    expect(screen.locator("#corpus-table th").first).to_have_attribute("aria-sort", "ascending")
    expect(titles.first).to_have_text("海岚市数据要素管理办法")
    sort.click()
    expect(titles.first).to_have_text("海岚市绿色工厂管理办法")
    find(screen, "数据要素")
    expect(titles).to_have_count(1)
    find(screen, "没有这样的文件")
    expect(screen.locator("#corpus-table")).to_contain_text("没有符合条件的文件")


def test_a_hostile_name_is_shown_and_not_run(screen: Page, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=window.harmed=1>.txt"
    path.write_text("关于<script>window.harmed=2</script>的通知\n\n一、现予公布。\n", encoding="utf-8")
    upload(opened(screen, "上传"), path)
    expect(last_job(screen)).to_contain_text("<img src=x onerror=window.harmed=1>.txt")
    ended(screen)
    screen.get_by_role("tab", name="文件").click()
    rows = find(screen, "onerror")
    expect(rows).to_have_count(1)
    rows.get_by_role("button").click()
    card = screen.locator(".card.open")
    expect(card.locator("h2")).to_contain_text("<script>")
    card.get_by_role("button", name="删除文件").click()
    agree(screen)
    expect(screen.locator("#corpus-card .hint")).to_contain_text("不在知识库中", timeout=BUILD_MS)
    assert screen.evaluate("window.harmed") is None


def test_upload_by_keyboard_alone(screen: Page) -> None:
    opened(screen)
    screen.get_by_role("tab", name="文件").focus()
    upload_tab = screen.get_by_role("tab", name="上传")
    tab_to(screen, upload_tab)
    screen.keyboard.press("Enter")
    expect(upload_tab).to_have_attribute("aria-selected", "true")
    tab_to(screen, screen.locator("#corpus-drop").get_by_role("button").first)  # drawn later than the box around it
    chosen: list[FileChooser] = []
    screen.on("filechooser", lambda box: chosen.append(box))
    for _ in range(5):  # Chromium lets a page open the box for seconds after a key only, too few where it is busy
        screen.keyboard.press("Space")  # Gradio 6.31 does not open it by Enter
        screen.wait_for_timeout(1000)
        if chosen:
            break
    assert chosen


def test_a_card_opens_and_closes_by_keyboard(screen: Page) -> None:
    opened(screen)
    first = screen.locator("#corpus-table .do.title").first
    first.focus()
    screen.keyboard.press("Enter")
    expect(screen.locator(".card.open h2")).to_be_focused()
    screen.keyboard.press("Escape")
    expect(screen.locator(".card.open")).to_have_count(0)
    expect(screen.locator("#corpus-table .do.title").first).to_be_focused()


def test_charts_are_drawn_and_everything_fits(screen: Page) -> None:
    opened(screen, "统计")
    expect(screen.locator("#corpus-charts .vega-embed")).to_have_count(2)
    for tab in ("文件", "上传", "维护", "统计"):
        screen.get_by_role("tab", name=tab).click()
        expect(screen.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        fits(screen)
    picture(screen, "corpus-charts")


def test_in_english_and_dark(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, color_scheme="dark", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/en/corpus")
    expect(page.locator("#corpus-table .documents")).to_be_visible()
    expect(page.get_by_role("tab", name="Maintenance")).to_be_visible()
    page.locator("#corpus-table .do.title").first.click()
    expect(page.locator(".card.open")).to_contain_text("Correct the data")
    picture(page, "corpus-english-dark")
    context.close()
