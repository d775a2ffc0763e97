"""Two versions of a document for people and for programs: text, with what went and came marked, and JSON."""

from __future__ import annotations

from typing import Any, Final

from answer.comparison import Comparison, Fate, Side
from answer.comparison.provisions import Provision
from answer.comparison.rewording import Change, Step
from console.json_output import plain
from console.terminal import Terminal
from ingest.document import Document, Span

_STYLES: Final = {Step.SAME: "", Step.REMOVED: "removed", Step.ADDED: "added"}
_NO_HEADING: Final = "(no heading)"
_MARKS: Final = {Step.SAME: ("", ""), Step.REMOVED: ("[-", "-]"), Step.ADDED: ("{+", "+}")}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as ``compare --json`` gives it; positions are string offsets into the documents' texts."""
    return {
        "old": _document_json(comparison.old),
        "new": _document_json(comparison.new),
        "counts": {**plain(comparison.counts), "moved": comparison.moved},
        "provisions": [_side_json(side) for side in comparison.provisions],
    }


def print_comparison(terminal: Terminal, comparison: Comparison, *, all_provisions: bool) -> None:
    """Print what became of each provision.

    :param all_provisions: also those that are what they were.
    """
    for label, document in (("-", comparison.old), ("+", comparison.new)):
        metadata = document.metadata
        known = (metadata.document_number, metadata.issued_on and metadata.issued_on.isoformat(), document.name)
        terminal.line(
            f"{label} ", (metadata.title or document.name, "title"), *(f" · {part}" for part in known if part)
        )
    terminal.blank()
    for side in comparison.provisions:
        if all_provisions or side.fate is not Fate.SAME or side.moved:
            _print_side(terminal, side)
            terminal.blank()
    terminal.line(summary(comparison))


def summary(comparison: Comparison) -> str:
    """How many provisions met each fate, in one line."""
    counts = [f"{count} {fate}" for fate, count in comparison.counts.items()]
    return f"{len(comparison.provisions)} provisions: {', '.join(counts)}; {comparison.moved} moved"


def _print_side(terminal: Terminal, side: Side) -> None:
    fate = f"{side.fate}, moved" if side.moved else side.fate.value
    terminal.line((side.caption or _NO_HEADING, "title"), (f"  {fate}", "faint"))
    match side.fate:
        case Fate.CHANGED:
            terminal.line(*(_marked(terminal, step, words) for step, words in side.edits), indent=2)
        case Fate.ADDED if side.new:
            terminal.line(_marked(terminal, Step.ADDED, side.new.words), indent=2)
        case Fate.REMOVED if side.old:
            terminal.line(_marked(terminal, Step.REMOVED, side.old.words), indent=2)
    for change in side.changes:
        before, after = side.words_of(change)
        terminal.line((f"{change.kind}: ", "faint"), f"{before or '(none)'} → {after or '(none)'}", indent=4, hanging=2)


def _marked(terminal: Terminal, step: Step, words: str) -> tuple[str, str]:
    before, after = _MARKS[step] if terminal.plain else ("", "")
    return before + " ".join(words.splitlines()) + after, _STYLES[step]


def _document_json(document: Document) -> dict[str, Any]:
    metadata = document.metadata
    return {
        "document": document.name,
        "id": document.id,
        "title": metadata.title,
        "document_number": metadata.document_number,
        "issued_on": plain(metadata.issued_on),
    }


def _side_json(side: Side) -> dict[str, Any]:
    return {
        "fate": side.fate,
        "moved": side.moved,
        "old": _provision_json(side.old),
        "new": _provision_json(side.new),
        "edits": [{"step": step, "text": words} for step, words in side.edits],
        "changes": [_change_json(side, change) for change in side.changes],
    }


def _provision_json(provision: Provision | None) -> dict[str, Any] | None:
    if provision is None:
        return None
    return {name: plain(getattr(provision, name)) for name in ("heading_path", "page", "start", "end", "text")}


def _change_json(side: Side, change: Change) -> dict[str, Any]:
    before, after = side.words_of(change)
    return {
        "kind": change.kind,
        "before": _place_json(side.old, change.before, before),
        "after": _place_json(side.new, change.after, after),
    }


def _place_json(provision: Provision | None, span: Span | None, words: str) -> dict[str, Any] | None:
    if provision is None or span is None:
        return None
    return {"start": provision.start + span.start, "end": provision.start + span.end, "text": words}
