"""Two versions of a document, provision by provision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from answer.comparison.pairing import moved, pair
from answer.comparison.provisions import Provision, provisions_of
from answer.comparison.rewording import Change, Step, changes, edits
from ingest.document import Document

# Found on versions of real rules: different articles of one rule are mostly below .2, reworded ones above .3.
_SAME_PROVISION: Final = 0.25


class Fate(StrEnum):
    """What became of a provision."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Side:
    """One provision in the old and the new version.

    :ivar moved: its place among the others changed, beyond what was added or dropped before it.
    :ivar edits: from the old words to the new, the number that opens an article aside; empty unless ``CHANGED``.
    :ivar changes: figures and conditions that changed; spans are string offsets into ``old.text`` and ``new.text``.
    """

    fate: Fate
    old: Provision | None
    new: Provision | None
    moved: bool = False
    edits: tuple[tuple[Step, str], ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def caption(self) -> str:
        """Its headings, the old and the new ones where they differ; empty where it has none."""
        old, new = (" › ".join(provision.heading_path) if provision else "" for provision in (self.old, self.new))
        return f"{old} → {new}" if old and new and old != new else new or old

    def words_of(self, change: Change) -> tuple[str, str]:
        """What a change was from and to; empty for what was not there."""
        before = self.old.text[change.before.start : change.before.end] if self.old and change.before else ""
        after = self.new.text[change.after.start : change.after.end] if self.new and change.after else ""
        return before, after


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every provision, in the order of the new version; dropped ones where they stood."""

    old: Document
    new: Document
    provisions: tuple[Side, ...]

    @property
    def counts(self) -> dict[Fate, int]:
        """How many provisions met each fate."""
        counted = Counter(side.fate for side in self.provisions)
        return {fate: counted[fate] for fate in Fate}

    @property
    def moved(self) -> int:
        return sum(side.moved for side in self.provisions)


def compare(old: Document, new: Document) -> Comparison:
    """Find what became of each provision of ``old`` in ``new``."""
    before, after = provisions_of(old), provisions_of(new)
    pairs = _pairs(before, after)
    out_of_order = moved([new_at for _, new_at in pairs])
    origins = {new_at: old_at for old_at, new_at in pairs}
    sides = [
        _kept(before[origins[at]], provision, moved=at in out_of_order)
        if at in origins
        else Side(Fate.ADDED, None, provision)
        for at, provision in enumerate(after)
    ]
    targets = dict(pairs)
    # A dropped provision is shown after what became of the one before it.
    for at in range(len(before)):
        if at not in targets:
            dropped = Side(Fate.REMOVED, before[at], None)
            neighbour = next((before[i] for i in range(at - 1, -1, -1) if i not in out_of_order), None)
            place = next((i + 1 for i, side in enumerate(sides) if neighbour and side.old is neighbour), 0)
            sides.insert(place, dropped)
    return Comparison(old, new, tuple(sides))


def _pairs(before: tuple[Provision, ...], after: tuple[Provision, ...]) -> list[tuple[int, int]]:
    return pair([p.words for p in before], [p.words for p in after], at_least=_SAME_PROVISION)


def _kept(old: Provision, new: Provision, *, moved: bool) -> Side:
    if old.words == new.words:
        return Side(Fate.SAME, old, new, moved)
    return Side(Fate.CHANGED, old, new, moved, edits(old.words, new.words), changes(old.text, new.text))
