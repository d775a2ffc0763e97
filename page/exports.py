"""Routes that give a list away as a file; nothing is written on the server.

They take the same names as the screen whose list it is, so that the link on the screen is all that is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response

from index.errors import IndexUnavailable
from page.found_passages import find_passages
from page.knowledge_base import KnowledgeBase
from page.search_request import SearchRequest
from page.sheets.passages import passage_rows
from page.sheets.table import csv_file
from page.strings import Strings

#: The knowledge base as whoever asks sees it.
SeenBy = Callable[[Request], KnowledgeBase]

_CSV: Final = "text/csv; charset=utf-8"
_UNAVAILABLE: Final = 503


def search_exports(seen_by: SeenBy, strings: Strings) -> APIRouter:
    """All passages that a search ranked, as CSV."""
    router = APIRouter(prefix=f"{strings.root}export")

    @router.get("/search.csv")
    def passages(request: Request) -> Response:
        asked = SearchRequest.of(request.query_params)
        if not asked.query:
            raise HTTPException(400, strings.search.empty)
        try:
            found = find_passages(seen_by(request), asked)
        except IndexUnavailable as error:
            raise HTTPException(_UNAVAILABLE, str(error)) from error
        return attachment(csv_file(passage_rows(found, strings)), _CSV, f"{strings.search_screen}.csv")

    return router


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """A file to be kept, with the day in its name; no cache keeps it."""
    stem, dot, ending = name.rpartition(".")
    dated = quote(f"{stem}-{date.today().isoformat()}{dot}{ending}", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{dated}",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=media_type, headers=headers)
