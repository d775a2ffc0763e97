"""Routes beside Gradio's: health, the style sheet, page images, original files.

Only a document of the index can be named, and only by its id; the file's bytes must be those that were indexed.
Anything else there is 404.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from index.errors import IndexUnavailable, UnknownDocument
from ingest.document import Document
from page.errors import NoSuchPage, OriginalUnavailable
from page.knowledge_base import KnowledgeBase
from page.original_file import read_original
from page.page_image import WIDTHS, PageImages

_ID = re.compile(r"[0-9a-f]{12}")
_PAGE = re.compile(r"[1-9][0-9]{0,4}")
# The address carries the content's hash, so a changed file has another address.
_KEEP = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}


def file_address(document: Document) -> str:
    """Where the original file is served."""
    return f"/source/{document.id}/file?v={document.content_hash[:16]}"


def page_address(document: Document, page: int) -> str:
    """Where the image of a page is served; ``&width=`` and one of ``page_image.WIDTHS`` chooses its size."""
    return f"/source/{document.id}/pages/{page}.png?v={document.content_hash[:16]}"


def style_address(style: bytes) -> str:
    """Where the style sheet is served."""
    return f"/page/style.css?v={hashlib.sha256(style).hexdigest()[:16]}"


def style_routes(style: bytes) -> APIRouter:
    """The style sheet."""
    router = APIRouter()

    @router.get("/page/style.css")
    def style_sheet() -> Response:
        return Response(style, media_type="text/css", headers=_KEEP)

    return router


def health_routes(knowledge: KnowledgeBase, seen_by: Callable[[Request], KnowledgeBase | None]) -> APIRouter:
    """``/health``: 200 while an index is open, 503 while there is none.

    :param seen_by: the knowledge base as whoever asks sees it; ``None`` for a stranger, who is told nothing more.
    """
    router = APIRouter()

    @router.get("/health")
    def health(request: Request) -> JSONResponse:
        seen = seen_by(request)
        try:
            index = (seen or knowledge).index()
            more = {"generation": index.generation, "documents": index.document_count} if seen else {}
        except IndexUnavailable as error:
            return JSONResponse({"status": "no_index", **({"message": str(error)} if seen else {})}, status_code=503)
        return JSONResponse({"status": "ok", **more})

    return router


def source_routes(
    find: Callable[[Request, str], Document], images: PageImages, passwords: Sequence[str] = ()
) -> APIRouter:
    """Page images and original files.

    :param find: a document by its id, as whoever asks sees it; raises ``UnknownDocument`` or ``IndexUnavailable``.
    :param passwords: tried in turn on protected archives.
    """
    router = APIRouter(prefix="/source")

    @router.get("/{document_id}/pages/{page}.png")
    def page_image(request: Request, document_id: str, page: str, width: str = str(WIDTHS[-1])) -> Response:
        document = _known(request, document_id)
        if not _PAGE.fullmatch(page) or width not in map(str, WIDTHS):
            raise HTTPException(404)
        try:
            image = images.png(document, int(page), int(width))
        except (OriginalUnavailable, NoSuchPage) as error:
            raise HTTPException(404) from error
        return Response(image, media_type="image/png", headers=_KEEP)

    @router.get("/{document_id}/file")
    def original(request: Request, document_id: str) -> Response:
        document = _known(request, document_id)
        try:
            file = read_original(document, passwords)
        except OriginalUnavailable as error:
            raise HTTPException(404) from error
        # Only PDF is shown in place: an HTML document opened from here would run its scripts as this page's.
        kind, disposition = ("application/pdf", "inline") if file.is_pdf else ("application/octet-stream", "attachment")
        name = quote(file.path.name, safe="", errors="replace")
        return Response(
            file.content,
            media_type=kind,
            headers={**_KEEP, "Content-Disposition": f"{disposition}; filename*=UTF-8''{name}"},
        )

    def _known(request: Request, document_id: str) -> Document:
        # An id, never a name or a path, though the index would find a document by those too.
        if not _ID.fullmatch(document_id):
            raise HTTPException(404)
        try:
            document = find(request, document_id)
        except (UnknownDocument, IndexUnavailable) as error:
            raise HTTPException(404) from error
        if document.id != document_id:
            raise HTTPException(404)
        return document

    return router
