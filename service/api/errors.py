"""How the API says that something went wrong: one form for all, with a code for programs and a message for people.

::

    {"error": {"code": "unknown_document", "message": "…"}}

| status | code                                                                       |
|--------|----------------------------------------------------------------------------|
| 401    | ``unauthorized``: no session and no valid token                             |
| 403    | ``forbidden``: another site's page sent it, or the role does not reach so far |
| 404    | ``unknown_document``, or ``not_found`` for an address that is none          |
| 405    | ``method_not_allowed``                                                      |
| 413    | ``too_large``: the body                                                     |
| 422    | ``invalid_input``; the message names the field                              |
| 500    | ``failed``: a fault of ours, of which the log tells more                    |
| 503    | ``no_index``, ``index_unavailable``, ``login_unavailable``: do what the message says; ``busy``: try again |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import PolicyKBError
from service.json_text import json_text
from service.lookups import Busy
from service.problems import Problem, faults_in_words, problem_of

_STATUSES: Final = {"unknown_document": 404, "busy": 503, "no_index": 503, "index_unavailable": 503}
_CODES: Final = {401: "unauthorized", 413: "too_large"}
_RETRY: Final = {"Retry-After": "3"}


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """What is sent in place of a result."""

    error: Problem


def error_response(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error in the API's form."""
    content = json_text(ErrorBody(Problem(code, message)))
    return Response(content, status, {"Cache-Control": "no-store", **(headers or {})}, "application/json")


def add_error_handlers(app: FastAPI) -> None:
    """Let an application say every error in this form."""

    @app.exception_handler(PolicyKBError)
    async def ours(_: Request, error: PolicyKBError) -> Response:
        problem = problem_of(error)
        return error_response(
            _STATUSES.get(problem.code, 500), problem.code, problem.message, _RETRY if isinstance(error, Busy) else None
        )

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        return error_response(422, "invalid_input", faults_in_words(error.errors(), skip=1))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        match error.status_code:
            case 404:
                message = "nothing is at this address; /api/docs lists what there is."
                return error_response(404, "not_found", message)
            case 405:
                # Of several routes with one address, Starlette asks the first only.
                found = (route for route in app.routes if isinstance(route, Route) and _is_at(route, request))
                allowed = ", ".join(sorted({method for route in found for method in route.methods or ()}))
                message = f"{request.method} is not for this address, {allowed} is."
                return error_response(405, "method_not_allowed", message, {"Allow": allowed})
            case 400:  # a body that cannot even be parsed
                return error_response(422, "invalid_input", str(error.detail))
        return error_response(error.status_code, _CODES.get(error.status_code, "failed"), str(error.detail))

    @app.exception_handler(Exception)
    async def unforeseen(_: Request, error: Exception) -> Response:
        return error_response(500, "failed", f"unexpected {type(error).__name__}. The server's log tells more.")


def _is_at(route: Route, request: Request) -> bool:
    """Whether a route has the address of a request, whatever its method."""
    match, _ = route.matches(request.scope)
    return match is not Match.NONE


class BodyLimit:
    """ASGI middleware that reads no more of a request's body than it may hold.

    FastAPI's own would answer in a form of its own.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > self._most:
            await error_response(413, "too_large", self._message)(scope, receive, send)
            return
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise HTTPException(413, self._message)
            return message

        await self._app(scope, receive_some, send)

    @property
    def _message(self) -> str:
        return f"the body is larger than {self._most} bytes. Send less."
