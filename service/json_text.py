"""The JSON that programs get, the same from the command line, the HTTP API and MCP."""

from __future__ import annotations

import json
import os
import re
from typing import Any, Final

import msgspec

_CONTROLS: Final = re.compile("[\x7f-\x9f]")


def plain(value: object) -> Any:
    """The value as dictionaries, lists, strings and numbers; dates in ISO form.

    :param value: dataclasses, dates, enums, paths and containers of them.
    """
    return msgspec.to_builtins(value, enc_hook=os.fspath)


def json_text(value: object, *, indent: int | None = None) -> bytes:
    """A value as UTF-8 JSON, Chinese as it is.

    :param value: as of ``plain``.
    :param indent: ``None`` for one line.
    """
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    # JSON escapes the controls below the blank, but not these, which a terminal obeys likewise.
    text = _CONTROLS.sub(lambda control: f"\\u{ord(control.group()):04x}", text)
    # A file name that is not UTF-8 holds lone surrogates; Python's escape for them is JSON's, too.
    return text.encode("utf-8", "backslashreplace")
