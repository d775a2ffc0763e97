"""Letters that are not written item by item: where the answer begins and ends, and its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.document import Block, BlockKind, Span
from ingest.numerals import number
from ingest.sentences import split_sentences

#: A sentence that tells of the proposal: that it came, and who made it.
RECEIPT: Final = re.compile(
    r"收悉|收阅|已收|来[函件信]|转来|(?:提案|建议|议案)》?[^。；，]{0,20}收到|收到[^。；，]{0,40}(?:提案|建议|议案|来信)"
    r"|(?:您|你|贵)[^。；]{0,20}(?:提出|提案|建议|建言)|(?:提案|建议|议案)由我|第\s*\w{2,14}\s*号(?:提案|建议|议案)"
)
#: What leads over from the receipt to the answer.
ANNOUNCEMENT: Final = re.compile(
    r"(?:[答回函]复|函告|反馈|意见|说明|汇报|通报|报告|介绍|告知|情况)[^。；]{0,6}如下"
    r"|(?:逐[项条]|一并|分别|现就|现对|现将)[^。；]{0,24}(?:[答回函]复|说明)"
)
#: The formula that closes a letter.
CLOSING: Final = re.compile(
    r"[专特谨]此|此复|此致|以上(?:答复|情况)|感谢|谢谢|致谢|谢忱|谢意|敬请|恳请"
    r"|(?:欢迎|希望|期待)[^。；]{0,16}(?:批评|监督|关注|支持|意见|指正)"
)
_BODY: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM})
_MARKER: Final = (
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)]|[一二三四五六七八九十]{1,2}(?:、|是)|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十]，|其[一二三四五六七八九十](?:是)?，?)"
)
# 贷款贴息。…, 一是关于奖励。…, 关于应用场景，…, 特色平台方面，…, 三、停产损失保险（暂不采纳）。…; and any other.
_HEADLINE: Final = re.compile(
    rf"\s*(?P<marker>{_MARKER}\s*)?(?P<about>关于|针对|对于)?(?P<words>[^。；，：:（）()]{{2,30}}?)(?P<side>方面)?"
    r"(?:[（(][^（）()]{2,12}[）)])?(?:(?P<stop>[。：:\n])|，|$)"
)
_N: Final = r"[一二三四五六七八九十]|\d{1,2}"
_ORDINAL: Final = re.compile(
    rf"第(?P<first>{_N})(?:[、和及](?:第)?(?P<second>{_N}))?[条点项个](?:意见|建议|提议|诉求|问题)"
)


@dataclass(frozen=True, slots=True)
class Answering:
    """A paragraph that may answer suggestions.

    :ivar headline: its first words, which often say what it is about, without number and 关于.
    :ivar is_headed: whether they surely do: they are numbered, stand by themselves, or say 关于 or 方面.
    """

    text: str
    span: Span
    headline: str
    is_headed: bool
    sentences: tuple[str, ...]

    @property
    def named(self) -> frozenset[int]:
        """The suggestions that it names by number: 关于第一条建议."""
        words = (match[part] for match in _ORDINAL.finditer(self.text) for part in ("first", "second"))
        return frozenset(n for word in words if word and (n := number(word)) is not None)


def answering_paragraphs(text: str, blocks: Sequence[Block]) -> tuple[Answering, ...]:
    """The paragraphs between receipt and closing; a heading that stands alone opens the one below it."""
    body = list(_joined(text, blocks))
    start = _opening_end(text, body)
    found = []
    for span in body:
        said = [each for each in split_sentences(text, *_pair(span)) if each.start >= start]
        while said and CLOSING.search(text, said[-1].start, said[-1].end):
            said.pop()
        if said:
            found.append(answering(text, said))
    return tuple(found)


def answering(text: str, sentences: Sequence[Span]) -> Answering:
    """Neighbouring sentences as one that answers."""
    span = Span(sentences[0].start, sentences[-1].end)
    opens = _HEADLINE.match(text, span.start, span.end)
    is_headed = opens is not None and any(opens[part] for part in ("marker", "about", "side", "stop"))
    words = tuple(text[each.start : each.end] for each in sentences)
    return Answering(text[span.start : span.end], span, opens["words"] if opens else "", is_headed, words)


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    start: int | None = None
    for block in blocks:
        if block.kind not in _BODY:
            continue
        begin = block.start if start is None else start
        if block.kind is BlockKind.HEADING and not re.search("[。；]", text[block.start : block.end]):
            start = begin
            continue
        start = None
        yield Span(begin, block.end)
    if start is not None:
        yield Span(start, max(block.end for block in blocks if block.kind in _BODY))


def _opening_end(text: str, body: Sequence[Span]) -> int:
    """Where the receipt ends: behind what leads over to the answer, else behind the last sentence of the proposal."""
    for span in body[:2]:
        announced = [each for each in split_sentences(text, *_pair(span)) if ANNOUNCEMENT.search(text, *_pair(each))]
        if announced:
            return announced[-1].end
    for span in body[:1]:
        received = [each for each in split_sentences(text, *_pair(span)) if RECEIPT.search(text, *_pair(each))]
        if received:
            return received[-1].end
    return 0


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end
