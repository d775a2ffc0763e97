"""The letters of the drafting desk as files: ``/drafts/ID/letter.docx``, for their owner only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response

from draft.letter import SourceNotes, letter_bytes
from draft.workspace import DraftError, Workspace

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter_address(draft: str, sources: SourceNotes) -> str:
    """Where a letter is served."""
    return f"/drafts/{draft}/letter.docx?sources={sources.value}"


def letter_routes(home: Path, owner_of: Callable[[Request], str]) -> APIRouter:
    """The route.

    :param owner_of: whose drafts a request may have.
    """
    router = APIRouter()
    workspace = Workspace(home)

    @router.get("/drafts/{draft_id}/letter.docx", include_in_schema=False)
    def letter(draft_id: str, request: Request, sources: SourceNotes = SourceNotes.COMMENTS) -> Response:
        try:
            saved = workspace.load(draft_id, owner_of(request))
        except DraftError as error:
            raise HTTPException(404) from error
        name = quote(f"{saved.draft.proposal.title or draft_id}.docx", safe="", errors="replace")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
        return Response(letter_bytes(saved.draft.letter, sources=sources), media_type=_WORD, headers=headers)

    return router
