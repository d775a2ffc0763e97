"""A part that suggests, cut into its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ingest import formulas
from ingest.document import Span
from ingest.headings import opening_length
from ingest.numerals import number
from ingest.sentences import split_sentences, stripped
from ingest.suggestions.headlines import introduces, names_a_field
from ingest.suggestions.lines import BULLET, FIRST_COUNTED, FIRSTLY, FURTHER_COUNTED, Line
from ingest.suggestions.wording import (
    ASKS_FOR,
    CLOSES,
    EXPLICIT_WISH,
    IMPERATIVE,
    PLEA,
    SHOULD,
    TOPIC,
    WISH,
    WISH_WITHIN,
)

_N: Final = "一二三四五六七八九十"
_BEFORE: Final = r"(?:^|(?<=[。；;：:，,、\s”）)]))"
#: Enumerations within a paragraph, each told by running on from one.
_INLINE: Final = tuple(
    re.compile(_BEFORE + pattern)
    for pattern in (
        rf"(?:建议|对策)(?P<n>[{_N}]{{1,2}}|\d{{1,2}})[：:，、]",
        rf"(?:第|其)(?P<n>[{_N}]{{1,2}}|\d{{1,2}})(?:点)?[，、：:,]",
        rf"(?P<n>[{_N}]{{1,2}})(?:是|要(?=[^求素点]))[，：:]?",
        rf"[（(](?P<n>[{_N}]{{1,2}}|\d{{1,2}})[）)]",
        r"(?P<n>[①-⑳])",
        rf"(?P<n>[{_N}]{{1,2}})、",
        r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d))",
    )
)
_SEQUENCE: Final = re.compile(r"(?:^|(?<=[。；;：:，,、\s”）)议应要]))(?P<word>首先|其次|再次|再者|最后)[，,、：:]?")
_COUNTED: Final = re.compile(
    rf"(?:^|(?<=[。；;：:，,、\s”）)的]))(?:(?P<first>{FIRST_COUNTED})|(?P<further>{FURTHER_COUNTED}))"
)
# 大家盼着的…, 政府可以在两件事上…: makes wishes of all that is counted after it, unless that is problems or done.
_NO_TALE: Final = "(?!.*(?:问题|困难|难[题处点]|已|去年|近年))"
_HOPES: Final = re.compile(rf"{_NO_TALE}.*(?:盼|希望|期望|心愿|愿望|诉求)")
_COULD: Final = re.compile(rf"{_NO_TALE}.*(?:可以|应当|应该|不妨|盼|希望|期望)")
# 另外请住建部门…, 还请有关单位多做宣传: a further wish, where others are put as such.
_ASKS_FURTHER: Final = re.compile(
    r"(?:另外|此外|同时|还|也|再)[，,]?(?:还|也)?请(?!(?:[省市区县]?有关|相关|各)?(?:部门|单位|领导)?(?:予以|给予|认真)?(?:考虑|研究|重视|支持|关注))"
)
_REFERS: Final = re.compile(r"(?:针对|对于|鉴于|面对)(?:以上|上述|这些|此类)[^，。；]{0,8}[，,]")
_LABELLED: Final = re.compile(
    r"(?<=[。；！？\n])\s*(?:为此|因此)?[，,]?(?:我们?|本人|特|具体|对策|改进|解决|相应的?)?(?:建议|对策|措施|办法)[：:]\s*"
)
_LONGEST_TITLE: Final = 30
_CLAUSE: Final = re.compile("[^；;]+")
_FEWEST: Final = 2
_LONGEST_MARK: Final = 8


def cut(text: str, lines: Sequence[Line]) -> list[Span]:
    """The items of a part that suggests, without their markers, in order.

    Its outermost numbering decides, and nothing within an item does; without one, headings, an enumeration within a
    paragraph, paragraphs, or sentences that each wish anew.
    """
    lines = _without_closing(lines)
    while lines and introduces(lines[0]) and not names_a_field(lines[0]) and (len(lines) > 1):
        lines = lines[1:]
    if not lines:
        return []
    headlines = [line for line in lines if line.mark is None and line.is_whole_heading and names_a_field(line)]
    if headlines and headlines[0] is lines[0] and (grouped := _grouped(text, lines, headlines)):
        return grouped
    starts = _marked(lines) or _titled(lines)
    if starts:
        grouped = _grouped(text, lines, starts)
        if grouped:
            return grouped
        found = _without_reasons(text, _bounded(lines, starts))
        if sum(line.mark is not None for line in starts) <= 1:
            found[-1:] = _inline(text, Span(starts[-1].start, found[-1].end)) or found[-1:]
        return found
    if len(lines) == 1:
        whole = Span(lines[0].words_start, lines[0].end)
        return _inline(text, whole) or _clauses(text, whole) or wishes(text, lines)
    return _paragraphs(text, lines) or wishes(text, lines)


def _without_closing(lines: Sequence[Line]) -> Sequence[Line]:
    for at, line in enumerate(lines):
        if at and line.mark is None and CLOSES.match(line.text):
            return lines[:at]
    while len(lines) > 1 and lines[-1].mark is None and PLEA.fullmatch(lines[-1].text):
        lines = lines[:-1]
    return lines


def _marked(lines: Sequence[Line]) -> list[Line]:
    """The lines that open items by the first marker met, as far as its numbers run on."""
    first = next((line for line in lines if line.mark is not None), None)
    if first is None or first.mark is None:
        return []
    scheme = first.mark.scheme
    last = 0
    starts: list[Line] = []
    for line in lines:
        if line.mark is None or line.mark.scheme != scheme:
            continue
        value = line.mark.number
        if value is None or scheme in (BULLET, FIRSTLY) or value > last:
            starts.append(line)
            last = value or last
    before = lines[: lines.index(first)]
    # What wishes without a number before the first number is an item, too.
    own = [line for line in before if WISH.match(line.text) and not introduces(line)]
    return [*own, *starts]


def _titled(lines: Sequence[Line]) -> list[Line]:
    """Short lines without a full stop, each above its paragraphs."""
    titles = [
        line
        for line, below in pairwise(lines)
        if len(line.text) <= _LONGEST_TITLE
        and line.text[-1] not in "。；：，、;:,"
        and len(below.text) > len(line.text)
    ]
    return titles if len(titles) >= _FEWEST or (titles and titles[0] is lines[0]) else []


def _bounded(lines: Sequence[Line], starts: Sequence[Line]) -> list[Span]:
    ends = [*(lines[lines.index(start) - 1].end for start in starts[1:]), lines[-1].end]
    return [Span(start.words_start, end) for start, end in zip(starts, ends, strict=True)]


def _grouped(text: str, lines: Sequence[Line], starts: Sequence[Line]) -> list[Span]:
    """The items below headlines that each only name a field; none where a headline asks for something itself."""
    if len(starts) < _FEWEST or not all(names_a_field(line) for line in starts):
        return []
    at = [lines.index(line) for line in starts]
    found: list[Span] = []
    has_items = False
    for first, end in pairwise([*at, len(lines)]):
        heading, below = lines[first], lines[first + 1 : end]
        after_head = heading.words[opening_length(heading.words) :].strip()
        held = ([heading.cut(len(heading.text) - len(after_head))] if after_head else []) + list(below)
        if not held:
            return []
        is_numbered = held[0].mark is not None
        whole = Span(held[0].words_start, held[-1].end)
        items = cut(text, held) if is_numbered else _inline(text, whole)
        has_items = has_items or is_numbered or len(items) > 1
        found += items or [whole]
    return found if has_items else []


def _without_reasons(text: str, items: list[Span]) -> list[Span]:
    """1. 停车难。建议：增设车位。: where every item gives reasons before what is labelled 建议, that alone."""
    labels = [_LABELLED.search(text, item.start, item.end) for item in items]
    if len(items) < _FEWEST or not all(labels):
        return items
    return [Span(label.end(), item.end) for label, item in zip(labels, items, strict=True) if label]


def inline_wishes(line: Line) -> int | None:
    """Where in a paragraph an enumeration begins of which most items ask for something: 首先，应当…其次，可以…

    What has been done is told in the same verbs (一是加大投入，二是完善设施), so that one item at least must wish, or
    what leads on to them.
    """
    items = _inline(line.text, Span(0, len(line.text)))
    words = [line.text[item.start : item.end] for item in items]
    wishing = [each for each in words if any(form.match(each) for form in (WISH, SHOULD, ASKS_FOR))]
    asking = [each for each in words if each in wishing or IMPERATIVE.match(each)]
    if len(items) < _FEWEST:
        return None
    start = _enumeration(line.text, Span(0, len(line.text)))[0][0]
    before = [line.text[span.start : span.end] for span in split_sentences(line.text, 0, start)]
    if before and before[-1][-1] not in formulas.SENTENCE_ENDS and _HOPES.match(before[-1]):
        return start
    is_told = bool(wishing) or (bool(before) and _COULD.match(_REFERS.sub("", before[-1])) is not None)
    return start if is_told and 3 * len(asking) >= 2 * len(items) else None


def _inline(text: str, span: Span) -> list[Span]:
    """The items of an enumeration within a paragraph; none where there is no such."""
    markers = _enumeration(text, span)
    ends = [*(start for start, _ in markers[1:]), span.end]
    pieces = (stripped(text, end, until) for (_, end), until in zip(markers, ends, strict=False))
    return [piece for piece in pieces if piece is not None]


def _enumeration(text: str, span: Span) -> list[tuple[int, int]]:
    """Where the markers of the first enumeration within a paragraph stand."""
    best: list[tuple[int, int]] = []
    for pattern in _INLINE:
        run = list(_running(pattern, text, span))
        if len(run) >= _FEWEST and (not best or run[0][0] < best[0][0]):
            best = run
    sequence = [match.span() for match in _SEQUENCE.finditer(text, span.start, span.end)]
    if len(sequence) >= _FEWEST and (not best or sequence[0][0] < best[0][0]):
        best = sequence
    counted = list(_counted(text, span))
    if len(counted) >= _FEWEST and (not best or counted[0][0] < best[0][0]):
        best = counted
    return best


def _counted(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """头一桩，是…还有一桩，是…: from what counts as the first on."""
    is_open = False
    for match in _COUNTED.finditer(text, span.start, span.end):
        if is_open is (match["first"] is None):
            yield match.span()
            is_open = True


def _clauses(text: str, span: Span) -> list[Span]:
    """建议：由市交通运输局…；由园区…。: one sentence, in which each clause says what to do."""
    if len(split_sentences(text, span.start, span.end)) > 1 and "。" in text[span.start : span.end - 1]:
        return []
    pieces = [Span(*match.span()) for match in _CLAUSE.finditer(text, span.start, span.end)]
    if len(pieces) < _FEWEST or not all(IMPERATIVE.match(text[piece.start : piece.end]) for piece in pieces):
        return []
    return pieces


def _running(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[tuple[int, int]]:
    expected = 1
    for match in pattern.finditer(text, span.start, span.end):
        digits = match["n"]
        value = ord(digits) - ord("①") + 1 if "①" <= digits <= "⑳" else number(digits)
        if value == expected:
            yield match.span()
            expected += 1


def _paragraphs(text: str, lines: Sequence[Line]) -> list[Span]:
    """Each paragraph that wishes; what only explains belongs to the one before it."""
    starts = [line.words_start for line in lines if _holds_wish(text, line)]
    return _between(text, starts, lines) if len(starts) >= _FEWEST else []


def _holds_wish(text: str, line: Line) -> bool:
    return (
        IMPERATIVE.match(line.words) is not None
        or acts_on_topic(line)
        or any(
            _is_wish(text[sentence.start : sentence.end])
            for sentence in split_sentences(text, line.words_start, line.end)
        )
    )


def acts_on_topic(line: Line) -> bool:
    """资金上，设立…: whether it names what it is about and then says what to do."""
    topic = TOPIC.match(line.words)
    return topic is not None and IMPERATIVE.match(line.words, topic.end()) is not None


def _is_wish(words: str) -> bool:
    return WISH.match(words) is not None or _wishes_within(words)


def wishes(text: str, lines: Sequence[Line]) -> list[Span]:
    """From each sentence that wishes anew to the next one; 应当 and the like wish where nothing is put as a wish."""
    lines = _without_closing(lines)
    sentences = [
        (line, text[sentence.start : sentence.end], sentence.start)
        for line in lines
        for sentence in split_sentences(text, line.words_start, line.end)
    ]
    plainly = any(is_explicit(words) for _, words, _ in sentences)
    starts: list[int] = []
    opened: Line | None = None
    for line, words, start in sentences:
        if plainly:
            wishes_anew = is_explicit(words) or (bool(starts) and _ASKS_FURTHER.match(words) is not None)
        else:
            wishes_anew = WISH.match(words) is not None or SHOULD.match(words) is not None
        if wishes_anew or (opened is not line and (WISH.match(words) or IMPERATIVE.match(words))):
            starts.append(start)
            opened = line
    return _between(text, starts or [lines[0].words_start], lines)


def is_explicit(words: str) -> bool:
    """Whether a sentence wishes in so many words; 居民盼了多年，恳请重视 only asks to be heard."""
    return EXPLICIT_WISH.match(words) is not None or _wishes_within(words)


def _wishes_within(words: str) -> bool:
    return WISH_WITHIN.search(words) is not None and PLEA.fullmatch(words) is None


def _between(text: str, starts: Sequence[int], lines: Sequence[Line]) -> list[Span]:
    """From each start to the next one, the markers of the next left out."""
    ends = [line.end for line in lines]
    spans = []
    for start, following in pairwise([*starts, lines[-1].end]):
        end = following if following in ends else max((e for e in ends if e < following), default=following)
        span = stripped(text, start, following if following - end > _LONGEST_MARK else end)
        if span is not None:
            spans.append(span)
    return spans
