"""Which document is an annex (附件) of which other one, where both are files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from ingest.document import Metadata

_NUMBER = re.compile(r"\s*(?:附[件录表]\s*)?(?:[\d一二三四五六七八九十]{1,3}(?=[\s.．、：:\-_—]|$))?[\s.．、：:\-_—]*")
_MARKS = re.compile(r"[\W_]")


def annex_owners(documents: Iterable[tuple[str, Metadata]]) -> dict[str, str]:
    """The document whose own list names it as an annex, by the annex's name.

    Only files of one folder belong together, and only where title or file name is what the list says: 附件1 alone tells
    no more than that there is a list. An annex that two documents of the folder list is neither's.
    """
    named: dict[tuple[PurePosixPath, str], list[str]] = {}
    owners: dict[tuple[PurePosixPath, str], set[str]] = {}
    for document, metadata in documents:
        path = PurePosixPath(document)
        for name in {_plain(path.stem), _plain(metadata.title)} - {""}:
            named.setdefault((path.parent, name), []).append(document)
        for annex in metadata.annexes:
            owners.setdefault((path.parent, _plain(annex)), set()).add(document)
    found: dict[str, str] = {}
    for place, listed_in in owners.items():
        for annex in named.get(place, ()):
            if len(listed_in) == 1 and annex not in listed_in:
                found[annex] = next(iter(listed_in))
    return found


def _plain(name: str) -> str:
    """A name without 附件1： before it, and without marks and blanks."""
    return _MARKS.sub("", _NUMBER.sub("", name, count=1))
