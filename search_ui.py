"""The page: its screens, its routes, and the server that gives them out.

``create_app`` gives the whole web application, ``serve`` runs it, ``main`` is the console script. What the page
shows is made in ``page/``, the screens are in ``screens/``; here they are only put together.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import click
import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware

from console.program import exit_code_for
from index import Index
from index.errors import IndexUnavailable
from index.settings import load_settings
from ingest.errors import PolicyKBError
from page.address import OWN_NAMES, listen
from page.errors import AddressRefused
from page.exports import comparison_exports, measure_exports, search_exports
from page.head_script import HeadScript, style_link
from page.knowledge_base import KnowledgeBase
from page.page_image import PageImages
from page.routes import health_routes, source_routes, style_address, style_routes
from page.strings import CHINESE, ENGLISH
from screens import ask, comparison, measures, search
from screens.shell import Desk, Screen, blocks_of, theme
from service.records import Records

HOST, PORT = "127.0.0.1", 7860

#: In the order of the navigation.
SCREENS: Final = (
    Screen("", lambda strings: strings.ask_screen, ask.build),
    Screen("search", lambda strings: strings.search_screen, search.build),
    Screen("measures", lambda strings: strings.measures_screen, measures.build),
    Screen("compare", lambda strings: strings.comparison_screen, comparison.build),
)

#: In the order in which they take effect.
STYLE_SHEETS: Final = ("style.css", "lists.css", "measures.css", "comparison.css")

_log = logging.getLogger(__name__)
_ASSETS = Path(__file__).parent / "page"


def create_app(
    home: Path,
    index: Index | None = None,
    *,
    examples: Sequence[str] | None = None,
    passwords: Sequence[str] = (),
) -> FastAPI:
    """The whole web application: Chinese at its root, English below ``/en``.

    :param home: where the index lies; there need not be one yet.
    :param index: already open, and closed by the caller; without it the home's own is opened.
    :param examples: questions offered before the first one; each catalogue's own by default.
    :param passwords: tried in turn on protected files, whose pages are shown.
    """
    knowledge = KnowledgeBase(home, index)
    images = PageImages(passwords=passwords)
    records = Records(home)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(knowledge.index)  # so that the first question need not wait for the model
        except IndexUnavailable as error:
            _log.warning("%s", error)
        try:
            yield
        finally:
            knowledge.close()

    app = FastAPI(title=CHINESE.brand, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    style = b"\n".join((_ASSETS / name).read_bytes() for name in STYLE_SHEETS)
    languages = {ENGLISH.root: ENGLISH.language, CHINESE.root: CHINESE.language}
    app.add_middleware(HeadScript, languages=languages, link=style_link(style_address(style)))
    # A page elsewhere on the net could give its own name this machine's address, and read the answers.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*OWN_NAMES, "[::1]"])
    app.include_router(style_routes(style))
    app.include_router(health_routes(knowledge))
    app.include_router(source_routes(knowledge.document, images, passwords))
    for strings in (ENGLISH, CHINESE):  # the root last: it takes whatever comes before it
        for routes in (search_exports, measure_exports, comparison_exports):
            app.include_router(routes(lambda _: knowledge, strings))
        desk = Desk(knowledge, strings, records, strings.examples if examples is None else examples, passwords)
        with warnings.catch_warnings():
            # Gradio tells so for every page with several screens, though it was not asked for.
            warnings.filterwarnings("ignore", message="SSR mode is not supported with multi-page apps")
            gr.mount_gradio_app(
                app,
                blocks_of(desk, SCREENS),
                path=strings.root.rstrip("/") or "/",
                theme=theme(),
                footer_links=[],
                run_history=False,
                ssr_mode=False,
                show_error=False,
                max_file_size="1kb",  # nothing is uploaded on this page
            )
    return app


def serve(home: Path, host: str = HOST, port: int = PORT, *, passwords: Sequence[str] = ()) -> None:
    """Run the page until it is interrupted.

    :param passwords: as of ``create_app``.
    :raises AddressRefused: the host is not this machine's own, or the port is taken.
    """
    with listen(host, port) as sock:
        name = f"[{host}]" if ":" in host else host
        app = create_app(home, passwords=passwords)
        click.echo(f"http://{name}:{sock.getsockname()[1]}")
        # An open page holds a connection for as long as it is open: do not wait for it on Ctrl-C.
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        with suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[sock])


@click.command()
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), help="Index and settings; default $POLICYKB_HOME."
)
@click.option("--host", default=HOST, show_default=True, help="This machine's own address.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def main(home: Path | None, host: str, port: int) -> None:
    """Open the page for asking questions on this machine."""
    try:
        settings = load_settings(home, os.environ)
        serve(settings.home, host, port, passwords=settings.passwords)
    except AddressRefused as error:
        raise click.UsageError(str(error)) from error
    except PolicyKBError as error:
        click.echo(f"policykb-ui: {error}", err=True)
        sys.exit(exit_code_for(error))


if __name__ == "__main__":
    main()
