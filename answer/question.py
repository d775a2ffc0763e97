"""A question as the answerer sees it: its language, what it asks for, and the words that carry its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib.resources import files
from itertools import chain, groupby
from pathlib import Path

import rjieba

from answer.asked_date import read_asked_date
from answer.asking import read_demand
from answer.fields import Field, read_field, without_field
from answer.glossary import Concept, Glossary, load_glossary
from answer.simplified import to_simplified
from answer.synonyms import Synonyms, load_synonyms
from answer.wanted import Demand, Wanted, is_said_by
from index.tokens import fold


class Language(StrEnum):
    """The language that the answer is framed in."""

    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries meaning.

    :ivar text: as asked, folded.
    :ivar alternatives: any of these in a document supports the word; itself among them.
    :ivar weight: how much it says about the subject: 1 for things, less for what is done with them.
    :ivar is_anchor: whether it names a place or a number, without which nothing answers.
    """

    text: str
    alternatives: tuple[str, ...]
    weight: float = 1.0
    is_anchor: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    :ivar text: as asked, in simplified characters.
    :ivar lexical_text: what full-text search is asked: for English the Chinese words that may be meant, too.
    :ivar field: what is asked of a document itself (文号, 有效期); ``subject`` are the words that say of which.
    :ivar asked_date: the past day for which an answer is asked.
    :ivar about_wishes: whether it asks what members ask for; for any other question a wish is no evidence.
    """

    text: str
    language: Language
    demand: Demand
    terms: tuple[Term, ...]
    lexical_text: str
    field: Field | None = None
    subject: tuple[Term, ...] = ()
    asked_date: date | None = None
    about_wishes: bool = False


_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z]+")
_WISHES = re.compile(
    r"提案|议案|建议|提议|诉求|呼吁|请求|委员(?!会)|人大代表|propos|suggest|\bmembers?\b|deput(?:y|ies)|asked for"
)
_DOING = 0.5
_HINT = 0.2  # a lone character: 评 may stand for 评估
_ALREADY_SAID = 0.3
_ENGLISH_ALTERNATIVES = 3

# Tags of jieba's dictionary, after ICTCLAS: pronouns, particles, prepositions, conjunctions, adverbs, numerals …
_SILENT_TAGS = frozenset("r u ud ug uj ul uv uz p c d y x e f m mq q zg o k h t s".split())  # noqa: SIM905 - a row of tags reads best
_DOING_TAGS = frozenset("v vd vi vq a ad an d".split())  # noqa: SIM905 - likewise
_LATIN = "eng"
# Segmentation would find 年报 in 2022年报资金.
_YEAR = re.compile(r"((?:19|20)\d{2}年)")
# 临潮市, which no list of places has; but 上市, 超市 and 城市 are two characters.
_NAMED_CITY = re.compile(r"^[\u4e00-\u9fff]{2,4}[市县]$")
# 青屿区, but neither 园区, 示范区 nor 我区.
_NAMED_DISTRICT = re.compile(
    r"^(?!.*(?:[园社小城郊山地片辖校厂库老灾景牧矿林湖海港禁特分全各本我该市街县新库湾战雷误盲]"
    r"|示范|开发|高新|保税|试验|自贸|功能|合作|居住|生活|工业|商业|住宅|集聚|管理|服务|作业|保护|先行)区)[\u4e00-\u9fff]{2,3}区$"
)
_ASKS = re.compile("几|多少|什么|哪|谁")
_TELLING_NUMBER = re.compile(r"^(?:(?:19|20)\d{2}|\d{5,})$")
_NUMBER = re.compile(r"^(?:\d{3,}|(?=.*\d)(?=.*[a-z])[a-z0-9.+\-]+)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words, read from the files beside this module.

    :ivar places: places of the country; a question that names one is about it.
    :ivar places_in_english: what a place's name in Latin letters may stand for.
    :ivar unsegmented: finds the synonyms that jieba's dictionary would cut into pieces.
    """

    glossary: Glossary
    synonyms: Synonyms
    silent: frozenset[str]
    places: frozenset[str]
    places_in_english: Mapping[str, tuple[str, ...]]
    unsegmented: re.Pattern[str]


def load_vocabulary(home: Path | None = None) -> Vocabulary:
    """Read glossary, synonyms and silent words. Takes some milliseconds: the caller keeps them.

    :param home: may hold the user's own synonyms.
    :raises SettingsError: it does, and they cannot be read.
    """
    synonyms = load_synonyms(home)
    cut = [word for word in synonyms.words if rjieba.cut(word, False) != [word]]
    unsegmented = re.compile("|".join(map(re.escape, cut)) or "(?!)")
    silent, places = (frozenset(chain(*_word_lists(name))) for name in ("silent_words.txt", "places.txt"))
    in_english = {name: tuple(chinese) for name, *chinese in _word_lists("places_in_english.txt")}
    return Vocabulary(load_glossary(), synonyms, silent, places, in_english, unsegmented)


def _word_lists(name: str) -> Iterator[list[str]]:
    """The words of each line."""
    lines = files("answer").joinpath(name).read_text(encoding="utf-8").splitlines()
    return (line.split() for line in lines if not line.startswith("#"))


def language_of(text: str) -> Language:
    """Chinese or English, whichever a question has more of; without any letter it counts as Chinese."""
    folded = fold(text)
    chinese = len(_CHINESE.findall(folded)) >= len(_LATIN_WORD.findall(folded))
    return Language.CHINESE if chinese else Language.ENGLISH


def read_question(text: str, vocabulary: Vocabulary, today: date | None = None) -> Question:
    """Read a question in its language.

    :param today: the day on which it is asked, from which 去年 is reckoned; the real one by default.
    """
    text = to_simplified(text)
    folded = fold(text)
    demand = read_demand(folded)
    language = language_of(text)
    field = None if demand.wanted is Wanted.WISHES else read_field(folded)
    terms = _terms(folded if language is Language.CHINESE else text, language, vocabulary)
    lexical = text
    if language is Language.ENGLISH:
        lexical = " ".join([text, *(word for term in terms for word in term.alternatives[:_ENGLISH_ALTERNATIVES])])
    asked_date = read_asked_date(folded, today or date.today())
    weighed = tuple(_weighed(term, demand.wanted, asked_date) for term in terms)
    subject = _terms(without_field(folded, field), language, vocabulary) if field else ()
    return Question(
        text, language, demand, weighed, lexical, field, subject, asked_date, _WISHES.search(folded) is not None
    )


def _weighed(term: Term, wanted: Wanted, asked_date: date | None) -> Term:
    """A word that the kind of question, or the date answered for, says already counts less."""
    said = is_said_by(wanted, term.alternatives[0])
    if asked_date is not None and term.text in (str(asked_date.year), str(asked_date.month)):
        said = True
    return replace(term, weight=term.weight * _ALREADY_SAID) if said else term


def _terms(text: str, language: Language, vocabulary: Vocabulary) -> tuple[Term, ...]:
    if language is Language.CHINESE:
        return _chinese_terms(text, vocabulary)
    concepts = vocabulary.glossary.concepts(text)
    return tuple(_english_term(concept, vocabulary) for concept in concepts)


def _english_term(concept: Concept, vocabulary: Vocabulary) -> Term:
    if places := vocabulary.places_in_english.get(concept.text):
        return Term(concept.text, (*concept.alternatives, *places), is_anchor=True)
    return Term(concept.text, concept.alternatives, is_anchor=_is_anchor(concept, vocabulary))


def _is_anchor(concept: Concept, vocabulary: Vocabulary) -> bool:
    return _is_telling_number(concept.text) or any(_is_place(word, vocabulary) for word in concept.alternatives)


def _is_telling_number(word: str) -> bool:
    """Whether a number is a year or a document's; another one may only tell the asker's own case (600平米)."""
    return _TELLING_NUMBER.match(word) is not None


def _is_place(word: str, vocabulary: Vocabulary) -> bool:
    return (
        word in vocabulary.places
        or word.removesuffix("市") in vocabulary.places
        or (_NAMED_CITY.match(word) is not None and word not in vocabulary.silent)
        or _NAMED_DISTRICT.match(word) is not None
    )


def _chinese_terms(folded: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    terms: dict[str, Term] = {}
    for word, tag in _words(_YEAR.sub(r"\1 ", folded), vocabulary):
        weight = _DOING if tag in _DOING_TAGS | _SILENT_TAGS else 1.0
        if len(word) == 1 and _CHINESE.match(word):
            weight = _HINT
        if tag == _LATIN and word.isalpha():
            for concept in vocabulary.glossary.concepts(word):
                terms.setdefault(concept.text, Term(concept.text, concept.alternatives, weight))
            continue
        is_anchor = _is_telling_number(word) or _is_place(word, vocabulary)
        terms.setdefault(word, Term(word, vocabulary.synonyms.alternatives(word), weight, is_anchor))
    return tuple(terms.values())


def _words(folded: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words that carry meaning, with their tag.

    Characters that the dictionary leaves single are put together where they touch: 算 力 is a word it does not know.
    """
    tagged = list(_tagged(folded, vocabulary.unsegmented))
    for is_single, run in groupby(
        tagged, key=lambda item: len(item[0]) == 1 and _carries_meaning(item[0], item[1], vocabulary)
    ):
        members = list(run)
        if is_single and len(members) > 1:
            yield "".join(word for word, _ in members), "n"
            continue
        for word, tag in members:
            if _carries_meaning(word, tag, vocabulary):
                yield word, tag


def _tagged(folded: str, unsegmented: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Words and tags of jieba's dictionary, but for the synonyms that it does not know: those are nouns."""
    start = 0
    for match in unsegmented.finditer(folded):
        yield from rjieba.tag(folded[start : match.start()], False)
        yield match.group(), "n"
        start = match.end()
    yield from rjieba.tag(folded[start:], False)


def _carries_meaning(word: str, tag: str, vocabulary: Vocabulary) -> bool:
    """Whether a word says something about the subject: one with synonyms does even as an adverb (首次), or as what the
    dictionary takes for a time (青年).
    """
    if word in vocabulary.silent or word.isspace() or _ASKS.search(word):
        return False
    return tag not in _SILENT_TAGS or bool(_NUMBER.match(word)) or word in vocabulary.synonyms.groups
