"""An answer for people: the text with its markers, then the sources that they point to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
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
    print_growing(terminal, (answer,))


def print_growing(terminal: Terminal, answers: Iterable[Answer]) -> Answer:
    """Print an answer as it grows.

    :param answers: at least one; each holds the lines of the one before and more, or begins anew.
    :returns: the last.
    """
    printed: list[str] = []
    answer = None
    for answer in answers:
        lines = answer.text.splitlines()
        if not printed:
            as_of = wording_for(answer.question).as_of.format(date=answer.as_of.isoformat())
            terminal.line((answer.question, "title"), ("  " + as_of, "faint"))
        if lines[: len(printed)] != printed:
            printed = []
        if not printed:
            terminal.blank()
        _print_lines(terminal, lines[len(printed) :], is_first=not printed)
        printed = lines
    if answer is None:
        raise ValueError("no answer to print")
    _print_what_follows(terminal, answer)
    return answer


def _print_what_follows(terminal: Terminal, answer: Answer) -> None:
    """Warnings, then what the markers point to, or the passages that came closest."""
    wording = wording_for(answer.question)
    if answer.warnings:
        terminal.blank()
        for warning in answer.warnings:
            terminal.line((_MARKER.sub(r"[\1]", warning), "warning"))
    if answer.citations:
        terminal.blank()
        terminal.line((wording.sources, "faint"))
        _print_sources(terminal, answer, wording)
    if answer.nearest:
        terminal.blank()
        terminal.line((wording.nearest, "faint"))
        for citation in answer.nearest:
            _print_document(terminal, citation, wording)
            terminal.line((place(citation, wording), "faint"), indent=4)
            terminal.line(citation.quote.replace("\n", " "), indent=4)


def _print_lines(terminal: Terminal, lines: Iterable[str], *, is_first: bool) -> None:
    """The paragraphs; a line in bold marks, the heading of what follows, is set apart."""
    for number, paragraph in enumerate(lines):
        heading = _HEADING.fullmatch(paragraph)
        if heading is None:
            terminal.line(*_styled(_MARKER.sub(r"[\1]", paragraph)))
            continue
        if number or not is_first:
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


def _print_sources(terminal: Terminal, answer: Answer, wording: Wording) -> None:
    """One line for each run of citations of one document, and under it one for each place in it.

    Where the text above does not quote, the quotes follow, so that each sentence can be checked.
    """
    for _, of_document in itertools.groupby(answer.citations, key=lambda citation: citation.document):
        run = list(of_document)
        _print_document(terminal, run[0], wording)
        for where, of_place in itertools.groupby(run, key=lambda citation: place(citation, wording)):
            there = list(of_place)
            markers = "".join(f"[{citation.n}]" for citation in there)
            terminal.line((markers, "marker"), f" {where}", indent=4, hanging=len(markers) + 1)
            for citation in there:
                if answer.written_by_model:
                    terminal.line(" ".join(citation.quote.split()), indent=6)
                if citation.translation is not None:
                    terminal.line((citation.translation, "faint"), indent=6)
