"""The metadata of a document, read from its text; each value with the place it was read from, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar, cast

from ingest import imprint, letter, proposal_head, validity
from ingest.anatomy import Anatomy, Found
from ingest.annexes import listed_annexes
from ingest.confidence import BY_HAND, GUESSED, INFERRED, MENTIONED, RECKONED, STATED, Confidence
from ingest.corrections import NO_CORRECTIONS, Corrections
from ingest.document import NO_FACTS, Block, Document, DocumentKind, Metadata, Repeal, Span, StatedFacts
from ingest.kinds import classify, draft_word

T = TypeVar("T")

# Replies, proposals and explainers tell of other documents' validity, never of their own.
_HAS_VALIDITY: Final = frozenset(
    {DocumentKind.RULE, DocumentKind.PLAN, DocumentKind.NOTICE, DocumentKind.LAW, DocumentKind.OTHER}
)
_IS_LETTER: Final = frozenset({DocumentKind.REPLY, DocumentKind.PROPOSAL})
_SECOND_BEST: Final = "the date is that of publication or sending: the text itself names none"


def described(document: Document, corrections: Corrections = NO_CORRECTIONS) -> Document:
    """A document with its metadata read (again) from its text.

    :param corrections: what a person says; whatever follows from a value follows from the corrected one.
    """
    metadata = read_metadata(
        document.text,
        document.blocks,
        fallback_title=Path(document.name).stem,
        fallback_issued_on=document.dated,
        facts=document.facts,
        corrections=corrections,
    )
    warnings = tuple(warning for warning in document.warnings if warning != _SECOND_BEST)
    if metadata.issued_on and metadata.confidence["issued_on"] == GUESSED:
        warnings = (*warnings, _SECOND_BEST)
    return replace(document, metadata=metadata, warnings=warnings)


def read_metadata(
    text: str,
    blocks: Sequence[Block],
    *,
    fallback_title: str,
    fallback_issued_on: date | None = None,
    facts: StatedFacts = NO_FACTS,
    corrections: Corrections = NO_CORRECTIONS,
) -> Metadata:
    """Read what a document says about itself.

    :param fallback_title: the title of a document that has none, without an origin then.
    :param fallback_issued_on: likewise its day; other days are never reckoned from it.
    :param facts: values for what the text itself does not say, without an origin likewise.
    :param corrections: values that win over those read.
    """
    reading = _Reading(Anatomy(text, tuple(blocks)), fallback_title, fallback_issued_on, facts, corrections)
    return reading.metadata()


class _Reading:
    """Collects values and notes where each was read."""

    def __init__(
        self,
        anatomy: Anatomy,
        fallback_title: str,
        fallback_issued_on: date | None,
        facts: StatedFacts,
        corrections: Corrections,
    ) -> None:
        self._anatomy = anatomy.without_annexes
        self._with_annexes = anatomy
        self._fallback_title = fallback_title
        self._fallback_issued_on = fallback_issued_on
        self._facts = facts
        self._corrections = corrections
        self._origins: dict[str, Span] = {}
        self._confidence: dict[str, Confidence] = {}

    def metadata(self) -> Metadata:
        anatomy = self._anatomy
        title = self._title()
        kind = self._kind(title)
        draft = draft_word(title)
        issuers = self._note("issuer", imprint.issuer(anatomy)) or self._outside("issuer", self._facts.issuer) or ()
        issued = self._note("issued_on", imprint.issued_on(anatomy))
        is_proposal = kind is DocumentKind.PROPOSAL
        is_timed, is_letter = kind in _HAS_VALIDITY and draft is None, kind in _IS_LETTER
        effective = self._note("effective_from", self._effective(issued) if is_timed else None)
        start = effective or issued
        until = self._until(start) if is_timed else None
        number = self._note("document_number", imprint.document_number(anatomy))
        return Metadata(
            kind=kind,
            title=title,
            document_number=number or self._outside("document_number", self._facts.document_number),
            issuer=issuers,
            issued_on=issued or self._issued_outside(),
            effective_from=effective,
            valid_until=self._note("valid_until", until),
            repeals=self._repeals(start, is_timed=is_timed),
            session=self._note("session", letter.session(anatomy) if is_letter else None),
            proposal_number=self._note("proposal_number", self._proposal_number(kind)),
            proposal_title=self._note("proposal_title", letter.proposal_title(anatomy) if is_letter else None),
            proposers=self._note("proposers", proposal_head.proposers(anatomy) if is_proposal else None) or (),
            reply_class=self._note("reply_class", letter.reply_class(anatomy) if is_letter else None),
            lead_department=self._lead_department(kind, issuers),
            co_departments=self._note("co_departments", letter.co_departments(anatomy) if is_letter else None) or (),
            addressees=self._note("addressees", letter.addressees(anatomy)) or (),
            copied_to=self._note("copied_to", letter.copied_to(anatomy)) or (),
            disclosure=self._note("disclosure", letter.disclosure(anatomy)),
            contacts=self._note("contacts", letter.contacts(anatomy)) or (),
            annexes=self._note("annexes", listed_annexes(anatomy)) or (),
            draft=draft,
            origins=self._origins,
            confidence=self._confidence,
        )

    def _note(self, field: str, found: Found[T] | None) -> T | None:
        if field in self._corrections:
            self._confidence[field] = BY_HAND
            return cast("T | None", self._corrections[field])  # ``read_correction`` gives each field its type
        if found is None:
            return None
        self._origins[field], self._confidence[field] = found.span, found.confidence
        return found.value

    def _proposal_number(self, kind: DocumentKind) -> Found[str] | None:
        if kind is DocumentKind.PROPOSAL:
            return proposal_head.number(self._anatomy)
        return letter.proposal_number(self._anatomy) if kind in _IS_LETTER else None

    def _effective(self, issued: date | None) -> Found[date] | None:
        # What a notice puts into force may be its annex; what the notice itself says comes first.
        parts = (self._anatomy, self._with_annexes)
        return _first(validity.effective_from(part, issued) for part in parts)

    def _until(self, start: date | None) -> Found[date] | None:
        parts = (self._anatomy, self._with_annexes)
        return _first(validity.valid_until(part, part.title, start) for part in parts)

    def _title(self) -> str:
        title = self._note("title", self._anatomy.title or proposal_head.title(self._anatomy)) or self._fallback_title
        self._confidence.setdefault("title", GUESSED)
        return title

    def _kind(self, title: str) -> DocumentKind:
        kind, confidence = classify(self._with_annexes, title)
        # The words of a doubtful title are doubtful evidence.
        self._confidence["kind"] = INFERRED if confidence == STATED and self._confidence["title"].is_low else confidence
        return self._note("kind", None) or kind

    def _outside(self, field: str, value: T | None, confidence: Confidence = MENTIONED) -> T | None:
        """A value that stands outside the text, where nothing else is known."""
        if field in self._confidence or not value:
            return None
        self._confidence[field] = confidence
        return value

    def _issued_outside(self) -> date | None:
        stated = self._outside("issued_on", self._facts.issued_on)
        return stated or self._outside("issued_on", self._fallback_issued_on, GUESSED)

    def _repeals(self, effective: date | None, *, is_timed: bool) -> tuple[Repeal, ...]:
        given: tuple[Repeal, ...] | None = self._note("repeals", None)
        if given is None and not is_timed:
            return ()
        read = tuple(validity.repeals(self._with_annexes, effective))
        if given is not None:
            return tuple(_with_clause(repeal, read) for repeal in given)
        if read:
            self._confidence["repeals"] = STATED if all(repeal.document_number for repeal in read) else MENTIONED
        return read

    def _lead_department(self, kind: DocumentKind, issuers: tuple[str, ...]) -> str | None:
        """主办单位: as a line names it; the one that replies is the one that leads."""
        named = self._note("lead_department", letter.lead_department(self._anatomy))
        if "lead_department" in self._confidence or kind is not DocumentKind.REPLY or not issuers:
            return named
        if "issuer" in self._origins:
            self._origins["lead_department"] = self._origins["issuer"]
        self._confidence["lead_department"] = min(self._confidence["issuer"], RECKONED, key=lambda each: each.value)
        return issuers[0]


def _first(found: Iterable[Found[T] | None]) -> Found[T] | None:
    return next((value for value in found if value is not None), None)


def _with_clause(given: Repeal, read: Sequence[Repeal]) -> Repeal:
    """A repeal named by hand, with day and clause where the text has one of the same document."""
    for repeal in read:
        if (given.document_number or given.title) in (repeal.document_number, repeal.title):
            return replace(given, title=given.title or repeal.title, on=repeal.on, clause=repeal.clause)
    return given
