"""What a letter says to one suggestion, assembled from earlier answers and current policy, each with its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from answer.types import Citation
from draft.currency import Currency, Fulfilment, counted, dated, in_its_year, is_of_its_year, known_figures, promises
from draft.policies import Policies
from draft.types import KnownFigure, Paragraph, PriorAnswer, Sentence
from draft.wording import called, chinese_date, clause_of, gap_sentence

#: From this likelihood on an earlier answer is written into the text, with a warning where it does not surely bear on
#: the suggestion; what is less likely is listed for a person to choose from.
QUOTED: Final = 0.2
_MOST_PRIOR: Final = 4
_MOST_POLICIES: Final = 4
# A cosine this much below the nearest sentence's says something else.
_NEAR: Final = 0.03
_SHORTEST: Final = 8
#: Of the old letter's own people and its courtesies; never carried over.
_TO_THE_MEMBER: Final = re.compile(
    r"您|你们|贵(?:单位|会|党派|委)|(?:各位)?委员(?!会)们?|提案(?:中|人|反映|提)|(?<!代表性)代表(?:们|提出|反映)|感谢|联系人|电话|来函|面商"
)
_REFERS_BACK: Final = re.compile(r"^(?:上述|该|其中|此外|同时|另外|对此|为此|因此|这些|以上)[，,]?")
# What no longer holds once a promise was met: 目前尚无专门政策, 新办法出台前仍可按暂行办法申报, 已启动修订.
_BEFORE_IT_WAS_MET: Final = re.compile("目前|尚|暂|仍|出台前|印发前|施行前|启动|修订|起草|研究")
_OWN: Final = re.compile("我(?:局|委|办|厅|部|市局)")
BASIS, SUPPORT, NEXT = "现有工作基础", "现行政策", "下一步工作"


#: Document, start and end of a sentence.
Place = tuple[str, int, int]


@dataclass(slots=True)
class Composed:
    """The text for one suggestion in the making.

    :ivar is_met: whether what was promised before has come about since.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    figures: list[KnownFigure] = field(default_factory=list)
    is_met: bool = False


class Composer:
    """Assembles texts.

    :param bureau: who signs the letter; 我局 of another body's letter becomes that body's name. Empty where unknown.
    """

    def __init__(self, currency: Currency, bureau: str) -> None:
        self._currency = currency
        self._bureau = bureau

    def compose(
        self, priors: Sequence[PriorAnswer], policies: Policies, elsewhere: Collection[Place] = frozenset()
    ) -> Composed:
        """The text from what was found; a gap where nothing was.

        :param elsewhere: sentences that the letter quotes under another suggestion, which they fit better.
        """
        made = Composed()
        basis: list[Sentence] = []
        for prior in leading(priors):
            basis = list(self._basis(prior, made, elsewhere))
            if basis:
                break
        quoted = policies.citations[:_MOST_POLICIES] if policies.is_close else ()
        support = list(_support(quoted))
        made.warnings += _notes(priors, policies, is_told=bool(basis))
        for citation in quoted:
            made.figures += known_figures(citation)
        if not basis and not support:
            made.warnings.append("没有可写入正文的依据，留待补充。")
            made.paragraphs.append(Paragraph((gap_sentence("对这条建议的答复，没有找到依据"),)))
            return made
        for heading, sentences in ((BASIS, basis), (SUPPORT, support)):
            if sentences:
                made.paragraphs.append(Paragraph((Sentence(f"{heading}。"), *sentences), level=2))
        made.paragraphs.append(Paragraph((Sentence(f"{NEXT}。"), gap_sentence("下一步工作安排")), level=2))
        return made

    def _basis(self, prior: PriorAnswer, made: Composed, elsewhere: Collection[Place]) -> Iterator[Sentence]:
        """What the nearest earlier answer said, as far as it still holds."""
        quotes = [citation.quote for citation in prior.answers]
        used = [citation for citation in chosen(prior) if place(citation) not in elsewhere]
        before = {citation: quotes[: prior.answers.index(citation)] for citation in used}
        kept = {c: met for c in used if promises(c) and (met := self._currency.fulfilment(c, before[c]))}
        for citation in used:
            lapsed = self._currency.lapsed(citation.quote)
            if lapsed is not None:
                made.warnings.append(f"以往答复“{_short(citation.quote)}”所说的{lapsed}，没有写入正文。")
            elif citation in kept:
                yield self._met(citation, kept[citation], made)
            elif kept and _BEFORE_IT_WAS_MET.search(citation.quote):
                made.warnings.append(f"以往答复“{_short(citation.quote)}”说的是此前的情况，没有写入正文。")
            else:
                made.figures += known_figures(citation)
                if promises(citation):
                    yield _unmet(citation, made)
                elif counted(citation.quote):
                    yield self._figure(citation, made)
                else:
                    source = f"据{_month(citation)}答复，" if is_of_its_year(citation.quote) else ""
                    yield Sentence(source + self._told(citation), (citation,))

    def _met(self, citation: Citation, met: Fulfilment, made: Composed) -> Sentence:
        """A promise told as met, citing what meets it."""
        made.is_met = True
        card = met.card
        when = f"已于{chinese_date(card.issued_on)}印发" if card.issued_on else "已印发"
        since = f"，自{chinese_date(card.effective_from)}起施行" if card.effective_from else ""
        made.warnings.append(f"{_day(citation)}的答复所说的事项，已由{called(met.citation)}落实。")
        words = f"{called(met.citation)}{when}{since}，{_month(citation)}答复所提相关事项已经落实。"
        return Sentence(words, (met.citation, citation))

    def _figure(self, citation: Citation, made: Composed) -> Sentence:
        """A figure with its date, or the newer one for it."""
        newer = self._currency.newer(citation)
        if newer is not None:
            made.figures = [f for f in made.figures if f.citation != citation]
            made.figures += [*known_figures(newer), *known_figures(citation, is_old=True)]
            made.warnings.append(
                f"{_day(citation)}的数字已换成{_day(newer)}的：“{_short(citation.quote)}”→“{_short(newer.quote)}”。"
            )
            citation = newer
        else:
            made.warnings.append(f"“{_short(citation.quote)}”是{dated(citation)}的数字，请核实是否有更新的数字。")
        source = f"据{_month(citation)}答复，" if citation.kind == "reply" else f"据{called(citation)}，"
        return Sentence(source + self._told(citation), (citation,))

    def _told(self, citation: Citation) -> str:
        text = clause_of(_REFERS_BACK.sub("", in_its_year(citation.quote, citation)))
        issuer = next(iter(citation.issuer), "")
        return text if not issuer or issuer == self._bureau else _OWN.sub(issuer, text)


def _unmet(citation: Citation, made: Composed) -> Sentence:
    """A promise of which nothing is known since."""
    said = clause_of(_REFERS_BACK.sub("", in_its_year(citation.quote, citation))).rstrip("。")
    made.warnings.append(f"{_day(citation)}的答复说过“{said}”，请核实进展。")
    return gap_sentence(f"{_month(citation)}答复所提事项的最新进展：{said}", citation)


def _notes(priors: Sequence[PriorAnswer], policies: Policies, *, is_told: bool) -> Iterator[str]:
    """What the drafter should know of how much was found."""
    usable = leading(priors)
    if not any(prior.is_likely for prior in priors):
        yield "没有找到与这条建议相近的以往建议和答复。"
    elif not usable:
        yield "找到的以往答复与这条建议相近程度不高，没有写入正文，请从列表中挑选。"
    elif not is_told:
        yield "相近的以往答复已写入其他条，或已经过时，这里没有写入正文。"
    elif not usable[0].is_close:
        yield "最相近的以往答复与这条建议相近程度不高，请核对是否适用。"
    if not policies.citations:
        yield "没有找到与这条建议有关的现行政策。"
    elif not policies.is_close:
        yield "找到的现行政策与这条建议关系不够明确，没有写入正文，请从列表中挑选。"


def place(citation: Citation) -> Place:
    """Where a citation's words stand."""
    return citation.document, citation.start, citation.end


def leading(priors: Sequence[PriorAnswer]) -> Sequence[PriorAnswer]:
    """Those that a text may be taken from: first what surely bears on the suggestion, then what probably does."""
    return sorted((p for p in priors if p.is_close or p.likelihood >= QUOTED), key=lambda p: not p.is_close)


def shared_out(found: Sequence[Sequence[PriorAnswer]]) -> list[frozenset[Place]]:
    """For each suggestion the sentences that the letter quotes under another one: each is quoted where it fits best.

    :param found: the earlier answers found for each suggestion.
    """
    best: dict[Place, tuple[float, int]] = {}
    for n, priors in enumerate(found):
        for citation in (c for prior in leading(priors)[:1] for c in chosen(prior)):
            if citation.score > best.get(place(citation), (-1.0, 0))[0]:
                best[place(citation)] = citation.score, n
    return [frozenset(where for where, (_, owner) in best.items() if owner != n) for n in range(len(found))]


def chosen(prior: PriorAnswer) -> list[Citation]:
    """The sentences of an answer that come nearest, in its order; what speaks to its addressee is left out."""
    usable = [citation for citation in prior.answers if _is_usable(citation)]
    if not usable:
        return []
    best = max(citation.score for citation in usable)
    near = sorted((c for c in usable if c.score >= best - _NEAR), key=lambda c: -c.score)[:_MOST_PRIOR]
    return [citation for citation in usable if citation in near]


def _is_usable(citation: Citation) -> bool:
    text = clause_of(citation.quote).rstrip("。")
    heads = {clause_of(head).rstrip("。") for head in citation.heading_path}
    return len(text) >= _SHORTEST and text not in heads and _TO_THE_MEMBER.search(text) is None


def _support(citations: Sequence[Citation]) -> Iterator[Sentence]:
    """Sentences of policy, those of one document together, the document named once."""
    ordered = sorted(citations, key=lambda c: [each.document for each in citations].index(c.document))
    for _, group in groupby(ordered, key=lambda citation: citation.document):
        for n, citation in enumerate(sorted(group, key=lambda c: c.start)):
            lead = "" if n else f"根据{called(citation)}，"
            yield Sentence(lead + clause_of(citation.quote), (citation,))


def _day(citation: Citation) -> str:
    return citation.issued_on.isoformat() if citation.issued_on else "以往"


def _month(citation: Citation) -> str:
    return f"{citation.issued_on.year}年{citation.issued_on.month}月" if citation.issued_on else "此前"


def _short(quote: str) -> str:
    text = clause_of(quote).rstrip("。")
    return text if len(text) <= 40 else f"{text[:40]}…"
