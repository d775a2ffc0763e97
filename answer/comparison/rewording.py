"""What changed between two wordings of one provision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from diff_match_patch import diff_match_patch

from answer.comparison.pairing import pair
from ingest.document import Span
from ingest.figures import Figure, FigureKind, WrittenDate, all_figures
from ingest.sentences import split_sentences

_SAME_SENTENCE: Final = 0.2
_SAME_FIGURE: Final = 0.1
_CONTEXT: Final = 24
#: One character of a text, but a number with its decimals, or a Latin word, is one piece.
_PIECE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?\s*[%％]?|[A-Za-z]+|.", re.DOTALL)
# The first code point of a private plane, where no text has characters: one stands for each kind of piece.
_PRIVATE: Final = 0xF0000
_CONDITION: Final = re.compile(
    r"应当|必须|须|需(?!求)|不得|具备|符合|满足|具有|条件|资格|要求|以上|以下(?![简统]称)|以内|不少于|不低于|至少|满[一二两三四五\d]"
    r"|仅限|方可|除外"
)

_Figure = Figure | WrittenDate


class Step(StrEnum):
    """One step of a change in wording."""

    SAME = "="
    REMOVED = "-"
    ADDED = "+"


class ChangeKind(StrEnum):
    """What a change touches: a figure, by its kind, or what must be met."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    PERIOD = "period"
    COUNT = "count"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure or a condition that is not what it was.

    :ivar before: its place in the old text, ``None`` where it is new.
    :ivar after: its place in the new text, ``None`` where it was dropped.
    """

    kind: ChangeKind
    before: Span | None
    after: Span | None


def edits(old: str, new: str) -> tuple[tuple[Step, str], ...]:
    """The steps from one text to another, numbers and Latin words never parted.

    Joined, all but the added steps are ``old``, and all but the removed ones are ``new``.
    """
    pieces: list[str] = []
    codes: dict[str, str] = {}

    def encoded(text: str) -> str:
        out = []
        for piece in _PIECE.findall(text):
            if piece not in codes:
                codes[piece] = chr(_PRIVATE + len(pieces))
                pieces.append(piece)
            out.append(codes[piece])
        return "".join(out)

    differ = diff_match_patch()
    differ.Diff_Timeout = 0  # the result must not depend on how busy the machine is
    steps = differ.diff_main(encoded(old), encoded(new), checklines=False)
    differ.diff_cleanupSemantic(steps)
    names = {-1: Step.REMOVED, 0: Step.SAME, 1: Step.ADDED}
    return tuple((names[sign], "".join(pieces[ord(code) - _PRIVATE] for code in part)) for sign, part in steps)


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The figures and conditions that changed, in the order of the new text, dropped ones last."""
    before, after = (split_sentences(text, 0, len(text)) for text in (old, new))
    same = pair([_cut(old, s) for s in before], [_cut(new, s) for s in after], at_least=_SAME_SENTENCE)
    paired = {left for left, _ in same}, {right for _, right in same}
    sentences: list[tuple[Span | None, Span | None]] = [(before[left], after[right]) for left, right in same]
    sentences += [(span, None) for at, span in enumerate(before) if at not in paired[0]]
    sentences += [(None, span) for at, span in enumerate(after) if at not in paired[1]]
    found = [
        Change(ChangeKind.CONDITION, one, other)
        for one, other in sentences
        if _is_other_condition(old, one, new, other)
    ]
    for kind in FigureKind:
        found += _figure_changes(kind, old, new, sentences)
    return tuple(sorted(found, key=_order))


def _is_other_condition(old: str, before: Span | None, new: str, after: Span | None) -> bool:
    """Whether what must be met reads otherwise, figures aside."""
    wordings = [_cut(text, span) if span else "" for text, span in ((old, before), (new, after))]
    return _bare(wordings[0]) != _bare(wordings[1]) and any(_CONDITION.search(words) for words in wordings)


def _figure_changes(
    kind: FigureKind, old: str, new: str, sentences: Sequence[tuple[Span | None, Span | None]]
) -> Iterator[Change]:
    """Figures of one kind that differ, paired where they are said of the same thing: in one sentence, else anywhere."""
    dropped: list[_Figure] = []
    fresh: list[_Figure] = []
    for before, after in sentences:
        left, right = _unequal(_figures(old, before, kind), _figures(new, after, kind))
        yield from _paired(kind, old, left, new, right)
        dropped += left
        fresh += right
    yield from _paired(kind, old, dropped, new, fresh)
    yield from (Change(ChangeKind(kind), figure.span, None) for figure in dropped)
    yield from (Change(ChangeKind(kind), None, figure.span) for figure in fresh)


def _unequal(before: Sequence[_Figure], after: Sequence[_Figure]) -> tuple[list[_Figure], list[_Figure]]:
    """Both lists without the figures that are in the other too."""
    left, right = list(before), list(after)
    for figure in before:
        same = next((other for other in right if (other.value, other.unit) == (figure.value, figure.unit)), None)
        if same is not None:
            left.remove(figure)
            right.remove(same)
    return left, right


def _paired(kind: FigureKind, old: str, before: list[_Figure], new: str, after: list[_Figure]) -> Iterator[Change]:
    """Pairs of figures that stand in like words; they are taken out of both lists."""
    contexts = ([_context(text, figure) for figure in some] for text, some in ((old, before), (new, after)))
    pairs = [(before[one], after[other]) for one, other in pair(*contexts, at_least=_SAME_FIGURE)]
    for one, other in pairs:
        before.remove(one)
        after.remove(other)
        yield Change(ChangeKind(kind), one.span, other.span)


def _figures(text: str, span: Span | None, kind: FigureKind) -> list[_Figure]:
    if span is None:
        return []
    return [
        replace(figure, start=span.start + figure.start, end=span.start + figure.end)
        for figure in all_figures(_cut(text, span))
        if figure.kind is kind
    ]


def _context(text: str, figure: _Figure) -> str:
    """The words before a figure, which say what it is a figure of; and its unit."""
    unit = text[figure.span.start : figure.span.end].lstrip("0123456789,. ")
    return re.sub(r"\d", "", text[max(figure.span.start - _CONTEXT, 0) : figure.span.start]) + unit


def _bare(text: str) -> str:
    """A sentence without figures, blanks and marks: what is left says on which conditions."""
    return re.sub(r"[\W\d_]", "", text)


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _order(change: Change) -> tuple[bool, int]:
    place = change.after or change.before
    return change.after is None, place.start if place else 0
