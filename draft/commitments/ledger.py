"""The commitments of all replies of an index, read from their sentences when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.citing import Citer
from answer.evidence import cut
from answer.types import Citation
from draft.commitments.fulfilment import ISSUES, Fulfilment, Later, named_as_written
from draft.commitments.promises import Promise, find_promise
from index import Index
from index.snapshot import Snapshot
from index.types import DocumentCard, StoredChunk
from ingest.chunk import ChunkRole
from ingest.document import DocumentKind, Span

_WHO: Final = re.compile(
    r"(?P<own>[我本](?:局|委|办|市|厅|单位))"
    r"|(?P<body>(?:市|省|区|县)[\u4e00-\u9fff]{2,12}?(?:局|委员会|委|办公室|中心)(?![面部势]))"
    r"|(?P<other>(?:^|(?<=[，。；]))[\u4e00-\u9fff]{2,10}?(?:学院|大学|公司|供电局|协会)(?=已|将|拟|正|计|[会要在]))"
)
_AGAIN: Final = re.compile("新办法|新的[^，。；《]{0,8}(?:政策|办法|规定)|暂行办法|评估修订")
_PLACE: Final = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?=市)")


class Standing(StrEnum):
    """What is known of a promise at a day."""

    OPEN = "open"
    MAYBE_MET = "maybe_met"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise of a reply.

    :ivar promise: the sentence, cited.
    :ivar promised_on: the reply's day.
    :ivar due: the last day of the time it names; ``None`` for 近期, 适时, or no time at all.
    :ivar department: who is to do it, as the sentence says; for 我局 the one that wrote the reply.
    :ivar fulfilment: the place of a later document that may keep it.
    """

    promise: Citation
    promised_on: date | None
    due: date | None
    department: str
    standing: Standing
    fulfilment: Citation | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    card: DocumentCard
    chunk: StoredChunk
    span: Span
    text: str
    promise: Promise
    department: str
    named_before: tuple[str, ...]
    vector: NDArray[np.float32] | None


def commitments(
    index: Index, *, as_of: date | None = None, due: date | None = None, department: str | None = None
) -> tuple[Commitment, ...]:
    """What replies promised: what is due first, then what has no day; equal ones in the order of the documents.

    :param as_of: replies issued later are left out; it says what is overdue. Today by default.
    :param due: only what is due by this day.
    :param department: only what a department is to do whose name contains this.
    """
    as_of = as_of or date.today()
    with index.snapshot() as snapshot:
        later = Later(snapshot, as_of)
        citer = Citer(snapshot, as_of)
        found = []
        for card in snapshot.store.cards().values():
            if card.kind == DocumentKind.REPLY and (card.issued_on is None or card.issued_on <= as_of):
                found += _of_reply(snapshot, card, later, citer, as_of)
    kept = [
        each
        for each in found
        if (due is None or (each.due is not None and each.due <= due))
        and (department is None or department in each.department)
    ]
    return tuple(sorted(kept, key=lambda each: (each.due is None, each.due or date.max)))


def _of_reply(snapshot: Snapshot, card: DocumentCard, later: Later, citer: Citer, as_of: date) -> Iterator[Commitment]:
    found = list(_promises(snapshot, card))
    kept = [_fulfilment(each, later) for each in found]
    made = [each for each, source in zip(kept, found, strict=True) if each and ISSUES.search(source.text)]
    for source, fulfilment in zip(found, kept, strict=True):
        if fulfilment is None and made and _AGAIN.search(source.text):
            fulfilment = made[0]  # 在新办法中…: the one that the letter promises
        due = source.promise.due.on if source.promise.due else None
        is_late = due is not None and due < as_of
        standing = Standing.MAYBE_MET if fulfilment else Standing.OVERDUE if is_late else Standing.OPEN
        yield Commitment(
            citer.cite(1, card, source.chunk, source.span, 1.0),
            card.issued_on,
            due,
            source.department,
            standing,
            _cited(fulfilment, snapshot, citer) if fulfilment else None,
        )


def _cited(fulfilment: Fulfilment, snapshot: Snapshot, citer: Citer) -> Citation:
    chunk = snapshot.store.chunk_at(fulfilment.card.ordinal, fulfilment.span.start)
    return citer.cite(1, fulfilment.card, chunk, fulfilment.span, fulfilment.score)


def _fulfilment(found: _Found, later: Later) -> Fulfilment | None:
    if found.card.issued_on is None:
        return None
    words = found.text[found.promise.span.start :]
    document = later.document(found.text, found.named_before, found.card.issued_on)
    if document is not None or found.vector is None:
        return document
    return later.sentence(words, found.vector, found.card.issued_on)


def _promises(snapshot: Snapshot, card: DocumentCard) -> Iterator[_Found]:
    """The promises of a reply in the order of its text."""
    own = _short(card.issuer[0]) if card.issuer else ""
    for chunk in snapshot.store.chunks_of(card.ordinal):
        if chunk.role is ChunkRole.REQUEST or chunk.vector_row is None:
            continue
        texts = [cut(chunk, span) for span in chunk.sentences]
        vectors = snapshot.sentence_vectors(chunk)
        for at, (span, text) in enumerate(zip(chunk.sentences, texts, strict=True)):
            promise = find_promise(text, card.issued_on)
            if promise is not None:
                yield _Found(
                    card=card,
                    chunk=chunk,
                    span=span,
                    text=text,
                    promise=promise,
                    department=_department(texts[: at + 1], own),
                    named_before=tuple(named_as_written(texts[:at])),
                    vector=vectors[at] if at < len(vectors) else None,
                )


def _department(sentences: Sequence[str], own: str) -> str:
    """Who acts in the last sentence, else in the nearest one before it that names someone."""
    for sentence in reversed(sentences):
        match = _WHO.search(sentence)
        if match is not None:
            return own if match["own"] else match["body"] or match["other"]
    return own


def _short(issuer: str) -> str:
    """市工业和信息化局, of 海岚市工业和信息化局."""
    return _PLACE.sub("", issuer)
