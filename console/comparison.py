"""Two versions of a document for people, with what went and came marked."""

from __future__ import annotations

from typing import Final

from answer.comparison import Comparison, Fate, Side
from answer.comparison.rewording import Change, Step
from console.terminal import Terminal

_STYLES: Final = {Step.SAME: "", Step.REMOVED: "removed", Step.ADDED: "added"}
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


def change_in_words(side: Side, change: Change) -> tuple[str, str]:
    """What a change was from and to; empty for what was not there."""
    before = side.old.text[change.before.start : change.before.end] if side.old and change.before else ""
    after = side.new.text[change.after.start : change.after.end] if side.new and change.after else ""
    return before, after


def caption(side: Side) -> str:
    """The headings of a provision, the old and the new one where they differ."""
    old, new = (provision and " › ".join(provision.heading_path) for provision in (side.old, side.new))
    return f"{old} → {new}" if old and new and old != new else new or old or "(no heading)"


def _print_side(terminal: Terminal, side: Side) -> None:
    fate = f"{side.fate}, moved" if side.moved else side.fate.value
    terminal.line((caption(side), "title"), (f"  {fate}", "faint"))
    match side.fate:
        case Fate.CHANGED:
            terminal.line(*(_marked(terminal, step, words) for step, words in side.edits), indent=2)
        case Fate.ADDED if side.new:
            terminal.line(_marked(terminal, Step.ADDED, side.new.words), indent=2)
        case Fate.REMOVED if side.old:
            terminal.line(_marked(terminal, Step.REMOVED, side.old.words), indent=2)
    for change in side.changes:
        before, after = change_in_words(side, change)
        terminal.line((f"{change.kind}: ", "faint"), f"{before or '(none)'} → {after or '(none)'}", indent=4, hanging=2)


def _marked(terminal: Terminal, step: Step, words: str) -> tuple[str, str]:
    before, after = _MARKS[step] if terminal.plain else ("", "")
    return before + " ".join(words.splitlines()) + after, _STYLES[step]
