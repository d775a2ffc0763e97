"""Writes OLE compound files ([MS-CFB], version 3), for mails as Outlook saves them; no library does."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

Storage = Mapping[str, "bytes | Storage"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRY: Final = struct.Struct("<64sHBBIII16sIQQIQ")


def compound_file(root: Storage) -> bytes:
    """The bytes of a file of up to 7 MB.

    :param root: streams and storages by name.
    """
    return _Writer(root).content()


class _Writer:
    def __init__(self, root: Storage) -> None:
        self._sectors: list[bytes] = []
        self._fat: list[int] = []
        self._mini = b""
        self._mini_fat: list[int] = []
        self._entries: list[list[object]] = []
        self._add("Root Entry", _ROOT)
        self._fill(0, root)

    def content(self) -> bytes:
        self._entries[0][11], self._entries[0][12] = self._chain(self._mini), len(self._mini)
        mini_fat = self._chain(struct.pack(f"<{len(self._mini_fat)}I", *self._mini_fat), 0xFF)
        directory = self._chain(b"".join(_ENTRY.pack(*entry) for entry in self._entries))
        fat_sectors = next(n for n in range(1, 110) if n * _SECTOR // 4 >= len(self._fat) + n)
        fat = [*self._fat, *[_FAT] * fat_sectors]
        table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
        places = [*range(len(self._fat), len(fat)), *[_FREE] * (109 - fat_sectors)]
        mini_sectors = -(-4 * len(self._mini_fat) // _SECTOR)
        header = struct.pack(
            "<8s16xHHHHH6x9I",
            *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory),
            *(0, _CUTOFF, mini_fat, mini_sectors, _END, 0),
        )
        return header + struct.pack("<109I", *places) + b"".join(self._sectors) + table

    def _add(self, name: str, kind: int) -> int:
        wide = name.encode("utf-16-le")
        self._entries.append(
            [wide, len(wide) + 2, kind, 1, _NONE, _NONE, _NONE, b"", 0, 0, 0, _END if kind == _STREAM else 0, 0]
        )
        return len(self._entries) - 1

    def _fill(self, parent: int, storage: Storage) -> None:
        """Its entries as a list: each is the right neighbour of the one before, which is a tree, too."""
        before: int | None = None
        for name, content in sorted(storage.items(), key=lambda item: (len(item[0]), item[0].upper())):
            number = self._add(name, _STREAM if isinstance(content, bytes) else _STORAGE)
            if before is None:
                self._entries[parent][6] = number
            else:
                self._entries[before][5] = number
            before = number
            if not isinstance(content, bytes):
                self._fill(number, content)
            else:
                self._entries[number][11], self._entries[number][12] = self._stored(content), len(content)

    def _stored(self, content: bytes) -> int:
        if len(content) >= _CUTOFF or not content:
            return self._chain(content)
        first, count = len(self._mini_fat), -(-len(content) // _MINI)
        self._mini_fat += [*range(first + 1, first + count), _END]
        self._mini += content.ljust(count * _MINI, b"\0")
        return first

    def _chain(self, content: bytes, padding: int = 0) -> int:
        if not content:
            return _END
        first, count = len(self._sectors), -(-len(content) // _SECTOR)
        padded = content.ljust(count * _SECTOR, bytes([padding]))
        self._sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        self._fat += [*range(first + 1, first + count), _END]
        return first
