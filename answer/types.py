"""What answering emits: an answer in numbered, checkable citations, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.types import Status


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence that a document's validity rests on; in the document that repealed it, where one did.

    :ivar start: ``quote`` is that document's text from ``start`` to ``end``, character for character.
    """

    document: str
    id: str
    title: str
    document_number: str | None
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted sentence with everything needed to find and judge it.

    :ivar n: its number in the answer's markers ``[^n]``, from 1.
    :ivar document: name of the document; ``id`` is the short hash of it.
    :ivar status: validity at the answer's date: in_force, not_yet, expired, repealed or unknown.
    :ivar page: physical page from 1, ``None`` for formats without pages.
    :ivar start: ``quote`` is the document's text from ``start`` to ``end``, character for character.
    :ivar score: how well it supports the answer, 0 to 1, higher is better.
    :ivar passage_start: the passage around the quote runs from here to ``passage_end`` in the document's text.
    :ivar status_citation: the clause that ``status`` rests on, where a clause is the reason.
    :ivar translation: the quote in English, for an English question where a language model is configured.
    """

    n: int
    document: str
    id: str
    title: str
    document_number: str | None
    issuer: tuple[str, ...]
    kind: str
    issued_on: date | None
    status: Status
    status_reason: str
    heading_path: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str
    score: float
    passage_start: int
    passage_end: int
    status_citation: Clause | None = None
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or a refusal.

    :ivar as_of: the date answered for: the one that the question names, else the one asked at.
    :ivar grounded: false where the question was refused.
    :ivar text: every stating sentence ends with at least one marker ``[^n]``; each marker is in ``citations``.
    :ivar refusal: a short reason in the question's language, ``None`` for an answer.
    :ivar nearest: for a refusal, up to three passages that come closest.
    :ivar generation: id of the index generation that was read.
    :ivar warnings: what the reader should know of how the answer came about, in the question's language.
    :ivar written_by_model: whether ``text`` is a language model's, checked against the quotes; else it quotes.
    """

    question: str
    as_of: date
    grounded: bool
    text: str
    citations: tuple[Citation, ...]
    refusal: str | None
    nearest: tuple[Citation, ...]
    generation: str
    elapsed_ms: int
    warnings: tuple[str, ...] = ()
    written_by_model: bool = False
