"""What an old reply said, brought up to date: promises since met, figures since overtaken, words like 今年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from answer.citing import Citer
from answer.figures import Figure, FigureKind, figures_of
from answer.types import Citation
from draft.commitments.promises import find_promise
from draft.look_up import LookUp
from draft.policies import KINDS
from draft.types import KnownFigure
from index import Index
from index.tokens import bigrams, fold
from index.types import DocumentCard, Filters, Mode, StoredChunk
from index.validity import status_of
from answer.labels import OUT_OF_FORCE
from ingest import Span
from ingest.document import DocumentKind

_UNDER_WAY: Final = re.compile(
    r"正在?(?:抓紧|积极|加快)?(?:起草|编制|制订|制定|研究|修订|组织|会同|与|谋划|筹|申报|推进|协商)|规划将|有望|适时|待[^，。]{2,20}后|尚未"
)
_TITLE: Final = re.compile("《([^》]+)》")
_DATED: Final = re.compile(
    r"截至(?:目前|\d{4}年(?:\d{1,2}月(?:\d{1,2}日|底|末)?)?)|(?<!\d)\d{4}年(?:\d{1,2}月(?:\d{1,2}日|底|末)?|上半年|下半年)?"
)
_YEARS: Final = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2}
_YEAR_WORD: Final = re.compile("|".join(_YEARS) + "(?!度)")
_ADORNMENT: Final = re.compile(
    r"[（(〔].*?[）)〕]|暂行|试行|关于印发|的通知|^.{2,4}[市省区县]|《|》|\d{4}年?度?|\s|[—-]"
)
_COUNTED: Final = frozenset({FigureKind.AMOUNT, FigureKind.RATE, FigureKind.COUNT})
_MET: Final = 0.5
_FEWEST_PAIRS: Final = 4
_SAME_STATEMENT: Final = 0.55
_CANDIDATES: Final = 12
_DIGITS: Final = re.compile(r"[\d.,]+")


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A document that meets a promise, cited where it says since when it holds."""

    citation: Citation
    card: DocumentCard


class Currency:
    """Brings sentences of old replies up to date within one generation."""

    def __init__(self, index: Index, look_up: LookUp, citer: Citer) -> None:
        self._index = index
        self._look_up = look_up
        self._citer = citer
        store = look_up.snapshot.store
        self._policies = [
            card
            for card in store.cards().values()
            if card.kind in KINDS and card.draft is None and status_of(card, look_up.as_of)[0] not in OUT_OF_FORCE
        ]

    def fulfilment(self, promise: Citation) -> Fulfilment | None:
        """The document that meets a promise: of the name that it gives, or nearly so, and issued after it."""
        since, until = promise.issued_on, self._look_up.as_of
        best: tuple[float, DocumentCard] | None = None
        for card in self._policies:
            if card.issued_on is None or since is None or not since < card.issued_on <= until:
                continue
            likeness = _likeness(card.title, promise.quote)
            if likeness >= _MET and (best is None or likeness > best[0]):
                best = likeness, card
        return Fulfilment(self._cite(best[1]), best[1]) if best else None

    def newer(self, told: Citation) -> Citation | None:
        """A later sentence that gives another figure for the same."""
        if told.issued_on is None or not counted(told.quote):
            return None
        vector = self._index.embed_query(told.quote)
        snapshot, as_of = self._look_up.snapshot, self._look_up.as_of
        candidates = snapshot.retrieve(
            told.quote, vector, mode=Mode.HYBRID, count=_CANDIDATES, filters=Filters(in_force=True), as_of=as_of
        )
        chunks = snapshot.store.chunks(candidate.chunk for candidate in candidates)
        cards = snapshot.store.cards({chunk.document for chunk in chunks.values()})
        best: tuple[float, StoredChunk, Span] | None = None
        for candidate in candidates:
            chunk = chunks[candidate.chunk]
            card = cards[chunk.document]
            later = card.issued_on is not None and told.issued_on < card.issued_on <= as_of
            if not later or card.kind == DocumentKind.PROPOSAL or card.draft is not None:
                continue
            for span in chunk.sentences:
                text = snapshot.store.passage(chunk.document, span.start, span.end).text
                likeness = _same_statement(told.quote, text)
                if likeness >= _SAME_STATEMENT and (best is None or likeness > best[0]):
                    best = likeness, chunk, span
        if best is None:
            return None
        _, chunk, span = best
        return self._citer.cite(1, cards[chunk.document], chunk, span, best[0])

    def _cite(self, card: DocumentCard) -> Citation:
        """The document where it says from when it holds, else its title."""
        metadata = self._look_up.snapshot.store.metadata([card.ordinal])[card.ordinal]
        origin = metadata.origins.get("effective_from") or metadata.origins.get("title") or Span(0, 1)
        chunk, span = self._citer.whole_sentences(card.ordinal, origin)
        return self._citer.cite(1, card, chunk, span, 1.0)


def promises(citation: Citation) -> bool:
    """Whether a sentence tells what was still to come, or under way, when it was said."""
    plainly = _TITLE.sub("", citation.quote)
    return find_promise(plainly, citation.issued_on) is not None or _UNDER_WAY.search(plainly) is not None


def counted(sentence: str) -> list[Figure]:
    """The amounts, rates and counts of a sentence: what goes stale."""
    return [figure for figure in figures_of(sentence) if figure.kind in _COUNTED]


def in_its_year(sentence: str, citation: Citation) -> str:
    """今年 as the year in which it was said."""
    if citation.issued_on is None:
        return sentence
    year = citation.issued_on.year
    sentence = sentence.replace("截至目前", f"截至{year}年{citation.issued_on.month}月")
    return _YEAR_WORD.sub(lambda word: f"{year + _YEARS[word[0]]}年", sentence)


def dated(citation: Citation) -> str:
    """From when a sentence's figures are: as it says, else the day of its document."""
    said = _DATED.search(in_its_year(citation.quote, citation))
    if said and said[0] != "截至目前":
        return said[0]
    return citation.issued_on.isoformat() if citation.issued_on else ""


def known_figures(citation: Citation, *, is_old: bool = False) -> Iterator[KnownFigure]:
    """The figures of a sentence, each with its date."""
    for figure in counted(citation.quote):
        words = citation.quote[figure.span.start : figure.span.end]
        yield KnownFigure(" ".join(words.split()), dated(citation), citation, is_old)


def _likeness(title: str, promise: str) -> float:
    """How much of a title, or of a title that a promise names, the other holds, by pairs of characters."""
    core = set(bigrams(fold(_ADORNMENT.sub("", title))))
    if not core:
        return 0.0
    named = [set(bigrams(fold(_ADORNMENT.sub("", name)))) for name in _TITLE.findall(promise)]
    if named:
        return max(len(core & each) / max(len(core | each), 1) for each in named)
    common = core & set(bigrams(fold(promise)))
    return len(common) / len(core) if len(common) >= _FEWEST_PAIRS else 0.0


def _same_statement(one: str, other: str) -> float:
    """How alike two sentences are but for their figures; 0 where they give the same ones, or of other things."""
    mine, theirs = counted(one), counted(other)
    shared = {(figure.kind, figure.unit) for figure in mine} & {(figure.kind, figure.unit) for figure in theirs}
    if not shared or {figure.value for figure in mine} == {figure.value for figure in theirs}:
        return 0.0
    first, second = (set(bigrams(fold(_DIGITS.sub("", text)))) for text in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0
