"""A draft held against the index before anyone sees it."""

from __future__ import annotations

from dataclasses import replace

from draft.review import review_letter
from draft.types import Draft
from index import Index


def checked(draft: Draft, index: Index) -> Draft:
    """The draft with what a review of its letter finds, as it would be sent: without comments or an annex."""
    found = review_letter(draft.letter, index, proposal=draft.proposal, as_of=draft.as_of)
    return replace(draft, findings=found.findings, is_reviewed=True)
