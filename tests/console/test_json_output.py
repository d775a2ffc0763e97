"""JSON for programs: UTF-8 as it is, whatever a value holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from console.json_output import print_json


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    on: date
    path: Path
    issuer: tuple[str, ...]


def test_chinese_is_not_escaped_and_dates_are_iso(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json(Example("办法", date(2025, 3, 26), Path("/甲"), ("局",)), indent=None)
    expected = '{"title": "办法", "on": "2025-03-26", "path": "/甲", "issuer": ["局"]}\n'
    assert capsysbinary.readouterr().out == expected.encode("utf-8")


def test_a_file_name_that_is_no_utf8_survives(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = b"\xb0\xec.pdf".decode("utf-8", "surrogateescape")
    print_json({"document": name})
    assert json.loads(capsysbinary.readouterr().out.decode("utf-8"))["document"] == name
