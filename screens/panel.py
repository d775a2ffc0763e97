"""The panel beside a screen: a citation opened in its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from answer.types import Citation
from index.errors import IndexUnavailable, UnknownDocument
from page.knowledge_base import KnowledgeBase
from page.opened_source import open_source
from page.source_panel import hint_html, panel_html
from screens.shell import Desk


def opened(
    desk: Desk,
    knowledge: KnowledgeBase,
    citations: Mapping[int, Citation],
    n: int,
    *,
    numbers: Sequence[int] = (),
    how: Sequence[str] = (),
    name: str = "",
    unasked: bool = False,
) -> Markup:
    """The panel with a citation in it, or what to do where it is there no longer.

    :param citations: those that are shown, by number.
    :param numbers: among which the panel turns to the previous and the next; by default all.
    :param how: as of ``hint_html``; ``name`` and ``unasked`` are as of ``panel_html``.
    """
    citation = citations.get(n)
    if citation is None:
        return hint_html(desk.strings, how=how)
    try:
        source = open_source(knowledge, citation, desk.passwords)
    except (UnknownDocument, IndexUnavailable):
        return hint_html(desk.strings, desk.strings.document_gone, how)
    if source.sheets:  # a sentence may stand on a later page than the passage that it is of begins on
        citation = replace(citation, page=source.sheets[0].page)
    return panel_html(n, citation, source, numbers or sorted(citations), desk.strings, unasked=unasked, name=name)


@dataclass(frozen=True, slots=True)
class Opening:
    """A citation in a list that can be opened.

    :ivar row: its place in the list; the panel turns within one row.
    :ivar name: what the panel calls it.
    """

    citation: Citation
    row: int
    name: str


def opened_in_list(
    desk: Desk, knowledge: KnowledgeBase, shown: Mapping[int, Opening] | None, n: int, how: Sequence[str]
) -> Markup:
    """The panel with a citation of a list in it.

    :param shown: by number; ``None`` where the server was started anew under an open page.
    :param how: as of ``hint_html``.
    """
    if shown is None:
        return hint_html(desk.strings, desk.strings.answer_gone, how)
    chosen = shown.get(n)
    return opened(
        desk,
        knowledge,
        {number: each.citation for number, each in shown.items()},
        n,
        numbers=[number for number, each in shown.items() if chosen and each.row == chosen.row],
        how=how,
        name=chosen.name if chosen else "",
    )
