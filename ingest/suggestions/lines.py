"""The paragraphs of a proposal as its suggestions are looked for in: text, marker, and what is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import normalize

from ingest import formulas
from ingest.document import Block, BlockKind, Document
from ingest.headings import find_marker, opening_length
from ingest.numerals import number
from ingest.proposal_head import HANDS_OVER
from ingest.sentences import split_sentences, stripped
from ingest.suggestions.wording import ENDS_THE_TEXT, SIGNS

#: Markers beyond the heading grammar (1 to 9): 建议一：, 第一，, 首先，, 一是, bullets, 3.1.
NAMED, ORDINAL, FIRSTLY, POINT, BULLET, DECIMAL = 10, 11, 12, 13, 14, 15

_N: Final = "一二三四五六七八九十"
_UNIT: Final = "(?:件|桩|条|项)(?:事情?|心愿|愿望|诉求|建议)?"
_IS: Final = r"(?:[，,：:]\s*(?:就?是)?|就?是)[，,：:]?\s*"
#: What opens the first and a further item of those that are counted in words: 头一桩，是…还有一桩，是…
FIRST_COUNTED: Final = rf"(?:头一|第一|一){_UNIT}{_IS}"
FURTHER_COUNTED: Final = rf"(?:第[{_N}]|还有一|另外?一|再有?一|又一|最后一|末一|[二三四五六七八九]){_UNIT}{_IS}"
#: 建议一：, 【建议1】, 建议（一）; 第一，, 其一，, 第一个建议是; 一是, 一要.
NAMED_MARK: Final = (
    rf"[【\[（(]?(?:建议|对策|措施|意见|诉求)之?\s*[（(]?(?P<n>[{_N}]{{1,3}}|\d{{1,2}})\s*"
    r"(?:[）)】\]]+[：:]?|[：:，、.．]|(?=[ \u3000]))\s*"
)
ORDINAL_MARK: Final = (
    rf"(?:第|其)(?P<n>[{_N}]{{1,2}}|\d{{1,2}})"
    r"(?:(?:[点步个条项件桩](?:事情?)?)?(?:建议)?[，、：:,]|[点个条项](?:小?建议|想法)就?是[，：]?)\s*"
)
POINT_MARK: Final = rf"(?P<n>[{_N}]{{1,2}})(?:是|要(?=[^求素点]))[，：:]?\s*"
_EXTRA: Final = (
    (NAMED, re.compile(NAMED_MARK)),
    (ORDINAL, re.compile(ORDINAL_MARK)),
    (POINT, re.compile(POINT_MARK)),
    (FIRSTLY, re.compile(r"(?P<word>首先|其次|再次|再者|然后|最后)(?:[，,、：:]\s*|(?=建议|要|应))")),
    (FIRSTLY, re.compile(rf"(?:{FIRST_COUNTED}|{FURTHER_COUNTED})")),
    (DECIMAL, re.compile(r"\d{1,2}[.．](?P<n>\d{1,2})(?![\d.．%％万亿元个家公平吨米倍至~-])[、]?\s*")),
    (BULLET, re.compile(r"(?:[•·●○◆◇■□▪▶➢✓★☆*]|[\-–—]{1,3})[ \t\u3000]*(?=[^\s\-–—])")),
    (BULLET, re.compile(r"[A-H][.．、]\s*(?=[\u4e00-\u9fff“])")),
)
_BRACKETED: Final = re.compile(r"[【\[][^】\]]{1,30}[】\]]")
_FIRST_WORD: Final = "首先"
_READ: Final = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HANDLING_STATUS, BlockKind.TABLE_ROW}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens an item.

    :ivar scheme: 1 (编) to 9 (①) as in the heading grammar, or one of the constants above.
    :ivar number: its ordinal; ``None`` where it has none, as a bullet.
    :ivar length: how many characters stand before the item's own words.
    """

    scheme: int
    number: int | None
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the part of one that counts.

    :ivar text: the document's text from ``start`` to ``end``.
    :ivar is_styled: whether its format says that it is a heading.
    """

    start: int
    end: int
    text: str
    mark: Mark | None
    is_styled: bool = False

    @property
    def words_start(self) -> int:
        """Where its own words begin, after the marker."""
        return self.start + (self.mark.length if self.mark else 0)

    @property
    def words(self) -> str:
        return self.text[self.mark.length if self.mark else 0 :]

    @property
    def head(self) -> str:
        """Its words up to the first 。 or ：, these left out; of 【方案】更换… what is in brackets, with them."""
        if bracketed := _BRACKETED.match(self.words):
            return bracketed.group()
        return self.words[: opening_length(self.words)].strip().rstrip("。：: ")

    @property
    def is_whole_heading(self) -> bool:
        """Whether nothing follows after its head."""
        return not self.words[opening_length(self.words) :].strip()

    @property
    def level(self) -> int | None:
        """Depth in the heading grammar, 1 to 9; ``None`` for what is not marked by it."""
        return self.mark.scheme if self.mark and self.mark.scheme < NAMED else None

    def cut(self, offset: int) -> Line:
        """The same from ``offset`` of its text on, its marker read anew."""
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        text = self.text[offset:]
        return replace(self, start=self.start + offset, text=text, mark=read_mark(text))


def read_mark(text: str) -> Mark | None:
    """The marker that opens a text, of any scheme."""
    for scheme, expression in _EXTRA:
        match = expression.match(text)
        if match and match.end() < len(text):
            return Mark(scheme, _number(match), match.end())
    marker = find_marker(text)
    if marker is not None:
        return Mark(marker.level, marker.number, marker.end) if marker.end < len(text) else None
    spelled = normalize("NFKC", text[:1])  # ㈠, ⑴ and ⒈ are one character each
    marker = find_marker(spelled) if len(spelled) > 1 else None
    return Mark(marker.level, marker.number, 1) if marker and len(text) > 1 else None


def _number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if "n" in groups:
        return number(groups["n"])
    if "word" in groups:
        return 1 if groups["word"] == _FIRST_WORD else None
    return None


def lines_of(document: Document, end: int) -> list[Line]:
    """The paragraphs of a proposal's own text: no form lines, and nothing from the signature or an annex on."""
    lines: list[Line] = []
    has_words = False
    title = next((block for block in document.blocks if block.kind is BlockKind.TITLE), None)
    for block in document.blocks:
        if title and block.start < title.start:
            continue  # what it was put to, a form's head, the mail that it came with
        if block.start >= end:
            break
        text = document.text[block.start : block.end]
        if _ends_text(block, text, has_words=has_words):
            if has_words:
                break
            continue  # a form has its addresses and telephone numbers in the head
        if not has_words and HANDS_OVER.fullmatch(text):
            continue
        if _PUT_TO.fullmatch(text) or (not has_words and (_ASIDE.fullmatch(text) or _signs(text) or _is_field(text))):
            continue
        if block.kind in _READ or (block.kind is BlockKind.ADDRESSEE and "建议" in text):
            lines += _parts(document.text, block)
            has_words = has_words or formulas.SENTENCE_ENDS[0] in text
    return _unsigned(_unlabelled(lines))


def _ends_text(block: Block, text: str, *, has_words: bool) -> bool:
    if ENDS_THE_TEXT.match(text) is not None:
        return True
    return has_words and (block.kind is BlockKind.DATE or SIGNS.match(text) is not None)


def _signs(text: str) -> bool:
    return "。" not in text and SIGNS.match(text) is not None


def _is_field(text: str) -> bool:
    """提交日期　2026年1月11日, 递交方式：网上提交: what a form says of itself above the text."""
    return "。" not in text and _FIELD.match(text) is not None


def _parts(text: str, block: Block) -> Iterator[Line]:
    """The lines of a block: one, but for a row of a form, whose cells stand side by side."""
    start = block.start
    for part in re.split(r"[\t\n]", text[block.start : block.end]):
        end = start + len(part)
        span = stripped(text, start, end)
        if span is not None:
            words = text[span.start : span.end]
            is_styled = block.kind is BlockKind.HEADING and find_marker(words) is None
            words = _without_signature(words)
            yield Line(span.start, span.start + len(words), words, read_mark(words), is_styled)
        start = end + 1


def _without_signature(words: str) -> str:
    """Without 提案人：江一舟 behind its last sentence."""
    sentences = split_sentences(words, 0, len(words))
    while len(sentences) > 1 and _signs(words[sentences[-1].start : sentences[-1].end]):
        sentences = sentences[:-1]
    return words[: sentences[-1].end] if sentences else words


def _unlabelled(lines: Sequence[Line]) -> list[Line]:
    """Without a form's 提案内容： above its prose; right above numbered items it may be the heading of suggestions."""
    kept = list(lines)
    for at, line in enumerate(lines):
        label = _LABEL.match(line.text)
        if label and label.end() < len(line.text):
            kept[at] = line.cut(label.end())
        elif label and at + 1 < len(lines) and lines[at + 1].mark is None:
            del kept[at]
        if label or formulas.SENTENCE_ENDS[0] in line.text:
            break
    return kept


def _unsigned(lines: Sequence[Line]) -> list[Line]:
    """Without names and bodies alone on the last lines."""
    kept = list(lines)
    while len(kept) > 1 and (_is_signature(kept[-1]) or _is_note(kept[-1])):
        kept.pop()
    return kept


# 海州市第十六届人民代表大会第六次会议代表建议, above or below the title.
_PUT_TO: Final = re.compile(
    r"[^。；：:]{0,40}第?[一二三四五六七八九十\d]+届[^。；：:]{0,30}(?:提案|建议|议案|会议)"
    r"|(?:提案|建议|议案)\s*(?:编号|类别|分类|号)(?:\s*[：:]|[ \u3000]*(?=\d))[^。]{0,40}"
    r"|[^。；：:，]{0,20}第\s*[\dA-Za-z-]{1,14}\s*号[^。；：:，]{0,8}"
)
# （第145号，提案人：…）, below the title.
_ASIDE: Final = re.compile(r"[（(][^。（）()]*[）)]")
_FIELD: Final = re.compile(
    r"(?:提案|建议|议案)(?:人|者|单位|委员|代表)[ \u3000]+\S|召集人(?:\s*[：:]|[ \u3000]+\S)"
    r"|[\u4e00-\u9fff]{0,6}(?:日\s*期|时\s*间|方\s*式|编\s*号|届\s*次|界\s*别|类\s*别|电\s*话|单\s*位|职\s*务|[住地]\s*址)"
    r"\s*(?:[：:]|[ \u3000]+\S)"
    r"|[\u4e00-\u9fff]{2,6}(?:\u3000| {2})[ \u3000]*\S.{0,30}$"
)
_LABEL: Final = re.compile(r"[【（(]?(?:提案|建议|议案)?的?(?:具体|主要)?内容(?:[】）)]?[：:]\s*|[】）)]\s*|$)")
# 是否同意公开：是
_NOTE: Final = re.compile(r"[^。；，：:]{2,10}[：:][^。；，：:]{1,30}")
_SIGNATURE: Final = re.compile(
    r"(?=.{2,24}$)[\u4e00-\u9fff·（） 　、]+(?:委员会|市委|区委|县委|委|支部|小组|工商联|联合会|代表团|委员|代表|界别)"
    r"|[省市区县]?(?:政协委员|人大代表)[ 　：:]+[\u4e00-\u9fff· 　、]+"
    r"|[\u4e00-\u9fff]{2,4}(?:[ 　、][\u4e00-\u9fff]{1,4}){0,5}"
)


def _is_signature(line: Line) -> bool:
    if line.mark is not None or line.is_styled or line.text[-1] in "。；！？：":
        return False
    return _SIGNATURE.fullmatch(line.text) is not None and not re.search("建议|加强|推动|支持", line.text)


def _is_note(line: Line) -> bool:
    return line.mark is None and not line.is_styled and _NOTE.fullmatch(line.text) is not None
