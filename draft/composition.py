"""What a letter says to one suggestion, assembled from earlier answers and current policy, each sentence with its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from answer.types import Citation
from draft.currency import Currency, counted, dated, in_its_year, known_figures, promises
from draft.policies import Policies
from draft.types import KnownFigure, Paragraph, PriorAnswer, Sentence
from draft.wording import called, chinese_date, clause_of, gap_sentence

#: From this likelihood on an earlier answer is written into the text, with a warning where it does not surely bear on the
#: suggestion; what is less likely is listed for a person to choose from.
QUOTED: Final = 0.3
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
        if not priors:
            made.warnings.append("没有找到与这条建议相近的以往建议和答复。")
        elif not leading(priors):
            made.warnings.append("找到的以往答复与这条建议相近程度不高，没有写入正文，请从列表中挑选。")
        elif not leading(priors)[0].is_close:
            made.warnings.append("最相近的以往答复与这条建议相近程度不高，请核对是否适用。")
        if not policies.citations:
            made.warnings.append("没有找到与这条建议有关的现行政策。")
        elif not quoted:
            made.warnings.append("找到的现行政策与这条建议关系不够明确，没有写入正文，请从列表中挑选。")
        for citation in quoted:
            made.figures += known_figures(citation)
        if leading(priors) and not basis:
            made.warnings.append("最相近的以往答复已写入其他条，这里没有重复。")
        if not basis and not support:
            made.warnings.append("没有可写入正文的依据，留待补充。")
            made.paragraphs.append(Paragraph((gap_sentence("对这条建议的答复，没有找到依据"),)))
            return made
        if basis:
            made.paragraphs.append(Paragraph((Sentence(f"{BASIS}。"), *basis), level=2))
        if support:
            made.paragraphs.append(Paragraph((Sentence(f"{SUPPORT}。"), *support), level=2))
        made.paragraphs.append(Paragraph((Sentence(f"{NEXT}。"), gap_sentence("下一步工作安排")), level=2))
        return made

    def _basis(self, prior: PriorAnswer, made: Composed, elsewhere: Collection[Place]) -> Iterator[Sentence]:
        """What the nearest earlier answer said, as far as it still holds."""
        for citation in chosen(prior):
            if place(citation) in elsewhere:
                continue
            made.figures += known_figures(citation)
            if promises(citation):
                yield from self._promise(citation, made)
            elif counted(citation.quote):
                yield self._figure(citation, made)
            else:
                yield Sentence(self._told(citation), (citation,))

    def _promise(self, citation: Citation, made: Composed) -> Iterator[Sentence]:
        """A promise: told as met, citing what meets it, or left to be filled in."""
        met = self._currency.fulfilment(citation)
        said = clause_of(_REFERS_BACK.sub("", in_its_year(citation.quote, citation))).rstrip("。")
        if met is None:
            made.warnings.append(f"{_day(citation)}的答复说过“{said}”，请核实进展。")
            yield gap_sentence(f"{_month(citation)}答复所提事项的最新进展：{said}", citation)
            return
        made.is_met = True
        card = met.card
        when = f"已于{chinese_date(card.issued_on)}印发" if card.issued_on else "已印发"
        since = f"，自{chinese_date(card.effective_from)}起施行" if card.effective_from else ""
        made.warnings.append(f"{_day(citation)}的答复所说的事项，已由{called(met.citation)}落实。")
        yield Sentence(
            f"{called(met.citation)}{when}{since}，{_month(citation)}答复所提相关事项已经落实。",
            (met.citation, citation),
        )

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
