from __future__ import annotations

from pathlib import Path

import pytest

from index.endpoint import Endpoint
from index.errors import SettingsError
from index.settings import SETTINGS_FILE, load_settings

TABLE = '[language_model]\nbase_url = "http://127.0.0.1:8000/v1"\nmodel = "qwen"\n'


def read(home: Path, text: str, **environ: str) -> Endpoint | None:
    (home / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return load_settings(home, environ).language_model


def test_without_a_table_and_environment_there_is_none(tmp_path: Path) -> None:
    assert (
        load_settings(tmp_path, {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://127.0.0.1/v1"}).language_model
        is None
    )
    assert read(tmp_path, "[language_model]\ntimeout_seconds = 5\n") is None


def test_the_table_names_it(tmp_path: Path) -> None:
    assert read(tmp_path, TABLE) == Endpoint("http://127.0.0.1:8000/v1", "qwen", "", 60, 1, 2000)
    more = 'api_key = "k"\ntimeout_seconds = 5\nretries = 0\nmax_tokens = 100\n'
    assert read(tmp_path, TABLE + more) == Endpoint("http://127.0.0.1:8000/v1", "qwen", "k", 5, 0, 100)


def test_the_environment_comes_first_and_suffices(tmp_path: Path) -> None:
    environ = {
        "POLICYKB_LLM_BASE_URL": "https://llm.example/v1",
        "POLICYKB_LLM_MODEL": "big",
        "POLICYKB_LLM_API_KEY": "k",
    }
    assert read(tmp_path, "", **environ) == Endpoint("https://llm.example/v1", "big", "k")
    assert read(tmp_path, TABLE, POLICYKB_LLM_MODEL="big") == Endpoint("http://127.0.0.1:8000/v1", "big")
    assert read(tmp_path, TABLE, POLICYKB_LLM_MODEL="") == Endpoint("http://127.0.0.1:8000/v1", "qwen")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("language_model = 3", "is no table"),
        ("[language_model]\nurl = 'x'", "unknown setting 'url'"),
        ("[language_model]\nmodel = 'x'", r"without base_url.*POLICYKB_LLM_BASE_URL"),
        ("[language_model]\nbase_url = 'http://127.0.0.1/v1'", "without model"),
        ("[language_model]\nbase_url = '127.0.0.1:8000'\nmodel = 'x'", "expected an address like"),
        ("[language_model]\nbase_url = 'file:///etc'\nmodel = 'x'", "expected an address like"),
        ("[language_model]\napi_key = 12345", "api_key .* is no text"),
        ("[language_model]\nbase_url = 'http://me:12345@host/v1'\nmodel = 'x'", "holds a name or a password"),
        (TABLE + "timeout_seconds = 0", "timeout_seconds .* is 0, expected a whole number from 1"),
        (TABLE + "retries = -1", "a whole number from 0"),
        (TABLE + "max_tokens = true", "max_tokens .* is True"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as error:
        read(tmp_path, text)
    assert str(tmp_path / SETTINGS_FILE) in str(error.value)
    assert "12345" not in str(error.value)


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    assert "geheim" not in repr(read(tmp_path, TABLE + 'api_key = "geheim"\n'))
