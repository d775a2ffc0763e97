"""What is said of a quotation wherever one is shown: whether its document is in force, and where in it it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from markupsafe import Markup

from index.types import Status
from page.strings import Strings

PATH_SIGN: Final = " › "


class Cited(Protocol):
    """What a citation, a hit and a measure have in common."""

    @property
    def status(self) -> Status: ...
    @property
    def status_reason(self) -> str: ...
    @property
    def heading_path(self) -> tuple[str, ...]: ...
    @property
    def page(self) -> int | None: ...


def place_name(cited: Cited, strings: Strings) -> str:
    """Where in its document a quotation stands: the last heading and the page."""
    parts = list(cited.heading_path[-1:])
    if cited.page is not None:
        parts.append(strings.page.format(page=cited.page))
    return " · ".join(parts)


def path_html(heading_path: Sequence[str]) -> Markup:
    """Headings, outermost first."""
    return Markup('<span class="sep" aria-hidden="true">{}</span>').format(PATH_SIGN).join(heading_path)


def status_html(cited: Cited, strings: Strings) -> Markup:
    """Validity as a small label; nothing for a document that is neither in force nor out of it."""
    if cited.status == Status.UNKNOWN:
        return Markup("")
    name = strings.statuses[Status(cited.status)]
    return Markup('<span class="status {kind}" title="{reason}">{name}</span>').format(
        kind=cited.status, reason=cited.status_reason, name=name
    )


def place_html(cited: Cited, strings: Strings) -> Markup:
    """The headings above a quotation, and its page."""
    where = path_html(cited.heading_path)
    if cited.page is None:
        return where
    separator = Markup('<span class="sep" aria-hidden="true"> · </span>') if where else Markup("")
    page = Markup('<span class="page">{}</span>').format(strings.page.format(page=cited.page))
    return where + separator + page
