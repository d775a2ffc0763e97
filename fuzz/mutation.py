"""Changes that reach the parsers: inside the parts of a ZIP, and with the words of the format."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Final

Mutate = Callable[[bytes, int], bytes]

# How often a ZIP is changed like any bytes: its directory, and what is compressed in it.
_AS_BYTES: Final = 0.1
_LARGEST_PART: Final = 1 << 16
_LARGEST_UNPACKED: Final = 1 << 22
_NAMES: Final = re.compile(rb'</?[\w:]+|[\w:]+="[^"<>]{0,24}"|/[A-Z]\w{2,16}')
_WORDS: Final = (
    *("第一条 ", "第二章 ", "一、", "（一）", "1.", "①", "附件：", "。", "：", "；", "《", "》", "\t", "\u3000"),
    *("2024年7月5日", "自2024年8月1日起施行", "有效期3年", "同时废止", "海工信〔2024〕5号", "⼯", "\ue000", "\ufffd"),
)


def change(data: bytes, max_size: int, seed: int, mutate: Mutate) -> bytes:
    """Change one part of a ZIP, or, where it is none, the bytes themselves.

    :param mutate: changes bytes to at most so many.
    """
    choice = random.Random(seed)
    if not data.startswith(b"PK") or choice.random() < _AS_BYTES:
        return mutate(data, max_size)
    parts = _parts(data)
    small = sorted(name for name, content in parts.items() if len(content) <= _LARGEST_PART)
    if not small:
        return mutate(data, max_size)
    name = choice.choice(small)
    grown = max(max_size - len(data), 0) + len(parts[name])
    parts[name] = mutate(parts[name], max(min(grown, _LARGEST_PART), 1))
    changed = pack(parts)
    return changed if len(changed) <= max_size else data


def pack(parts: dict[str, bytes]) -> bytes:
    """A ZIP whose small parts are not compressed, so that a changed byte stays a changed byte."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            stored = len(content) <= _LARGEST_PART
            method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def unpacked(data: bytes) -> bytes:
    """A seed as it is best changed: an office document with its parts stored, anything else as it is."""
    parts = _parts(data) if data.startswith(b"PK") else {}
    return pack(parts) if any(name.endswith(".xml") for name in parts) else data


def dictionary(seeds: Iterable[bytes]) -> str:
    """The words of the seeds' formats and of policy documents, in libFuzzer's form."""
    words = {word.encode() for word in _WORDS}
    for seed in seeds:
        for content in _parts(seed).values() if seed.startswith(b"PK") else (seed,):
            words.update(_NAMES.findall(content))
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in sorted(words) if len(word) <= 64)
    return "".join(f'"{word}"\n' for word in quoted)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP by name; none where it cannot be opened or grows large."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST_UNPACKED:
                return {}
            return {info.filename: archive.read(info) for info in archive.infolist()}
    except Exception:  # noqa: BLE001 - a changed ZIP breaks in many ways, and is then changed as bytes
        return {}
