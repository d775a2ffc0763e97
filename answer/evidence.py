"""From the best passages to the sentences that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from answer.labels import OUT_OF_FORCE
from answer.leaning import ITEM, is_department, is_question, leaning
from answer.question import Question
from answer.support import TermWeights, held
from answer.wanted import Wanted
from index.fusion import scaled
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Candidate, DocumentCard, StoredChunk
from index.validity import ALWAYS_TIMED, is_valid_in, status_of
from ingest import Span
from ingest.chunk import ChunkRole
from ingest.document import DocumentKind, Metadata

_COSINE_WEIGHT = 0.4
_COVERAGE_WEIGHT = 0.45
_PASSAGE_WEIGHT = 0.15
_MISSING_KIND = 0.3
_OUTDATED = 0.25
_BARE = 0.3
_SECOND_HAND = 0.15
_UNANCHORED = 0.25
_LISTED = 0.2
_WORDED = 0.1
# What people call a document of a kind, whatever its title says.
_CALLED = {
    DocumentKind.PROPOSAL: "提案 建议 议案 委员 代表",
    DocumentKind.REPLY: "答复 复函 回复 提案 建议 委员 代表",
    DocumentKind.NOTICE: "通知",
    DocumentKind.PLAN: "方案 计划 规划",
    DocumentKind.RULE: "办法 细则 规定",
    DocumentKind.LAW: "条例 法规",
    DocumentKind.EXPLAINER: "解读",
}
_CITED_TITLE = re.compile("《[^》]*》")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[-—–~～至到]+((?:19|20)\d{2})(?=年)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer, with what speaks for it.

    :ivar cosine: of question and sentence in its context.
    :ivar coverage: share of the question's meaning that the sentence holds in its context, 0 to 1.
    :ivar fits: whether it holds the kind of thing that was asked for: a figure, a date.
    :ivar bare: whether it is no more than the heading that its passage stands under, or a question.
    :ivar outdated: whether its document is not, or no longer, in force, and was not at the end of a year asked about.
    :ivar score: 0 to 1, higher is better; comparable within one question only.
    :ivar context: title, headings, the sentences that it leans on, and itself.
    :ivar leans_on: positions in the passage of the sentences it has to be read with.
    :ivar anchored: whether its context holds the places and numbers asked about.
    :ivar known: what its document is called and who wrote to whom, which a question may name instead of its title.
    """

    chunk: StoredChunk
    card: DocumentCard
    position: int
    span: Span
    text: str
    cosine: float
    coverage: float
    fits: bool
    bare: bool
    outdated: bool
    score: float
    context: str = ""
    leans_on: tuple[int, ...] = ()
    anchored: bool = True
    known: str = ""


def gather(
    snapshot: Snapshot,
    question: Question,
    weights: TermWeights,
    vector: NDArray[np.float32],
    candidates: Sequence[Candidate],
    as_of: date,
    known_by: date,
) -> list[Evidence]:
    """Every sentence of the candidate passages, best first; a member's wishes only where they are asked for.

    :param as_of: the date at which validity is judged.
    :param known_by: documents issued after it are not known.

    What is out of force at the date stands lower, and so does what tells of it at second hand: an explanation never
    outranks what it explains, nor does what a member says of it.
    """
    chunks = snapshot.store.chunks(candidate.chunk for candidate in candidates)
    cards = snapshot.store.cards({chunk.document for chunk in chunks.values()})
    metadata = snapshot.store.metadata(cards)
    known = {ordinal: _known(card, metadata[ordinal]) for ordinal, card in cards.items()}
    cosines: dict[tuple[int, int], float] = {}
    for candidate in candidates:
        vectors = snapshot.sentence_vectors(chunks[candidate.chunk])
        for position, cosine in enumerate((vectors @ vector).tolist()):
            cosines[candidate.chunk, position] = cosine
    relative = scaled(cosines)
    found: list[Evidence] = []
    anchors = any(term.is_anchor for term in question.terms)
    for candidate in candidates:
        chunk = chunks[candidate.chunk]
        card = cards[chunk.document]
        if card.issued_on is not None and card.issued_on > known_by:
            continue  # nobody could know it then
        if chunk.role is ChunkRole.REQUEST and not question.about_wishes:
            continue  # 建议每架次补助150元 is no subsidy
        where = " ".join((card.title, *chunk.heading_path))
        headed = any(question.demand.is_met_under(heading) for heading in chunk.heading_path)
        outdated = status_of(card, as_of)[0] in OUT_OF_FORCE and not any(
            _was_in_force(card, term.text) for term in question.terms if term.is_anchor
        )
        second_hand = _is_second_hand(question, card)
        passage = fold(f"{chunk.text} {card.document}") if anchors else ""
        texts = [cut(chunk, span) for span in chunk.sentences]
        for position, (span, leans_on) in enumerate(zip(chunk.sentences, leaning(texts), strict=True)):
            text = texts[position]
            context = "\n".join((where, *(texts[at] for at in leans_on), text))
            # A bracket of departments says nothing that lies near a question: what it stands behind does.
            speaks = max(
                (position, *(leans_on if is_department(text) else ())), key=lambda at: cosines[candidate.chunk, at]
            )
            known_too = f"{known[card.ordinal]}\n{context}"
            coverage = weights.coverage(question.terms, known_too)
            fits = headed or question.demand.is_met_by(text)
            if question.demand.wanted is Wanted.WISHES:
                fits = chunk.role is ChunkRole.REQUEST
            in_list = text.endswith("：") or (bool(leans_on) and ITEM.match(text) is not None)
            listed = bool(question.demand.listed) and question.demand.listed in text
            bare = is_question(text) or (is_heading(text, chunk) and not listed)
            anchored = _is_anchored(question, card, known_too, passage, as_of)
            score = (
                _COSINE_WEIGHT * relative[candidate.chunk, speaks]
                + _COVERAGE_WEIGHT * coverage
                + _PASSAGE_WEIGHT * candidate.score
                - (0.0 if fits else _MISSING_KIND)
                - (_OUTDATED if outdated else 0.0)
                - (_BARE if bare else 0.0)
                - (_SECOND_HAND if second_hand else 0.0)
                - (0.0 if anchored else _UNANCHORED)
                + (_LISTED if listed else 0.0)
                + (_WORDED if question.demand.is_preferred(text) or (question.demand.lists and in_list) else 0.0)
            )
            cosine = cosines[candidate.chunk, speaks]
            found.append(
                Evidence(
                    chunk,
                    card,
                    position,
                    span,
                    text,
                    cosine,
                    coverage,
                    fits,
                    bare,
                    outdated,
                    max(score, 0.0),
                    context,
                    leans_on,
                    anchored,
                    known[card.ordinal],
                )
            )
    return sorted(found, key=lambda evidence: (-evidence.score, evidence.chunk.id, evidence.position))


def _is_second_hand(question: Question, card: DocumentCard) -> bool:
    """Whether a document only retells what was asked for: an explanation does, though not what is new in the rule that
    it explains, and so does a member's proposal, but for wishes and problems.
    """
    if card.kind == DocumentKind.EXPLAINER:
        return question.demand.wanted is not Wanted.CHANGES
    return card.kind == DocumentKind.PROPOSAL and not (
        question.about_wishes or question.demand.wanted is Wanted.PROBLEMS
    )


def _known(card: DocumentCard, metadata: Metadata) -> str:
    return " ".join(
        (
            _CALLED.get(DocumentKind(card.kind), ""),
            metadata.proposal_number or "",
            *metadata.proposers,
            *metadata.addressees,
        )
    )


def _is_anchored(question: Question, card: DocumentCard, context: str, passage: str, as_of: date) -> bool:
    """Whether each place and number asked about stands in a sentence's context or is known of its document.

    A place may also stand elsewhere in the passage or in the file's name: no document names its city in each sentence.
    A year that is not yet over by then must be written in the context; an earlier one may also be one in which the
    document is valid, unless the context names other years.
    """
    context = _CITED_TITLE.sub("", context)
    known = fold(f"{context} {card.document_number or ''} {' '.join(card.issuer)}")
    years = _years(fold(context)) if question.demand.wanted is not Wanted.DATE else set()
    asked = question.asked_date
    if asked is not None and years and str(asked.year) not in years and card.kind not in ALWAYS_TIMED:
        return False
    return all(
        held(term, known) == 1.0
        or (not term.text.isdecimal() and held(term, passage) == 1.0)
        or _in_time(term.text, card, years, as_of)
        for term in question.terms
        if term.is_anchor
    )


def _was_in_force(card: DocumentCard, year: str) -> bool:
    """Whether a document that no longer is in force was so at the end of a year, given in figures."""
    return is_valid_in(card, year) and status_of(card, date(int(year), 12, 31))[0] not in OUT_OF_FORCE


def _years(folded: str) -> set[str]:
    """The years that a text names, those between the ends of 2021—2023年 among them."""
    spans = (range(int(first), int(last)) for first, last in _YEARS.findall(folded))
    return {*_YEAR.findall(folded), *map(str, chain.from_iterable(spans))}


def _in_time(term: str, card: DocumentCard, years: set[str], as_of: date) -> bool:
    return is_valid_in(card, term) and int(term) <= as_of.year and not (years - {term})


def cut(chunk: StoredChunk, span: Span) -> str:
    """The text of a sentence of this chunk: the document's text over ``span``, character for character."""
    offset = 0
    for part in chunk.spans:
        if part.start <= span.start and span.end <= part.end:
            return chunk.text[offset + span.start - part.start : offset + span.end - part.start]
        offset += part.end - part.start + 1
    raise ValueError(f"sentence {span} is not within chunk {chunk.id}, spans {chunk.spans}")


def is_heading(text: str, chunk: StoredChunk) -> bool:
    """Whether the sentence is no more than the heading that its passage stands under."""
    if not chunk.heading_path:
        return False
    heading = letters(chunk.heading_path[-1])
    return bool(heading) and letters(text).endswith(heading)


def letters(text: str) -> str:
    """Letters and digits only, for comparing what punctuation may differ in."""
    return "".join(char for char in text if char.isalnum())
