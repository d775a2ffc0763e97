"""A draft held against the index before anyone sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from draft.letter import SourceNotes, letter_bytes
from draft.review import review
from draft.types import Draft
from index import Index
from ingest.readers import FileContent
from ingest.reading import read_content

_NAME = "letter.docx"


def checked(draft: Draft, index: Index) -> Draft:
    """The draft with what a review of its letter finds, as it would be sent: without comments or an annex."""
    content = FileContent(Path(_NAME), letter_bytes(draft.letter, sources=SourceNotes.NONE))
    found = review(read_content(content, _NAME), index, proposal=draft.proposal, as_of=draft.as_of)
    return replace(draft, findings=found.findings)
