"""How well every support measure of an index fits a topic: all of them are judged, none is preselected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.question import Question, Term
from answer.support import PARTLY
from index.measure_table import MeasureTable
from index.snapshot import Snapshot
from index.tokens import bigrams

# Words of a topic that any measure answers to.
_GENERAL_WORDS: Final = (
    "企业 公司 单位 厂家 厂商 机构 支持 扶持 资助 补助 补贴 奖励 奖补 奖金 优惠 政策 措施 项目 办法 申请 申报 资金"
    " 专项资金 规定 经济 产业 行业 发展 领域 工作"
)
_GENERAL: Final = frozenset(_GENERAL_WORDS.split())
_FIELD_ENDINGS: Final = ("经济", "产业", "行业")
_SHORTEST_STEM: Final = 2
_LEAST_COVERAGE: Final = 0.75
# Without all its words a measure fits where its meaning stands out, in standard deviations over all passages.
_PARTLY_COVERED: Final = 0.5
_STANDING_PARTLY: Final = 2.5
_STANDING_ALONE: Final = 3.6
_LEAST_FIT: Final = 0.1
# A year asks for what is valid in it.
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")

_Stands = Callable[[str], NDArray[np.bool_]]


def fit_of_measures(
    snapshot: Snapshot, topic: Question | None, vector: NDArray[np.float32] | None
) -> NDArray[np.float64]:
    """How well each measure fits, 0 where it does not, by its place in ``snapshot.measures``, shape ``[n]``.

    Years are left to ``years_of``: whether they fit depends on the document, too.

    :param topic: ``None`` for all, which then fit.
    :param vector: of the topic; without one, words alone decide.
    """
    table = snapshot.measures
    terms = telling_terms(topic.terms) if topic else ()
    if not terms:
        return np.where(table.visible, 1.0, 0.0)
    coverage = _coverage(table, terms)
    fits = coverage >= _LEAST_COVERAGE
    if vector is not None:
        places, cosines = table.vectors.above(vector, snapshot.cosine_at(vector, _STANDING_PARTLY))
        stands_alone = cosines >= snapshot.cosine_at(vector, _STANDING_ALONE)
        fits[places] |= stands_alone | (coverage[places] >= _PARTLY_COVERED)
    return np.where(fits & table.visible, np.maximum(coverage, _LEAST_FIT), 0.0)


def years_of(topic: Question) -> list[str]:
    """The years that a topic names, in figures."""
    return [term.text for term in topic.terms if _YEAR.fullmatch(term.text)]


def telling_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms that tell one measure from another; what is done with things only where nothing else is said."""
    telling = [term for term in terms if not _is_general(term) and not _YEAR.fullmatch(term.text)]
    things = [term for term in telling if term.weight >= 1.0]
    return tuple(_widened(term) for term in things or telling)


def _widened(term: Term) -> Term:
    """Held by its stem as well: what is said of 低空 is said of 低空经济."""
    stems = (
        word.removesuffix(ending)
        for word in term.alternatives
        for ending in _FIELD_ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
    )
    return replace(term, alternatives=tuple(dict.fromkeys((*term.alternatives, *stems))))


def _is_general(term: Term) -> bool:
    return bool({term.text, *term.alternatives[:1]} & _GENERAL)


def _coverage(table: MeasureTable, terms: Sequence[Term]) -> NDArray[np.float64]:
    """The share of a topic's weight that each measure holds, in its words, its headings or its document's title."""
    tells = _telling_titles(table, terms)

    def stands(word: str) -> NDArray[np.bool_]:
        return table.texts.holding(word) | (table.titles.holding(word) & tells)[table.title_of]

    held = sum((term.weight * _held(term, stands) for term in terms), np.zeros(len(table)))
    return held / sum(term.weight for term in terms)


def _held(term: Term, stands: _Stands) -> NDArray[np.float64]:
    """As ``answer.support.held``, for every measure at once."""
    whole: NDArray[np.bool_] = np.logical_or.reduce([stands(word) for word in term.alternatives])
    pairs = bigrams(term.text)
    if len(pairs) < 2 or whole.all():
        return whole.astype(np.float64)
    share = sum((stands(pair).astype(np.float64) for pair in pairs), np.zeros(len(whole))) / len(pairs)
    return np.where(whole, 1.0, PARTLY * share)


def _telling_titles(table: MeasureTable, terms: Sequence[Term]) -> NDArray[np.bool_]:
    """Which titles say something of a single measure: not one that names the topic beside another one."""
    tells = np.ones(len(table.titles), dtype=np.bool_)
    for term in terms:
        named = np.logical_or.reduce([table.titles.holding(word) for word in term.alternatives])
        for number in np.flatnonzero(named & tells):
            tells[number] = not _is_beside_another(term, table.titles[int(number)])
    return tells


def _is_beside_another(term: Term, title: str) -> bool:
    """首台套和专精特新项目清单 is about two things."""
    words = "|".join(re.escape(word) for word in term.alternatives)
    return (
        re.search(rf"(?:[和与及、]|以及)(?:{words})|(?:{words})(?:企业|产业|行业|项目)?[和与及、]", title) is not None
    )
