"""Corrections by hand, over small indexes with the hashing encoder."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from index import open_index
from index.builder import build_index, remove_document, remove_source
from index.settings import Settings
from index.types import BuildEvent, BuildReport, Status
from ingest.confidence import BY_HAND
from ingest.document import Document, document_id

CHIPS = (
    "海州市集成电路专项资金管理办法\n海工信〔2025〕1号\n第一条 对芯片企业首轮流片费用给予最高500万元补助。\n"
    "第二条 本办法自2025年1月1日起施行，有效期3年。\n"
)
DRONES = "海州市低空经济若干措施\n第一条 每个起降场给予一次性奖励30万元。\n第二条 鼓励开通无人机物流航线。\n"
HEADER = "document,field,value\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "rules"
    (path / "low").mkdir(parents=True)
    (path / "chips.txt").write_text(CHIPS, encoding="utf-8")
    (path / "low" / "drones.txt").write_text(DRONES, encoding="utf-8")
    return path


@pytest.fixture
def build(settings: Settings, folder: Path) -> Callable[..., BuildReport]:
    """Build the folder, with these lines in its ``metadata.csv``; without one where none are given."""

    def run(*lines: str, full: bool = False) -> BuildReport:
        (folder / "metadata.csv").unlink(missing_ok=True)
        if lines:
            (folder / "metadata.csv").write_text(HEADER + "\n".join(lines), encoding="utf-8")
        return build_index(settings, [folder], full=full)

    return run


def document(settings: Settings, name: str = "rules/chips.txt") -> Document:
    with open_index(settings=settings) as index:
        return index.document(name).document


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.failed


def test_a_correction_wins_and_is_no_document(settings: Settings, build: Callable[..., BuildReport]) -> None:
    report = build("chips.txt,有效期至,2026/6/30")
    assert counts(report) == (2, 0, 0, 0)
    assert report.found == 2
    metadata = document(settings).metadata
    assert metadata.valid_until == date(2026, 6, 30)
    assert metadata.confidence["valid_until"] == BY_HAND


def test_a_change_of_the_sidecar_alone_is_noticed_and_survives(
    settings: Settings, build: Callable[..., BuildReport]
) -> None:
    build()
    parsed = document(settings)
    assert counts(build("chips.txt,title,甲办法")) == (0, 1, 1, 0)
    assert document(settings).metadata.title == "甲办法"
    first = build("chips.txt,title,甲办法")
    assert counts(first) == (0, 0, 2, 0)
    # a note, a blank line or another spelling changes nothing
    assert build("", "rules/chips.txt,标题, 甲办法 ").generation == first.generation
    assert counts(build("chips.txt,title,乙办法")) == (0, 1, 1, 0)
    assert document(settings).metadata.title == "乙办法"
    assert counts(build("chips.txt,title,乙办法", full=True)) == (0, 2, 0, 0)
    assert document(settings).metadata.title == "乙办法"
    assert counts(build("low/drones.txt,title,丙")) == (0, 2, 0, 0)
    assert document(settings) == parsed


def test_what_was_parsed_comes_back_without_reading_the_file(
    settings: Settings, folder: Path, build: Callable[..., BuildReport]
) -> None:
    build("chips.txt,title,甲办法")
    (folder / "metadata.csv").unlink()
    events: list[BuildEvent] = []
    assert counts(build_index(settings, progress=events.append)) == (0, 1, 1, 0)
    assert {event.total for event in events if event.stage == "read"} == {0}
    assert document(settings).metadata.title == "海州市集成电路专项资金管理办法"


def test_corrections_outlast_changes_of_the_file_and_removals_of_others(
    settings: Settings, folder: Path, build: Callable[..., BuildReport]
) -> None:
    build("chips.txt,title,甲办法")
    remove_document(settings, "rules/low/drones.txt")
    assert document(settings).metadata.title == "甲办法"
    assert counts(build_index(settings)) == (0, 0, 1, 0)
    (folder / "chips.txt").write_text(CHIPS + "第三条 由市工业和信息化局解释。\n", encoding="utf-8")
    assert counts(build_index(settings)) == (0, 1, 0, 0)
    assert document(settings).metadata.title == "甲办法"


def test_passages_and_answers_follow_the_correction(settings: Settings, build: Callable[..., BuildReport]) -> None:
    build("chips.txt,title,量子计算若干措施", "chips.txt,issuer,市科技局；市财政局")
    with open_index(settings=settings) as index:
        (hit, *_) = index.search("流片补助").hits
    assert hit.title == "量子计算若干措施"
    assert hit.issuer == ("市科技局", "市财政局")


def test_validity_and_repeals_follow_the_correction(settings: Settings, build: Callable[..., BuildReport]) -> None:
    def statuses() -> dict[str, Status]:
        with open_index(settings=settings) as index:
            return {each.document: each.status for each in index.documents(as_of=date(2025, 6, 1))}

    build()
    assert statuses() == {"rules/chips.txt": Status.IN_FORCE, "rules/low/drones.txt": Status.IN_FORCE}
    build("low/drones.txt,废止,海工信〔2025〕1号", "low/drones.txt,施行日期,2025-05-01")
    assert statuses() == {"rules/chips.txt": Status.REPEALED, "rules/low/drones.txt": Status.IN_FORCE}
    build("chips.txt,有效期至,2025-03-31")
    assert statuses() == {"rules/chips.txt": Status.EXPIRED, "rules/low/drones.txt": Status.IN_FORCE}


def test_a_document_goes_by_name_id_path_and_path_below(
    settings: Settings, folder: Path, build: Callable[..., BuildReport]
) -> None:
    for key in ("rules/chips.txt", "chips.txt", document_id("rules/chips.txt"), str(folder / "chips.txt")):
        build()
        assert counts(build(f"{key},title,甲办法")) == (0, 1, 1, 0), key
    build()
    assert counts(build(r"low\drones.txt,title,乙")) == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nothing.txt,title,甲", "line 2: there is no document 'nothing.txt'. Name it as `policykb list` does."),
        ("metadata.csv,title,甲", "line 2: there is no document 'metadata.csv'."),
        (",title,甲", "line 2: there is no document ''."),
        ("chips.txt,colour,红", "line 2: field 'colour' is not known; known are kind (文种),"),
        ("chips.txt,issued_on,明天", "line 2: '明天' is no day; write 2025-03-26, "),
        ("chips.txt,title,甲\nrules/chips.txt,标题,乙", "line 3: line 2 says otherwise of title of rules/chips.txt."),
    ],
)
def test_what_cannot_be_applied_is_a_row_each_time(
    folder: Path, build: Callable[..., BuildReport], line: str, why: str
) -> None:
    for report in (build(line), build(line, "low/drones.txt,title,丙")):
        (failure,) = report.failures
        assert (failure.path, failure.code) == (str(folder / "metadata.csv"), "correction")
        assert failure.message.startswith(why)
    assert report.changed >= 1  # the other line was applied


def test_a_table_without_header_is_a_row(settings: Settings, folder: Path) -> None:
    (folder / "metadata.csv").write_text("chips.txt,title,甲\n")
    report = build_index(settings, [folder])
    assert counts(report) == (2, 0, 0, 1)
    assert "expected a first line with the columns document,field,value" in report.failures[0].message


def test_the_home_wins_over_sources_and_deeper_tables_over_those_above(settings: Settings, folder: Path) -> None:
    (folder / "metadata.csv").write_text(f"{HEADER}low/drones.txt,title,上\nlow/drones.txt,文号,甲〔2025〕1号", "utf-8")
    (folder / "low" / "Metadata.csv").write_text(f"{HEADER}drones.txt,title,下\ndrones.txt,issuer,市局", "utf-8")
    home = settings.home / "corrections" / "metadata.csv"
    build_index(settings, [folder])
    metadata = document(settings, "rules/low/drones.txt").metadata
    assert (metadata.title, metadata.document_number, metadata.issuer) == ("下", "甲〔2025〕1号", ("市局",))
    home.parent.mkdir()
    home.write_text(f"{HEADER}low/drones.txt,title,家里\n", "utf-8")
    assert counts(build_index(settings)) == (0, 1, 1, 0)
    assert document(settings, "rules/low/drones.txt").metadata.title == "家里"


def test_a_part_of_a_source_takes_the_corrections_of_the_whole(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "metadata.csv").write_text(f"{HEADER}low/drones.txt,title,甲\nchips.txt,title,乙", "utf-8")
    assert counts(build_index(settings, [folder / "low"])) == (0, 1, 0, 0)
    assert document(settings, "rules/low/drones.txt").metadata.title == "甲"
    assert counts(build_index(settings)) == (0, 1, 1, 0)


def test_a_dry_run_tells_of_corrections(settings: Settings, folder: Path) -> None:
    build_index(settings, [folder])
    (folder / "metadata.csv").write_text(f"{HEADER}chips.txt,title,甲\nx.txt,title,乙", "utf-8")
    assert counts(build_index(settings, dry_run=True)) == (0, 1, 1, 1)
    assert document(settings).metadata.title != "甲"


def test_documents_in_archives_are_corrected(settings: Settings, folder: Path) -> None:
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("2021/a.txt", CHIPS + "第三条 由市工业和信息化局解释。\n")
    (folder / "metadata.csv").write_text(f"{HEADER}old.zip/2021/a.txt,title,旧办法\nold.zip,title,包", "utf-8")
    report = build_index(settings, [folder])
    assert counts(report) == (3, 0, 0, 1)  # the archive itself is no document
    assert "old.zip" in report.failures[0].message
    assert document(settings, "rules/old.zip/2021/a.txt").metadata.title == "旧办法"
    assert counts(build_index(settings)) == (0, 0, 3, 1)


def test_corrections_of_what_cannot_be_read_or_was_taken_out_are_no_failures(settings: Settings, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "metadata.csv").write_text(f"{HEADER}empty.txt,title,甲\nchips.txt,title,乙", "utf-8")
    assert [failure.code for failure in build_index(settings, [folder]).failures] == ["empty"]
    remove_document(settings, "rules/chips.txt")
    assert [failure.code for failure in build_index(settings).failures] == ["empty"]


def test_a_table_of_another_source_is_told_so(settings: Settings, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text(DRONES + "第三条 完。", encoding="utf-8")
    (other / "metadata.csv").write_text(f"{HEADER}rules/chips.txt,title,甲", "utf-8")
    report = build_index(settings, [folder, other])
    assert "rules/chips.txt is of another source" in report.failures[0].message
    assert document(settings).metadata.title != "甲"


@pytest.fixture
def scan(folder: Path) -> Path:
    """A picture without text, beside the rules."""
    path = folder / "扫描.png"
    Image.new("L", (400, 300), 255).save(path)
    return path


def test_the_text_of_a_page_is_typed_beside_the_scan(settings: Settings, folder: Path, scan: Path) -> None:
    assert [failure.code for failure in build_index(settings, [folder]).failures] == ["no_text"]
    page = folder / "扫描.png.page-1.txt"
    page.write_bytes("海州市绿色工厂奖励办法\n第一条 奖励50万元。\n".encode("gb18030"))
    assert counts(build_index(settings)) == (1, 0, 2, 0)
    assert document(settings, "rules/扫描.png").metadata.title == "海州市绿色工厂奖励办法"
    assert counts(build_index(settings)) == (0, 0, 3, 0)
    page.write_text("海州市绿色工厂奖励办法\n第一条 奖励60万元。\n", "utf-8")
    assert counts(build_index(settings)) == (0, 1, 2, 0)
    assert "60万元" in document(settings, "rules/扫描.png").text
    assert counts(build_index(settings, full=True)) == (0, 3, 0, 0)
    assert "60万元" in document(settings, "rules/扫描.png").text


def test_pages_in_the_home_win_and_reach_into_archives(settings: Settings, folder: Path, scan: Path) -> None:
    other = folder.parent / "other.png"
    Image.new("L", (300, 400), 255).save(other)
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(other, "x/扫描.png")
    (folder / "扫描.png.page-1.txt").write_text("甲\n第一条 奖励50万元。\n", "utf-8")
    inside = settings.home / "corrections" / "rules" / "a.zip" / "x" / "扫描.png.page-1.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text("乙\n第一条 奖励70万元。\n", "utf-8")
    (settings.home / "corrections" / "rules" / "扫描.png.page-1.txt").write_text("丙\n第一条 奖励80万元。\n", "utf-8")
    assert counts(build_index(settings, [folder])) == (4, 0, 0, 0)
    assert "70万元" in document(settings, "rules/a.zip/x/扫描.png").text
    assert "80万元" in document(settings, "rules/扫描.png").text


def test_a_correction_of_a_copy_is_one_of_the_document(settings: Settings, folder: Path, scan: Path) -> None:
    for name in ("chips.txt", "扫描.png"):
        shutil.copy(folder / name, folder / "low" / name)
    (folder / "metadata.csv").write_text(f"{HEADER}low/chips.txt,title,甲\n", "utf-8")
    (folder / "low" / "扫描.png.page-1.txt").write_text("乙\n第一条 奖励50万元。\n", "utf-8")
    build_index(settings, [folder])
    assert document(settings, "rules/chips.txt").metadata.title == "甲"
    assert "50万元" in document(settings, "rules/low/扫描.png").text
    again = build_index(settings)
    assert (again.added, again.changed, again.failed) == (0, 0, 0)
    (folder / "chips.txt").unlink()
    assert counts(build_index(settings))[3] == 0
    assert document(settings, "rules/low/chips.txt").metadata.title == "甲"


def test_a_copy_in_another_source_is_corrected_whichever_of_the_two_is_built(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "chips.txt", other / "copy.txt")
    (other / "metadata.csv").write_text(f"{HEADER}copy.txt,title,甲\n", "utf-8")
    build_index(settings, [other])
    assert counts(build_index(settings, [folder])) == (2, 0, 0, 0)
    assert document(settings, "rules/chips.txt").metadata.title == "甲"
    for paths in ([folder], [other], []):
        assert build_index(settings, paths).changed == 0
    shutil.move(other, tmp_path / "away")
    build_index(settings, [folder])  # what cannot be reached cannot correct
    assert document(settings, "rules/chips.txt").metadata.title == "海州市集成电路专项资金管理办法"


def test_corrections_stay_when_a_copy_takes_over_and_gives_the_title(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "work"
    other.mkdir()
    for path in (folder / "a.txt", other / "b.txt"):
        path.write_text("经研究，同意所报方案，请认真组织实施。\n", "utf-8")
    (other / "metadata.csv").write_text(f"{HEADER}b.txt,文号,海府〔2000〕1号\n", "utf-8")
    build_index(settings, [folder, other])
    assert document(settings, "work/b.txt").metadata.title == "a"
    remove_source(settings, str(folder))
    metadata = document(settings, "work/b.txt").metadata
    assert (metadata.title, metadata.document_number) == ("b", "海府〔2000〕1号")


def test_a_scan_given_alone_has_its_pages_beside_it(settings: Settings, folder: Path, scan: Path) -> None:
    (folder / "扫描.png.page-1.txt").write_text("甲\n第一条 奖励50万元。\n", "utf-8")
    assert counts(build_index(settings, [scan])) == (1, 0, 0, 0)


def test_pages_that_cannot_be_applied_are_rows_each_time(settings: Settings, folder: Path) -> None:
    (folder / "gone.pdf.page-1.txt").write_text("甲", "utf-8")
    (folder / "chips.txt.page-2.txt").write_text("乙", "utf-8")
    (folder / "low" / "drones.txt.page-1.txt").write_bytes(b"\xff\xff")
    (settings.home / "corrections").mkdir(parents=True)
    (settings.home / "corrections" / "notes.txt").write_text("丙", "utf-8")
    for _ in range(2):
        report = build_index(settings, [folder])
        assert {failure.code for failure in report.failures} == {"correction"}
        told = {Path(failure.path).name: failure.message for failure in report.failures}
        assert told["gone.pdf.page-1.txt"].startswith("there is no document rules/gone.pdf.")
        assert told["chips.txt.page-2.txt"].startswith(
            "the document has no page 2: documents of its kind have no pages"
        )
        assert told["drones.txt.page-1.txt"].startswith("is no text in UTF-8")
        assert told["notes.txt"].startswith("is neither metadata.csv nor DOCUMENT.page-N.txt")
    assert report.unchanged == 2
