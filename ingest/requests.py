"""What members ask for, apart from what the government says: requests in replies with their answers, and in proposals.

In a reply only the heading (一、关于…的建议) is the member's; the text below it is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.anatomy import Anatomy
from ingest.document import Block, BlockKind, Document, DocumentKind, Span
from ingest.headings import find_marker, opening_length
from ingest.sentences import split_sentences, stripped
from ingest.suggestions import find_suggestions
from ingest.suggestions.lines import read_mark

_WISH: Final = "建议|提议|诉求|请求"
_ENDS_AS_REQUEST: Final = re.compile(rf"(?:{_WISH})(?:[（(][^（）()]*[）)])?$")
_OPENS_AS_REQUEST: Final = re.compile("关于|针对|对于")
# 下一步工作, 关于我市产业发展情况: the bureau's own headings.
_OWN: Final = re.compile(
    "(?:关于|针对|对于)?(?:下一?步|下阶段|今后|工作|目前|主要|基本|总体|前期)|.*(?:情况|成效|打算|安排)$"
)
_QUOTED: Final = re.compile(
    rf"[^。；]{{0,12}}?(?:您|你|贵)(?:们|单位|会|党派)?(?:在(?:提案|建议)中)?(?:所)?(?:提出|反映|提到)的?"
    rf"(?P<wish>[^。；]{{4,120}}?(?:{_WISH}|意见|问题))(?=[，。；、：很非十]|$)"
)
# Words before a suggestion in its paragraph that are no sentence of their own, and what may stand between two.
_LONGEST_LEAD: Final = 30
_SENTENCE_END: Final = re.compile("[。！？]")
# What may be the mark of a suggestion, at the end of what stands before it: 企业流片贵。为此，建议：一是
_LAST_WORDS: Final = re.compile(r"[^。；;：:，,\s]+[：:，,]?\s*$")
_BETWEEN: Final = " \u3000\t\n。；;，,、"
_WORDS: Final = re.compile(r"\W")
_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Request:
    """What a member asks for.

    :ivar words: where it is put: the heading, and what the letter quotes of it; empty where all of ``text`` is.
    :ivar text: what a reply answers it with; in a proposal, the request itself at length.
    :ivar heading_path: the headings above ``words``, its own last.
    :ivar is_heading: whether the first of ``words`` is a heading, and no part of the answer.
    """

    words: tuple[Span, ...]
    text: Span
    heading_path: tuple[str, ...] = ()
    is_heading: bool = False


def find_requests(document: Document) -> tuple[Request, ...]:
    """The requests of a reply or a proposal, in order; one inside another comes after it. Other documents have none."""
    anatomy = Anatomy(document.text, document.blocks)
    blocks = [block for block in document.blocks if block.start < anatomy.main_end]
    if document.metadata.kind is DocumentKind.REPLY:
        return tuple(_answered(anatomy, blocks)) or tuple(_letter_as_a_whole(document, blocks))
    if document.metadata.kind is DocumentKind.PROPOSAL:
        return tuple(_suggested(document, blocks)) or (Request((), Span(0, anatomy.main_end)),)
    return ()


def request_at(requests: Sequence[Request], position: int) -> Request | None:
    """The innermost request in whose ``text`` a position lies."""
    return next((each for each in reversed(requests) if each.text.start <= position < each.text.end), None)


def without_headings(blocks: Sequence[Block], requests: Sequence[Request]) -> Iterator[Block]:
    """The blocks without the headings that are requests; words after one in its paragraph stay."""
    heads = {request.words[0].start: request for request in requests if request.is_heading}
    for block in blocks:
        request = heads.get(block.start)
        if request is None:
            yield block
        elif request.text.start < block.end:
            yield replace(block, kind=BlockKind.PARAGRAPH, start=request.text.start, level=0)


def parted(text: str, blocks: Iterable[Block], requests: Sequence[Request]) -> Iterator[Block]:
    """The blocks, those cut that hold more than one suggestion, or one and what is none; no word is lost."""
    wishes = [request.text for request in requests if not request.words]
    for block in blocks:
        cuts = {wish.start for wish in wishes if block.start < wish.start < block.end}
        cuts |= {w.end for w in wishes if block.start < w.end < block.end and _WORD.search(text, w.end, block.end)}
        cuts -= {end for end in cuts if any(end < start and not _WORD.search(text, end, start) for start in cuts)}
        for n, (start, end) in enumerate(pairwise((block.start, *sorted(cuts), block.end))):
            span = stripped(text, start, end)
            if span is not None:
                kind = BlockKind.PARAGRAPH if n and block.kind is BlockKind.HEADING else block.kind
                yield replace(block, kind=kind, start=span.start, end=span.end) if cuts else block


def _answered(anatomy: Anatomy, blocks: Sequence[Block]) -> Iterator[Request]:
    answered = 0
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        text = anatomy.of(block)
        marker = find_marker(text)
        begin = marker.end if marker else 0
        end = opening_length(text, begin)
        words = text[begin:end].strip("。：: ")
        # Below a request the bureau orders its answer: （一）关于资金支持 is its own heading, unless it says 建议.
        if not (_ENDS_AS_REQUEST.search(words) if block.start < answered else _is_request(words)):
            continue
        below = list(_below(block, blocks[at + 1 :]))
        own = stripped(anatomy.text, block.start + end, block.end)
        start = own.start if own else below[0].start if below else block.end
        answer = Span(start, below[-1].end if below else block.end)
        heading = Span(block.start, block.start + len(text[:end].rstrip()))
        quoted = _quoted(anatomy, answer, below, text[:end])
        answered = max(answered, answer.end)
        yield Request((heading, *quoted), answer, block.heading_path, is_heading=True)


def _is_request(words: str) -> bool:
    if _OWN.match(words) and not _ENDS_AS_REQUEST.search(words):
        return False
    return bool(_ENDS_AS_REQUEST.search(words) or _OPENS_AS_REQUEST.match(words))


def _below(heading: Block, following: Sequence[Block]) -> Iterator[Block]:
    depth = len(heading.heading_path)
    for block in following:
        is_next = block.kind is BlockKind.HEADING and len(block.heading_path) <= depth
        if is_next or block.heading_path[:depth] != heading.heading_path:
            return
        yield block


def _quoted(anatomy: Anatomy, answer: Span, below: Sequence[Block], heading: str) -> Iterator[Span]:
    """The wish as the answer's first sentence quotes it (您提出的…的建议), where it says more than the heading."""
    said = (block.start for block in below if block.kind is not BlockKind.HANDLING_STATUS)
    for start in dict.fromkeys((answer.start, next(said, answer.start))):
        sentences = split_sentences(anatomy.text, start, min(_line_end(anatomy.text, start), answer.end))
        match = _QUOTED.match(anatomy.text, sentences[0].start, sentences[0].end) if sentences else None
        if match and _WORDS.sub("", match["wish"]) not in _WORDS.sub("", heading):
            yield Span(*match.span("wish"))
            return


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _letter_as_a_whole(document: Document, blocks: Sequence[Block]) -> Iterator[Request]:
    """A reply that is not item by item answers the proposal whose title it cites."""
    title = document.metadata.origins.get("proposal_title")
    if title is None:
        return
    said = [
        block
        for block in blocks
        if block.start > title.start and block.kind not in (BlockKind.TITLE, BlockKind.ADDRESSEE)
    ]
    closed = [block for block in said if block.kind in (BlockKind.LABEL, BlockKind.DATE)]
    end = closed[0].start if closed else (said[-1].end if said else title.end)
    if said and said[0].start < end:
        yield Request((title,), Span(said[0].start, end))


def _suggested(document: Document, blocks: Sequence[Block]) -> Iterator[Request]:
    """The suggestions of a proposal, each with its number and a short lead-in (为此，建议：) before it."""
    found = find_suggestions(document)
    if not found.is_told:
        return
    end = 0
    for item in found.items:
        block = next((block for block in reversed(blocks) if block.start <= item.span.start), None)
        if block is None or item.span.start < end:
            continue
        begin = max(block.start, end)
        lead = document.text[begin : item.span.start]
        start = item.span.start
        if len(lead) <= _LONGEST_LEAD and not _SENTENCE_END.search(lead.lstrip(_BETWEEN)):
            start = begin + len(lead) - len(lead.lstrip(_BETWEEN))
        elif last := _LAST_WORDS.search(lead):
            mark = read_mark(document.text[begin + last.start() : item.span.end])
            if mark is not None and begin + last.start() + mark.length == start:
                start = begin + last.start()
        end = item.span.end
        yield Request((), Span(start, end), block.heading_path)
    # What is annexed to the suggestions (voices from the net) is nobody's finding, either.
    rest = [block for block in blocks if block.end > end and block.kind not in (BlockKind.LABEL, BlockKind.DATE)]
    if rest and _SENTENCE_END.search(document.text, end, rest[-1].end):
        yield Request((), Span(max(end, rest[0].start), rest[-1].end), rest[0].heading_path)
