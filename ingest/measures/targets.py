"""Who is supported, and on what terms, from the words of a sentence before its giving."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LEAD: Final = re.compile(r"^(?:(?:其中|同时|此外|另外|并|另|凡是|凡|即|一是|二是|三是|四是)[，,：:]?)*")
_BASIS: Final = re.compile(r"^(?:根据|按照|依据|依照|在享受)[^，]*[，,]")
_TO: Final = re.compile(r"(?:^|[，,：:])(?:将)?(?:对于|对|向|为|面向|给)")
_ENDS: Final = re.compile(r"[，,：:\s]+$")
_TERMS: Final = re.compile(r"的$")
# A head noun that says nothing without what stands before it.
_GENERAL: Final = frozenset(
    "企业 单位 项目 机构 个人 人员 平台 公司 人 者 家庭 组织 产品 主体 对象 服务机构 法人 团队 载体 园区 情形 集群".split()  # noqa: SIM905 - a row of words reads best
)
_ACTOR: Final = re.compile(
    r"企业职工|企业|公司|单位|机构|平台|项目|基地|园区|载体|团队|人才|人员|毕业生|研究生|博士|职工|学生|青年|家庭|个人|居民|协会"
    r"|商会|集群|社会组织|合作社|农户|高校|学校|院所|医院|主体|经营者|航线|产品|镇|街道|村|妇女|儿童|老人|职称的|者"
)
_OPENING: Final = "（(《“【〔"
_CLOSING: Final = "）)》”】〕"
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence.

    :ivar start: offset into the sentence; ``end`` is exclusive.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Who, and on what terms.

    :ivar target: ``None`` where the sentence does not name anyone.
    """

    target: Phrase | None
    conditions: tuple[Phrase, ...] = ()


def read_terms(text: str, start: int) -> Terms:
    """Target and conditions from what a sentence says before its giving.

    :param text: the sentence, masked.
    :param start: where the giving begins.
    """
    first = _after_lead(text[:start])
    end = first + len(_ENDS.sub("", text[first:start]))
    to = next((match for match in _TO.finditer(text, first, end) if not _is_aside(text, match)), None)
    if to is not None and end - to.end() >= 2:
        return _named(text, to.end(), end)
    if end - first < 2:
        return Terms(None)
    return _subject(text, first, end)


def object_of(text: str, start: int) -> Terms:
    """Whom a sentence encourages: what follows 鼓励 or 支持 up to the verb of what is to be done, as far as nouns tell."""
    end = start
    while end < len(text) and text[end] not in "，。；,;":
        end += 1
    actor = next(
        (m for m in _ACTOR.finditer(text, start, end) if m.end() < end and not _continues(text, m.end(), end)), None
    )
    if actor is not None and actor.end() - start <= 30:
        return Terms(Phrase(start, actor.end()))
    verb = re.compile(
        "开展|建设|设立|建立|参与|实施|采用|申报|发展|创建|开发|加大|打造|依托|通过|采取|利用|推动|与|向|按照|在|对|以|围绕|加强|举办|承担|引进|培育|加快"
    ).search(text, start + 2, end)
    stop = verb.start() if verb and verb.start() - start <= 30 else min(end, start + _LONGEST)
    return Terms(Phrase(start, stop)) if stop > start else Terms(None)


def receiver(text: str, start: int) -> Phrase | None:
    """Whom something is given to where the sentence says so behind 给予: 给予企业10万元, 奖励软件企业."""
    match = re.compile(r"(?:给予|奖励|补助|补贴|资助|予以)(?P<who>[\u4e00-\u9fff]{0,8}?(?:企业|单位|个人|机构|平台|团队))").search(
        text, start
    )
    return Phrase(*match.span("who")) if match else None


def _after_lead(text: str) -> int:
    first = len(text) - len(text.lstrip())
    while (basis := _BASIS.match(text[first:])) and first + basis.end() < len(text):
        first += basis.end()
    lead = _LEAD.match(text[first:])
    return first + (lead.end() if lead else 0)


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """对应, 对口, 为主, 向上 are no prepositions with an object."""
    return re.match("应|口|外|接|标|照|此|主|期|了|深|加快|进一步", text[match.end() :]) is not None


def _named(text: str, start: int, end: int) -> Terms:
    """对X: the words after 对 up to the giving; X的 is whoever does X, else the noun behind its last 的 is meant."""
    first_clause = _end_of_object(text, start, end)
    rest = _conditions_after(text, first_clause, end)
    words = text[start:first_clause]
    if _TERMS.search(words):
        return Terms(Phrase(start, first_clause), (*_own_terms(text, start, first_clause), *rest))
    cut = _last_of(words)
    if cut is None:
        return Terms(Phrase(start, first_clause), rest)
    noun = words[cut + 1 :]
    modifier = Phrase(start, start + cut)
    target = Phrase(start, first_clause) if noun in _GENERAL else Phrase(start + cut + 1, first_clause)
    return Terms(target, (modifier, *rest))


def _end_of_object(text: str, start: int, end: int) -> int:
    """Where the object of 对 ends: at the first comma behind a noun or 的, not at one within it."""
    depth = 0
    for at in range(start, end):
        if text[at] in _OPENING:
            depth += 1
        elif text[at] in _CLOSING:
            depth = max(depth - 1, 0)
        elif text[at] in "，,：:" and depth == 0:
            so_far = text[start:at]
            if _TERMS.search(so_far) or _ACTOR.search(so_far[-4:]) or not _has_terms_later(text, at, end):
                return at
    return end


def _has_terms_later(text: str, at: int, end: int) -> bool:
    return "的" in text[at:end]


def _conditions_after(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    found = []
    for match in re.finditer(r"[^，,：:]+", text[start:end]):
        words = match.group().strip()
        if len(words) >= 3 and not re.match("按照?|分别|一次性|经|由|根据", words):
            found.append(Phrase(start + match.start(), start + match.start() + len(match.group().rstrip("的"))))
    return tuple(found)


def _own_terms(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """Of 集成电路设计企业开展工程流片的 what the actor does: 开展工程流片."""
    words = text[start : end - 1]
    actor = _actor_end(words)
    first = start + actor if actor else start
    return (Phrase(first, end - 1),) if end - 1 - first >= 2 else ()


def _subject(text: str, first: int, end: int) -> Terms:
    """No 对: the sentence begins with whoever gets it, X的 or X, and clauses of terms."""
    words = text[first:end]
    actor = _actor_end(words)
    commas = [match.start() for match in re.finditer("[，,：:]", words)]
    first_clause = first + (commas[0] if commas else len(words))
    if actor and first + actor <= end:
        modifier = _last_of(words[:actor])
        target_start = first + (modifier + 1 if modifier is not None and words[modifier + 1 : actor] not in _GENERAL else 0)
        terms = [Phrase(first, first + modifier)] if modifier is not None and modifier >= 2 else []
        after = words[actor:]
        if len(after.strip("，的 ")) >= 2:
            begin = first + actor + (len(after) - len(after.lstrip("，, ")))
            terms.append(Phrase(begin, end - 1 if text[end - 1] == "的" else end))
        return Terms(Phrase(target_start, first + actor), tuple(terms))
    target = Phrase(first, first_clause)
    closing = end - 1 if text[end - 1 : end] == "的" else end
    return Terms(target, (Phrase(first, closing),) if text[end - 1 : end] == "的" and closing - first >= 2 else ())


def _actor_end(words: str) -> int | None:
    """Where the first noun of someone ends that is not itself part of a longer name."""
    for match in _ACTOR.finditer(words):
        if _depth(words, match.start()) == 0 and not _continues(words, match.end(), len(words)):
            return match.end()
    return None


def _continues(words: str, at: int, end: int) -> bool:
    """企业职工, 项目建设: the noun goes on."""
    following = words[at : min(at + 2, end)]
    return following[:1] in "的、和及与或" or following in ("职工", "建设", "研发", "管理", "投资", "服务", "人才", "技术", "化发", "集聚", "引育")


def _last_of(words: str) -> int | None:
    """The place of the last 的 outside brackets with something behind it."""
    at = len(words) - 2
    while at > 0:
        if words[at] == "的" and _depth(words, at) == 0:
            return at
        at -= 1
    return None


def _depth(words: str, at: int) -> int:
    opened = sum(words.count(mark, 0, at) for mark in _OPENING)
    return opened - sum(words.count(mark, 0, at) for mark in _CLOSING)
