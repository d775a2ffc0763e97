"""What a server gives to programs beside the page: ``/api``, ``/metrics`` and ``/mcp``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request, Response
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.routing import Route

from page.knowledge_base import KnowledgeBase
from service.agents.endpoint import AgentEndpoint
from service.api.app import create_api
from service.lookups import Lookups
from service.metrics import Metrics


class Programs:
    """The routes for programs, with one queue for all that they look up.

    :param knowledge_of: what the one who sends a request may see; ``None`` for one who has not said who they are.
    :param hosts: names by which the server is reached, ``*`` for any.
    """

    def __init__(
        self, metrics: Metrics, knowledge_of: Callable[[Request], KnowledgeBase | None], hosts: Sequence[str]
    ) -> None:
        self._metrics = metrics
        self._knowledge_of = knowledge_of
        lookups = Lookups(metrics)
        self._api = create_api(lookups, knowledge_of)
        self._agents = AgentEndpoint(lookups, knowledge_of, hosts)

    def add_to(self, app: FastAPI) -> None:
        """Serve them from an application."""
        app.mount("/api", self._api)
        app.router.routes.append(Route("/mcp", self._agents))

        @app.get("/metrics")
        def metrics(request: Request) -> Response:
            knowledge = self._knowledge_of(request)
            if knowledge is None:  # the gate lets nobody through to here who has not said who they are
                raise HTTPException(401)
            return Response(self._metrics.exposition(knowledge.index), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be ready for requests; once."""
        async with self._agents.running():
            yield
