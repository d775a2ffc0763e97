"""The metadata of a document, read from its text; each value with the place it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from ingest import imprint, letter, validity
from ingest.anatomy import Anatomy, Found
from ingest.annexes import listed_annexes
from ingest.document import Block, DocumentKind, Metadata, Span
from ingest.kinds import classify, draft_word

T = TypeVar("T")

# Replies, proposals and explainers tell of other documents' validity, never of their own.
_HAS_VALIDITY: Final = frozenset(
    {DocumentKind.RULE, DocumentKind.PLAN, DocumentKind.NOTICE, DocumentKind.LAW, DocumentKind.OTHER}
)
_IS_LETTER: Final = frozenset({DocumentKind.REPLY, DocumentKind.PROPOSAL})


def read_metadata(
    text: str, blocks: Sequence[Block], *, fallback_title: str, fallback_issued_on: date | None = None
) -> Metadata:
    """Read what a document says about itself.

    :param fallback_title: the title of a document that has none, without an origin then.
    :param fallback_issued_on: likewise its day; other days are never reckoned from it.
    """
    metadata = _Reading(Anatomy(text, tuple(blocks)), fallback_title).metadata()
    return metadata if metadata.issued_on else replace(metadata, issued_on=fallback_issued_on)


class _Reading:
    """Collects values and notes where each was read."""

    def __init__(self, anatomy: Anatomy, fallback_title: str) -> None:
        self._anatomy = anatomy.without_annexes
        self._with_annexes = anatomy
        self._fallback_title = fallback_title
        self._origins: dict[str, Span] = {}

    def metadata(self) -> Metadata:
        anatomy = self._anatomy
        title = self._note("title", anatomy.title) or self._fallback_title
        kind = classify(self._with_annexes, title)
        draft = draft_word(title)
        issuers = self._note("issuer", imprint.issuer(anatomy)) or ()
        issued = self._note("issued_on", imprint.issued_on(anatomy))
        timed = kind in _HAS_VALIDITY and draft is None
        effective = self._effective(issued) if timed else None
        is_letter = kind in _IS_LETTER
        return Metadata(
            kind=kind,
            title=title,
            document_number=self._note("document_number", imprint.document_number(anatomy)),
            issuer=issuers,
            issued_on=issued,
            effective_from=effective,
            valid_until=self._until(effective or issued) if timed else None,
            repeals=tuple(validity.repeals(self._with_annexes, effective or issued)) if timed else (),
            session=self._note("session", letter.session(anatomy)) if is_letter else None,
            proposal_number=self._note("proposal_number", letter.proposal_number(anatomy)) if is_letter else None,
            proposal_title=self._note("proposal_title", letter.proposal_title(anatomy)) if is_letter else None,
            reply_class=self._note("reply_class", letter.reply_class(anatomy)) if is_letter else None,
            lead_department=self._lead_department(kind, issuers),
            co_departments=(self._note("co_departments", letter.co_departments(anatomy)) or ()) if is_letter else (),
            addressees=self._note("addressees", letter.addressees(anatomy)) or (),
            copied_to=self._note("copied_to", letter.copied_to(anatomy)) or (),
            disclosure=self._note("disclosure", letter.disclosure(anatomy)),
            contacts=self._note("contacts", letter.contacts(anatomy)) or (),
            annexes=self._note("annexes", listed_annexes(anatomy)) or (),
            draft=draft,
            origins=self._origins,
        )

    def _note(self, field: str, found: Found[T] | None) -> T | None:
        if found is None:
            return None
        self._origins[field] = found.span
        return found.value

    def _effective(self, issued: date | None) -> date | None:
        # What a notice puts into force may be its annex; what the notice itself says comes first.
        parts = (self._anatomy, self._with_annexes)
        return self._note("effective_from", _first(validity.effective_from(part, issued) for part in parts))

    def _until(self, start: date | None) -> date | None:
        parts = (self._anatomy, self._with_annexes)
        found = _first(validity.valid_until(part, part.title, start) for part in parts)
        return self._note("valid_until", found)

    def _lead_department(self, kind: DocumentKind, issuers: tuple[str, ...]) -> str | None:
        """主办单位: as a line names it; the one that replies is the one that leads."""
        named = self._note("lead_department", letter.lead_department(self._anatomy))
        if named is not None or kind is not DocumentKind.REPLY or not issuers:
            return named
        self._origins["lead_department"] = self._origins["issuer"]
        return issuers[0]


def _first(found: Iterable[Found[T] | None]) -> Found[T] | None:
    return next((value for value in found if value is not None), None)
