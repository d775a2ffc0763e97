"""Which part of a proposal suggests: below 三、对策建议, after 为此，建议：, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.sentences import split_sentences
from ingest.suggestions.headlines import is_heading, is_situation, names_a_field
from ingest.suggestions.lines import Line
from ingest.suggestions.wording import (
    CONTAINER,
    EXPLICIT_WISH,
    HEADS_ITEMS,
    IMPERATIVE,
    LEAD_IN,
    LEADS_ON,
    MIXED,
    WISH,
    WISH_WITHIN,
)

_FEWEST_SECTIONS: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that suggest.

    :ivar start: where the part begins, its heading or lead-in included.
    :ivar lines: what it holds, without heading and lead-in.
    :ivar heading: of the section that is one suggestion as a whole; ``None`` where ``lines`` are to be cut into items.
    :ivar in_sentences: whether reasons stand between the wishes, so that sentences, not paragraphs, begin items.
    """

    start: int
    lines: tuple[Line, ...]
    heading: Line | None = None
    in_sentences: bool = False


def suggesting_parts(lines: Sequence[Line]) -> list[Part]:
    """The parts of a proposal that suggest, in order; none where nothing tells."""
    mixed = _first_below(lines, _is_mixed)
    if mixed is not None:
        sections = _sections(mixed)
        wishing = [part for section in sections if (part := _wishing(section, in_mixed=True))]
        if len(wishing) >= _FEWEST_SECTIONS:
            return wishing
    stretches = list(_stretches(lines))
    sections = _sections(lines)
    if len(stretches) > 1 and len(sections) > 1:
        topical = [section for section in sections if _holding(section, stretches)]
        if len(topical) == len(stretches):
            return [part for section in topical if (part := _wishing(section, in_mixed=True))]
    if stretches:
        return stretches
    return _topical(sections)


def _is_container(line: Line) -> bool:
    return (
        is_heading(line)
        and CONTAINER.fullmatch(line.head) is not None
        and (line.level is None) is (line.mark is None)
        and not (line.mark is None and line.text.endswith("。"))
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
        if line.level is not None and line.level <= limit:
            return at
        if line.mark is None and at > first and line.is_whole_heading and is_situation(line):
            return at
    return len(lines)


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
    if above is None or above.number is None:
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
    return None


def _holds_all(lines: Sequence[Line], at: int) -> bool:
    """提案内容 above 一、问题, 二、原因 and 三、具体建议: the heading of the whole text, not of what is suggested."""
    marked = [line for line in lines[at + 1 : _end(lines, at + 1, None)] if line.mark is not None]
    return any(map(is_situation, marked)) and any(map(_is_container, marked))


def _heads_items(lines: Sequence[Line], at: int) -> bool:
    """三、防范建议 above （一）, （二）, where no other heading beside it is one of suggestions."""
    line = lines[at]
    if not (_is_wholly(HEADS_ITEMS, line) and (line.level is not None or line.is_styled)):
        return False
    below = lines[at + 1].mark if at + 1 < len(lines) else None
    if below is None or (line.mark is not None and below.scheme == line.mark.scheme):
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


def _sections(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines under each heading of the outermost level that occurs at least twice, each with its heading first."""
    marks = [line.mark.scheme for line in lines if line.mark is not None]
    outermost = next((scheme for scheme in dict.fromkeys(marks) if marks.count(scheme) >= _FEWEST_SECTIONS), None)
    found: list[list[Line]] = []
    for line in lines:
        if outermost is not None and line.mark is not None and line.mark.scheme == outermost:
            found.append([line])
        elif found:
            found[-1].append(line)
    if found:
        return found
    styled: list[list[Line]] = []
    for line in lines:
        if line.is_styled or (
            line.mark is None and is_heading(line) and line.is_whole_heading and line.text[-1] not in "。："
        ):
            styled.append([line])
        elif styled:
            styled[-1].append(line)
    return [section for section in styled if len(section) > 1]


def _holding(section: Sequence[Line], stretches: Sequence[Part]) -> bool:
    return any(section[0].start < part.start < section[-1].end for part in stretches)


def _topical(sections: Sequence[Sequence[Line]]) -> list[Part]:
    asked = [section for section in sections if not is_situation(section[0])]
    if len(asked) == 1 and len(sections) > 1 and not _wishes(asked[0][0].text):
        below = _sections(asked[0][1:])
        if len(below) >= _FEWEST_SECTIONS:
            return [Part(asked[0][0].start, tuple(asked[0][1:]))]
    grouped = _grouped(asked)
    if grouped:
        return [grouped]
    found = [part for section in asked if (part := _wishing(section, in_mixed=False))]
    if _only_last_wish(asked, found):
        return found
    if len(asked) == len(sections) and 2 * len(found) >= len(sections) >= _FEWEST_SECTIONS:
        # Where most sections say what to do and none gives reasons, each does, whatever its verb.
        by_start = {part.start: part for part in found}
        return [
            by_start.get(s[0].start) or _wishing(s, in_mixed=False) or Part(s[0].start, tuple(s), s[0])
            for s in sections
        ]
    if len(found) < _FEWEST_SECTIONS and not any(part.heading and _wishes(part.heading.head) for part in found):
        return []
    return found


def _only_last_wish(sections: Sequence[Sequence[Line]], found: Sequence[Part]) -> bool:
    """一、现有… 二、难在… 三、建议… 四、建议…: whether only the last say what to do, and each opens by wishing."""
    wishing = [section[0] for section in sections if EXPLICIT_WISH.match(section[0].words)]
    if len(wishing) < _FEWEST_SECTIONS or [line.start for line in wishing] != [part.start for part in found]:
        return False
    return wishing == [section[0] for section in sections[-len(wishing) :]]


def _grouped(sections: Sequence[Sequence[Line]]) -> Part | None:
    """Sections of which each names a field only, above numbered items that mostly say what to do."""
    if len(sections) < _FEWEST_SECTIONS or not all(names_a_field(section[0]) for section in sections):
        return None
    items = [line for section in sections for line in section[1:] if line.mark is not None]
    asking = [line for line in items if _wishes(line.words)]
    if not items or 2 * len(asking) < len(items):
        return None
    return Part(sections[0][0].start, tuple(line for section in sections for line in section))


def _wishing(section: Sequence[Line], *, in_mixed: bool) -> Part | None:
    """The part of a section that suggests, as one suggestion: after its reasons, if it gives any first.

    :param in_mixed: whether reasons stand beside suggestions in every section, so that a heading suggests nothing.
    """
    heading = section[0]
    says_what_to_do = IMPERATIVE.match(heading.head) is not None
    whole = Part(heading.start, tuple(section), heading)
    if says_what_to_do and heading.is_whole_heading and (not in_mixed or _begins_with_wish(section[-1:], section[1:2])):
        return whole
    for at, line in enumerate(section):
        start = _first_wish(line)
        names_only = at == 0 and heading.is_whole_heading and len(section) > 1 and not says_what_to_do
        if start is None or names_only:
            continue
        begins_at_once = at <= 1 and line.start + start <= line.words_start + (len(line.head) + 1 if start else 0)
        if begins_at_once and (says_what_to_do or at == 0):
            return whole
        rest = (line.cut(start) if start else line, *section[at + 1 :])
        return Part(rest[0].start, rest, heading)
    return whole if says_what_to_do and not in_mixed else None


def _begins_with_wish(last: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the text below a heading, or the heading itself where nothing is, begins by wishing."""
    words = (*below, *last)[0].words
    return WISH.match(words) is not None or IMPERATIVE.match(words) is not None


def _first_wish(line: Line) -> int | None:
    """Where in a line's text the first sentence begins that wishes in so many words."""
    for sentence in split_sentences(line.text, 0, len(line.text)):
        begin = max(sentence.start, line.words_start - line.start)
        words = line.text[begin : sentence.end]
        if EXPLICIT_WISH.match(words) or WISH_WITHIN.search(words) or LEADS_ON.search(words):
            return begin if begin > line.words_start - line.start else 0
    return None


def _wishes(text: str) -> bool:
    return WISH.match(text) is not None or IMPERATIVE.match(text) is not None
