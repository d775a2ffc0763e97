"""Earlier requests like a suggestion, with what answered them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from answer.citing import Citer
from answer.types import Citation
from draft.look_up import LookUp, Wish
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
    """Earlier requests that bear on a wish, best first; none where nothing does.

    :param own: ordinals of documents that are no precedents: replies to the proposal itself.
    """
    snapshot = look_up.snapshot
    scores = _scores(look_up, wish)
    keys = sorted(scores, key=lambda key: (-scores[key].score, key))
    requests = snapshot.store.chunks(keys)
    cards = snapshot.store.cards({chunk.document for chunk in requests.values()})
    out = set(own)
    found: list[PriorAnswer] = []
    for key in keys:
        chunk = requests[key]
        card = cards[chunk.document]
        if chunk.document in out or (card.issued_on is not None and card.issued_on > look_up.as_of):
            continue
        prior = _Reading(look_up, citer, wish, card, chunk).prior(scores[key])
        if prior is not None:
            found.append(prior)
        if len(found) == most or len(found) + keys.index(key) > most * 4:
            break
    return tuple(found)


def _scores(look_up: LookUp, wish: Wish) -> dict[int, _Found]:
    """How near each request of the index is, by what it asks and by what answered it; by its chunk's id."""
    snapshot = look_up.snapshot
    total: dict[int, float] = defaultdict(float)
    passages: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    share = 1 / len(wish.queries)
    for query, vector in zip(wish.queries, wish.vectors, strict=True):
        asked = snapshot.retrieve_requests(
            query, vector, mode=Mode.HYBRID, count=_REQUESTS, filters=_REPLIES, as_of=look_up.as_of
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

    def prior(self, found: _Found) -> PriorAnswer | None:
        """The request with its answer; ``None`` where it does not bear on the wish."""
        store = self._look_up.snapshot.store
        keys = store.answers([self._request.id]).get(self._request.id, ())
        chunks = store.chunks(keys)
        answers = [chunks[key] for key in keys]
        told = [chunk for chunk in answers if not formulas.is_status(chunk.text.strip())]
        if not self._bears(told):
            return None
        metadata = store.metadata([self._card.ordinal])[self._card.ordinal]
        citations = tuple(self._sentences(told, found))
        best = max((c for c in citations), key=lambda c: c.score, default=None)
        return PriorAnswer(
            request=self._cite_request(found.score),
            answers=citations,
            handling_status=self._status(answers),
            lead_department=metadata.lead_department or next(iter(self._card.issuer), None),
            score=round(min(found.score, 1.0), 4),
            co_departments=metadata.co_departments,
            best=best,
        )

    def _bears(self, told: Sequence[StoredChunk]) -> bool:
        metadata = self._metadata()
        context = " ".join((metadata.proposal_title or "", *self._request.heading_path, self._request.text))
        contexts = [f"{context}\n{' '.join(chunk.heading_path)}\n{chunk.text}" for chunk in told] or [context]
        cosine = max(
            (
                float(value)
                for chunk in told
                for value in (self._look_up.snapshot.sentence_vectors(chunk) @ self._wish.vector)
            ),
            default=0.0,
        )
        return self._look_up.bears_on(self._wish, self._look_up.signs(self._wish, contexts, cosine))

    def _metadata(self) -> Metadata:
        ordinal = self._card.ordinal
        return self._look_up.snapshot.store.metadata([ordinal])[ordinal]

    def _sentences(self, told: Sequence[StoredChunk], found: _Found) -> Iterable[Citation]:
        """Each sentence of the answer, scored by how near it is to the wish."""
        n = 0
        for chunk in told:
            if not chunk.sentences or formulas.is_closing(chunk.text):
                continue
            vectors = self._look_up.snapshot.sentence_vectors(chunk)
            near = vectors @ self._wish.vectors.mean(axis=0) if len(vectors) else [0.0] * len(chunk.sentences)
            bonus = 0.02 if chunk.id == found.passage else 0.0
            for span, cosine in zip(chunk.sentences, near, strict=True):
                n += 1
                yield self._citer.cite(n, self._card, chunk, span, float(cosine) + bonus)

    def _cite_request(self, score: float) -> Citation:
        """The request where it is put: its heading, or what the letter cites of the proposal."""
        return self._citer.cite(1, self._card, self._request, self._request.sentences[0], score)

    def _status(self, answers: Sequence[StoredChunk]) -> str | None:
        for chunk in answers:
            text = chunk.text.strip()
            if formulas.is_status(text):
                return _STATUS_END.sub("", text)
        return None
