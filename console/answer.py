"""An answer for people: the text with its markers, then the sources that they point to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from answer.labels import OUT_OF_FORCE
from answer.types import Answer, Citation
from console.citations import place, print_source
from console.terminal import Terminal
from console.wording import Wording, wording_for

_MARKER: Final = re.compile(r"\[\^(\d+)\]")
_HEADING: Final = re.compile(r"\*\*(.+)\*\*")
_SHOWN_MARKER: Final = re.compile(r"(\[\d+\])")


def print_answer(terminal: Terminal, answer: Answer) -> None:
    """Print an answer or a refusal."""
    wording = wording_for(answer.question)
    terminal.line((answer.question, "title"), ("  " + wording.as_of.format(date=answer.as_of.isoformat()), "faint"))
    terminal.blank()
    _print_text(terminal, answer.text)
    if answer.citations:
        terminal.blank()
        terminal.line((wording.sources, "faint"))
        _print_sources(terminal, answer.citations, wording)
    if answer.nearest:
        terminal.blank()
        terminal.line((wording.nearest, "faint"))
        for citation in answer.nearest:
            _print_document(terminal, citation, wording)
            terminal.line((place(citation, wording), "faint"), indent=4)
            terminal.line(citation.quote.replace("\n", " "), indent=4)


def _print_text(terminal: Terminal, text: str) -> None:
    """The paragraphs; a line in bold marks, the heading of what follows, is set apart."""
    for number, paragraph in enumerate(text.splitlines()):
        heading = _HEADING.fullmatch(paragraph)
        if heading is None:
            terminal.line(*_styled(_MARKER.sub(r"[\1]", paragraph)))
            continue
        if number:
            terminal.blank()
        terminal.line((heading[1], "title"))


def _styled(paragraph: str) -> list[str | tuple[str, str]]:
    """The paragraph with its markers set apart."""
    pieces = _SHOWN_MARKER.split(paragraph)
    return [(piece, "marker") if number % 2 else piece for number, piece in enumerate(pieces)]


def _print_document(terminal: Terminal, citation: Citation, wording: Wording) -> None:
    """The line that names a document; below it, of one that is out of force, the clause that says so."""
    print_source(terminal, citation, wording, indent=2)
    clause = citation.status_citation
    if clause is not None and citation.status in OUT_OF_FORCE:
        page = f" {wording.page.format(page=clause.page)}" if clause.page is not None else ""
        said = wording.clause.format(title=clause.title or clause.document, page=page, quote=clause.quote)
        terminal.line((" ".join(said.split()), "faint"), indent=4)


def _print_sources(terminal: Terminal, citations: Sequence[Citation], wording: Wording) -> None:
    """One line for each run of citations of one document, and under it one for each place in it."""
    for _, of_document in itertools.groupby(citations, key=lambda citation: citation.document):
        run = list(of_document)
        _print_document(terminal, run[0], wording)
        for where, of_place in itertools.groupby(run, key=lambda citation: place(citation, wording)):
            markers = "".join(f"[{citation.n}]" for citation in of_place)
            terminal.line((markers, "marker"), f" {where}", indent=4, hanging=len(markers) + 1)
