"""Routes that give a list away as a file; nothing is written on the server.

They take the same names as the screen whose list it is, so that the link on the screen is all that is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool

from answer.company import ProfileError
from answer.comparison import compare
from index.errors import IndexUnavailable, UnknownDocument
from page.commitment_request import CommitmentRequest
from page.company_form import company_in
from page.comparison_page import comparison_page
from page.comparison_request import ComparisonRequest, document_of
from page.found_passages import find_passages
from page.knowledge_base import KnowledgeBase
from page.measure_request import MeasureRequest
from page.search_request import SearchRequest
from page.sheets import commitments as commitment_sheet
from page.sheets.measures import WIDTHS, measure_rows
from page.sheets.passages import passage_rows
from page.sheets.table import Cell, csv_file
from page.sheets.workbook import xlsx_file
from page.shown_commitments import show_commitments
from page.shown_measures import show_measures
from page.strings import Strings

#: The knowledge base as whoever asks sees it.
SeenBy = Callable[[Request], KnowledgeBase]

#: Media type of a CSV file.
CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HTML: Final = "text/html; charset=utf-8"
_UNAVAILABLE: Final = 503
_LONGEST_PROFILE: Final = 1 << 14


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
        return attachment(csv_file(passage_rows(found, strings)), CSV, f"{strings.search_screen}.csv")

    return router


def measure_exports(seen_by: SeenBy, strings: Strings) -> APIRouter:
    """All measures that a request asks for, as CSV or as an Excel workbook.

    With a company's profile in the body, which no address should carry, each condition has its verdict.
    """
    router = APIRouter(prefix=f"{strings.root}export")

    @router.api_route("/measures.csv", methods=["GET", "POST"])
    async def as_csv(request: Request) -> Response:
        rows = await _rows(request)
        return attachment(csv_file(rows), CSV, f"{strings.measures_screen}.csv")

    @router.api_route("/measures.xlsx", methods=["GET", "POST"])
    async def as_workbook(request: Request) -> Response:
        rows = await _rows(request)
        content = await run_in_threadpool(xlsx_file, rows, strings.measures_screen, WIDTHS)
        return attachment(content, _XLSX, f"{strings.measures_screen}.xlsx")

    async def _rows(request: Request) -> list[list[Cell]]:
        asked = MeasureRequest.of(request.query_params)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST_PROFILE:
                raise HTTPException(413)
        try:
            company = company_in(body) if body else None
            shown = await run_in_threadpool(show_measures, seen_by(request), asked, company)
        except ProfileError as error:
            raise HTTPException(400, str(error)) from error
        except IndexUnavailable as error:
            raise HTTPException(_UNAVAILABLE, str(error)) from error
        return list(measure_rows(shown.measures, strings))

    return router


def commitment_exports(seen_by: SeenBy, strings: Strings) -> APIRouter:
    """All commitments that a request asks for, as CSV or as an Excel workbook."""
    router = APIRouter(prefix=f"{strings.root}export")
    name = strings.commitments_screen

    @router.get("/commitments.csv")
    def as_csv(request: Request) -> Response:
        return attachment(csv_file(_rows(request)), CSV, f"{name}.csv")

    @router.get("/commitments.xlsx")
    def as_workbook(request: Request) -> Response:
        return attachment(xlsx_file(_rows(request), name, commitment_sheet.WIDTHS), _XLSX, f"{name}.xlsx")

    def _rows(request: Request) -> list[list[Cell]]:
        try:
            shown = show_commitments(seen_by(request), CommitmentRequest.of(request.query_params))
        except IndexUnavailable as error:
            raise HTTPException(_UNAVAILABLE, str(error)) from error
        return list(commitment_sheet.commitment_rows(shown.commitments, strings))

    return router


def comparison_exports(seen_by: SeenBy, strings: Strings) -> APIRouter:
    """Two documents side by side, as one file that needs no other."""
    router = APIRouter(prefix=f"{strings.root}export")

    @router.get("/comparison.html")
    def compared(request: Request) -> Response:
        asked = ComparisonRequest.of(request.query_params)
        try:
            old, new = (document_of(seen_by(request), key) for key in (asked.old, asked.new))
        except UnknownDocument as error:
            raise HTTPException(404) from error
        except IndexUnavailable as error:
            raise HTTPException(_UNAVAILABLE, str(error)) from error
        page = comparison_page(compare(old, new), strings)
        return attachment(page.encode("utf-8", "replace"), _HTML, f"{strings.comparison_screen}.html")

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
