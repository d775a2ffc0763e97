"""Whether a document is in force at a date, and which document ended which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.types import DocumentCard, Status
from ingest.document import Document, DocumentKind, Metadata

_ALWAYS_TIMED = frozenset({DocumentKind.RULE, DocumentKind.LAW, DocumentKind.PLAN})


@dataclass(frozen=True, slots=True)
class Ending:
    """That a document was repealed: when, and by which document."""

    on: date | None
    by: str


def status_of(card: DocumentCard, as_of: date) -> tuple[Status, str]:
    """Validity at a date with the reason in Chinese.

    Rules, laws and plans are in force unless a date says otherwise. Other kinds have a validity only where they
    carry such a date themselves: a reply is neither in nor out of force.
    """
    if card.repealed_by is not None and (card.repealed_on is None or card.repealed_on <= as_of):
        since = f"{card.repealed_on.isoformat()}起" if card.repealed_on else ""
        return Status.REPEALED, f"{since}由{card.repealed_by}废止"
    if card.valid_until is not None and card.valid_until < as_of:
        return Status.EXPIRED, f"有效期至{card.valid_until.isoformat()}"
    if card.effective_from is not None and card.effective_from > as_of:
        return Status.NOT_YET, f"自{card.effective_from.isoformat()}起施行"
    if card.valid_until is not None:
        return Status.IN_FORCE, f"有效期至{card.valid_until.isoformat()}"
    if card.effective_from is not None:
        return Status.IN_FORCE, f"自{card.effective_from.isoformat()}起施行，未规定终止日期"
    if card.kind in _ALWAYS_TIMED:
        return Status.IN_FORCE, "未规定终止日期"
    return Status.UNKNOWN, "此类文件不涉及效力"


def endings(documents: Iterable[Document]) -> dict[str, Ending]:
    """Which documents are repealed by another one, by document name.

    A clause's 文号 decides; where it has none, or none fits, the title does; either may stand for several files of one
    document. Of several clauses that end the same document the earliest counts.
    """
    known = list(documents)
    by_number: dict[str, list[Document]] = {}
    by_title: dict[str, list[Document]] = {}
    for document in known:
        if document.metadata.document_number:
            by_number.setdefault(_squeezed(document.metadata.document_number), []).append(document)
        by_title.setdefault(_plain(document.metadata.title), []).append(document)
    found: dict[str, Ending] = {}
    for document in known:
        for repeal in document.metadata.repeals:
            numbered = by_number.get(_squeezed(repeal.document_number), []) if repeal.document_number else []
            titled = by_title.get(_plain(repeal.title or ""), []) if repeal.title else []
            for target in numbered or titled:
                if target.name == document.name:
                    continue
                on = repeal.on or document.metadata.effective_from or document.metadata.issued_on
                earlier = found.get(target.name)
                if earlier is None or (on is not None and (earlier.on is None or on < earlier.on)):
                    found[target.name] = Ending(on, _called(document.metadata))
    return found


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
