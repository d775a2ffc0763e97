"""Current policies and measures that bear on a suggestion; members' wishes, drafts and what is out of force never."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from answer.citing import Citer
from answer.evidence import Evidence, gather
from answer.labels import OUT_OF_FORCE
from answer.leaning import is_department, is_question
from answer.measure_citations import MeasureCitations
from answer.measures import find_measures
from answer.support import term_weights
from answer.types import Citation
from draft.look_up import Bearing, LookUp, Wish
from index.types import DocumentCard, Filters, Mode
from ingest.document import DocumentKind

#: What states policy; a reply tells of it, an explanation explains it.
KINDS: Final = frozenset({DocumentKind.RULE, DocumentKind.LAW, DocumentKind.PLAN, DocumentKind.NOTICE})
MOST: Final = 8
_PASSAGES: Final = 60
_MOST_MEASURES: Final = 5
# As many as the decision to answer looks at.
_JUDGED: Final = 4
_NEAREST: Final = 6
# Of the best score: what lies below says something else.
_FLOOR: Final = 0.7


@dataclass(frozen=True, slots=True)
class Policies:
    """What current policy says on a suggestion, best first.

    :ivar is_close: whether it surely bears on the suggestion; else a person should judge that.
    """

    citations: tuple[Citation, ...] = ()
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of policy, with what it stands under, its cosines with each of the wish's questions, and whether it
    bears on the wish by itself.
    """

    citation: Citation
    context: str
    cosines: tuple[float, ...]
    bearing: Bearing


def find_policies(look_up: LookUp, citer: Citer, wish: Wish) -> Policies:
    """What current policy says on a wish: every measure that fits it, and the sentences that come nearest."""
    found: list[_Sentence] = []
    for sentence in (*_measures(look_up, wish), *_sentences(look_up, citer, wish)):
        if sentence.bearing.is_likely and not any(_overlap(sentence.citation, other.citation) for other in found):
            found.append(sentence)
    found.sort(key=lambda sentence: -sentence.bearing.likelihood)
    best = found[:_JUDGED]
    together = look_up.bearing(
        wish,
        [sentence.context for sentence in best],
        [max(cosines) for cosines in zip(*(sentence.cosines for sentence in best), strict=True)],
    )
    return Policies(tuple(sentence.citation for sentence in found[:MOST]), together.is_sure)


def _measures(look_up: LookUp, wish: Wish) -> Iterator[_Sentence]:
    alone, _ = wish.questions
    fitting = find_measures(look_up.snapshot, alone, wish.question_vectors[0], as_of=look_up.as_of)
    citations = MeasureCitations(look_up.snapshot, look_up.as_of)
    states = [found for found in fitting if _states_policy(found.card) and found.status not in OUT_OF_FORCE]
    for found in sorted(states, key=lambda found: -found.fit)[:_MOST_MEASURES]:
        cited = citations.of(found)["measure"]
        context = "\n".join((found.card.title, *found.measure.heading_path, found.text))
        cosines = [
            look_up.snapshot.sentence_cosines(vector, [(found.stored.chunk, found.stored.sentence)])[0]
            for vector in wish.question_vectors
        ]
        yield _judged(look_up, wish, cited, context, cosines)


def _sentences(look_up: LookUp, citer: Citer, wish: Wish) -> Iterator[_Sentence]:
    for question, vector in zip(wish.questions, wish.question_vectors, strict=True):
        candidates = look_up.snapshot.retrieve(
            question.lexical_text,
            vector,
            mode=Mode.HYBRID,
            count=_PASSAGES,
            filters=Filters(in_force=True),
            as_of=look_up.as_of,
        )
        weights = term_weights(question.terms, look_up.snapshot.lexical)
        evidence = gather(look_up.snapshot, question, weights, vector, candidates, look_up.as_of, look_up.as_of)
        for sentence in _best(evidence):
            vectors = look_up.snapshot.sentence_vectors(sentence.chunk)
            cosines = [float(vectors[sentence.position] @ each) for each in wish.question_vectors]
            cited = citer.cite(1, sentence.card, sentence.chunk, sentence.span, sentence.score)
            yield _judged(look_up, wish, cited, sentence.context, cosines)


def _best(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    stating = [
        sentence
        for sentence in evidence
        if _states_policy(sentence.card)
        and not sentence.outdated
        and not sentence.bare
        and not is_question(sentence.text)
        and not is_department(sentence.text)
        and not sentence.text.rstrip().endswith(("：", ":"))
    ]
    return [each for each in stating[:_NEAREST] if each.score >= _FLOOR * stating[0].score]


def _judged(look_up: LookUp, wish: Wish, citation: Citation, context: str, cosines: Sequence[float]) -> _Sentence:
    return _Sentence(citation, context, tuple(cosines), look_up.bearing(wish, [context], cosines))


def _states_policy(card: DocumentCard) -> bool:
    return card.kind in KINDS and card.draft is None


def _overlap(one: Citation, other: Citation) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
