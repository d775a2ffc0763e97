"""Answers what a document says about itself from its metadata, cited where each value was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.citing import Citer
from answer.fields import BY_NAME, REPEALS, STATUS, Field, value_text
from answer.labels import OUT_OF_FORCE, STATUS_LABELS
from answer.question import Language, Question
from answer.support import TermWeights
from answer.types import Citation
from index.snapshot import Snapshot
from index.types import DocumentCard
from index.validity import Validity
from ingest import Span, formulas
from ingest.document import DocumentKind, Metadata
from ingest.imprint import normal_number

_NAMED = 0.74  # the share of the question's words that a document's own description must hold
_AS_WELL = 0.02


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """A document's field in words, and the sentence that says it.

    :ivar card: the document that was asked about; the citation may be of the one that repealed it.
    """

    card: DocumentCard
    label: str
    value: str
    citation: Citation


def answer_field(
    snapshot: Snapshot, citer: Citer, question: Question, weights: TermWeights, ordinals: Iterable[int]
) -> FieldAnswer | None:
    """The field that a question asks for; ``None`` where no document is meant, or the one meant does not say.

    :param ordinals: documents that may be meant, the likeliest first.
    """
    field = question.field
    if field is None:
        return None
    meant = _documents_meant(snapshot, citer, question, weights, ordinals)
    metadata = snapshot.store.metadata(card.ordinal for card in meant)
    english = question.language is Language.ENGLISH
    for card in meant:
        found = _origin(citer, card, metadata[card.ordinal], field)
        if found is None:
            continue
        name, source, origin = found
        chunk, span = citer.whole_sentences(source.ordinal, origin)
        shown = BY_NAME[name]
        if name == STATUS:
            value = _status_text(citer.validity(card), question.language)
        else:
            value = value_text(metadata[card.ordinal], name, english=english)
        label = shown.english if english else shown.chinese
        return FieldAnswer(card, label, value, citer.cite(1, source, chunk, span, 1.0))
    return None


def number_named(question: Question) -> str | None:
    """The 文号 that a question names; words before it may stand in front."""
    match = formulas.DOCUMENT_NUMBER.search(question.text)
    return normal_number(match.group()) if match else None


def _origin(
    citer: Citer, card: DocumentCard, metadata: Metadata, field: Field
) -> tuple[str, DocumentCard, Span] | None:
    """Which field answers, in which document it is read, and where."""
    if field.name == STATUS or (field.name == "valid_until" and card.repealed_by is not None):
        basis = citer.status_basis(card)
        return (STATUS, *basis) if basis else None
    if field.name == REPEALS:
        clause = next((repeal.clause for repeal in metadata.repeals if repeal.clause.end), None)
        return (REPEALS, card, clause) if clause else None
    for name in (field.name, field.instead):
        if name is not None and name in metadata.origins:
            return name, card, metadata.origins[name]
    return None


def _status_text(validity: Validity, language: Language) -> str:
    label = STATUS_LABELS[language][validity.status]
    return f"{label} ({validity.reason})" if language is Language.ENGLISH else f"{label}，{validity.reason}"


def _documents_meant(
    snapshot: Snapshot, citer: Citer, question: Question, weights: TermWeights, ordinals: Iterable[int]
) -> Sequence[DocumentCard]:
    """The documents whose description holds what the question says of them, the best first."""
    order = {ordinal: place for place, ordinal in enumerate(dict.fromkeys(ordinals))}
    cards = snapshot.store.cards(order)
    number = number_named(question)
    if number:
        return [card for card in cards.values() if number.endswith(card.document_number or "\n")]
    metadata = snapshot.store.metadata(order)
    fit = {
        ordinal: weights.coverage(question.subject, _description(card, metadata[ordinal]))
        for ordinal, card in cards.items()
    }
    least = max(max(fit.values(), default=0.0) - _AS_WELL, _NAMED)

    def rank(card: DocumentCard) -> tuple[bool, bool, int]:
        ended = citer.validity(card).status in OUT_OF_FORCE
        return card.kind == DocumentKind.EXPLAINER, ended, order[card.ordinal]

    return sorted((card for card in cards.values() if fit[card.ordinal] >= least), key=rank)


def _description(card: DocumentCard, metadata: Metadata) -> str:
    """What a document may be called by."""
    days = (metadata.issued_on, metadata.effective_from)
    letter = {DocumentKind.REPLY: "提案 建议 答复 答复函", DocumentKind.PROPOSAL: "提案 建议"}.get(metadata.kind, "")
    return " ".join(
        part
        for part in (
            card.title,
            metadata.proposal_title,
            metadata.proposal_number,
            card.document_number,
            *card.issuer,
            *(f"{day.year}年 {day.year} {day.year % 100}年" for day in days if day),
            letter,
        )
        if part
    )
