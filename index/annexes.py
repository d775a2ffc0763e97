"""Which document is an annex (附件) of which other one, where both are files of their own, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from ingest.document import Metadata

_NUMBER = re.compile(r"\s*(?:附[件录表]\s*)?(?:[\d一二三四五六七八九十]{1,3}(?=[\s.．、：:\-_—]|$))?[\s.．、：:\-_—]*")
_MARKS = re.compile(r"[\W_]")
# From what everybody sees to what nobody outside is shown.
_OPENNESS = (None, "public", "partial", "on_request", "none")


def annex_claims(documents: Iterable[tuple[Sequence[str], Metadata]]) -> dict[str, set[str]]:
    """The documents whose own list names it as an annex, by the annex's name.

    Only files of one folder belong together, and only where title or file name is what the list says: 附件1 alone tells
    no more than that there is a list.

    :param documents: what each is called, then what its copies are.
    """
    named: dict[tuple[PurePosixPath, str], set[str]] = {}
    listed: list[tuple[PurePosixPath, str, str]] = []
    for names, metadata in documents:
        for path in map(PurePosixPath, names):
            for name in {_plain(path.stem), _plain(metadata.title)} - {""}:
                named.setdefault((path.parent, name), set()).add(names[0])
            listed += ((path.parent, _plain(annex), names[0]) for annex in metadata.annexes)
    claims: dict[str, set[str]] = {}
    for folder, name, owner in listed:
        for annex in named.get((folder, name), set()) - {owner}:
            claims.setdefault(annex, set()).add(owner)
    return claims


def owners_of(claims: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Whose annex each one is; one that two documents list is neither's."""
    return {annex: next(iter(found)) for annex, found in claims.items() if len(found) == 1}


def inherited_disclosures(stated: Mapping[str, str | None], claims: Mapping[str, Collection[str]]) -> dict[str, str]:
    """How annexes are disclosed that do not say so themselves: as the document is that lists them.

    Of several such documents the most open one decides, since with it the annex is as open; one that states nothing is
    open to all. So is an annex for which nothing states anything.

    :param stated: each document's own 公开方式, by name.
    """
    found = {name: _most_open(name, stated, claims) for name in claims if stated[name] is None}
    return {name: disclosure for name, disclosure in found.items() if disclosure is not None}


def _most_open(annex: str, stated: Mapping[str, str | None], claims: Mapping[str, Collection[str]]) -> str | None:
    """Among the documents that list an annex, or that list these in turn: up to the first that states it, or to one
    that nothing lists.
    """
    seen, waiting, found = {annex}, [annex], set[str | None]()
    while waiting:
        for owner in claims[waiting.pop()]:
            if stated[owner] is not None or owner not in claims:
                found.add(stated[owner])
            elif owner not in seen:
                seen.add(owner)
                waiting.append(owner)
    return min(found, key=_OPENNESS.index, default=None)


def _plain(name: str) -> str:
    """A name without 附件1： before it, and without marks and blanks."""
    return _MARKS.sub("", _NUMBER.sub("", name, count=1))
