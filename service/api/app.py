"""The API's routes; what they give is looked up by ``service.lookups``."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from answer.measure_list import MeasureList
from answer.types import Answer
from index.types import RequestResult, SearchResult
from page.knowledge_base import KnowledgeBase
from service.api.errors import BodyLimit, ErrorBody, add_error_handlers
from service.api.openapi import completed
from service.api.reference import reference_html
from service.json_text import json_text
from service.lookups import Lookups
from service.requests import (
    LONGEST_QUESTION,
    AskBody,
    AskRequest,
    CompareRequest,
    MeasuresBody,
    MeasuresRequest,
    SearchBody,
    SearchRequest,
    ShowRequest,
)
from service.shown_comparison import ShownComparison
from service.shown_document import DocumentList, ShownDocument

_MOST_BYTES: Final = 64 << 10
_DESCRIPTION: Final = (
    "Questions, passages, support measures and documents of one knowledge base, in the JSON that the command line "
    "prints."
)
_FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    401: {
        "model": ErrorBody,
        "description": "A login is configured, and there is neither a session nor a valid token.",
    },
    422: {
        "model": ErrorBody,
        "description": "A field is missing, unknown, or has a wrong value; the message names it.",
    },
    503: {
        "model": ErrorBody,
        "description": "There is no index yet, or it cannot be opened: the message says what to do. "
        "Or too many requests are waiting: try again after `Retry-After` seconds.",
    },
}
_TOO_LARGE: Final[dict[int | str, dict[str, Any]]] = {
    413: {"model": ErrorBody, "description": f"The body is larger than {_MOST_BYTES >> 10} KiB."}
}
_UNKNOWN: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": ErrorBody, "description": "No document goes by that, or it may not be seen."}
}


async def _knowledge(request: Request) -> KnowledgeBase:
    """What the one who sends a request may see."""
    knowledge: KnowledgeBase | None = request.app.state.knowledge_of(request)
    if knowledge is None:
        raise HTTPException(401, "log in, or send a valid bearer token.")
    return knowledge


_Knowledge = Annotated[KnowledgeBase, Depends(_knowledge)]


class _Api(FastAPI):
    """An application whose OpenAPI says what the docstrings of the results do."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = completed(super().openapi())
        return self.openapi_schema


def create_api(lookups: Lookups, knowledge_of: Callable[[Request], KnowledgeBase | None]) -> FastAPI:
    """The API as an application of its own, to be mounted at ``/api``.

    :param knowledge_of: what the one who sends a request may see; ``None`` for one who may not ask at all.
    """
    api = _Api(
        title="policykb",
        version=version("policykb"),
        description=_DESCRIPTION,
        docs_url=None,  # FastAPI's own page loads its parts from another host
        redoc_url=None,
        redirect_slashes=False,
        responses=_FAILURES,
    )
    api.state.knowledge_of = knowledge_of
    api.add_middleware(BodyLimit, most_bytes=_MOST_BYTES)
    add_error_handlers(api)
    _add_questions(api, lookups)
    _add_documents(api, lookups)

    @api.get("/docs", include_in_schema=False)
    async def reference(request: Request) -> HTMLResponse:
        return HTMLResponse(reference_html(api.openapi(), request.scope.get("root_path", "")))

    return api


def _add_questions(api: FastAPI, lookups: Lookups) -> None:
    @api.get("/ask", response_model=Answer, summary="Ask a question", tags=["ask"])
    async def ask(knowledge: _Knowledge, request: Annotated[AskRequest, Query()]) -> Response:
        """Answer in quoted sentences, each with its place in a document; or refuse, and name the nearest passages."""
        return _json(await lookups.ask(knowledge, request))

    @api.post("/ask", response_model=Answer, summary="Ask a question", tags=["ask"], responses=_TOO_LARGE)
    async def ask_in_json(knowledge: _Knowledge, request: AskBody) -> Response:
        """The same; only here can a question follow up an earlier one (`previous`)."""
        return _json(await lookups.ask(knowledge, request))

    @api.get("/search", response_model=SearchResult | RequestResult, summary="Search for passages", tags=["search"])
    async def search(knowledge: _Knowledge, request: Annotated[SearchRequest, Query()]) -> Response:
        """The passages that fit best; with `requests`, what members asked for before, with what answered it."""
        return _json(await lookups.search(knowledge, request))

    @api.post(
        "/search",
        response_model=SearchResult | RequestResult,
        summary="Search for passages",
        tags=["search"],
        responses=_TOO_LARGE,
    )
    async def search_in_json(knowledge: _Knowledge, request: SearchBody) -> Response:
        """The same."""
        return _json(await lookups.search(knowledge, request))

    @api.get("/measures", response_model=MeasureList, summary="List support measures", tags=["measures"])
    async def measures(knowledge: _Knowledge, request: Annotated[MeasuresRequest, Query()]) -> Response:
        """Every support measure that fits a topic, not the best only; each field with its place in a document."""
        return _json(await lookups.measures(knowledge, request))

    @api.post(
        "/measures",
        response_model=MeasureList,
        summary="List support measures",
        tags=["measures"],
        responses=_TOO_LARGE,
    )
    async def measures_in_json(knowledge: _Knowledge, request: MeasuresBody) -> Response:
        """The same; only here can conditions be held against a company (`company`)."""
        return _json(await lookups.measures(knowledge, request))


def _add_documents(api: FastAPI, lookups: Lookups) -> None:
    @api.get("/documents", response_model=DocumentList, summary="List the documents", tags=["documents"])
    async def documents(knowledge: _Knowledge) -> Response:
        """Every document with kind, title, 文号, date, and whether it is in force today."""
        return _json(await lookups.documents(knowledge))

    @api.get(
        "/documents/{document:path}",
        response_model=ShownDocument,
        summary="Show a document",
        tags=["documents"],
        responses=_UNKNOWN,
    )
    async def document(
        knowledge: _Knowledge,
        document: Annotated[
            str,
            Path(
                description="`id` or `document` of a citation, a hit or a measure.",
                min_length=1,
                max_length=LONGEST_QUESTION,
                pattern=r"\S",
            ),
        ],
    ) -> Response:
        """A document's metadata and its text: what `start` and `end` of citations are offsets into."""
        return _json(await lookups.show(knowledge, ShowRequest(document=document)))

    @api.get(
        "/compare",
        response_model=ShownComparison,
        summary="Compare two versions",
        tags=["documents"],
        responses=_UNKNOWN,
    )
    async def compare(knowledge: _Knowledge, request: Annotated[CompareRequest, Query()]) -> Response:
        """Two versions of a rule, article by article: what came, went and moved, and which figures changed."""
        return _json(await lookups.compare(knowledge, request))


def _json(value: object) -> Response:
    """A result as the command line prints it, and as it was when it was asked for."""
    return Response(json_text(value), headers={"Cache-Control": "no-store"}, media_type="application/json")
