"""Documents of the index for people: the list, and one in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from console.citations import details
from console.json_output import plain
from console.terminal import Terminal
from console.wording import ENGLISH
from index.types import DocumentSummary
from ingest.confidence import Confidence, How
from ingest.document import BlockKind, Document, Metadata


def print_documents(terminal: Terminal, documents: Sequence[DocumentSummary]) -> None:
    """Print a few lines for each document, or, where no person is looking, a row of a table."""
    if terminal.plain:
        terminal.table(
            (
                "id",
                "kind",
                "document",
                "title",
                "document_number",
                "issued_on",
                "status",
                "chunks",
                "also_at",
                "versions",
            ),
            (
                (
                    summary.id,
                    summary.kind,
                    summary.document,
                    summary.title,
                    summary.document_number or "",
                    summary.issued_on.isoformat() if summary.issued_on else "",
                    summary.status,
                    str(summary.chunks),
                    "、".join(summary.also_at),
                    "、".join(other.document for other in summary.versions),
                )
                for summary in documents
            ),
        )
        return
    for summary in documents:
        passages = f"{summary.chunks} passage{'' if summary.chunks == 1 else 's'}"
        terminal.line((summary.title or summary.document, "title"))
        terminal.line(f"{summary.kind} · {passages}", *details(summary, ENGLISH), indent=2, hanging=2)
        terminal.line((f"{summary.id}  {summary.document}", "faint"), indent=2, hanging=14)
        if summary.part_of:
            terminal.line((f"annex of {summary.part_of}", "faint"), indent=2, hanging=2)
        print_relatives(terminal, summary)
        for warning in summary.warnings:
            terminal.line((warning, "warning"), indent=2, hanging=2)
    terminal.line(f"{len(documents)} document{'' if len(documents) == 1 else 's'}")


def print_relatives(terminal: Terminal, summary: DocumentSummary) -> None:
    """Print a line for each other file with the same content, and for each likely version."""
    for name in summary.also_at:
        terminal.line(("also at  ", "faint"), name, indent=2, hanging=9)
    for other in summary.versions:
        known = (other.issued_on.isoformat() if other.issued_on else "", other.status, f"{other.similarity:.0%} alike")
        line = f"{other.document} ({', '.join(filter(None, known))})"
        terminal.line(("likely another version  ", "warning"), line, indent=2, hanging=9)


def print_metadata(terminal: Terminal, metadata: Metadata) -> None:
    """Print the fields that were read, in a line each, and how, where that is doubtful or by hand."""
    values = metadata_in_words(metadata)
    by_hand = _by_hand(metadata)
    shown = {name: value or "none" for name, value in values.items() if value or name in by_hand}
    width = max(map(len, shown), default=0)
    for name, value in shown.items():
        doubt = doubt_in_words(metadata.confidence.get(name))
        note = ("  (by hand)", "good") if name in by_hand else (f"  ({doubt})" if doubt else "", "warning")
        terminal.line((f"{name:<{width}}  ", "faint"), value, note, indent=2, hanging=width + 2)


def print_document(terminal: Terminal, document: Document, summary: DocumentSummary) -> None:
    """Print a document's metadata and its text, the page breaks marked where it has pages."""
    terminal.line((document.name, "title"), (f"  {document.id}", "faint"))
    print_relatives(terminal, summary)
    print_metadata(terminal, document.metadata)
    pages = {page.start: page.page for page in document.pages}
    for block in document.blocks:
        for start in [start for start in pages if start < block.end]:
            terminal.blank()
            terminal.line((f"— {pages.pop(start)} —", "faint"))
        is_heading = block.kind in {BlockKind.HEADING, BlockKind.TITLE}
        for paragraph in document.text[block.start : block.end].splitlines():
            terminal.line((paragraph, "title") if is_heading else paragraph)


def metadata_json(metadata: Metadata) -> dict[str, Any]:
    """Every field by name; dates in ISO form, ``origins`` as string offsets into the document's text.

    ``confidence`` gives ``value``, from 0 to 1, and ``how`` for each field that was read, guessed or corrected by hand.
    """
    fields: dict[str, Any] = plain(metadata)
    return fields


def corrections_json(metadata: Metadata) -> dict[str, Any]:
    """What people said that a document's fields are, as ``metadata_json`` gives them; clauses are left out."""
    fields = _without_clauses(metadata_json(metadata))
    return {name: fields[name] for name in fields if name in _by_hand(metadata)}


def corrections_in_words(corrections: Mapping[str, Any]) -> dict[str, str]:
    """What ``corrections_json`` gives, in words."""
    return {name: value_in_words(value) or "none" for name, value in corrections.items()}


def metadata_in_words(metadata: Metadata) -> dict[str, str]:
    """Every field but those that tell of others, by name; empty where there is no value. Clauses are left out."""
    words = {name: value_in_words(value) for name, value in _without_clauses(metadata_json(metadata)).items()}
    return {name: value for name, value in words.items() if name not in ("origins", "confidence")}


def doubt_in_words(confidence: Confidence | None) -> str:
    """Why a value should be looked at before it is relied on; empty for one that need not be."""
    return f"{confidence.how}, to be checked" if confidence is not None and confidence.is_low else ""


def value_in_words(value: object) -> str:
    """A metadata value, as ``metadata_json`` gives it, in one line; empty where there is none."""
    match value:
        case None:
            return ""
        case Mapping():
            return ", ".join(f"{name} {value_in_words(part)}" for name, part in value.items() if value_in_words(part))
        case str():
            return value
        case Iterable():
            return "、".join(value_in_words(part) for part in value)
    return str(value)


def _by_hand(metadata: Metadata) -> set[str]:
    return {name for name, confidence in metadata.confidence.items() if confidence.how is How.BY_HAND}


def _without_clauses(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "repeals": [{**repeal, "clause": None} for repeal in fields["repeals"]]}
