"""Where the language model answers, if one is configured: ``[language_model]`` in the settings, or the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from index.errors import SettingsError

_TABLE: Final = "language_model"
_TEXTS: Final = ("base_url", "model", "api_key")
_NUMBERS: Final = {"timeout_seconds": 60, "retries": 1, "max_tokens": 2000}
_ENVIRONMENT: Final = {name: f"POLICYKB_LLM_{name.upper()}" for name in _TEXTS}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. There is no default one: without it, nothing is contacted.

    :ivar base_url: up to and including the version, as ``http://127.0.0.1:8000/v1``.
    :ivar api_key: empty for a server that wants none.
    :ivar timeout_seconds: for one whole reply, retries apart.
    :ivar retries: how often a refused connection, a 429 or a 5xx is tried again.
    :ivar max_tokens: the longest reply.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    timeout_seconds: int = _NUMBERS["timeout_seconds"]
    retries: int = _NUMBERS["retries"]
    max_tokens: int = _NUMBERS["max_tokens"]


def read_endpoint(path: Path, values: Mapping[str, object], environ: Mapping[str, str]) -> Endpoint | None:
    """The endpoint that a settings file and the environment name; the environment comes first.

    :param path: the settings file, for messages.
    :param values: what it holds.
    :param environ: ``POLICYKB_LLM_BASE_URL``, ``POLICYKB_LLM_MODEL``, ``POLICYKB_LLM_API_KEY``.
    :returns: ``None`` where neither names one.
    :raises SettingsError: an unknown key, a wrong value, or an address without a model.
    """
    table = values.get(_TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {_TABLE} is no table, expected a line [{_TABLE}]. Correct the line.")
    for key in table:
        if key not in (*_TEXTS, *_NUMBERS):
            known = ", ".join((*_TEXTS, *_NUMBERS))
            raise SettingsError(f"{path}: unknown setting {key!r} in [{_TABLE}]; known are {known}. Remove the line.")
    texts = {name: environ.get(_ENVIRONMENT[name]) or _text(path, table, name) for name in _TEXTS}
    if not any(texts.values()):
        return None
    for name in ("base_url", "model"):
        if not texts[name]:
            raise SettingsError(
                f"{path}: a language model is configured without {name}. "
                f"Add {name} under [{_TABLE}], or set ${_ENVIRONMENT[name]}."
            )
    address = urlsplit(texts["base_url"])
    if "@" in address.netloc:  # not repeated either, and messages name the address later
        raise SettingsError(
            f"{path}: base_url of the language model holds a name or a password. Put a key into api_key."
        )
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise SettingsError(
            f"{path}: base_url of the language model is {texts['base_url']!r}, expected an address like "
            "http://127.0.0.1:8000/v1. Correct it."
        )
    return Endpoint(
        texts["base_url"],
        texts["model"],
        texts["api_key"],
        timeout_seconds=_number(path, table, "timeout_seconds"),
        retries=_number(path, table, "retries"),
        max_tokens=_number(path, table, "max_tokens"),
    )


def _text(path: Path, table: Mapping[str, object], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        # What stands there is not repeated: it may be a key.
        raise SettingsError(f"{path}: {name} in [{_TABLE}] is no text, expected one in quotes. Correct the line.")
    return value


def _number(path: Path, table: Mapping[str, object], name: str) -> int:
    value = table.get(name, _NUMBERS[name])
    least = 0 if name == "retries" else 1
    if type(value) is not int or value < least:
        raise SettingsError(
            f"{path}: {name} in [{_TABLE}] is {value!r}, expected a whole number from {least}. Correct the line."
        )
    return value
