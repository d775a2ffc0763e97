"""Two versions of a document for people, with what went and came marked."""

from __future__ import annotations

from typing import Final

from answer.comparison import Comparison, Fate, Side
from answer.comparison.rewording import Step
from console.terminal import Terminal

_STYLES: Final = {Step.SAME: "", Step.REMOVED: "removed", Step.ADDED: "added"}
_NO_HEADING: Final = "(no heading)"
_MARKS: Final = {Step.SAME: ("", ""), Step.REMOVED: ("[-", "-]"), Step.ADDED: ("{+", "+}")}


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
