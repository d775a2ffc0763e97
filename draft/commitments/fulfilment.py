"""Which later document may have kept a promise: by the title it was promised under, or by a sentence that tells so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.evidence import cut
from draft.commitments.promises import find_promise
from draft.review.wording import coverage, likeness, pairs
from index import Filters, Mode
from index.snapshot import Snapshot
from index.types import DocumentCard
from ingest.chunk import ChunkRole
from ingest.document import DocumentKind, Span

_PASSAGES: Final = 30
_MAKES: Final = frozenset({DocumentKind.RULE, DocumentKind.PLAN, DocumentKind.NOTICE, DocumentKind.LAW})
_TELLS: Final = frozenset({*_MAKES, DocumentKind.REPLY, DocumentKind.EXPLAINER, DocumentKind.OTHER})
_NAMED: Final = re.compile("《([^》]{4,60})》")
#: A promise of a document, which another document keeps.
ISSUES: Final = re.compile("出台|印发|发布|制定|制订|起草|编制|修订|公布|新办法|新的[^，。]{0,8}(?:政策|办法)|申报")
_DONE: Final = re.compile("已(?:经)?|建成|上线|印发|出台|开通|完成|投入使用|启用")
# What titles have in common, and so says nothing of what they are about.
_ISSUER: Final = re.compile(r"^[^《》]{2,40}?(?:局|委员会|办公室|厅|政府|委)关于(?:印发|组织|开展|做好|申报)*")
_COMMON: Final = re.compile(
    r"^[\u4e00-\u9fff]{2,4}?(?:省|市|区|县)|(?:19|20)\d{2}年(?:度|版)?|[（(](?:试行|暂行|修订|[^）)]*[版年])[）)]"
    r"|(?:专项资金)?(?:管理|实施|暂行|若干|扶持)*(?:办法|细则|措施|规定)|的?(?:通知|通告|公告)$|[《》]|的"
)
_OBJECT: Final = re.compile(
    r"(?:启动|开展|制[订定]|起草|编制|修订|建立|出台|印发|发布|公布|组织)(?:了|本年度|年度|新的)?(?P<object>[^，。；《》]{4,40})"
)
_UNDER_ITS_NAME: Final = 0.45
_UNDER_ITS_SUBJECT: Final = 0.55
_SAME_MATTER: Final = 0.6


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A later document that may keep a promise.

    :ivar span: the sentence that tells so, or its title.
    :ivar score: 0 to 1, higher is likelier.
    """

    card: DocumentCard
    span: Span
    score: float


class Later:
    """The documents of a generation, found by what their titles are about.

    :param as_of: what was issued after it is not known.
    """

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self._snapshot = snapshot
        self._as_of = as_of
        self._cards = {
            ordinal: card
            for ordinal, card in snapshot.store.cards().items()
            if card.draft is None and card.issued_on is not None and card.issued_on <= as_of
        }
        self._titles = snapshot.store.metadata(self._cards)
        self._about: defaultdict[str, list[int]] = defaultdict(list)
        for ordinal, card in self._cards.items():
            for pair in pairs(_subject(card.title)) if card.kind in _MAKES else ():
                self._about[pair].append(ordinal)

    def document(self, sentence: str, named_before: Sequence[str], promised_on: date) -> Fulfilment | None:
        """The document that was promised.

        :param named_before: titles that the sentences before it name as being written; for one that names none.
        """
        names = _NAMED.findall(sentence) or list(named_before)
        if not ISSUES.search(sentence):
            return None
        subjects = [_subject(name) for name in names] or [match["object"] for match in _OBJECT.finditer(sentence)]
        shared = Counter(ordinal for subject in subjects for pair in pairs(subject) for ordinal in self._about[pair])
        best: Fulfilment | None = None
        for ordinal in sorted(shared):
            card = self._cards[ordinal]
            title = _subject(card.title)
            if not _is_later(card, promised_on):
                continue
            score = max(likeness(each, title) if names else coverage(each, title) for each in subjects)
            if score >= (_UNDER_ITS_NAME if names else _UNDER_ITS_SUBJECT) and (best is None or score > best.score):
                best = Fulfilment(card, self._titles[ordinal].origins.get("title", Span(0, 1)), score)
        return best

    def sentence(self, promise: str, vector: NDArray[np.float32], promised_on: date) -> Fulfilment | None:
        """A sentence of a later document that tells that it was done.

        :param vector: of the promise, shape ``[d]``.
        """
        found = self._snapshot.retrieve(
            promise, vector, mode=Mode.HYBRID, count=_PASSAGES, filters=Filters(), as_of=self._as_of
        )
        chunks = self._snapshot.store.chunks(candidate.chunk for candidate in found)
        best: Fulfilment | None = None
        for chunk in chunks.values():
            card = self._cards.get(chunk.document)
            if card is None or card.kind not in _TELLS or chunk.role is ChunkRole.REQUEST:
                continue
            if not _is_later(card, promised_on):
                continue
            for span in chunk.sentences:
                text = cut(chunk, span)
                score = coverage(promise, text)
                is_done = _DONE.search(text) and find_promise(text, card.issued_on) is None
                if is_done and score >= _SAME_MATTER and (best is None or score > best.score):
                    best = Fulfilment(card, span, score)
        return best


def named_as_written(sentences: Iterable[str]) -> Iterator[str]:
    """Titles of documents that are being written, as sentences before a promise name them."""
    for sentence in sentences:
        if re.search("起草|制定|制订|编制|修订", sentence):
            yield from _NAMED.findall(sentence)


def _is_later(card: DocumentCard, promised_on: date) -> bool:
    return card.issued_on is not None and card.issued_on > promised_on


def _subject(title: str) -> str:
    """集成电路产业发展, of 海岚市集成电路产业发展专项资金管理办法."""
    return _COMMON.sub("", _ISSUER.sub("", "".join(title.split())))
