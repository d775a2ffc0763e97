"""The shape of a list: how many paragraphs an item has, and what stands between or behind items and is none of theirs.

Where no item before has a further paragraph, the last one has none either: what stands there closes the text, unless it
goes on with the item in so many words or asks for something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest import formulas
from ingest.sentences import split_sentences
from ingest.suggestions.lines import Line
from ingest.suggestions.pleas import asks, is_closing

# 其中，…; 具体做法是…; 同时，…
_GOES_ON: Final = re.compile(
    "其中|具体|同时|与此同时|此外|另外|并且?|例如|比如|譬如|如[：:]|即|也就是说|换[言句]|为此|这样|这[项类一种两几]|该|上述|前[述者]|后者"
)
_HEADING: Final = re.compile("[^。；：！？:]{2,30}(?<![，、])")


def within_shape(lines: Sequence[Line], starts: Sequence[Line]) -> Sequence[Line]:
    """The lines of a list without what the shape of its items leaves no room for behind the last one.

    :param starts: the lines that open its items.
    """
    if not starts:
        return lines
    last = max(at for at, line in enumerate(lines) if line.mark is not None or line in starts)
    opening = lines[last]
    peers = list(starts) if opening in starts else [line for line in lines if _is_beside(line, opening)]
    opens = {line.start for line in lines if line.mark is not None} | {line.start for line in starts}
    sizes = [_below(lines, lines.index(peer), opens, starts) for peer in peers if peer.start < opening.start]
    return without_overhang(lines, last + 1 + max(sizes)) if sizes else lines


def without_overhang(lines: Sequence[Line], needed: int) -> Sequence[Line]:
    """The first lines, so many as are needed, and further ones up to the last that belongs to them."""
    end = len(lines)
    while end > needed and not belongs(lines[end - 1]):
        end -= 1
    return lines[:end]


def belongs(line: Line) -> bool:
    """Whether a paragraph goes on with the item above it, or asks for something itself."""
    if line.is_styled or _GOES_ON.match(line.text):
        return True
    spans = split_sentences(line.text, 0, len(line.text))
    return any(asks(line.text[span.start : span.end]) for span in spans)


def without_dividers(lines: Sequence[Line]) -> list[Line]:
    """Without lines that part the items of one list: 长远，三到五年内要推进的： or 以上是硬件。 between 4. and 5."""
    return [line for at, line in enumerate(lines) if not _divides(lines, at)]


def numbers_run_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the first number behind a line is the next one after the last of its kind before it."""
    following = next((line.mark for line in lines[at + 1 :] if line.mark is not None), None)
    if following is None or following.number is None:
        return False
    marks = (line.mark for line in reversed(lines[:at]) if line.mark is not None)
    before = next((mark for mark in marks if mark.scheme == following.scheme), None)
    return before is not None and before.number == following.number - 1


def _divides(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    is_above_item = at + 1 < len(lines) and lines[at + 1].mark is not None
    if line.mark is not None or line.is_styled or not is_above_item or not numbers_run_on(lines, at):
        return False
    if line.text[-1] in "：:" or is_closing(line.text):
        return True
    return lines[at - 1].text[-1] in formulas.SENTENCE_ENDS and _HEADING.fullmatch(line.text) is not None


def _below(lines: Sequence[Line], at: int, opens: set[int], starts: Sequence[Line]) -> int:
    """How many lines follow one before the next that opens something; a list within an item is at least one."""
    following = next((other for other in range(at + 1, len(lines)) if lines[other].start in opens), len(lines))
    holds_list = following < len(lines) and lines[at] in starts and lines[following] not in starts
    return max(following - at - 1, int(holds_list))


def _is_beside(line: Line, other: Line) -> bool:
    return line.mark is not None and other.mark is not None and line.mark.scheme == other.mark.scheme
