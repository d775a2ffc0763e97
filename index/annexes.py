"""Which document is an annex (附件) of which other one, where both are files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from ingest.document import Metadata

_NUMBER = re.compile(r"\s*(?:附[件录表]\s*)?(?:[\d一二三四五六七八九十]{1,3}(?=[\s.．、：:\-_—]|$))?[\s.．、：:\-_—]*")
_MARKS = re.compile(r"[\W_]")


def annex_owners(documents: Iterable[tuple[Sequence[str], Metadata]]) -> dict[str, str]:
    """The document whose own list names it as an annex, by the annex's name.

    Only files of one folder belong together, and only where title or file name is what the list says: 附件1 alone tells
    no more than that there is a list. An annex that two documents list is neither's.

    :param documents: what each is called, then what its copies are.
    """
    named: dict[tuple[PurePosixPath, str], set[str]] = {}
    listed: list[tuple[PurePosixPath, str, str]] = []
    for names, metadata in documents:
        for path in map(PurePosixPath, names):
            for name in {_plain(path.stem), _plain(metadata.title)} - {""}:
                named.setdefault((path.parent, name), set()).add(names[0])
            listed += ((path.parent, _plain(annex), names[0]) for annex in metadata.annexes)
    owners: dict[str, set[str]] = {}
    for folder, name, owner in listed:
        for annex in named.get((folder, name), set()) - {owner}:
            owners.setdefault(annex, set()).add(owner)
    return {annex: next(iter(found)) for annex, found in owners.items() if len(found) == 1}


def _plain(name: str) -> str:
    """A name without 附件1： before it, and without marks and blanks."""
    return _MARKS.sub("", _NUMBER.sub("", name, count=1))
