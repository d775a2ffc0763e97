"""Logging in and out: the routes behind the login page."""

from __future__ import annotations

import logging
import math
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from page.login_html import login_html
from page.strings import CHINESE, ENGLISH, Strings
from service.access import Access
from service.login_attempts import LoginAttempts
from service.passwords import GREATEST_LENGTH, check_password
from service.users import LONGEST_NAME, User

#: Below each language's root.
LOGIN: Final = "login"
LOGOUT: Final = "logout"

_LARGEST_FORM: Final = 8192
_NO_STORE: Final = {"Cache-Control": "no-store"}
# Each check takes 64 MiB and a processor for a moment: many at a time would take the machine from those who ask.
_CHECKS_AT_A_TIME: Final = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Form:
    """What somebody typed in."""

    name: str
    password: str
    wanted: str


def login_routes(access: Access, attempts: LoginAttempts) -> APIRouter:
    """The login page, its form and the way out, below the root of each language."""
    router = APIRouter(include_in_schema=False)
    for strings in (CHINESE, ENGLISH):
        desk = _LoginDesk(access, attempts, strings)
        router.add_api_route(f"{strings.root}{LOGIN}", desk.show, methods=["GET"])
        router.add_api_route(f"{strings.root}{LOGIN}", desk.log_in, methods=["POST"])
        router.add_api_route(f"{strings.root}{LOGOUT}", desk.log_out, methods=["POST"])
    return router


class _LoginDesk:
    """One language's login."""

    def __init__(self, access: Access, attempts: LoginAttempts, strings: Strings) -> None:
        self._access = access
        self._attempts = attempts
        self._strings = strings
        self._limiter: CapacityLimiter | None = None  # belongs to the event loop that first asks

    async def show(self, request: Request) -> Response:
        """The page; whoever is let in already is led on."""
        wanted = own_path(request.query_params.get("next", ""), self._strings.root)
        if self._access.entry(request) is not None:
            return self._lead_to(wanted)
        return self._page(wanted)

    async def log_in(self, request: Request) -> Response:
        """Check what was typed in; a new session each time, whatever the browser sent along."""
        form = await _read_form(request, self._strings.root)
        if form is None:
            return self._page("", problem=self._strings.access.too_long, status=413)
        users = self._access.users_file.users()
        if users is None:
            return self._lead_to(form.wanted)
        address = request.client.host if request.client else ""
        wait = self._attempts.begin(form.name, address)
        if wait > 0:
            seconds = math.ceil(wait)
            problem = self._strings.access.wait.format(seconds=seconds)
            page = self._page(form.wanted, name=form.name, problem=problem, status=429)
            page.headers["Retry-After"] = str(seconds)
            return page
        user = users.by_name.get(form.name)
        if not await self._is_right(user, form.password) or user is None:
            self._attempts.failed(form.name, address)
            # A name that nobody has may be a password in the wrong box: it is not logged.
            _log.warning("login refused: %s, from %s", repr(user.name) if user else "an unknown name", address)
            return self._page(form.wanted, name=form.name, problem=self._strings.access.wrong, status=401)
        self._attempts.succeeded(form.name, address)
        _log.info("logged in: %r, from %s", user.name, address)
        self._end_session(request)
        response = self._lead_to(form.wanted)
        response.set_cookie(
            self._access.cookie(request),
            self._access.sessions.begin(user),
            httponly=True,
            samesite="lax",
            secure=self._access.is_secure(request),
        )
        return response

    async def log_out(self, request: Request) -> Response:
        """End the session."""
        self._end_session(request)
        response = RedirectResponse(f"{self._strings.root}{LOGIN}", 303, _NO_STORE)
        secure = self._access.is_secure(request)
        response.delete_cookie(self._access.cookie(request), httponly=True, samesite="lax", secure=secure)
        return response

    async def _is_right(self, user: User | None, password: str) -> bool:
        self._limiter = self._limiter or CapacityLimiter(_CHECKS_AT_A_TIME)
        kept = user.password if user else None
        return await to_thread.run_sync(check_password, kept, password, limiter=self._limiter)

    def _end_session(self, request: Request) -> None:
        key = request.cookies.get(self._access.cookie(request))
        if key:
            self._access.sessions.end(key)

    def _lead_to(self, path: str) -> RedirectResponse:
        return RedirectResponse(path, 303, _NO_STORE)

    def _page(self, wanted: str, *, name: str = "", problem: str = "", status: int = 200) -> HTMLResponse:
        target = f"{self._strings.root}{LOGIN}"
        page = login_html(self._strings, target=target, wanted=wanted, name=name, problem=problem)
        return HTMLResponse(page, status, _NO_STORE)


def own_path(wanted: str, root: str) -> str:
    """Where to go after logging in: a path on this server, or else the first screen, never another host.

    :param root: path of the first screen.
    """
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return root
    # Browsers take \\ for a slash, and leave out tabs and line ends.
    is_own = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if is_own and not parts.scheme and not parts.netloc else root


async def _read_form(request: Request, root: str) -> _Form | None:
    """The form; ``None`` for more than a name and a password can be."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_FORM:
            return None
    fields = parse_qs(bytes(body).decode("utf-8", errors="replace"), keep_blank_values=True)
    name, password, wanted = ((fields.get(key) or [""])[0] for key in ("name", "password", "next"))
    name = unicodedata.normalize("NFC", name.strip())
    if len(name) > LONGEST_NAME or len(password) > GREATEST_LENGTH:
        return None
    return _Form(name, password, own_path(wanted, root))
