"""Documents that a letter names: whether they exist, under that number, and are in force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from answer.labels import OUT_OF_FORCE, STATUS_LABELS
from answer.question import Language
from draft.review.finding import in_statement
from draft.review.reply import Statement
from draft.review.reservations import PAST, TO_COME
from draft.review.sources import Source, Sources, normal_numbers
from draft.review.validity_dates import check_dates
from draft.types import Finding, Severity
from index.types import DocumentCard
from index.validity import validity_of
from ingest import formulas
from ingest.document import Span
from ingest.imprint import normal_number

_NAMED: Final = re.compile(
    r"《(?P<title>[^《》]{2,60}(?:《[^》]*》[^《》]*)?)》(?:[（(](?P<number>[^（）()]{4,30}号)[）)])?"
)
_WRAPPED: Final = re.compile("(?:关于)?印发《?(?P<title>[^》]+)》?的?通知$")
# What is still to come has no source yet, and a proposal's title needs none.
_NEEDS_NO_SOURCE: Final = re.compile("起草|制定|制订|编制|修订|出台|形成征求意见稿|拟定|研究|提案|建议")
# 扶持办法（征求意见稿） is cited as 扶持办法.
_DRAFT_SUFFIX: Final = re.compile(r"[（(][^（()）]{0,6}(?:稿|草案)[)）]$")
_BEFORE_NUMBER: Final = re.compile("[在以按据照由及与对的]|参见|详见|依")


class References:
    """Finds the documents that sentences name among those of the index."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._titled: dict[str, list[DocumentCard]] = {}
        self._drafts: dict[str, list[DocumentCard]] = {}
        for card in sources.cards.values():
            for title in _names(card.title):
                self._titled.setdefault(title, []).append(card)
            for title in _names_of_draft(card):
                self._drafts.setdefault(title, []).append(card)

    def check(self, statement: Statement, near: Sequence[Source]) -> Iterator[Finding]:
        """The findings on each document that a sentence names."""
        taken: list[Span] = []
        for match in _NAMED.finditer(statement.text):
            taken.append(Span(*match.span()))
            yield from self._named(statement, near, match)
        if len(taken) == 1:
            yield from self._dates(statement, taken[0])
        for match in formulas.DOCUMENT_NUMBER.finditer(statement.text):
            if not any(span.start <= match.start() < span.end for span in taken):
                yield from self._numbered(statement, near, normal_number(match.group()), Span(*match.span()))

    def _named(self, statement: Statement, near: Sequence[Source], match: re.Match[str]) -> Iterator[Finding]:
        span = Span(*match.span())
        titled = [card for title in _names(match["title"]) for card in self._titled.get(title, [])]
        number = normal_number(match["number"]) if match["number"] and "〔" in normal_number(match["number"]) else None
        if number is not None:
            numbered = self._by_number(number)
            if titled and not any(card in titled for card in numbered):
                yield self._other_number(statement, number, titled, span)
                return
            titled = [card for card in titled if card in numbered] or numbered
            if not titled:
                yield from self._numbered(statement, near, number, span)
                return
        drafts = [card for title in _names(match["title"]) for card in self._drafts.get(title, [])]
        if titled or drafts:
            yield from self._validity(statement, titled or drafts, span)
        elif not _NEEDS_NO_SOURCE.search(statement.text) and not any(
            match["title"] in source.around for source in near
        ):
            message = f"知识库中没有《{match['title']}》，请核对名称。"
            yield in_statement(Severity.NOTE, "unknown_document", statement, message, at=span)

    def _dates(self, statement: Statement, span: Span) -> Iterator[Finding]:
        """The days that a sentence gives for the one document that it names."""
        match = _NAMED.fullmatch(statement.text, span.start, span.end)
        names = _names(match["title"]) if match else ()
        titled = {card.ordinal: card for name in names for card in self._titled.get(name, [])}
        if len(titled) == 1:
            [card] = titled.values()
            yield from check_dates(statement, card, span, self._sources)

    def _numbered(self, statement: Statement, near: Sequence[Source], number: str, span: Span) -> Iterator[Finding]:
        found = self._by_number(number)
        if found:
            yield from self._validity(statement, found, span)
            return
        alone = number[_number_start(number) :]
        is_cited = any(alone in normal_numbers(source.around) for source in near)
        if not is_cited and not self._sources.is_numbered_in_head(alone):
            message = f"文号{alone}在知识库中没有来源，请核对。"
            at = Span(span.start + _number_start(statement.text[span.start : span.end]), span.end)
            yield in_statement(Severity.WARNING, "unknown_document_number", statement, message, at=at)

    def _by_number(self, number: str) -> list[DocumentCard]:
        ordinals = self._sources.snapshot.store.numbered(number)
        return [self._sources.cards[ordinal] for ordinal in ordinals if ordinal in self._sources.cards]

    def _other_number(self, statement: Statement, number: str, titled: Sequence[DocumentCard], span: Span) -> Finding:
        known = [card for card in titled if card.document_number]
        theirs = "、".join(dict.fromkeys(str(card.document_number) for card in known)) or "没有文号"
        citations = [self._sources.cite_span(card, self._number_span(card)) for card in known[:1]]
        message = f"文号与来源不一致：文中为{number}，来源为{theirs}。"
        return in_statement(Severity.ERROR, "document_number_differs", statement, message, citations, span)

    def _number_span(self, card: DocumentCard) -> Span:
        return self._sources.metadata[card.ordinal].origins.get("document_number", Span(0, 1))

    def _validity(self, statement: Statement, cards: Sequence[DocumentCard], span: Span) -> Iterator[Finding]:
        judged = [(card, validity_of(card, self._sources.as_of)) for card in cards]
        if all(card.draft is not None for card in cards) and not TO_COME.search(statement.text):
            message = f"《{cards[0].title}》只是{cards[0].draft}，尚未施行，文中未说明。"
            citations = [self._sources.cite_title(cards[0])]
            yield in_statement(Severity.WARNING, "draft_as_source", statement, message, citations, span)
        if any(validity.status not in OUT_OF_FORCE for _, validity in judged) or _is_told_as_past(statement, span):
            return
        card, validity = judged[0]
        label = STATUS_LABELS[Language.CHINESE][validity.status]
        message = f"《{card.title}》{label}（{validity.reason}），不能作为现行依据。"
        citations = [self._sources.cite_title(card)]
        yield in_statement(Severity.ERROR, "source_out_of_force", statement, message, citations, span)


def _number_start(number: str) -> int:
    """Where a 文号 begins in running text, which no blank parts from it: 当时我局在海工信函〔2020〕41号."""
    before = list(_BEFORE_NUMBER.finditer(number, 0, number.find("〔") if "〔" in number else len(number)))
    return before[-1].end() if before and len(number) > before[-1].end() else 0


def _is_told_as_past(statement: Statement, span: Span) -> bool:
    """Whether the sentence says that the document is over, or tells of what it did; its own title says nothing."""
    around = statement.text[: span.start] + statement.text[span.end :]
    return PAST.search(around) is not None


def _names_of_draft(card: DocumentCard) -> Iterator[str]:
    """扶持办法, of 扶持办法（征求意见稿） and of 关于征求《扶持办法（草案）》意见的公告."""
    if card.draft is not None:
        for title in (card.title, *(match["title"] for match in _NAMED.finditer(card.title))):
            yield from _names(_DRAFT_SUFFIX.sub("", title.strip("《》")))


def _names(title: str) -> Iterator[str]:
    """How a document may be called: its title, what its notice wraps, and both without the place before."""
    squeezed = "".join(title.split()).strip("《》")
    wrapped = _WRAPPED.search(squeezed)
    for name in dict.fromkeys((squeezed, wrapped["title"] if wrapped else squeezed)):
        yield name
        without_place = re.sub(r"^[\u4e00-\u9fff]{2,4}?(?:省|市|区|县)(?=[\u4e00-\u9fff]{4})", "", name)
        if without_place != name:
            yield without_place
