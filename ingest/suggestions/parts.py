"""Which part of a proposal suggests: below 三、对策建议, after 为此，建议：, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ingest.sentences import split_sentences
from ingest.suggestions.enumerations import announced_items
from ingest.suggestions.headlines import is_heading, is_situation
from ingest.suggestions.lines import Line
from ingest.suggestions.pairs import paired_parts
from ingest.suggestions.part import Part
from ingest.suggestions.sections import FEWEST_SECTIONS, sections_of, topical_parts, wishing_part
from ingest.suggestions.wording import (
    CONTAINER,
    HEADS_ITEMS,
    IMPERATIVE,
    LEAD_IN,
    LEADS_ON,
    MIXED,
)

# 为此建议：, a paragraph of its own, is drawn from what stands before it.
_THEREFORE: Final = re.compile("为此|因此|对此|故|据此|[有鉴基]+于此|综上|针对(?:以上|上述|这些)")


def suggesting_parts(lines: Sequence[Line]) -> list[Part]:
    """The parts of a proposal that suggest, in order; none where nothing tells."""
    if paired := paired_parts(lines):
        return paired
    mixed = _first_below(lines, _is_mixed)
    if mixed is not None:
        sections = sections_of(mixed)
        wishing = [part for section in sections if (part := wishing_part(section, in_mixed=True))]
        if len(wishing) >= FEWEST_SECTIONS:
            return wishing
    stretches = list(_stretches(lines))
    sections = sections_of(lines)
    if len(stretches) > 1 and len(sections) > 1:
        topical = [section for section in sections if _holding(section, stretches)]
        if len(topical) == len(stretches):
            return [part for section in topical if (part := wishing_part(section, in_mixed=True))]
    if stretches:
        return stretches
    return topical_parts(sections)


def _is_container(line: Line) -> bool:
    return (
        is_heading(line)
        and CONTAINER.fullmatch(line.head) is not None
        and (line.level is None) is (line.mark is None)
        and not (line.mark is None and line.text.endswith("。") and line.head[-1] not in "】]")
    )


def _is_mixed(line: Line) -> bool:
    return is_heading(line) and line.is_whole_heading and MIXED.fullmatch(line.head) is not None


def _first_below(lines: Sequence[Line], is_it: Callable[[Line], bool]) -> Sequence[Line] | None:
    for at, line in enumerate(lines):
        if is_it(line):
            return lines[at + 1 : _end(lines, at + 1, line.level)]
    return None


def _end(lines: Sequence[Line], first: int, level: int | None) -> int:
    """Where the text below a heading of some level ends; below an unmarked one with what stands above its items."""
    if level is None:
        below = next((line.level for line in lines[first:] if line.level is not None), None)
        if below is None or (first < len(lines) and lines[first].mark and not lines[first].level):
            below = None
        limit = below - 1 if below else 0
    else:
        limit = level
    for at in range(first, len(lines)):
        line = lines[at]
        if level is None and at > first and _begins_anew(lines, first, at):
            return at
        is_reason = line.mark is None and at > first and line.is_whole_heading and is_situation(line)
        if is_reason or (line.level is not None and line.level <= limit):
            return at
    return len(lines)


def _begins_anew(lines: Sequence[Line], first: int, at: int) -> bool:
    """对企业的建议： where 对政府的建议： led on to 1. and 2., and again 1. stands below."""
    below, anew = (lines[n].mark if n < len(lines) else None for n in (first, at + 1))
    is_first = below is not None and anew is not None and (anew.scheme, anew.number) == (below.scheme, 1)
    return is_first and lines[at].mark is None and LEAD_IN.search(lines[at].text) is not None


def _stretches(lines: Sequence[Line]) -> Iterator[Part]:
    at = 0
    while at < len(lines):
        line = lines[at]
        body = _opens(lines, at)
        if body is None:
            at += 1
            continue
        is_heading = _is_container(line) or _heads_items(lines, at)
        end = _end(lines, at + 1, line.level) if is_heading else _end_of_unmarked(lines, at)
        held = (*body, *lines[at + 1 : end])
        if held:
            yield Part(line.start, held)
        at = max(end, at + 1)


def _end_of_unmarked(lines: Sequence[Line], at: int) -> int:
    """Where what 建议： leads on to ends: also before the next section of those that it stands in.

    一、… 建议：… 二、… goes on with the next section; 2. reasons, 为此建议：1. … begins to count anew.
    """
    end = _end(lines, at + 1, None)
    above = next((line.mark for line in reversed(lines[:at]) if line.level is not None), None)
    anew = next((line.mark for line in lines[at + 1 : end] if line.mark is not None), None)
    if above is None or above.number is None or (anew and anew.scheme <= above.scheme and anew.number == 1):
        return end
    following = (
        other
        for other in range(at + 1, end)
        if (mark := lines[other].mark) and mark.scheme == above.scheme and mark.number == above.number + 1
    )
    return next(following, end)


def _opens(lines: Sequence[Line], at: int) -> tuple[Line, ...] | None:
    """What of a line is suggested already, where it opens a part that suggests."""
    line = lines[at]
    if _heads_items(lines, at):
        return ()
    if _is_container(line):
        if _is_last_of_items(lines, at) if line.mark is not None else _holds_all(lines, at):
            return None
        offset = len(line.text) - len(line.words) + len(line.words[: len(line.head)])
        rest = line.text[offset:].lstrip("。：:】 \u3000")
        return (line.cut(len(line.text) - len(rest)),) if rest else ()
    sentences = split_sentences(line.text, 0, len(line.text))
    if LEAD_IN.search(line.text) and at + 1 < len(lines):
        return ()
    leading = LEADS_ON.search(line.text)
    if leading is not None and leading.end() < len(line.text) and line.mark is None and sentences:
        return (line.cut(leading.end()),)
    announced = announced_items(line) if line.mark is None else None
    return (line.cut(announced),) if announced else None


def _holds_all(lines: Sequence[Line], at: int) -> bool:
    """提案内容 above 一、问题, 二、原因 and 三、具体建议: the heading of the whole text, not of what is suggested.

    So it is where what stands below it ends in 为此建议：, too.
    """
    for other in range(at + 1, len(lines)):
        if lines[other].mark is None and _THEREFORE.match(lines[other].text) and _opens(lines, other) is not None:
            return True
    marked = [line for line in lines[at + 1 : _end(lines, at + 1, None)] if line.mark is not None]
    return any(map(is_situation, marked)) and any(map(_is_container, marked))


def _heads_items(lines: Sequence[Line], at: int) -> bool:
    """三、防范建议 above （一）, （二）, where no other heading beside it is one of suggestions."""
    line = lines[at]
    is_plain = line.mark is None and re.search("[。，；：]", line.text) is None
    if not (_is_wholly(HEADS_ITEMS, line) and (line.level is not None or line.is_styled or is_plain)):
        return False
    below = lines[at + 1].mark if at + 1 < len(lines) else None
    if (below is None and not is_plain) or (below and line.mark and below.scheme == line.mark.scheme):
        return False
    beside = [
        other
        for other in lines
        if other is not line and other.level == line.level and other.is_styled == line.is_styled
    ]
    return not any(_is_wholly(HEADS_ITEMS, other) for other in beside)


def _is_wholly(pattern: re.Pattern[str], line: Line) -> bool:
    return is_heading(line) and line.is_whole_heading and pattern.fullmatch(line.head) is not None


def _is_last_of_items(lines: Sequence[Line], at: int) -> bool:
    """三、其他意见 beside 一、加强…, 二、完善…: an item of its own, not the heading of all."""
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    if line.is_whole_heading or (following is not None and following.mark is not None):
        return False
    before = [other for other in lines[:at] if other.level == line.level]
    return bool(before) and all(IMPERATIVE.match(other.head) for other in before)


def _holding(section: Sequence[Line], stretches: Sequence[Part]) -> bool:
    return any(section[0].start < part.start < section[-1].end for part in stretches)
