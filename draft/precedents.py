"""Earlier requests like a suggestion, with what answered them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from answer.citing import Citer
from answer.types import Citation
from draft.look_up import Bearing, LookUp, Wish
from draft.types import PriorAnswer
from index.snapshot import Snapshot
from index.types import Candidate, DocumentCard, Filters, Mode, StoredChunk
from ingest import formulas
from ingest.chunk import ChunkRole
from ingest.document import DocumentKind, Metadata

#: Earlier requests that are shown.
MOST: Final = 5
_REQUESTS: Final = 60
_PASSAGES: Final = 100
# What the reply says bears on a new wish even where the old one was put quite differently; found on the sample corpus.
_REQUEST_WEIGHT, _ANSWER_WEIGHT = 0.3, 0.7
# So many are judged.
_JUDGED: Final = 3
# Of sentences that are as near, those of the nearest passage come first.
_IN_NEAREST: Final = 0.02
_UNJUDGED: Final = Bearing(0.0, is_likely=False, is_sure=False)
_REPLIES: Final = Filters(kind=DocumentKind.REPLY)
_STATUS_END: Final = re.compile(r"[。.\s]+$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A request in the making: how near it is, and its passage that is nearest."""

    score: float
    passage: int | None


def find_prior_answers(
    look_up: LookUp, citer: Citer, wish: Wish, own: Iterable[int] = (), *, most: int = MOST
) -> tuple[PriorAnswer, ...]:
    """The earlier requests nearest to a wish, best first; each says whether it is likely to bear on it.

    A new request seldom has the words of the old one, so that a person is to see also what seems unlikely.

    :param own: ordinals of documents that are no precedents: replies to the proposal itself.
    """
    snapshot = look_up.snapshot
    scores = _scores(look_up, wish)
    requests = snapshot.store.chunks(scores)
    cards = snapshot.store.cards({chunk.document for chunk in requests.values()})
    out = set(own)
    known = [
        key
        for key in sorted(scores, key=lambda key: (-scores[key].score, key))
        if requests[key].document not in out and _is_known(cards[requests[key].document], look_up.as_of)
    ]
    readings = [_Reading(look_up, citer, wish, cards[requests[key].document], requests[key]) for key in known[:most]]
    bearings = [reading.bearing() for reading in readings[:_JUDGED]]
    bearings += [_UNJUDGED] * (len(readings) - len(bearings))
    return tuple(
        reading.prior(scores[key], bearing) for key, reading, bearing in zip(known, readings, bearings, strict=False)
    )


def _is_known(card: DocumentCard, as_of: date) -> bool:
    return card.issued_on is None or card.issued_on <= as_of


def _scores(look_up: LookUp, wish: Wish) -> dict[int, _Found]:
    """How near each request of the index is, by what it asks and by what answered it; by its chunk's id."""
    snapshot = look_up.snapshot
    total: dict[int, float] = defaultdict(float)
    passages: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    share = 1 / len(wish.queries)
    for query, vector in zip(wish.queries, wish.vectors, strict=True):
        asked = snapshot.retrieve(
            query, vector, mode=Mode.HYBRID, count=_REQUESTS, filters=_REPLIES, as_of=look_up.as_of, requests=True
        )
        for candidate in asked:
            total[candidate.chunk] += share * _REQUEST_WEIGHT * candidate.score
        answered = snapshot.retrieve(
            query, vector, mode=Mode.HYBRID, count=_PASSAGES, filters=_REPLIES, as_of=look_up.as_of
        )
        for request, best in _by_request(snapshot, answered).items():
            nearest = max(best, key=lambda candidate: candidate.score)
            total[request] += share * _ANSWER_WEIGHT * nearest.score
            for candidate in best:
                passages[request][candidate.chunk] += share * candidate.score
    return {
        request: _Found(score, max(passages[request], key=passages[request].__getitem__, default=None))
        for request, score in total.items()
    }


def _by_request(snapshot: Snapshot, answered: Sequence[Candidate]) -> Mapping[int, list[Candidate]]:
    chunks = snapshot.store.chunks(candidate.chunk for candidate in answered)
    found: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in answered:
        request = chunks[candidate.chunk].request
        if request is not None and chunks[candidate.chunk].role is ChunkRole.ANSWER:
            found[request].append(candidate)
    return found


class _Reading:
    """Reads one earlier request and what answered it."""

    def __init__(self, look_up: LookUp, citer: Citer, wish: Wish, card: DocumentCard, request: StoredChunk) -> None:
        self._look_up = look_up
        self._citer = citer
        self._wish = wish
        self._card = card
        self._request = request
        store = look_up.snapshot.store
        keys = store.answers([request.id]).get(request.id, ())
        chunks = store.chunks(keys)
        self._answers = [chunks[key] for key in keys]
        self._told = [
            chunk
            for chunk in self._answers
            if chunk.sentences and not formulas.is_status(chunk.text.strip()) and not formulas.is_closing(chunk.text)
        ]

    def prior(self, found: _Found, bearing: Bearing) -> PriorAnswer:
        """The request with its answer."""
        metadata = self._metadata()
        citations = tuple(self._sentences(found))
        return PriorAnswer(
            request=self._citer.cite(1, self._card, self._request, self._request.sentences[0], found.score),
            answers=citations,
            handling_status=self._status(),
            lead_department=metadata.lead_department or next(iter(self._card.issuer), None),
            score=round(min(found.score, 1.0), 4),
            co_departments=metadata.co_departments,
            best=max(citations, key=lambda citation: citation.score, default=None),
            is_close=bearing.is_sure,
            is_likely=bearing.is_likely,
            likelihood=round(bearing.likelihood, 4),
        )

    def bearing(self) -> Bearing:
        """Whether what was asked and answered bears on the wish."""
        asked = " ".join((self._metadata().proposal_title or "", *self._request.heading_path, self._request.text))
        contexts = [f"{asked}\n{' '.join(chunk.heading_path)}\n{chunk.text}" for chunk in self._told] or [asked]
        vectors = [self._look_up.snapshot.sentence_vectors(chunk) for chunk in self._told]
        cosines = [
            max((float(value) for rows in vectors for value in rows @ vector), default=0.0)
            for vector in self._wish.question_vectors
        ]
        return self._look_up.bearing(self._wish, contexts, cosines)

    def _metadata(self) -> Metadata:
        ordinal = self._card.ordinal
        return self._look_up.snapshot.store.metadata([ordinal])[ordinal]

    def _sentences(self, found: _Found) -> Iterator[Citation]:
        """Each sentence of the answer, scored by how near it is to the wish."""
        nearest = self._wish.vectors.mean(axis=0)
        n = 0
        for chunk in self._told:
            vectors = self._look_up.snapshot.sentence_vectors(chunk)
            near = vectors @ nearest if len(vectors) else [0.0] * len(chunk.sentences)
            bonus = _IN_NEAREST if chunk.id == found.passage else 0.0
            for span, cosine in zip(chunk.sentences, near, strict=True):
                n += 1
                yield self._citer.cite(n, self._card, chunk, span, float(cosine) + bonus)

    def _status(self) -> str | None:
        texts = (chunk.text.strip() for chunk in self._answers)
        return next((_STATUS_END.sub("", text) for text in texts if formulas.is_status(text)), None)
