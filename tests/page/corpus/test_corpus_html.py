"""The HTML of the corpus screen: complete, in words, and with nothing of a document in it that is not text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html

from index.catalogue import CataloguePage, CatalogueQuery, CatalogueRow, Order
from index.health.finding import FINDING_CODES, Finding
from index.history import Generation
from index.types import DocumentCard, DocumentSummary, Failure, OtherVersion, Status
from index.validity import validity_of
from ingest.confidence import BY_HAND, GUESSED
from ingest.document import Document, DocumentKind, Metadata, SourceMap
from ingest.errors import FILE_ERROR_CODES
from page.corpus.document_card import ShownDocument, card_html, no_card_html
from page.corpus.documents_table import table_html
from page.corpus.jobs_list import ShownFile, ShownJob, failures_html, jobs_html, size_in_words, strip_html
from page.corpus.trash_list import TrashedFile, trash_html
from page.corpus.upkeep import generations_html, health_html
from page.strings import CHINESE, ENGLISH, Strings
from service.jobs import FileState, JobKind, JobState

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
CARD = DocumentCard(
    1, f"uploads/{HOSTILE}.pdf", "0123456789ab", "/x", "rule", f"办法{HOSTILE}",
    "海工信规〔2025〕2号", ("海州市财政局",), date(2025, 3, 26), None, date(2027, 12, 31), None, None,
)  # fmt: skip


def of(text: str) -> html.HtmlElement:
    """The HTML, with nothing in it that a document brought along."""
    element = html.fragment_fromstring(text, create_parent="div")
    assert not element.xpath(".//img | .//script | .//*[@onerror]")
    return element


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def row(card: DocumentCard = CARD) -> CatalogueRow:
    return CatalogueRow(card, validity_of(card, date(2026, 1, 1)), 3, 1, 2, 1)


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_a_row_says_what_is_known(strings: Strings) -> None:
    table = of(table_html(CataloguePage((row(),), 1), CatalogueQuery(), strings, opened=CARD.id))
    words = text_of(table)
    for part in (CARD.title, CARD.document, "海工信规〔2025〕2号", "海州市财政局", "2025-03-26"):
        assert " ".join(part.split()) in words
    assert strings.statuses[Status.IN_FORCE] in words
    assert strings.corpus.kinds["rule"] in words
    assert strings.corpus.copies.format(count=2) in words
    assert table.xpath("count(.//tr[@aria-current])") == 1
    assert table.xpath("string(.//th[@aria-sort='descending'])") == f"{strings.issued_on}▾"
    (button,) = table.xpath(".//button[@data-do='open']")
    assert button.get("data-key") == CARD.id


def test_pages_lead_on_and_back() -> None:
    query = CatalogueQuery(offset=50, limit=50, order=Order.TITLE, descending=False)
    table = of(table_html(CataloguePage((row(),), 120), query, CHINESE))
    assert [button.get("data-key") for button in table.xpath(".//nav//button")] == ["0", "100"]
    assert "第 51–100 份" in text_of(table)


def test_an_empty_list_says_why() -> None:
    nothing = CataloguePage((), 0)
    assert CHINESE.corpus.nothing_held in table_html(nothing, CatalogueQuery(), CHINESE)
    assert CHINESE.corpus.found_none in table_html(nothing, CatalogueQuery(text="x"), CHINESE)
    assert CHINESE.corpus.found_none in table_html(nothing, CatalogueQuery(year=0), CHINESE)


def shown(
    *, may_change: bool = True, is_uploaded: bool = True, file_address: str | None = "/source/1/file"
) -> ShownDocument:
    metadata = Metadata(
        kind=DocumentKind.RULE,
        title=CARD.title,
        document_number="海工信规〔2025〕2号",
        issued_on=date(2025, 3, 26),
        disclosure="on_request",
        confidence={"issued_on": GUESSED, "document_number": BY_HAND},
    )
    document = Document(CARD.document, "/x", "0" * 64, f"第一条 {HOSTILE}", (), metadata, SourceMap(()))
    other = OtherVersion("rules/旧.pdf", "ba9876543210", date(2021, 1, 1), Status.REPEALED, 0.74, True)
    summary = DocumentSummary(
        CARD.document, CARD.id, "rule", CARD.title, "海工信规〔2025〕2号", (), date(2025, 3, 26), Status.IN_FORCE, 3,
        (f"第2页没有文字{HOSTILE}",), ("/x",), ("a/b.pdf",), (other,), "rules/通知.pdf",
    )  # fmt: skip
    validity = validity_of(CARD, date(2026, 1, 1))
    return ShownDocument(
        document, summary, validity, file_address, opens=True, is_uploaded=is_uploaded, may_change=may_change
    )


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_a_card_tells_how_sure_each_value_is(strings: Strings) -> None:
    card = of(card_html(shown(), strings))
    words = text_of(card)
    assert strings.corpus.how["guessed"] in words
    assert strings.corpus.to_check in words
    assert strings.corpus.how["by_hand"] in words
    assert strings.corpus.disclosures["on_request"] in words
    assert "有效期至2027-12-31" in words
    assert "第2页没有文字" in words
    assert "rules/通知.pdf" in words
    assert [button.get("data-key") for button in card.xpath(".//button[@data-do='open']")] == ["ba9876543210"]


def test_only_who_may_change_is_offered_to() -> None:
    card = of(card_html(shown(may_change=False), CHINESE))
    assert not card.xpath(".//button[@data-do='edit' or @data-do='delete']")
    (delete,) = of(card_html(shown(), CHINESE)).xpath(".//button[@data-do='delete']")
    assert delete.get("data-confirm") == CHINESE.corpus.delete_title.format(title=CARD.title)
    assert delete.get("data-advice") == CHINESE.corpus.delete_uploaded
    (delete,) = of(card_html(shown(is_uploaded=False), CHINESE)).xpath(".//button[@data-do='delete']")
    assert delete.get("data-advice") == CHINESE.corpus.delete_other


def test_a_card_without_its_original_says_so() -> None:
    card = of(card_html(shown(file_address=None), CHINESE))
    assert not card.xpath(".//a")
    assert CHINESE.no_page_image in text_of(card)
    assert HOSTILE in of(no_card_html(CHINESE, HOSTILE)).text_content()


def job(state: JobState = JobState.RUNNING, kind: JobKind = JobKind.UPLOAD, stage: str = "read") -> ShownJob:
    files = (
        ShownFile(f"{HOSTILE}.pdf", "/1", 3_000_000, FileState.EMBEDDING, "", ""),
        ShownFile("坏.pdf", "/2", 7, FileState.FAILED, "damaged", HOSTILE),
        ShownFile("同.pdf", "/3", 7, FileState.DONE, "copy", "rules/1.pdf"),
    )
    at = "2025-06-01T08:00:00+00:00"
    return ShownJob(7, kind, state, HOSTILE, "李四", at, stage, 2, 9, 65.0, HOSTILE, (1, 0, 0, 1), files)


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_a_job_says_how_far_each_file_is(strings: Strings) -> None:
    listed = of(jobs_html([job()], strings))
    words = text_of(listed)
    for part in ("李四", "2/9", "1:05", "2.9 MB", strings.corpus.failures["damaged"], "rules/1.pdf"):
        assert part in words
    assert listed.xpath("string(.//progress/@value)") == "2"
    for state in (FileState.EMBEDDING, FileState.FAILED, FileState.DONE):
        assert strings.corpus.file_states[state] in words
    assert strings.corpus.job_kinds["upload"] in text_of(of(strip_html([job()], strings)))
    assert strip_html([job(JobState.DONE)], strings) == ""
    assert strings.corpus.no_jobs in jobs_html([], strings)


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_there_are_words_for_everything_that_can_happen(strings: Strings) -> None:
    words = strings.corpus
    assert set(words.job_kinds) == set(JobKind)
    assert set(words.job_states) == set(JobState)
    assert set(words.file_states) == set(FileState)
    assert set(words.kinds) == set(DocumentKind)
    assert FILE_ERROR_CODES.keys() <= words.failures.keys()
    assert words.findings.keys() == words.finding_fixes.keys() == FINDING_CODES.keys()
    for kind in JobKind:
        of(jobs_html([job(state, kind, stage) for state in JobState for stage in words.stages], strings))


def test_failed_files_are_offered_to_keepers(tmp_path: Path) -> None:
    failures = [
        Failure(str(tmp_path / f"{HOSTILE.replace('/', '')}.pdf"), "damaged", HOSTILE),
        Failure("/elsewhere/2.pdf", "encrypted", "with a password."),
    ]
    listed = of(failures_html(failures, str(tmp_path), CHINESE, may_change=True))
    assert [button.get("data-do") for button in listed.xpath(".//button")] == ["retry", "discard", "retry", "retry_all"]
    assert not of(failures_html(failures, str(tmp_path), CHINESE, may_change=False)).xpath(".//button")
    assert CHINESE.corpus.no_failed_files in failures_html([], "", CHINESE, may_change=True)


def test_generations_can_be_gone_back_to_where_they_are_whole() -> None:
    rows = [
        Generation("3", "2025-06-03T08:00:00+00:00", 3, 30, 2_097_152, True, "2", None),
        Generation("2", "2025-06-02T08:00:00+00:00", 2, 20, 2_097_152, False, "1", None),
        Generation("1", None, None, None, 5, False, None, HOSTILE),
    ]
    table = of(generations_html(rows, CHINESE, may_change=True))
    assert [button.get("data-key") for button in table.xpath(".//button")] == ["2"]
    assert "当前" in text_of(table)
    assert "不可用" in text_of(table)
    assert not of(generations_html(rows, CHINESE, may_change=False)).xpath(".//button")


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_findings_are_told_in_plain_words(strings: Strings) -> None:
    fault = Finding("leftover", HOSTILE, HOSTILE, "fix", True, True)
    note = Finding("office_missing", "LibreOffice", "missing.", "install", False)
    told = of(health_html([note, fault], strings, mended=2, may_change=True))
    words = text_of(told)
    assert words.index(strings.corpus.findings["leftover"]) < words.index(strings.corpus.findings["office_missing"])
    assert strings.corpus.mended.format(count=2) in words
    assert told.xpath("string(.//button/@data-do)") == "mend"
    assert not of(health_html([fault], strings, may_change=False)).xpath(".//button")
    assert strings.corpus.healthy in text_of(of(health_html([note], strings, may_change=True)))


@pytest.mark.parametrize(("size", "words"), [(0, "1 KB"), (2048, "2 KB"), (1_572_864, "1.5 MB")])
def test_sizes(size: int, words: str) -> None:
    assert size_in_words(size) == words


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_what_can_be_cancelled_says_so_and_asks_before(strings: Strings) -> None:
    words = strings.corpus
    assert "data-do" not in jobs_html([job()], strings)
    page = of(jobs_html([replace(job(), may_cancel=True, brought=True)], strings))
    [cancel] = page.xpath("//button")
    assert (cancel.get("data-do"), cancel.get("data-key")) == ("cancel", str(job().number))
    assert cancel.get("data-confirm") == words.cancel_upload_confirm
    assert (cancel.get("data-yes"), cancel.get("data-no")) == (words.cancel_job, words.cancel_not)
    again = of(jobs_html([replace(job(), may_cancel=True)], strings))  # files are read again, and stay where they are
    assert again.xpath("//button/@data-confirm") == [words.cancel_rebuild_confirm]


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_the_trash_names_its_files_and_their_days(strings: Strings) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC).astimezone()
    file = TrashedFile("k/1", "<b>1</b>.txt", 2048, noon, noon + timedelta(days=30))
    page = of(trash_html([file], 30, strings, may_change=True))
    assert page.xpath("string(//b)") == "<b>1</b>.txt"
    assert "2026-11-20" in page.text_content()
    assert "2026-12-20" in page.text_content()
    assert page.xpath("//button/@data-key") == ["k/1"]
    assert not of(trash_html([file], 30, strings, may_change=False)).xpath("//button")
    assert strings.corpus.trash_empty in trash_html([], 30, strings, may_change=True)
