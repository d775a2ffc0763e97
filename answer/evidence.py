"""From the best passages to the sentences that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer.question import Question, Wanted
from answer.support import TermWeights
from index.fusion import scaled
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Candidate, DocumentCard, StoredChunk
from ingest import Span

_COSINE_WEIGHT = 0.45
_COVERAGE_WEIGHT = 0.4
_PASSAGE_WEIGHT = 0.15
_MISSING_KIND = 0.15

_AMOUNT = re.compile(r"\d|[一二三四五六七八九十百]+(?:万|亿|成|倍|家|个|项|%|％)")
_DATE = re.compile(r"\d{4}年|\d{1,2}月|\d{1,2}日|\d+个?(?:工作日|年|月|天|小时)|[一二三四五六七八九十]+(?:年|个月|个工作日|日内)|每年|之日|年底|季度")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer, with what speaks for it.

    :ivar cosine: of question and sentence in its context.
    :ivar coverage: share of the question's meaning that the sentence holds in its context, 0 to 1.
    :ivar fits: whether it holds the kind of thing that was asked for: a figure, a date.
    :ivar score: 0 to 1, higher is better; comparable within one question only.
    """

    chunk: StoredChunk
    card: DocumentCard
    position: int
    span: Span
    text: str
    cosine: float
    coverage: float
    fits: bool
    score: float


def gather(
    snapshot: Snapshot,
    question: Question,
    weights: TermWeights,
    vector: NDArray[np.float32],
    candidates: Sequence[Candidate],
) -> list[Evidence]:
    """Every sentence of the candidate passages, best first."""
    chunks = snapshot.store.chunks(candidate.chunk for candidate in candidates)
    cards = snapshot.store.cards({chunk.document for chunk in chunks.values()})
    cosines: dict[tuple[int, int], float] = {}
    for candidate in candidates:
        vectors = snapshot.sentence_vectors(chunks[candidate.chunk])
        for position, cosine in enumerate((vectors @ vector).tolist()):
            cosines[candidate.chunk, position] = cosine
    relative = _scaled(cosines)
    found: list[Evidence] = []
    for candidate in candidates:
        chunk = chunks[candidate.chunk]
        card = cards[chunk.document]
        where = " ".join((card.title, *chunk.heading_path))
        for position, span in enumerate(chunk.sentences):
            text = cut(chunk, span)
            coverage = weights.coverage(question.terms, f"{where}\n{text}")
            fits = _fits(question.wanted, text)
            score = (
                _COSINE_WEIGHT * relative[candidate.chunk, position]
                + _COVERAGE_WEIGHT * coverage
                + _PASSAGE_WEIGHT * candidate.score
                - (0.0 if fits else _MISSING_KIND)
            )
            cosine = cosines[candidate.chunk, position]
            found.append(Evidence(chunk, card, position, span, text, cosine, coverage, fits, max(score, 0.0)))
    return sorted(found, key=lambda evidence: (-evidence.score, evidence.chunk.id, evidence.position))


def cut(chunk: StoredChunk, span: Span) -> str:
    """The text of a sentence of this chunk: the document's text over ``span``, character for character."""
    offset = 0
    for part in chunk.spans:
        if part.start <= span.start and span.end <= part.end:
            return chunk.text[offset + span.start - part.start : offset + span.end - part.start]
        offset += part.end - part.start + 1
    raise ValueError(f"sentence {span} is not within chunk {chunk.id}, spans {chunk.spans}")


def _scaled(cosines: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    keys = list(cosines)
    values = scaled({position: cosines[key] for position, key in enumerate(keys)})
    return {key: values[position] for position, key in enumerate(keys)}


def _fits(wanted: Wanted, text: str) -> bool:
    match wanted:
        case Wanted.AMOUNT:
            return bool(_AMOUNT.search(fold(text)))
        case Wanted.DATE:
            return bool(_DATE.search(fold(text)))
        case Wanted.OTHER:
            return True
