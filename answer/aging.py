"""What has happened to the sources of an answer that was kept: gone, rewritten, or no longer in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answer.types import Answer, Citation
from index import Index
from index.errors import UnknownDocument
from index.store import StoredDocument
from index.types import Status
from index.validity import status_of

_ENDED = frozenset({Status.EXPIRED, Status.REPEALED})


class Change(StrEnum):
    """What became of a source."""

    GONE = "gone"
    REWRITTEN = "rewritten"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class AgedCitation:
    """A citation whose source is no longer what it was.

    :ivar reason: for ``ENDED``, the document's status today in words; else empty.
    """

    citation: Citation
    change: Change
    reason: str = ""


def aged(answer: Answer, index: Index, today: date) -> tuple[AgedCitation, ...]:
    """The citations of a kept answer that no longer hold, in order.

    A sentence that only moved within its document still holds. One that had ended when the answer was given has not
    ended since.

    :param today: at which validity is judged.
    """
    stored = {key: _stored(index, key) for key in {citation.id for citation in answer.citations}}
    changes = (_change(citation, stored[citation.id], today) for citation in answer.citations)
    return tuple(change for change in changes if change is not None)


def _stored(index: Index, key: str) -> StoredDocument | None:
    try:
        return index.document(key)
    except UnknownDocument:
        return None


def _change(citation: Citation, stored: StoredDocument | None, today: date) -> AgedCitation | None:
    if stored is None:
        return AgedCitation(citation, Change.GONE)
    if citation.quote not in stored.document.text:
        return AgedCitation(citation, Change.REWRITTEN)
    status, reason = status_of(stored.card, today)
    if status in _ENDED and citation.status not in _ENDED:
        return AgedCitation(citation, Change.ENDED, reason)
    return None
