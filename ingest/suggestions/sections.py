"""Sections of a proposal, each with its heading first: which of them ask, and what of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.sentences import split_sentences
from ingest.suggestions.enumerations import HEADED
from ingest.suggestions.headlines import is_heading, is_situation, names_a_field
from ingest.suggestions.lines import FIRSTLY, NAMED, Line
from ingest.suggestions.part import Part
from ingest.suggestions.pleas import is_plea
from ingest.suggestions.wording import EXPLICIT_WISH, HOPES, IMPERATIVE, LACKS, LEADS_ON, SHOULD, WISH, WISH_WITHIN

FEWEST_SECTIONS: Final = 2


def sections_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines under each heading of the outermost level that occurs at least twice, each with its heading first."""
    marks = [line.mark.scheme for line in lines if line.mark is not None]
    outermost = next((scheme for scheme in dict.fromkeys(marks) if marks.count(scheme) >= FEWEST_SECTIONS), None)
    found: list[list[Line]] = []
    for line in lines:
        counts = line.mark is not None and line.mark.scheme == outermost
        # Who counts in words goes on in others: 首先，…还有就是…建议….
        goes_on = bool(found) and outermost == FIRSTLY and line.mark is None and _first_wish(line) is not None
        if counts or goes_on:
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


def topical_parts(sections: Sequence[Sequence[Line]]) -> list[Part]:
    """The sections that ask for something, where no heading of suggestions and no lead-in tells."""
    asked = [section for section in sections if not is_situation(section[0])]
    if all(any(_first_wish(line) is not None for line in section) for section in sections):
        asked = list(sections)  # 二、绘本不足。…建议…: each names what is wrong and says what to do
    if len(asked) == 1 and len(sections) > 1 and not _wishes(asked[0][0].text):
        below = sections_of(asked[0][1:])
        if len(below) >= FEWEST_SECTIONS:
            return [Part(asked[0][0].start, tuple(asked[0][1:]))]
    if grouped := _grouped(asked):
        return [grouped]
    found = [part for section in asked if (part := wishing_part(section, in_mixed=False))]
    if _only_last_wish(asked, found):
        return found
    if len(asked) == len(sections) and 2 * len(found) >= len(sections) >= FEWEST_SECTIONS:
        # Where most sections say what to do and none gives reasons, each does, whatever its verb.
        wholes = [Part(section[0].start, tuple(section), section[0]) for section in sections]
        if 2 * sum(part in found for part in wholes) > len(wholes) and not any(
            LACKS.match(s[0].head) for s in sections
        ):
            return wholes
        return [wishing_part(s, in_mixed=False) or whole for s, whole in zip(sections, wholes, strict=True)]
    if len(found) < FEWEST_SECTIONS and not any(part.heading and _wishes(part.heading.head) for part in found):
        return []
    return found


def _only_last_wish(sections: Sequence[Sequence[Line]], found: Sequence[Part]) -> bool:
    """一、现有… 二、难在… 三、建议… 四、建议…: whether only the last say what to do, and each opens by wishing."""
    wishing = [section[0] for section in sections if EXPLICIT_WISH.match(section[0].words)]
    if len(wishing) < FEWEST_SECTIONS or [line.start for line in wishing] != [part.start for part in found]:
        return False
    return wishing == [section[0] for section in sections[-len(wishing) :]]


def _grouped(sections: Sequence[Sequence[Line]]) -> Part | None:
    """Sections of which each names a field only, above numbered items that mostly say what to do."""
    if len(sections) < FEWEST_SECTIONS or not all(names_a_field(section[0]) for section in sections):
        return None
    marked = [line for section in sections for line in section[1:] if line.mark is not None]
    items = [line for line in marked if line.mark and marked[0].mark and line.mark.scheme == marked[0].mark.scheme]
    asking = [line for line in items if _wishes(line.words)]
    if not items or 2 * len(asking) < len(items):
        return None
    return Part(sections[0][0].start, tuple(line for section in sections for line in section))


def wishing_part(section: Sequence[Line], *, in_mixed: bool) -> Part | None:
    """The part of a section that suggests, as one suggestion: after its reasons, if it gives any first.

    :param in_mixed: whether reasons stand beside suggestions in every section, so that a heading suggests nothing.
    """
    heading = section[0]
    says_what_to_do = _wishes(heading.head) or (heading.mark is not None and heading.mark.scheme == NAMED)
    whole = Part(heading.start, tuple(section), heading)
    if says_what_to_do and not in_mixed and HEADED.match(heading.words):
        return whole
    if says_what_to_do and heading.is_whole_heading and (not in_mixed or _begins_with_wish(section[-1:], section[1:2])):
        return whole
    for at, line in enumerate(section):
        start = _first_wish(line)
        names_only = at == 0 and heading.is_whole_heading and len(section) > 1 and not says_what_to_do
        if start is None or names_only:
            continue
        begins_at_once = at <= 1 and line.start + start <= line.words_start + (len(line.head) + 1 if start else 0)
        if begins_at_once and ((says_what_to_do and not in_mixed) or at == 0):
            return whole
        rest = (line.cut(start) if start else line, *section[at + 1 :])
        return Part(rest[0].start, rest, heading)
    return whole if says_what_to_do and not in_mixed else None


def _begins_with_wish(last: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the text below a heading, or the heading itself where nothing is, begins by wishing."""
    words = (*below, *last)[0].words
    return WISH.match(words) is not None or IMPERATIVE.match(words) is not None


def _first_wish(line: Line) -> int | None:
    """Where in a line's text the first sentence begins that wishes in so many words, or says who should act."""
    for sentence in split_sentences(line.text, 0, len(line.text)):
        begin = max(sentence.start, line.words_start - line.start)
        words = line.text[begin : sentence.end]
        if HOPES.fullmatch(words) or is_plea(words):
            continue
        if (
            any(form.match(words) for form in (EXPLICIT_WISH, SHOULD))
            or WISH_WITHIN.search(words)
            or LEADS_ON.search(words)
        ):
            return begin if begin > line.words_start - line.start else 0
    return None


def _wishes(text: str) -> bool:
    text = text.lstrip("【[")
    return text.startswith("针对") or WISH.match(text) is not None or IMPERATIVE.match(text) is not None
