"""A letter under review: its sentences, each with where it stands, and its items."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from draft.letter.source_notes import ANNEX_TITLE
from draft.review.paragraphs import Answering, answering_paragraphs
from draft.types import Form
from ingest import formulas
from ingest.anatomy import Anatomy
from ingest.document import Block, BlockKind, Document, DocumentKind, Span
from ingest.headings import ENUMERATED, find_marker
from ingest.metadata import described
from ingest.numerals import chinese
from ingest.requests import Request, find_requests, request_at, without_headings
from ingest.sentences import split_sentences

_OPINION: Final = re.compile("会办意见|协办意见|办理意见的函")
_FORMAL: Final = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.CLASS,
        BlockKind.DOCUMENT_NUMBER,
        BlockKind.ADDRESSEE,
        BlockKind.LABEL,
        BlockKind.DATE,
        BlockKind.HANDLING_STATUS,
    }
)
_BASIS: Final = re.compile(
    r"^(?:目前，|现行)?(?:根据|按照|依据|依照)?(?:《[^》]*》(?:[（(][^）)]*[）)])?|[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号(?:文件?)?)"
    r"(?:等)?(?:的)?(?:有关|相关)?(?:规定|要求|精神)?(?:明确|提出)?[，：]"
)
_LONGEST_OPENING: Final = 600
_MARK: Final = re.compile(r"\[\d{1,3}\]")
_FRAME: Final = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?(?:关于|针对|对于)?|(?:的)?(?:建议|意见|问题|提议)$|。$"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the letter's text.

    :ivar item: which item it answers, from 1; ``None`` before the first and after the last.
    :ivar before: the sentence before it in its paragraph, which may say of when it speaks.
    :ivar topic: the heading of its item, without number and 关于 … 的建议, or the first words of its paragraph.
    """

    text: str
    span: Span
    item: int | None
    before: str = ""
    topic: str = ""

    @property
    def where(self) -> str:
        return f"第{chinese(self.item)}项" if self.item else "正文"

    @property
    def core(self) -> str:
        """What it says, without 根据《…》（…）, before it: no source opens by naming itself."""
        return _BASIS.sub("", self.text)


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """What the letter says to one request.

    :ivar n: from 1; 0 where it is no item of its own but a sentence that takes a wish up or turns it down.
    :ivar heading: with its number, as written.
    :ivar number: as its number says, ``None`` without one.
    :ivar status: 吸收采纳 …, ``None`` where no line says so.
    """

    n: int
    heading: str
    number: int | None
    span: Span
    answer: str
    status: str | None

    @property
    def where(self) -> str:
        return f"第{chinese(self.n)}项" if self.n else "正文"


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter as a review sees it.

    :ivar document: without what stands behind the letter (a list of its sources).
    :ivar paragraphs: what answers without being an item; all of it in a letter that is not written item by item.
    """

    document: Document
    form: Form
    statements: tuple[Statement, ...]
    items: tuple[ReplyItem, ...]
    paragraphs: tuple[Answering, ...] = ()

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def opening_end(self) -> int:
        """Where the first begins that answers something."""
        starts = [*(item.span.start for item in self.items), *(each.span.start for each in self.paragraphs)]
        return min(starts) if starts else min(len(self.text), _LONGEST_OPENING)


def read_reply(document: Document) -> Reply:
    """Take a letter apart; whatever it looks like, it is taken for a reply."""
    document = _letter_alone(document)
    opinion = _OPINION.search(document.metadata.title) is not None
    as_reply = replace(document, metadata=replace(document.metadata, kind=DocumentKind.REPLY))
    requests = [request for request in find_requests(as_reply) if request.is_heading]
    outermost = [
        request
        for request in requests
        if not any(
            other is not request and other.text.start <= request.words[0].start < other.text.end for other in requests
        )
    ]
    items = tuple(_item(document, n, request) for n, request in enumerate(outermost, start=1))
    form = Form.OPINION if opinion else Form.REPLY
    paragraphs = _paragraphs(document, outermost)
    return Reply(document, form, _statements(document, outermost, paragraphs), items, paragraphs)


def _letter_alone(document: Document) -> Document:
    at = document.text.find(ANNEX_TITLE)
    if at < 0:
        return document
    blocks = tuple(block for block in document.blocks if block.end <= at)
    return described(replace(document, text=document.text[:at].rstrip(), blocks=blocks))


def _item(document: Document, n: int, request: Request) -> ReplyItem:
    heading = document.text[request.words[0].start : request.words[0].end]
    marker = find_marker(heading)
    inside = [b for b in document.blocks if request.text.start <= b.start < request.text.end]
    status = next((b for b in inside if b.kind is BlockKind.HANDLING_STATUS), None)
    return ReplyItem(
        n,
        heading,
        marker.number if marker and marker.level == ENUMERATED else None,
        request.words[0],
        document.text[request.text.start : request.text.end],
        document.text[status.start : status.end].strip("。. ") if status else _opening_status(document.text, request),
    )


def _opening_status(text: str, request: Request) -> str | None:
    """部分采纳, where the answer opens with it: 部分采纳。产业园已有公共平台…"""
    opening = next(iter(split_sentences(text, request.text.start, request.text.end)), None)
    words = text[opening.start : opening.end] if opening else ""
    return words.strip("。. ") if formulas.is_status(words) else None


def _paragraphs(document: Document, requests: list[Request]) -> tuple[Answering, ...]:
    main_end = Anatomy(document.text, document.blocks).main_end
    start = requests[0].words[0].start if requests else _body_start(document)
    within = [
        block
        for block in document.blocks
        if start <= block.start < main_end and not any(_holds(request, block) for request in requests)
    ]
    return answering_paragraphs(document.text, within)


def _body_start(document: Document) -> int:
    """Below the salutation, or else below the title."""
    heads = [b.end for b in document.blocks if b.kind in (BlockKind.ADDRESSEE, BlockKind.TITLE)]
    return max(heads, default=0)


def _holds(request: Request, block: Block) -> bool:
    return request.words[0].start <= block.start < max(request.text.end, request.words[0].end)


def _statements(
    document: Document, requests: list[Request], paragraphs: tuple[Answering, ...]
) -> tuple[Statement, ...]:
    anatomy = Anatomy(document.text, document.blocks)
    found: list[Statement] = []
    for block in without_headings(document.blocks, requests):
        if block.kind in _FORMAL or block.start >= anatomy.main_end or formulas.is_closing(anatomy.of(block)):
            continue
        found += _sentences(document, block, requests, paragraphs)
    return tuple(found)


def _sentences(
    document: Document, block: Block, requests: list[Request], paragraphs: tuple[Answering, ...]
) -> list[Statement]:
    request = request_at(requests, block.start)
    item = requests.index(request) + 1 if request else None
    if request:
        topic = bare(document.text[request.words[0].start : request.words[0].end])
    else:
        # A heading that stands alone opens the paragraph below it.
        holding = (each for each in paragraphs if each.span.start < block.end and block.start < each.span.end)
        topic = next((each.headline for each in holding if each.is_headed), "")
    texts = [
        Statement(_MARK.sub("", document.text[span.start : span.end]), span, item, topic=topic)
        for span in split_sentences(document.text, block.start, block.end)
        # A status says nothing but with its heading; it is the item's.
        if not formulas.is_status(document.text[span.start : span.end].strip())
    ]
    return texts[:1] + [replace(after, before=before.text) for before, after in pairwise(texts)]


def bare(heading: str) -> str:
    """加强人才引育, of 三、关于加强人才引育的建议."""
    return _FRAME.sub("", "".join(heading.split()))
