"""An OpenAI-compatible server on loopback that replies by a script, its faults included."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.endpoint import Endpoint


@dataclass(frozen=True)
class Reply:
    """What is sent for one request.

    :ivar pieces: each is one chunk of the transfer.
    :ivar is_cut: the connection ends before the transfer does.
    :ivar hangs: nothing follows the pieces for as long as the server runs.
    """

    pieces: Sequence[bytes]
    status: int = 200
    content_type: str = "text/event-stream"
    is_cut: bool = False
    hangs: bool = False


@dataclass
class Server:
    """:ivar requests: the bodies that came in; ``headers`` those of each."""

    port: int
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def endpoint(self, **changes: Any) -> Endpoint:
        return Endpoint(
            **{"base_url": f"http://127.0.0.1:{self.port}/v1", "model": "scripted", "retries": 0, **changes}
        )

    def asked(self, at: int = 0) -> str:
        """The material that the model was sent with a request."""
        material: str = self.requests[at]["messages"][1]["content"]
        return material


def event(data: object) -> bytes:
    return f"data: {data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)}\n\n".encode()


def chunk(text: str | None, finish: str | None = None) -> bytes:
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]})


def writes(text: str, *, size: int = 7) -> Reply:
    """A faultless reply, streamed in small pieces."""
    pieces = [chunk(text[at : at + size]) for at in range(0, len(text), size)]
    return Reply([*pieces, chunk(None, "stop"), event("[DONE]")])


def fails(status: int, message: str = "out of order") -> Reply:
    return Reply([json.dumps({"error": {"message": message}}).encode()], status, "application/json")


@contextmanager
def serving(*replies: Reply) -> Iterator[Server]:
    """Serve the replies one after the other; the last one again and again."""
    closing = threading.Event()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                reply = replies[min(len(server.requests), len(replies) - 1)]
                server.requests.append(body)
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(reply.status)
            self.send_header("content-type", reply.content_type)
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for piece in reply.pieces:
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
                self.wfile.flush()
            if reply.hangs:
                closing.wait()
            if not reply.is_cut:
                self.wfile.write(b"0\r\n\r\n")
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """The client that lost patience is gone."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        server = Server(http.server_address[1])
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            closing.set()
            http.shutdown()
            thread.join()
