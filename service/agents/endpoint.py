"""The MCP endpoint: an ASGI application that serves the tools, each request by itself, to whoever may ask."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from typing import Any, Final

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as ToolDefinition
from pydantic import ValidationError
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from ingest.errors import PolicyKBError
from page.knowledge_base import KnowledgeBase
from service.agents.tools import INSTRUCTIONS, TOOLS, Tool
from service.api.errors import error_response
from service.json_text import json_text
from service.lookups import Lookups
from service.problems import faults_in_words, problem_of

_MOST_BYTES: Final = 64 << 10
_READING: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_log = logging.getLogger(__name__)


class AgentEndpoint:
    """Serves the tools where it is routed to, while ``running``.

    Built on the low-level server of the ``mcp`` package: its high-level one sets up the process's logging.

    :param knowledge_of: what the one who sends a request may see; ``None`` for one who may not ask at all.
    :param hosts: names by which this server is reached, ``*`` for any; by any other it is not, so that a web page
        cannot reach it by giving its own name this machine's address.
    """

    def __init__(
        self, lookups: Lookups, knowledge_of: Callable[[Request], KnowledgeBase | None], hosts: Sequence[str]
    ) -> None:
        self._lookups = lookups
        self._knowledge_of = knowledge_of
        self._definitions = [_definition(tool) for tool in TOOLS]
        self._manager = StreamableHTTPSessionManager(
            Server(
                "policykb",
                version=version("policykb"),
                title="policykb",
                instructions=INSTRUCTIONS,
                on_list_tools=self._list,
                on_call_tool=self._call,
            ),
            json_response=True,
            stateless=True,
            max_request_body_size=_MOST_BYTES,
            security_settings=_only_by(hosts),
        )

    def running(self) -> AbstractAsyncContextManager[None]:
        """Be ready for requests; once in the life of an endpoint."""
        return self._manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; without a token it learns nothing, not even which tools there are."""
        if self._knowledge_of(Request(scope)) is None:
            headers = {"WWW-Authenticate": "Bearer"}
            refusal = error_response(401, "unauthorized", "send the header Authorization: Bearer TOKEN.", headers)
            await refusal(scope, receive, send)
        elif scope["method"] != "POST":
            # There is no session to end, and no stream of news to listen to.
            await error_response(405, "method_not_allowed", "only POST is served.", {"Allow": "POST"})(
                scope, receive, send
            )
        else:
            await self._manager.handle_request(scope, receive, send)

    async def _list(self, _: ServerRequestContext, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=self._definitions)

    async def _call(self, context: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        tool = next((tool for tool in TOOLS if tool.name == params.name), None)
        if tool is None:
            return _failure(f"{params.name}: no such tool; there are {', '.join(tool.name for tool in TOOLS)}.")
        if not isinstance(context.request, Request):
            raise TypeError(f"a tool was called with {type(context.request).__name__}, expected an HTTP request")
        knowledge = self._knowledge_of(context.request)
        if knowledge is None:
            return _failure("the token is no longer valid.")
        try:
            result = await tool.work(self._lookups, knowledge, tool.request.model_validate(params.arguments or {}))
        except ValidationError as error:
            return _failure(faults_in_words(error.errors()))
        except PolicyKBError as error:
            return _failure(problem_of(error).message)
        except Exception as error:  # noqa: BLE001 - the edge: what went wrong stays in the log
            _log.exception("tool %s", tool.name)
            return _failure(f"unexpected {type(error).__name__}. The server's log tells more.")
        return _success(result)


def _only_by(hosts: Sequence[str]) -> TransportSecuritySettings:
    names = [name for host in hosts for name in (host, f"{host}:*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection="*" not in hosts,
        allowed_hosts=names,
        allowed_origins=[f"{scheme}://{name}" for scheme in ("http", "https") for name in names],
    )


def _definition(tool: Tool) -> ToolDefinition:
    return ToolDefinition(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=_READING,
    )


def _success(result: object) -> CallToolResult:
    # Unlike the API's, this JSON passes through others' encoders, which cannot write half a character.
    text = json_text(result).decode("utf-8")
    structured: dict[str, Any] = json.loads(text.encode("utf-8", "replace"))
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=structured)


def _failure(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)
