"""Whether a document is in force at a date, and which document ended which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.types import DocumentCard, Status
from ingest.document import DocumentKind, Metadata, Span

_YEAR = re.compile("(?:19|20)[0-9]{2}")
# Kinds that are in force unless a date says otherwise.
ALWAYS_TIMED = frozenset({DocumentKind.RULE, DocumentKind.LAW, DocumentKind.PLAN})


@dataclass(frozen=True, slots=True)
class Ending:
    """That a document was repealed.

    :ivar by: the document that repealed it, as people call it; ``document`` is its name.
    :ivar clause: where that document says so.
    """

    on: date | None
    by: str
    document: str
    clause: Span


@dataclass(frozen=True, slots=True)
class Validity:
    """Validity at a date.

    :ivar reason: in Chinese.
    :ivar basis: the field of the metadata that decided: ``valid_until``, ``effective_from``, ``issued_on``, or
        ``repeals`` of the document that repealed this one; ``None`` where none did.
    """

    status: Status
    reason: str
    basis: str | None = None


def status_of(card: DocumentCard, as_of: date) -> tuple[Status, str]:
    """Validity at a date with the reason in Chinese; :func:`validity_of` says what decided it, too."""
    validity = validity_of(card, as_of)
    return validity.status, validity.reason


def validity_of(card: DocumentCard, as_of: date) -> Validity:
    """Validity at a date.

    Rules, laws and plans are in force unless a date says otherwise. Other kinds have a validity only where they
    carry such a date themselves: a reply is neither in nor out of force, and no more is a draft of a rule.
    """
    if card.draft is not None:
        return Validity(Status.UNKNOWN, f"{card.draft}，未施行")
    if card.repealed_by is not None and (card.repealed_on is None or card.repealed_on <= as_of):
        since = f"{card.repealed_on.isoformat()}起" if card.repealed_on else ""
        return Validity(Status.REPEALED, f"{since}由{card.repealed_by}废止", "repeals")
    if card.valid_until is not None and card.valid_until < as_of:
        return Validity(Status.EXPIRED, f"有效期至{card.valid_until.isoformat()}", "valid_until")
    if card.effective_from is not None and card.effective_from > as_of:
        return Validity(Status.NOT_YET, f"自{card.effective_from.isoformat()}起施行", "effective_from")
    if card.kind in ALWAYS_TIMED and card.issued_on is not None and card.issued_on > as_of:
        return Validity(Status.NOT_YET, f"{card.issued_on.isoformat()}才印发", "issued_on")
    if card.valid_until is not None:
        return Validity(Status.IN_FORCE, f"有效期至{card.valid_until.isoformat()}", "valid_until")
    if card.effective_from is not None:
        since = f"自{card.effective_from.isoformat()}起施行，未规定终止日期"
        return Validity(Status.IN_FORCE, since, "effective_from")
    if card.kind in ALWAYS_TIMED:
        return Validity(Status.IN_FORCE, "未规定终止日期")
    return Validity(Status.UNKNOWN, "此类文件不涉及效力")


def is_valid_in(card: DocumentCard, year: str) -> bool:
    """Whether a year, in figures, lies in a document's time: its validity, or else the year in which it was issued."""
    if not _YEAR.fullmatch(year):
        return False
    begins = card.effective_from or card.issued_on
    ends = card.repealed_on or card.valid_until
    if begins is None:
        return False
    if ends is None:
        return begins.year == int(year) or (
            card.draft is None and card.kind in ALWAYS_TIMED and begins.year < int(year)
        )
    return begins.year <= int(year) <= ends.year


def endings(documents: Iterable[tuple[str, Metadata]]) -> dict[str, Ending]:
    """Which documents are repealed by another one, by document name.

    A clause's 文号 decides; where it has none, or none fits, the title does; either may stand for several files of one
    document. A title alone ends only what is older than the document that holds the clause: rules keep their names from
    version to version. Of several clauses that end the same document the earliest counts.

    :param documents: each one's name and metadata.
    """
    known = list(documents)
    by_number: dict[str, list[tuple[str, Metadata]]] = {}
    by_title: dict[str, list[tuple[str, Metadata]]] = {}
    for name, metadata in known:
        if metadata.document_number:
            by_number.setdefault(_squeezed(metadata.document_number), []).append((name, metadata))
        by_title.setdefault(_plain(metadata.title), []).append((name, metadata))
    found: dict[str, Ending] = {}
    for name, metadata in known:
        for repeal in metadata.repeals:
            numbered = by_number.get(_squeezed(repeal.document_number), []) if repeal.document_number else []
            titled = by_title.get(_plain(repeal.title), []) if repeal.title else []
            targets = numbered or [target for target in titled if _is_older(target[1], metadata)]
            on = repeal.on or metadata.effective_from or metadata.issued_on
            for target in (target for target, _ in targets if target != name):
                earlier = found.get(target)
                if earlier is None or (on is not None and (earlier.on is None or on < earlier.on)):
                    found[target] = Ending(on, _called(metadata), name, repeal.clause)
    return found


def _is_older(target: Metadata, repealing: Metadata) -> bool:
    """Whether a document of a repealed title can be the one meant; without dates, only one of another title can."""
    ours, theirs = (m.issued_on or m.effective_from for m in (repealing, target))
    if ours is None or theirs is None:
        return _plain(target.title) != _plain(repealing.title)
    return theirs < ours


def _called(metadata: Metadata) -> str:
    number = f"（{metadata.document_number}）" if metadata.document_number else ""
    return f"《{metadata.title}》{number}"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _plain(title: str) -> str:
    """A title without the issuing notice around it: 关于印发《甲办法》的通知 is cited as 甲办法."""
    title = _squeezed(title)
    if "印发《" in title and "》" in title:
        title = title[title.index("印发《") + 3 : title.rindex("》")]
    return title.strip("《》")
