"""The page: its screens, its routes, and the server that gives them out.

``create_app`` gives the whole web application, ``serve`` runs it, ``main`` is the console script. What the page
shows is made in ``page/``, the screens are in ``screens/``; here they are only put together.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import click
import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware

from console.program import exit_code_for
from index import Index
from index.errors import IndexUnavailable
from index.settings import Settings, load_settings
from ingest.errors import PolicyKBError
from page.address import OWN_NAMES, hosts_served, listen, serves_others
from page.colours import colours
from page.errors import AddressRefused
from page.exports import commitment_exports, comparison_exports, measure_exports, search_exports
from page.head_script import HeadScript, style_link
from page.knowledge_base import KnowledgeBase
from page.page_image import PageImages
from page.routes import health_routes, source_routes, style_address, style_routes
from page.strings import CHINESE, ENGLISH
from screens import ask, commitments, comparison, corpus, drafting, measures, search
from screens.sessions import share_sessions
from screens.shell import Desk, Screen, blocks_of, theme
from service.access import Access, read_agent_token
from service.caretaking import Caretaking
from service.gate import Gate
from service.jobs import JobTableDamaged
from service.letters import letter_routes
from service.login import login_routes
from service.login_attempts import LoginAttempts
from service.metrics import Metrics
from service.programs import Programs
from service.reader import OWNER, PASSER_BY, known_reader, reader_of
from service.records import Records
from service.verdicts import verdict_exports

HOST, PORT = "127.0.0.1", 7860

#: In the order of the navigation.
SCREENS: Final = (
    Screen("", lambda strings: strings.ask_screen, ask.build),
    Screen("search", lambda strings: strings.search_screen, search.build),
    Screen("measures", lambda strings: strings.measures_screen, measures.build),
    Screen("compare", lambda strings: strings.comparison_screen, comparison.build),
    Screen(drafting.PATH, lambda strings: strings.drafting.screen, drafting.build),
    Screen("commitments", lambda strings: strings.commitments_screen, commitments.build),
    Screen("corpus", lambda strings: strings.corpus.screen, corpus.build),
)

#: One sheet for all screens, so that a browser asks for it once; in the order in which they take effect.
STYLE_SHEETS: Final = (
    "style.css",
    "lists.css",
    "measures.css",
    "commitments.css",
    "comparison.css",
    "corpus/corpus.css",
)

_log = logging.getLogger(__name__)
_ASSETS = Path(__file__).parent / "page"


def create_app(
    home: Path,
    index: Index | None = None,
    *,
    examples: Sequence[str] | None = None,
    passwords: Sequence[str] = (),
    access: Access | None = None,
    hosts: Sequence[str] = (*OWN_NAMES, "[::1]"),
) -> FastAPI:
    """The whole web application: Chinese at its root, English below ``/en``; nothing of it is reached but by the gate.

    :param home: where the index lies; there need not be one yet.
    :param index: already open, and closed by the caller; without it the home's own is opened.
    :param examples: questions offered before the first one; each catalogue's own by default.
    :param passwords: tried in turn on protected files, whose pages are shown.
    :param access: who may see and do what; by default as the users file of the home says.
    :param hosts: the names by which it answers.
    """
    settings = index.settings if index is not None else load_settings(home, os.environ)
    caretaking = _caretaking(settings)
    metrics = Metrics(lambda: knowledge.index())  # noqa: PLW0108 - there is none yet
    knowledge = KnowledgeBase(home, index, asked=metrics.asked)
    access = access or Access.at(home)
    images = PageImages(passwords=passwords)
    records = Records(home)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(knowledge.index)  # so that the first question need not wait for the model
        except IndexUnavailable as error:
            _log.warning("%s", error)
        if caretaking is not None:
            caretaking.start()
        try:
            async with programs.running():
                yield
        finally:
            if caretaking is not None:
                await run_in_threadpool(caretaking.close)
            access.sessions.close()
            knowledge.close()

    def seen_by(request: Any) -> KnowledgeBase:
        return knowledge.limited_to(reader_of(request).visibility)

    def seen_if_known(request: Any) -> KnowledgeBase | None:
        return seen_by(request) if known_reader(request) else None

    programs = Programs(metrics, seen_if_known, hosts)
    app = FastAPI(title=CHINESE.brand, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    style = b"\n".join((colours("body.login").encode(), *((_ASSETS / name).read_bytes() for name in STYLE_SHEETS)))
    languages = {ENGLISH.root: ENGLISH.language, CHINESE.root: CHINESE.language}
    app.add_middleware(HeadScript, languages=languages, link=style_link(style_address(style)))
    app.add_middleware(Gate, access=access)
    # A page elsewhere on the net could give its own name this machine's address, and read the answers.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.include_router(style_routes(style))
    app.include_router(login_routes(access, LoginAttempts()))
    app.include_router(health_routes(knowledge, seen_if_known))
    programs.add_to(app)
    app.include_router(source_routes(lambda request, key: seen_by(request).document(key), images, passwords))
    app.include_router(letter_routes(home, lambda request: reader_of(request).name))
    for strings in (ENGLISH, CHINESE):  # the root last: it takes whatever comes before it
        for routes in (search_exports, measure_exports, commitment_exports, comparison_exports):
            app.include_router(routes(seen_by, strings))
        app.include_router(verdict_exports(records, seen_by, strings))
        desk = Desk(
            home,
            seen_by,
            strings,
            records,
            strings.examples if examples is None else examples,
            settings,
            passwords,
            caretaking,
        )
        with warnings.catch_warnings():
            # Said of any page with several screens, also where ssr_mode is off.
            warnings.filterwarnings("ignore", message="SSR mode is not supported with multi-page apps")
            blocks = blocks_of(desk, SCREENS)
            gr.mount_gradio_app(
                app,
                blocks,
                path=strings.root.rstrip("/") or "/",
                theme=theme(),
                footer_links=[],
                run_history=False,
                ssr_mode=False,
                show_error=False,
                max_file_size=f"{settings.upload_mb}mb",
            )
        share_sessions(app, blocks)
    return app


def _caretaking(settings: Settings) -> Caretaking | None:
    """What changes the corpus; a home that cannot be written to is served all the same."""
    try:
        return Caretaking.of(settings)
    except (OSError, sqlite3.OperationalError, JobTableDamaged) as error:
        _log.warning("the corpus can be looked at, but not be changed: %s", error)
        return None


def serve(
    settings: Settings,
    host: str = HOST,
    port: int = PORT,
    *,
    agent_token_file: Path | None = None,
    force_open: bool = False,
) -> None:
    """Run the page until it is interrupted.

    :param agent_token_file: holds the token of a program that may ask as a reader.
    :param force_open: serve other machines without a login; whoever reaches the server is a reader then, and no keeper.
    :raises AddressRefused: others would be served without a login, or the address cannot be taken.
    :raises UsersError: the users file, or that of the token, cannot be used.
    """
    hosts = settings.serve.hosts
    token = None if agent_token_file is None else read_agent_token(agent_token_file)
    everybody = PASSER_BY if serves_others(host, hosts) else OWNER
    access = Access.at(settings.home, settings.serve, agent_token=token, everybody=everybody)
    has_login = access.users_file.users() is not None
    with listen(host, port, hosts=hosts, has_login=has_login, forced=force_open) as sock:
        name = f"[{host}]" if ":" in host else host
        app = create_app(settings.home, passwords=settings.passwords, access=access, hosts=hosts_served(host, hosts))
        click.echo(f"http://{name}:{sock.getsockname()[1]}")
        # An open page holds a connection for as long as it is open: do not wait for it on Ctrl-C.
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        with suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[sock])


@click.command()
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), help="Index and settings; default $POLICYKB_HOME."
)
@click.option("--host", default=HOST, show_default=True, help="Address to listen at.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def main(home: Path | None, host: str, port: int) -> None:
    """Open the page for asking questions; `policykb serve` has more options."""
    try:
        serve(load_settings(home, os.environ), host, port)
    except AddressRefused as error:
        raise click.UsageError(str(error)) from error
    except PolicyKBError as error:
        click.echo(f"policykb-ui: {error}", err=True)
        sys.exit(exit_code_for(error))


if __name__ == "__main__":
    main()
