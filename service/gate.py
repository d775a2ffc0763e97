"""The one gate before everything: pages, Gradio's own addresses, the API, MCP.

Lets a request through when it comes with a session, with a token, or while no login is configured, and tells whatever
answers it who makes it (``reader.reader_of``). Requests that change something are refused where another site's page
made the browser send them: that page could otherwise act as whoever is logged in, or, without a login, as the owner.
"""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from page.strings import CHINESE, ENGLISH
from service.access import Access, Entry, Means
from service.api.errors import error_response
from service.errors import UsersError
from service.login import LOGIN, LOGOUT
from service.reader import hand_on

#: Below it a token or a session is asked for even while no login is configured.
MCP_ROOT: Final = "/mcp"

_HEALTH: Final = "/health"
_OPEN: Final = frozenset(
    {_HEALTH, "/page/style.css", *(strings.root + name for strings in (CHINESE, ENGLISH) for name in (LOGIN, LOGOUT))}
)
# Below these, anywhere in a path, programs ask, who are told in JSON and not led to a page.
_FOR_PROGRAMS: Final = frozenset({"api", "mcp", "metrics", "gradio_api"})
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY_VIOLATION: Final = 1008
_log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware; nothing stands before it but what checks the host's name."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        refusal = self._refusal(connection)
        if refusal is None:
            await self._app(scope, receive, _telling_caches(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, connection: HTTPConnection) -> Response | None:
        """What a request is answered that is not let through; the others are told who makes them."""
        path = connection.url.path
        try:
            entry = self._access.entry(connection)
        except UsersError as error:
            _log.error("nobody is let in: %s", error)
            if path == _HEALTH:
                return None
            return error_response(503, "login_unavailable", "the login needs the administrator's attention.")
        if _changes_something(connection) and _is_from_elsewhere(connection, entry):
            return error_response(403, "forbidden", "sent by another site's page.")
        if entry is not None and not (entry.means is Means.OPEN and f"{path}/".startswith(f"{MCP_ROOT}/")):
            hand_on(connection, entry.reader)
            return None
        if path in _OPEN:
            return None
        if _is_for_a_page(connection):
            return _to_login(connection)
        challenge = {"WWW-Authenticate": "Bearer"}
        return error_response(401, "unauthorized", "log in, or send a valid bearer token.", challenge)


def _changes_something(connection: HTTPConnection) -> bool:
    return connection.scope["type"] == "websocket" or connection.scope["method"] not in _SAFE


def _is_from_elsewhere(connection: HTTPConnection, entry: Entry | None) -> bool:
    """Whether a page of another site had the browser send a request; no browser adds a token by itself."""
    if entry is not None and entry.means is Means.TOKEN:
        return False
    site, origin = connection.headers.get("sec-fetch-site"), connection.headers.get("origin")
    if site is not None:
        return site not in {"same-origin", "none"}
    return origin is not None and urlsplit(origin).netloc != connection.headers.get("host")


def _is_for_a_page(connection: HTTPConnection) -> bool:
    return (
        connection.scope["type"] == "http"
        and connection.scope["method"] in {"GET", "HEAD"}
        and "text/html" in connection.headers.get("accept", "")
        and not _FOR_PROGRAMS.intersection(connection.url.path.split("/"))
    )


def _to_login(connection: HTTPConnection) -> Response:
    url = connection.url
    strings = ENGLISH if f"{url.path}/".startswith(ENGLISH.root) else CHINESE
    wanted = f"{url.path}?{url.query}" if url.query else url.path
    query = "" if wanted == strings.root else "?" + urlencode({"next": wanted})
    return RedirectResponse(f"{strings.root}{LOGIN}{query}", 303, {"Cache-Control": "no-store"})


def _telling_caches(send: Send) -> Send:
    """Has caches, the browser's own too, keep what somebody was shown for the same somebody only."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Cookie")
            headers.add_vary_header("Authorization")
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"  # nothing is to be seen by going back after logging out
        await send(message)

    return told
