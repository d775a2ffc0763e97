"""Archives and mails in a built folder: their files are documents that come, change and go with them."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from fuzz.seeds import a_saved_mail
from index import open_index
from index.builder import build_index, remove_document
from index.settings import Settings
from index.types import BuildReport
from ingest.isolation.limits import Limits

CHIPS = "海州市集成电路专项资金管理办法\n第一条 对芯片企业首轮流片费用给予最高500万元补助。\n"
# `zip -X -P geheim a.zip a.txt`, where a.txt holds "secret\n".
ENCRYPTED = bytes.fromhex(
    "504b03040a00090000006993765d8cb2ebe2130000000700000005000000612e74787403a5483188474257beba473aaf07cb"
    "3fd63a44504b07088cb2ebe21300000007000000504b01021e030a00090000006993765d8cb2ebe213000000070000000500"
    "00000000000001000000a48100000000612e747874504b0506000000000100010033000000460000000000"
)
DRONES = "海州市低空经济若干措施\n第一条 每个起降场给予一次性奖励30万元。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "rules"
    path.mkdir()
    return path


def pack(path: Path, **files: str | bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)


def zipped(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def names(settings: Settings) -> list[str]:
    with open_index(settings=settings) as index:
        return [document.document for document in index.documents()]


def counts(report: BuildReport) -> tuple[int, int, int, int, int, int]:
    return report.found, report.added, report.changed, report.unchanged, report.removed, report.failed


def test_the_files_in_an_archive_are_documents(settings: Settings, folder: Path) -> None:
    pack(folder / "2025.zip", **{"附件__chips.txt": CHIPS, "drones.txt": DRONES})
    assert counts(build_index(settings, [folder])) == (2, 2, 0, 0, 0, 0)
    assert names(settings) == ["rules/2025.zip/drones.txt", "rules/2025.zip/附件/chips.txt"]
    with open_index(settings=settings) as index:
        document = index.document("rules/2025.zip/附件/chips.txt").document
        assert document.path == f"{folder}/2025.zip!/附件/chips.txt"
        assert index.document(document.path).document == document
        assert index.search("流片补助").hits[0].document == document.name


def test_each_changes_and_goes_by_itself(settings: Settings, folder: Path) -> None:
    archive = folder / "a.zip"
    pack(archive, **{"chips.txt": CHIPS, "drones.txt": DRONES})
    first = build_index(settings, [folder])
    again = build_index(settings)
    assert counts(again) == (2, 0, 0, 2, 0, 0)
    assert again.generation == first.generation
    pack(archive, **{"chips.txt": CHIPS.replace("500", "800"), "drones.txt": DRONES, "more.txt": "通知\n请办理。\n"})
    assert counts(build_index(settings)) == (3, 1, 1, 1, 0, 0)
    pack(archive, **{"more.txt": "通知\n请办理。\n"})
    assert counts(build_index(settings)) == (1, 0, 0, 1, 2, 0)
    archive.unlink()
    assert counts(build_index(settings)) == (0, 0, 0, 0, 1, 0)
    assert names(settings) == []


def test_an_archive_that_breaks_keeps_what_was_read_from_it(settings: Settings, folder: Path) -> None:
    pack(folder / "a.zip", **{"chips.txt": CHIPS})
    build_index(settings, [folder])
    (folder / "a.zip").write_bytes((folder / "a.zip").read_bytes()[:80])
    report = build_index(settings)
    assert [(failure.path, failure.code) for failure in report.failures] == [(f"{folder}/a.zip", "damaged")]
    assert names(settings) == ["rules/a.zip/chips.txt"]


def test_what_cannot_be_given_out_is_a_row(settings: Settings, folder: Path) -> None:
    bomb = bytes(20 << 20)
    files: dict[str, str | bytes] = {"..__chips.txt": CHIPS, "bomb.txt": bomb, "empty.txt": "", "good.txt": DRONES}
    pack(folder / "a.zip", **files)
    report = build_index(settings, [folder])
    assert {Path(failure.path).name: failure.code for failure in report.failures} == {
        "..∕chips.txt": "unsafe",
        "bomb.txt": "too_large",
        "empty.txt": "empty",
    }
    assert counts(report) == (4, 1, 0, 0, 0, 3)


def test_an_archive_named_alone_is_a_source(settings: Settings, folder: Path) -> None:
    pack(folder / "a.zip", **{"chips.txt": CHIPS, "drones.txt": DRONES})
    build_index(settings, [folder / "a.zip"])
    assert names(settings) == ["rules/a.zip/chips.txt", "rules/a.zip/drones.txt"]
    pack(folder / "a.zip", **{"chips.txt": CHIPS})
    assert build_index(settings).removed == 1


def test_a_document_taken_out_stays_out_until_its_archive_is_named(settings: Settings, folder: Path) -> None:
    pack(folder / "a.zip", **{"chips.txt": CHIPS, "drones.txt": DRONES})
    build_index(settings, [folder])
    remove_document(settings, "rules/a.zip/chips.txt")
    build_index(settings)
    build_index(settings, [folder])
    assert names(settings) == ["rules/a.zip/drones.txt"]
    build_index(settings, [folder / "a.zip"])
    assert names(settings) == ["rules/a.zip/chips.txt", "rules/a.zip/drones.txt"]


def test_a_mail_and_its_attachments_are_documents(settings: Settings, folder: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "关于资金的通知",
        "a@example.org",
        "Mon, 02 Jun 2025 08:00:00 +0800",
    )
    message.set_content("各有关单位：\n现将办法印发给你们，请认真执行。\n")
    message.add_attachment(CHIPS.encode(), maintype="text", subtype="plain", filename="办法.txt")
    message.add_attachment(zipped(d=DRONES), maintype="application", subtype="zip", filename="x.zip")
    (folder / "m.eml").write_bytes(bytes(message))
    report = build_index(settings, [folder])
    assert names(settings) == ["rules/m.eml", "rules/m.eml/x.zip/d", "rules/m.eml/办法.txt"], report.failures
    assert build_index(settings).unchanged == 3


def test_a_mail_of_outlook_and_its_attachments_are_documents(settings: Settings, folder: Path) -> None:
    (folder / "m.msg").write_bytes(a_saved_mail())
    report = build_index(settings, [folder])
    assert names(settings) == ["rules/m.msg", "rules/m.msg/转来的邮件.eml", "rules/m.msg/附件.txt"], report.failures
    assert build_index(settings).unchanged == 3


def test_a_dry_run_looks_into_archives(settings: Settings, folder: Path) -> None:
    pack(folder / "a.zip", **{"chips.txt": CHIPS, "drones.txt": DRONES})
    assert build_index(settings, [folder], dry_run=True).added == 2
    assert not settings.home.exists()


def test_passwords_come_from_the_settings(settings: Settings, folder: Path) -> None:
    (folder / "a.zip").write_bytes(ENCRYPTED)
    assert [failure.code for failure in build_index(settings, [folder]).failures] == ["encrypted"]
    assert build_index(replace(settings, passwords=("geheim",)), [folder]).added == 1
    assert names(settings) == ["rules/a.zip/a.txt"]


def test_a_link_out_of_the_source_is_not_followed(settings: Settings, folder: Path, tmp_path: Path) -> None:
    pack(tmp_path / "outside.zip", **{"chips.txt": CHIPS})
    (folder / "link.zip").symlink_to(tmp_path / "outside.zip")
    (folder / "inside.txt").write_text(DRONES, encoding="utf-8")
    build_index(settings, [folder])
    assert names(settings) == ["rules/inside.txt"]


def test_a_file_beyond_the_limit_is_a_row(settings: Settings, folder: Path) -> None:
    (folder / "large.txt").touch()
    os.truncate(folder / "large.txt", 3 << 20)
    (folder / "small.txt").write_text(DRONES, encoding="utf-8")
    report = build_index(replace(settings, limits=Limits(file_mb=2)), [folder])
    assert [failure.code for failure in report.failures] == ["too_large"]
    assert "file_mb" in report.failures[0].message
    assert names(settings) == ["rules/small.txt"]


def test_corrections_in_an_archive_are_no_documents_and_told_of(settings: Settings, folder: Path) -> None:
    pack(
        folder / "a.zip", **{"x.txt": CHIPS, "metadata.csv": "document,field,value\n", "sub__x.txt.page-1.txt": DRONES}
    )
    for _ in range(2):
        report = build_index(settings, [folder])
        assert {(failure.path, failure.code) for failure in report.failures} == {
            (f"{folder / 'a.zip'}!/metadata.csv", "correction"),
            (f"{folder / 'a.zip'}!/sub/x.txt.page-1.txt", "correction"),
        }
        assert names(settings) == ["rules/a.zip/x.txt"]
