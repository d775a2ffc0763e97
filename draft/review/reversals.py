"""Requests that were adopted before and are refused now, or the other way round; sentences that deny their source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from draft.review.dispositions import Disposition, is_doubted, is_of_reply, of_sentence, of_status, wish_of
from draft.review.finding import in_statement
from draft.review.reply import Reply, ReplyItem, Statement, bare
from draft.review.retelling import Passage, Retellings
from draft.review.sources import Source, Sources
from draft.review.wording import coverage, likeness
from draft.types import Finding, Severity
from index import Filters, Index
from index.types import RequestHit
from ingest.document import DocumentKind, Span

_SAME_REQUEST: Final = 0.6
# Where the headings differ, what was answered tells: shares of the heading and of the answer's words, added up.
_SAME_MATTER: Final = 0.9
_SAME_HEADING: Final = 0.8
# An answer on a new subject may be covered by one word of general use.
_RELATED_HEADING: Final = 0.15
# By so much more an earlier request's heading is another item's.
_CLEARLY: Final = 0.1
_REQUESTS: Final = 8
_LONGEST_STATUS: Final = 12
_NEGATED: Final = re.compile(
    r"(?<!离)不(?!超过|低于|少于|高于|多于|足|断|得|同|仅|含|懈|久|妨)(?=[\u4e00-\u9fff])"
    "|未(?!来)|没有|尚无|无需|无须|禁止|停止|取消|暂缓|暂不"
)
_CLAUSE: Final = re.compile("[，。；：！？]")
# Of a clause with a denial the share that the other sentence must have for it to tell of the same.
_SAME_CLAUSE: Final = 0.5
_STATUS: Final = r"(?P<status>(?:不予|暂不|未予|吸收|予以|部分|全部)采纳|留作参考|列入计划|不予支持|暂不考虑|不采纳)"
_HEADED_STATUS: Final = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[、.）)是]\s*)?(?:关于)?(?P<wish>[^。；，：（(]{2,30}?)(?:方面)?[，。：（(\n]\s*"
    + _STATUS
)
_WISH: Final = re.compile(
    r"(?:关于|针对|对于|(?:您|你|贵)[^。；，]{0,6}(?:提出|反映|提到)的?)(?P<wish>[^。；，]{4,60}?)的?"
    r"(?:意见|建议|提议|诉求|设想)，?[^。；]{0,60}?" + _STATUS
)
_SAME_SENTENCE: Final = 0.8
# Of a sentence's words the share that one of a source holds where both speak of one wish.
_SAME_WISH: Final = 0.5
# The same where both report a decision, and the rest of the wish stands elsewhere in the passage.
_PART_OF_WISH: Final = 0.25
# Of a passage's own heading the share that a wish must have; what 电价补贴 joins, 电价的补贴 parts.
_HEADS: Final = 0.7
# Of a clause's words the share that another must have to say the same, where none that decides otherwise has more.
_SAYS: Final = 0.6
_TOPIC: Final = re.compile("关于|对于|针对|就")
_LABEL: Final = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[.．、])(?P<words>[^，；。]{2,24})[。：]?"
)
_PASSAGES: Final = 8


def check_reversals(reply: Reply, sources: Sources, index: Index, retellings: Retellings) -> Iterator[Finding]:
    """Hold each item's status against that of the earlier request most like it."""
    replies = Filters(kind=DocumentKind.REPLY)
    for item in (*reply.items, *_stated(reply)):
        now = of_status(item.status) if item.status else None
        if now is None:
            continue
        heading = bare(item.heading)
        found = index.search_requests(heading, top=_REQUESTS, filters=replies, as_of=sources.as_of).requests
        like = [r for r in found if _is_like(item, r, retellings) and not _answers_another(item, r, reply, retellings)]
        if like:
            nearest = max(like, key=lambda request: likeness(heading, bare(_heading(request))))
            place = _refusing(reply, item) if now is Disposition.TURNED_DOWN else item.span
            yield from _reversal(item, now, nearest, sources, reply.text[place.start : place.end], place)


def _refusing(reply: Reply, item: ReplyItem) -> Span:
    """The sentence of an item that turns the wish down, else its heading."""
    own = (statement for statement in reply.statements if item.n and statement.item == item.n)
    refusing = (statement.span for statement in own if of_sentence(statement.text) is Disposition.TURNED_DOWN)
    return next(refusing, item.span)


def _stated(reply: Reply) -> Iterator[ReplyItem]:
    """What paragraphs take up or turn down in so many words: 关于…的意见，…暂不采纳; 特色平台方面，吸收采纳."""
    for paragraph in reply.paragraphs:
        found = (*_HEADED_STATUS.finditer(paragraph.text), *_WISH.finditer(paragraph.text))
        for match in {match.span("status"): match for match in found}.values():  # one status may be met by both
            start = paragraph.span.start
            place = Span(start + match.start("wish"), start + match.end("wish"))
            yield ReplyItem(0, match["wish"], None, place, paragraph.text, match["status"])


def _is_like(item: ReplyItem, request: RequestHit, retellings: Retellings) -> bool:
    """Whether an item answers a request like an earlier one: by their headings, and by what is answered."""
    asked, before = bare(item.heading), bare(_heading(request))
    if max(likeness(asked, before), min(coverage(asked, before), coverage(before, asked))) >= _SAME_REQUEST:
        return True
    by_heading = retellings.rarity.coverage(asked, before)
    if by_heading < _RELATED_HEADING:
        return False
    answered = "\n".join(chunk.text for chunk in request.answers)
    return by_heading >= _SAME_HEADING or by_heading + retellings.rarity.coverage(item.answer, answered) >= _SAME_MATTER


def _answers_another(item: ReplyItem, request: RequestHit, reply: Reply, retellings: Retellings) -> bool:
    """Whether an earlier request is clearly another item's: two items of one letter may have words of one answer."""
    before = bare(_heading(request))
    # Of an item's own heading words may be unknown to the index, and count for nothing; of the earlier one none is.
    held = {other.n: retellings.rarity.coverage(before, bare(other.heading)) for other in reply.items}
    own = held.get(item.n, _SAME_HEADING)
    return own < _SAME_HEADING and any(other > own + _CLEARLY for other in held.values())


def _reversal(
    item: ReplyItem, now: Disposition, request: RequestHit, sources: Sources, quote: str, place: Span
) -> Iterator[Finding]:
    card = next((card for card in sources.cards.values() if card.document == request.hit.document), None)
    status = _status(request)
    before = of_status(status) if status else None
    if card is None or before is None or before is now:
        return
    dated = f"{card.issued_on.year}年" if card.issued_on else "此前"
    is_refused = now is Disposition.TURNED_DOWN
    advice = "请说明理由或更正" if is_refused else "请核对情况是否已有变化"
    yield Finding(
        Severity.ERROR if is_refused else Severity.WARNING,
        "adopted_before" if is_refused else "refused_before",
        item.where,
        f"{dated}对同类建议的办理状态是“{status}”，现为“{item.status}”，{advice}。",
        quote,
        (sources.cite_span(card, Span(request.hit.start, request.hit.end)),),
        place,
    )


def _heading(request: RequestHit) -> str:
    return request.hit.heading_path[0] if request.hit.heading_path else request.hit.quote


def _status(request: RequestHit) -> str | None:
    """吸收采纳, from the line below the heading."""
    for answer in request.answers:
        line = answer.text.strip().splitlines()[0].strip("。 ") if answer.text.strip() else ""
        if len(line) <= _LONGEST_STATUS and (of_status(line) or line.startswith("部分")):
            return line
    return None


def check_disposition(
    statement: Statement, passages: Sequence[Passage], sources: Sources, retellings: Retellings
) -> Iterator[Finding]:
    """Hold what a sentence does with a wish against what the nearest sentence of an earlier reply did with it."""
    now = of_sentence(statement.text)
    is_heading = bool(statement.topic) and statement.text.rstrip("。：").endswith(statement.topic)
    if now is None or is_heading or _is_label(statement.text, now):
        return
    wish = wish_of(statement.text)
    told = [
        (retellings.rarity.coverage(statement.text, _under_heading(passage, text)) + cosine, passage, span, text)
        for passage in passages[:_PASSAGES]
        if passage.card.kind == DocumentKind.REPLY
        for span, text, cosine in passage.sentences()
        if bare(text) != _own_heading(passage)
    ]
    nearest = max(told, key=lambda each: each[0], default=None)
    if nearest is None:
        return
    _, passage, span, text = nearest
    known = _under_heading(passage, text)
    held = max(retellings.rarity.coverage(words, known) for words in (statement.text, wish or ""))
    is_decided = wish is not None and (
        (held >= _PART_OF_WISH and wish_of(text) is not None)
        or (is_of_reply(statement.text) and _is_asked(wish, passage, retellings))
    )
    if held < _SAME_WISH and not (is_decided and _is_on(wish or "", passage, retellings)):
        return
    if of_sentence(text) in (None, now) or _says_a_clause(statement.text, text, retellings):
        return
    if now is Disposition.TURNED_DOWN and _is_turned_down_beside(statement.text, passage, retellings):
        return
    message = f"与此前答复的意见相反：来源为“{text.strip()}”，请核对或说明理由。"
    citations = [sources.cite_span(passage.card, span)]
    yield in_statement(Severity.WARNING, "contradicts_reply", statement, message, citations)


def _is_label(text: str, now: Disposition) -> bool:
    """Whether a sentence only says what comes next: （二）关于新建平台。 decides nothing, （二）不再新建平台。 does."""
    label = _LABEL.fullmatch(text.strip())
    if label is None or wish_of(text) is not None:
        return False
    return now is Disposition.TAKEN_UP or _TOPIC.match(label["words"]) is not None


def _own_heading(passage: Passage) -> str:
    """电价补贴, of （二）关于电价补贴 below an item; empty where it decides (不再新建), and of an item: a request."""
    path = passage.chunk.heading_path
    return bare(path[-1]) if len(path) > 1 and of_sentence(path[-1]) is None else ""


def _under_heading(passage: Passage, text: str) -> str:
    return f"{_own_heading(passage)}。{text}"


def _is_on(wish: str, passage: Passage, retellings: Retellings) -> bool:
    """Whether a passage is on a wish: by its words, or because its own heading says no more than the wish."""
    is_headed = retellings.rarity.coverage(_own_heading(passage), wish) >= _HEADS
    return is_headed or retellings.rarity.coverage(wish, passage.around) >= _SAME_WISH


def _is_asked(wish: str, passage: Passage, retellings: Retellings) -> bool:
    """Whether a wish is the request that a passage answers."""
    path = passage.chunk.heading_path
    return bool(path) and retellings.rarity.coverage(bare(path[0]), wish) >= _SAME_WISH


def _says_a_clause(said: str, text: str, retellings: Retellings) -> bool:
    """Whether a sentence says no more than clauses of another: 支持优先采购, where that goes on with 但不宜规定比例."""
    wish, done = wish_of(said), of_sentence(said)
    theirs = [clause for clause in _CLAUSE.split(text) if not _TOPIC.match(clause)]
    if wish is not None:
        on_it = max(theirs, key=lambda clause: retellings.rarity.coverage(wish, clause), default="")
        return of_sentence(on_it) is done and retellings.rarity.coverage(wish, on_it) >= _SAME_WISH
    ours = [clause for clause in _CLAUSE.split(said) if of_sentence(clause)]
    decided = [clause for clause in theirs if of_sentence(clause)]
    return bool(ours) and all(_is_said(clause, decided, retellings) for clause in ours)


def _is_said(clause: str, theirs: Sequence[str], retellings: Retellings) -> bool:
    """Whether of the clauses that decide something the one nearest to a clause decides the same, on the same matter."""
    held = {other: retellings.rarity.coverage(clause, other) for other in theirs}
    nearest = max(held, key=lambda other: held[other], default="")
    return of_sentence(nearest) is of_sentence(clause) and held.get(nearest, 0.0) >= _SAYS


def _is_turned_down_beside(said: str, passage: Passage, retellings: Retellings) -> bool:
    """Whether what a sentence turns down is turned down by another of the passage: 不具备条件。…将支持…先行论证."""
    ours = [clause for clause in _CLAUSE.split(said) if of_sentence(clause) is Disposition.TURNED_DOWN]
    theirs = [clause for _, text, _ in passage.sentences() for clause in _CLAUSE.split(text) if is_doubted(clause)]
    return bool(ours) and all(
        any(retellings.rarity.coverage(clause, other) >= _SAME_CLAUSE for other in theirs) for clause in ours
    )


def is_turned(said: str, source: Source) -> bool:
    """Whether a sentence denies what a sentence of the same words grants, or grants what it denies.

    A denial turns nothing where the other's clause is one, too (未予采纳, 暂不采纳), or has nothing of it
    (离不开社会各界的支持).
    """
    if source.likeness < _SAME_SENTENCE:
        return False
    ours, theirs = _denied(said, source.text), _denied(source.text, said)
    if bool(ours) is bool(theirs):
        return False
    granted = _granted(source.text if ours else said)
    return any(coverage(words, granted) >= _SAME_CLAUSE for words in ours or theirs)


def _denied(text: str, other: str) -> list[str]:
    """What clauses deny of that which the other text tells of, too."""
    denied = [_NEGATED.sub("", clause) for clause in _CLAUSE.split(text) if _NEGATED.search(clause)]
    return [words for words in denied if coverage(words, other) >= _SAME_CLAUSE]


def _granted(text: str) -> str:
    return "，".join(clause for clause in _CLAUSE.split(text) if not _NEGATED.search(clause))
