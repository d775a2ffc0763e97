from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from ingest import FileError
from ingest.readers.legacy_office import LegacyOfficeReader, is_encrypted, old_format
from ingest.readers.reader import FileContent

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice, which is no part of the project")


def rtf(body: str) -> bytes:
    escaped = "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in body)
    return f"{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}}}\\f0 {escaped}}}".encode("ascii")


TABLE = "".join(
    f"\\trowd\\cellx3000\\cellx6000 \\intbl {left}\\cell {right}\\cell\\row "
    for left, right in (("类别", "额度"), ("改造", "20万元"))
)
LETTER = rtf(f"海州市专项资金管理办法\\par 第一条 制定本办法。\\par {TABLE}\\pard 以上。\\par ")


def ole(stream: str, at_512: bytes = b"") -> bytes:
    """The beginning of an OLE file with the name of a stream."""
    return (OLE.ljust(512, b"\0") + at_512.ljust(512, b"\0") + stream.encode("utf-16-le")).ljust(2048, b"\0")


def code_of(reader: LegacyOfficeReader, data: bytes) -> tuple[str, str]:
    with pytest.raises(FileError) as caught:
        reader.read(FileContent(Path("a.doc"), data))
    return caught.value.code, caught.value.message


def script(folder: Path, body: str) -> str:
    """A program in the place of soffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("data", "target"),
    [
        (ole("WordDocument"), "docx"),
        (ole("Workbook"), "xlsx"),
        (ole("\0Book\0"), "xlsx"),
        (ole("PowerPoint Document"), "pptx"),
        (rtf("x"), "docx"),
    ],
)
def test_formats_by_content(data: bytes, target: str) -> None:
    found = old_format(data)
    assert found is not None
    assert found.target == target


@pytest.mark.parametrize("data", [OLE + bytes(600), b"WordDocument", b"", ole("__nameid_version1.0")])
def test_other_files_are_left_alone(data: bytes) -> None:
    assert not LegacyOfficeReader().recognises(FileContent(Path("a.doc"), data))


def test_encryption_is_noticed_before_conversion() -> None:
    word = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"
    excel = b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00"
    assert is_encrypted(ole("WordDocument", word))
    assert is_encrypted(ole("Workbook", excel))
    assert not is_encrypted(ole("WordDocument", b"\xec\xa5\xc1\x00" + bytes(8)))
    assert code_of(LegacyOfficeReader(), ole("WordDocument", word))[0] == "encrypted"


def test_without_libreoffice_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, message = code_of(LegacyOfficeReader(), LETTER)
    assert code == "unsupported"
    assert "Install LibreOffice (LibreOffice Writer)" in message


def test_a_failed_conversion_says_what_may_be_missing(tmp_path: Path) -> None:
    program = script(tmp_path, "echo 'Error: source file could not be loaded'")
    code, message = code_of(LegacyOfficeReader(program), ole("Workbook"))
    assert code == "unsupported"
    assert "source file could not be loaded" in message
    assert "LibreOffice Calc" in message


def ends_within(pid: int, *, seconds: float) -> bool:
    """Whether a process that was told to end does, a busy machine taking its time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
        if state.stdout.strip()[:1] in ("", "Z"):
            return True
    return False


def test_a_conversion_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    # As soffice does: the program proper is a child, whose process id goes into the file that was asked for.
    find = "for word; do case $word in --pidfile=*) file=${word#*=};; esac; done"
    body = f'{find}; sleep 60 & echo $! | tee "$file" > {pid}; wait'
    code, _ = code_of(LegacyOfficeReader(script(tmp_path, body), seconds=1.0), LETTER)
    assert code == "timed_out"
    assert ends_within(int(pid.read_text()), seconds=10)


@needs_libreoffice
def test_rtf(tmp_path: Path) -> None:
    source = LegacyOfficeReader().read(FileContent(Path("a.rtf"), LETTER))
    assert [source.of(line) for line in source.lines] == [
        "海州市专项资金管理办法",
        "第一条 制定本办法。",
        "类别\t额度",
        "改造\t20万元",
        "以上。",
    ]


@needs_libreoffice
def test_doc(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(LETTER)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(PROGRAM),
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.rtf"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    source = LegacyOfficeReader().read(FileContent(Path("a.doc"), (tmp_path / "a.doc").read_bytes()))
    assert [source.of(line) for line in source.lines][2:] == ["类别\t额度", "改造\t20万元", "以上。"]
