"""The lines that say where a quotation stands: title, 文号, date, validity, heading path, page."""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from console.terminal import Terminal
from console.wording import Wording
from index.types import Status

_STATUS_STYLES: Final = {"in_force": "good", "not_yet": "warning", "expired": "bad", "repealed": "bad"}


class Named(Protocol):
    """What a citation, a hit and a row of the document list have in common."""

    @property
    def document(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def document_number(self) -> str | None: ...
    @property
    def issued_on(self) -> date | None: ...
    @property
    def status(self) -> Status: ...


class Cited(Named, Protocol):
    """What a citation of an answer and a hit of a search have in common."""

    @property
    def status_reason(self) -> str: ...
    @property
    def heading_path(self) -> tuple[str, ...]: ...
    @property
    def page(self) -> int | None: ...


def print_source(terminal: Terminal, cited: Cited, wording: Wording, *, indent: int) -> None:
    """One line that names a document and says whether it is in force, and if not, why."""
    reason = f" ({cited.status_reason})" if cited.status not in {"in_force", "unknown"} and cited.status_reason else ""
    name = (cited.title or cited.document, "title")
    terminal.line(name, *details(cited, wording), (reason, "faint"), indent=indent, hanging=2)


def details(named: Named, wording: Wording) -> list[str | tuple[str, str]]:
    """文号, date and validity of a document, each after a dot, for :meth:`Terminal.line`."""
    known = (named.document_number, named.issued_on.isoformat() if named.issued_on else None)
    parts: list[str | tuple[str, str]] = [f" · {detail}" for detail in known if detail]
    label = wording.status[named.status]
    if label:
        parts += [" · ", (label, _STATUS_STYLES.get(named.status, "faint"))]
    return parts


def place(cited: Cited, wording: Wording) -> str:
    """Heading path and page; the document's name where it has neither."""
    where = " › ".join(cited.heading_path)
    page = wording.page.format(page=cited.page) if cited.page is not None else ""
    return " · ".join(part for part in (where, page) if part) or cited.document
