"""A proposal to its suggestions, each with its subject, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.anatomy import Anatomy
from ingest.document import Document, Span
from ingest.sentences import split_sentences, stripped
from ingest.suggestions.closing import closes, without_closing_words, without_last_words
from ingest.suggestions.cutting import acts_on_topic, cut, is_explicit, wishes
from ingest.suggestions.enumerations import HEADED, inline_wishes, opens_enumeration
from ingest.suggestions.lines import Line, lines_of
from ingest.suggestions.matters import apart
from ingest.suggestions.part import Part
from ingest.suggestions.parts import suggesting_parts
from ingest.suggestions.shape import within_shape, without_dividers
from ingest.suggestions.subject import subject_of
from ingest.suggestions.wording import ASKS_FOR, IMPERATIVE, SHOULD, WISH

_CAPTION: Final = re.compile(r"(?:关于|针对|对于|就|在)[^，。；：]{1,14}|[^，。；：]{1,12}[方层]面")
_LEAD: Final = re.compile(
    r"(?:(?:具体|对策|意见|解决|改进|相应的?)?(?:建议|对策|办法|措施)|解决之[道策])(?:[：:]\s*|\n)"
)
_LETTERHEAD: Final = re.compile(r"(?:提案|建议|议案|会议|答复)$|^[^：:。]{1,10}[：:]\s*\S")


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion.

    :ivar subject: what it is about, in the proposal's own words.
    :ivar span: all that is asked, without its number.
    """

    subject: str
    span: Span


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a proposal tells and what it suggests.

    :ivar situation: what stands before the first suggestion; ``None`` where nothing does.
    :ivar is_told: whether anything told which part suggests; else all of the text is one suggestion.
    """

    situation: Span | None
    items: tuple[Suggested, ...]
    is_told: bool = True


def find_suggestions(document: Document) -> Suggestions:
    """The suggestions of a proposal, in order, at least one; empty only for a text without a word of its own."""
    text = document.text
    all_lines = lines_of(document, Anatomy(text, document.blocks).main_end)
    if not all_lines:
        return Suggestions(None, (), is_told=False)
    lines = without_last_words(all_lines)
    parts = suggesting_parts(lines) or _unordered(lines)
    if not parts:
        whole = without_closing_words(text, Span(all_lines[0].start, all_lines[-1].end))
        return Suggestions(None, (Suggested(subject_of(document.metadata.title), whole),), is_told=False)
    items = [item for part in _within_shape(parts) for item in _items(text, part)]
    told = next((line for line in lines if not _is_letterhead(line)), lines[0])
    situation = stripped(text, told.start, parts[0].start)
    return Suggestions(situation, tuple(items))


def _within_shape(parts: Sequence[Part]) -> list[Part]:
    """The parts, of those that are one suggestion each without what parts them and what has no room behind the last."""
    lines = [line for part in parts if part.heading is not None for line in part.lines]
    openings = [part.lines[0] for part in parts if part.heading is not None]
    kept = set(within_shape(without_dividers(lines), openings))
    return [
        part if part.heading is None else replace(part, lines=tuple(line for line in part.lines if line in kept))
        for part in parts
    ]


def _is_letterhead(line: Line) -> bool:
    """市政协第十四届委员会第五次会议提案, 编号：0123: above the text, without a sentence."""
    return line.mark is None and "。" not in line.text and _LETTERHEAD.search(line.text) is not None


def _items(text: str, part: Part) -> list[Suggested]:
    if part.heading is not None:
        lines = [line for line in part.lines if line is part.lines[0] or not closes(line)]
        first = lines[0]
        span = _without_lead(text, without_closing_words(text, Span(first.words_start, lines[-1].end)))
        heading = part.heading.head if part.heading.is_whole_heading or part.heading is not first else ""
        own, *further = apart(text, span)
        return [
            Suggested(subject_of(text[own.start : own.end], heading), own),
            *(Suggested(subject_of(text[each.start : each.end]), each) for each in further),
        ]
    found = (wishes if part.in_sentences and len(part.lines) > 1 and not _is_marked(part) else cut)(text, part.lines)
    found[-1:] = [without_closing_words(text, span) for span in found[-1:]]
    found = [_without_lead(text, span) for span in found]
    spans = [each for span in found for each in apart(text, span)]
    return [Suggested(subject_of(text[span.start : span.end]), span) for span in spans]


def _is_marked(part: Part) -> bool:
    marked = [line for line in part.lines if line.mark is not None]
    return len(marked) > 1 or any(inline_wishes(line) is not None or opens_enumeration(line.text) for line in marked)


def _without_lead(text: str, span: Span) -> Span:
    """Without 建议： before what is suggested."""
    match = _LEAD.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def _unordered(lines: Sequence[Line]) -> list[Part]:
    """From an enumeration of wishes within a paragraph on; else from the first sentence that wishes in so many words;
    else from the first that says what should be done; else the paragraphs that each say what to do.
    """
    sentences = [(at, span) for at, line in enumerate(lines) for span in split_sentences(line.text, 0, len(line.text))]
    for at, line in enumerate(lines):
        start = inline_wishes(line)
        if start is not None:
            first = line.cut(start) if start else line
            return [Part(first.start, (first, *lines[at + 1 :]))]
        if any(is_explicit(line.text[span.start : span.end]) for span in split_sentences(line.text, 0, len(line.text))):
            break  # what is wished before an enumeration counts, too
    for is_wish in (is_explicit, _should):
        for n, (at, span) in enumerate(sentences):
            if (n or is_wish is is_explicit) and is_wish(lines[at].text[span.start : span.end]):
                mark = lines[at].mark
                if is_wish is _should and mark and (mark.number or 0) > 1:
                    break  # its list began without such words
                begin = 0 if _is_below_caption(lines[at], span.start) else span.start
                rest = (lines[at].cut(begin) if begin else lines[at], *lines[at + 1 :])
                return [Part(rest[0].start, rest, in_sentences=True)]
    wishing = [at for at, line in enumerate(lines) if line.mark is not None and IMPERATIVE.match(line.head)]
    if not wishing:
        asking = [
            at for at, line in enumerate(lines) if acts_on_topic(line) or _asks_for(line) or _is_headed_wish(line)
        ]
        beside = [line for line in lines[asking[0] :] if line.mark is not None] if asking else []
        wishing = asking if len(asking) > 1 and 2 * len(asking) >= len(beside) else []
    return [Part(lines[wishing[0]].start, tuple(lines[wishing[0] :]))] if wishing else []


def _asks_for(line: Line) -> bool:
    """可在大厅设低位窗口, 一、收费要透明。平台应公示价格。: whether it asks, or a clause of a numbered one does."""
    if line.mark is None:
        return ASKS_FOR.match(line.text) is not None
    clauses = re.split("[，。；]", line.words)
    return any(form.match(clause) for clause in clauses for form in (ASKS_FOR, WISH, SHOULD))


def _is_headed_wish(line: Line) -> bool:
    """更换节能灯具。用两年时间…: whether its headline says what to do."""
    return line.mark is None and HEADED.match(line.text) is not None and IMPERATIVE.match(line.text) is not None


def _is_below_caption(line: Line, start: int) -> bool:
    """一、关于场地。应…: whether a numbered line's first sentence only names what the wish is about."""
    before = line.words[: max(start - (line.words_start - line.start), 0)].strip().rstrip("。：:")
    return line.mark is not None and _CAPTION.fullmatch(before) is not None


def _should(words: str) -> bool:
    return WISH.match(words) is not None or SHOULD.match(words) is not None
