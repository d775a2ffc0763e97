"""What a worker process does for ``inspect``: read one file, and draw its pages, which is as dangerous."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from console.inspection_orders import Inspect, Inspected
from ingest import file_tasks
from ingest.document import Document
from ingest.errors import PolicyKBError
from ingest.file_orders import Answer, ReadFile, Unread


def perform(order: bytes, more_time: Callable[[], None]) -> bytes:
    """Carry out one order.

    :param more_time: called with each page that was recognised or drawn.
    """
    told = msgspec.msgpack.decode(order, type=Inspect)
    content = file_tasks.perform(msgspec.json.encode(told.read), more_time)
    answer = msgspec.json.decode(content, type=Answer)
    if not told.as_page or not isinstance(answer, ReadFile):
        return msgspec.msgpack.encode(Inspected(content))
    try:
        page = _page(msgspec.json.decode(answer.document, type=Document), told, more_time)
    except PolicyKBError as error:  # it has changed meanwhile, or is of those that can be read and not drawn
        return msgspec.msgpack.encode(
            Inspected(msgspec.json.encode(Unread("damaged", f"read, but not drawn: {error}")))
        )
    return msgspec.msgpack.encode(Inspected(content, page.encode("utf-8", "replace")))


def _page(document: Document, told: Inspect, more_time: Callable[[], None]) -> str:
    # Nearly a second to load, and most inspections are for the terminal.
    from console.inspection_page import inspection_html  # noqa: PLC0415
    from page.marked_pages import MarkedPage, marked_pages  # noqa: PLC0415

    def one_by_one() -> Iterator[MarkedPage]:
        for page in marked_pages(document, told.read.means.passwords):
            yield page
            more_time()

    return inspection_html(document, one_by_one(), told.corrections)
