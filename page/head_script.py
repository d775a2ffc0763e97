"""ASGI middleware that gives each HTML page its language, its look and its limits.

Gradio takes its own strings (menus, errors, labels for screen readers) from ``navigator.language``, and reads it
before any script of ours could run; so one inline script goes first in ``<head>``. The style sheet is linked last
there, because Gradio rewrites the selectors of a sheet that it is given. The same place sets the policy that keeps the
browser from asking any other host for anything, and takes out Gradio's base address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio's, and needless, since it names the folder that the page is in anyway; but with it a link to another query or
# another place of the same page (``?page=2``, ``#step``) would lead to the first screen.
_BASE = b'<base href="./" />'

# Gradio builds its templates with Function() and styles inline; images of a page and downloads are our own.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def language_script(language: str) -> bytes:
    """The script that lets Gradio speak a language whatever the browser's own is."""
    value = json.dumps(language)
    return (
        "<script>(()=>{"
        f"const language={value};"
        "Object.defineProperty(navigator,'language',{get:()=>language});"
        "Object.defineProperty(navigator,'languages',{get:()=>[language]});"
        "document.documentElement.lang=language"
        "})()</script>"
    ).encode()


def style_link(address: str) -> bytes:
    """The link to a style sheet.

    :param address: path on this server, without characters that HTML gives a meaning.
    """
    return f'<link rel="stylesheet" href="{address}">'.encode()


class HeadScript:
    """Puts the language's script first and a link last into the head of every HTML page.

    :param languages: the language of the pages below a path, by that path with a slash at its end; the first that fits.
    """

    def __init__(self, app: ASGIApp, languages: Mapping[str, str], link: bytes) -> None:
        self._app = app
        self._scripts = {root: language_script(language) for root, language in languages.items()}
        self._link = link

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        # Without this the page could come compressed, and there would be no <head> to find.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        script = next((found for root, found in self._scripts.items() if f"{scope['path']}/".startswith(root)), b"")
        await self._app({**scope, "headers": plain}, receive, _HtmlSender(send, script, self._link))


class _HtmlSender:
    """Holds an HTML response back until it is whole; lets any other pass."""

    def __init__(self, send: Send, script: bytes, link: bytes) -> None:
        self._send = send
        self._script = script
        self._link = link
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        page = bytes(self._body).replace(b"<head>", b"<head>" + self._script, 1)
        page = page.replace(_BASE, b"", 1)
        page = page.replace(b"</head>", self._link + b"</head>", 1)
        headers = MutableHeaders(raw=list(self._start["headers"]))
        headers["content-length"] = str(len(page))
        headers["content-security-policy"] = CONTENT_SECURITY_POLICY
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "same-origin"
        await self._send({**self._start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": page})


def _is_html(start: Message) -> bool:
    return Headers(raw=list(start["headers"])).get("content-type", "").startswith("text/html")
