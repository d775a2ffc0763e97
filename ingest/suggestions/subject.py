"""What a suggestion is about, in the proposal's own words: 关于 … 的建议."""

from __future__ import annotations

import re
from typing import Final

from ingest.headings import opening_length
from ingest.sentences import split_sentences
from ingest.suggestions.lines import read_mark
from ingest.suggestions.wording import ASKS_FOR, EXPLICIT_WISH, IMPERATIVE, TOPIC

_LONGEST: Final = 40
_SHORTEST: Final = 5
_WRAPPED: Final = re.compile(r"^关于(?P<subject>.{2,60}?)(?:的(?:几点|若干|相关)?(?:建议|提案|议案|意见|问题)|方面)?$")
_OPENING: Final = re.compile(
    r"^(?:(?:为此|因此|对此|据此|鉴于此|同时|与此同时|另外|此外|还有|并且|再次|最后|其次|首先|第[一二三四五六七八九十]|再者|另一方面|一方面)[，,、]?)*"
    r"(?:(?:也|还|更|特|我们?|本人|在此|谨|强烈|同样)*(?:建议|恳请|呼吁|希望|提议|请求|应当|应该|应|需要|要|可以|不妨)(?:能够?)?[：:，,]?)?"
)
# 建议由市财政局牵头，会同市工信局设立…: who is to act is no part of what is asked.
_WHO: Final = re.compile(
    r"^(?:由|请|市政府|政府|有关部门|相关部门|各级(?:政府|部门)?|我市|全市|市级?|区级?)?(?:(?:[市省区县](?:[\u4e00-\u9fff]{2,12}?)(?:局|委员会|委|办公室|办|厅|部门|政府|银行|法院|集团|公司))"
    r"(?:[、和与及](?:[市省区县]?[\u4e00-\u9fff]{2,12}?)(?:局|委员会|委|办公室|办|厅|部门|政府))*|[市省区县]级?财政|市政府|政府|有关部门|相关部门|各级(?:政府|部门)|各部门)"
    r"(?:等(?:相关|有关)?(?:部门|单位)?)?(?:联合|牵头|负责|主导|共同|会同[\u4e00-\u9fff、]{2,16}?(?:局|委|部门)|协同)*[，,]?(?=[\u4e00-\u9fff]{4,})"
)
_LEAD_IN: Final = re.compile(r"^[^。；\n]{0,12}建议[^。；\n]{0,8}[：:]\s*(?=\S)")
# 对教育部门：配齐教师。: to whom it is put.
_PUT_TO: Final = re.compile(r"^(?:对|向|致|请)[^，。；：]{2,20}[：:]\s*(?=\S)")
_TELLS: Final = re.compile("不能|难以|不足|缺乏|尚未|没有|不够|偏|滞后")
_PURPOSE: Final = re.compile(r"^(?:为了?|针对|鉴于|考虑到|结合|根据|参照|借鉴)[^，,。；]{2,40}[，,]")
_TRAILING: Final = re.compile(r"(?:等(?:方面)?|的)$")


def subject_of(text: str, heading: str = "") -> str:
    """The words that a reply's heading takes up: the heading where it says what to do, else the first wish.

    :param heading: of the section that the suggestion stands in, without its number.
    """
    if heading and IMPERATIVE.match(heading):
        return _bare(heading)
    text = _PUT_TO.sub("", _LEAD_IN.sub("", text))
    mark = read_mark(text)
    text = text[mark.length :] if mark else text
    first = text.split("\n", 1)[0]
    sentences = [text[s.start : s.end] for s in split_sentences(text, 0, len(text))]
    tells = _TELLS.search(sentences[0]) is not None
    wish = next((s for s in sentences if EXPLICIT_WISH.match(s) or (tells and IMPERATIVE.match(s))), first)
    if EXPLICIT_WISH.match(first) is None and (tells or not (IMPERATIVE.match(first) or ASKS_FOR.match(first))):
        first = wish
    head = first[: opening_length(first)].strip().rstrip("。：:；; ")
    words = _bare(head)
    if len(words) <= _LONGEST and not re.search("[，,；;]", words):
        return words
    return _first_clause(words)


def _bare(head: str) -> str:
    head = TOPIC.sub("", re.sub(r"\s+", "", head).strip("【】[]。：:；;，, "), count=1)
    wrapped = _WRAPPED.match(head)
    if wrapped:
        head = wrapped["subject"]
    before = None
    while before != head:
        before = head
        head = _PURPOSE.sub("", _WHO.sub("", _OPENING.sub("", head))) or before
    return head.strip("，,：: ") or before


def _first_clause(words: str) -> str:
    """The clauses that fit, at least one."""
    parts = re.split("[，,；;]", words)
    subject = parts[0]
    for part in parts[1:]:
        if len(subject) >= _SHORTEST * 2 or len(subject) + len(part) + 1 > _LONGEST:
            break
        subject = f"{subject}，{part}"
    if len(subject) > _LONGEST:
        cut = max(subject.rfind("、", 0, _LONGEST), subject.rfind("（", 0, _LONGEST))
        subject = subject[:cut] if cut > _LONGEST // 2 else subject[:_LONGEST]
    return _TRAILING.sub("", subject)
