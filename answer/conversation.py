"""Follow-up questions made to stand alone: 那审批时限呢？ after a question about chip makers is one about theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from answer.question import Language, Term, Vocabulary, language_of, read_question
from answer.types import Answer
from index.tokens import fold


@dataclass(frozen=True, slots=True)
class Turn:
    """What a follow-up question may refer to.

    :ivar question: as it was answered, standing alone.
    :ivar title: of the document cited first; empty for a refusal.
    """

    question: str
    title: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """What an answer leaves to refer to."""
        return cls(answer.question, answer.citations[0].title if answer.citations else "")


_OPENING: Final = re.compile(
    r"^\s*(?:(?:那么?|还有|另外|此外|以及|并且|而|请问)[，,、\s]*)+"
    r"|^\s*(?:(?:and|so|then|also|what about|how about)\b[,\s]*)+",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"(?:的)?(?:呢|怎么样|如何)?[？?。.！!\s]*$")
_POINTS_BACK: Final = re.compile(
    r"它们?|这些|那些|[这那][个种项类]|上述|前述|其中|该[项类]?"
    r"|\b(?:it|its|they|them|their|this|these|that|those)\b",
    re.IGNORECASE,
)
_THIS_DOCUMENT: Final = re.compile(
    r"(?:[这那][个份项部]?|该|此)(?:办法|细则|措施|文件|规定|方案|通知|条例|意见)"
    r"|\b(?:this|that|the same) (?:document|rule|plan|notice)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"(?:19|20)\d{2}年?度?|前年|去年|上年度?|今年|本年度?|明年|\b(?:last|this|next) year\b", re.IGNORECASE
)
_RELATIVE_YEARS: Final = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "last": -1, "this": 0, "next": 1}

# What is asked of a subject, and no subject itself.
_ASPECT: Final = re.compile(
    "审批|审核|办理|办结|受理|时限|期限|时间|时候|日期|有效期|截止|到期|申[请报领]|报名|条件|要求|资格|材料|手续|流程|程序|步骤|方式"
    "|渠道|网址|地址|地点|金额|数额|额度|比例|标准|上限|下限|封顶|最[高低多少]|多少|资金|经费|补[助贴]?|奖[励补]?|资助|支持|扶持|优惠"
    "|政策|措施|规定|依据|部门|谁|负责|牵头|主管|联系[人方]?|电话|热线|对象|范围|拨付|发放|兑现|领取|续期|重复|叠加|进展|情况|效力"
    "|废止|失效|生效|施行"
    r"|\b(?:how (?:much|many|long)|wh(?:o|at|en|ere|ich)|deadlines?|dates?|time|limits?|periods?|validity|valid"
    r"|conditions?|requirements?|eligib\w*|materials?|documents?|process|procedures?|steps?|amounts?|caps?|ceilings?"
    r"|rates?|ratios?|fund(?:s|ing)?|subsid\w+|rewards?|grants?|support\w*|incentives?|polic(?:y|ies)|measures?"
    r"|rules?|departments?|bureaus?|offices?|responsible|in charge|contacts?|phone|hotline|numbers?|apply|appli\w+"
    r"|approv\w*|pay\w*|receive\w*|get|expire\w*|repeal\w*|in force|effect)\b"
)
# Who asks; that alone is no subject either: 企业要符合什么条件.
_ACTOR: Final = re.compile(r"企业|公司|单位|机构|项目|个人|\b(?:compan(?:y|ies)|firms?|enterprises?)\b")
_QUESTION_WORD: Final = re.compile(
    r"什么|哪|谁|几|多[少久长大]|怎|如何|吗|是否|能不能|可不可以|\b(?:how|who|when|what|which|where|is|are|does|do|can|will)\b"
)
_PREPOSITIONS: Final = re.compile(
    r"^(?:关于|对于?|in|for|of|with|on|about|to)\b\s*|\s+(?:for|of|with|on|about|to)$", re.IGNORECASE
)
_CLAUSE_END: Final = re.compile(r"[，,。；;？?！!]")


def standalone(question: str, previous: Turn | None, as_of: date, vocabulary: Vocabulary) -> str:
    """The question with what it leaves to be understood; unchanged where it has a subject of its own.

    :param as_of: what 去年 is counted from.
    """
    if previous is None or not question.strip():
        return question
    if previous.title and (found := _THIS_DOCUMENT.search(question)):
        title = previous.title if previous.title.startswith("《") else f"《{previous.title}》"
        return question[: found.start()] + title + question[found.end() :]
    rest = _ENDING.sub("", _OPENING.sub("", question))
    is_elliptic = rest != _ENDING.sub("", question) or question.rstrip("？?。.！! ").endswith("呢")
    points_back = _POINTS_BACK.search(rest) is not None
    rest = " ".join(_POINTS_BACK.sub(" ", rest).split())
    years = _YEAR.findall(rest)
    subjects = _subjects(_YEAR.sub(" ", rest), vocabulary)
    asks = _ASPECT.search(fold(rest)) is not None or _QUESTION_WORD.search(fold(rest)) is not None
    if subjects and (asks or not is_elliptic) and not points_back:
        return question
    if not subjects and not asks and years:
        return _in_year(previous.question, _absolute(years[-1], as_of))
    rest = _PREPOSITIONS.sub("", rest)
    if subjects and not asks:
        return _about(previous.question, rest, subjects, vocabulary)
    if not rest:
        return previous.question
    carried = _phrase(previous.question, vocabulary)
    if not carried or not (asks or points_back):
        return question
    return (
        f"{rest}, {carried}?" if language_of(question) is Language.ENGLISH else f"{carried}{rest.removeprefix('的')}？"
    )


def _subjects(text: str, vocabulary: Vocabulary) -> list[str]:
    """The things that a question is about; empty where it only names an aspect or an actor, or what is done."""
    return [term.text for term in _terms(text, vocabulary) if term.weight >= 1 and not _ACTOR.fullmatch(term.text)]


def _phrase(question: str, vocabulary: Vocabulary) -> str:
    """What a question is about, in one phrase."""
    blank = "" if language_of(question) is Language.CHINESE else " "
    return blank.join(term.text for term in _terms(question, vocabulary))


def _terms(text: str, vocabulary: Vocabulary) -> list[Term]:
    """The words of a question but for years and what is asked."""
    terms = read_question(text, vocabulary).terms
    return [term for term in terms if _ASPECT.sub("", fold(term.text)).strip() and not _YEAR.fullmatch(term.text)]


def _about(question: str, subject: str, named: list[str], vocabulary: Vocabulary) -> str:
    """The same question about another subject; a place takes the place of a place."""
    folded = fold(question)
    replaced = [term.text for term in _terms(question, vocabulary)]
    if all(name in vocabulary.places for name in named):
        replaced = [word for word in replaced if word in vocabulary.places]
    starts = [folded.find(fold(word)) for word in replaced]
    clause = _CLAUSE_END.search(folded)
    within = [
        (at, word)
        for at, word in zip(starts, replaced, strict=True)
        if 0 <= at < (clause.start() if clause else len(folded))
    ]
    if not within:
        return f"{subject}{question}" if language_of(question) is Language.CHINESE else f"{subject}: {question}"
    first, (last, word) = min(within)[0], max(within)
    written = question if len(question) == len(folded) else folded
    return written[:first] + subject + written[last + len(word) :]


def _in_year(question: str, year: int) -> str:
    """The same question about another year."""
    written = f"{year}年" if language_of(question) is Language.CHINESE else f"{year}"
    if _YEAR.search(question):
        return _YEAR.sub(written, question, count=1)
    return (
        f"{written}{question}"
        if language_of(question) is Language.CHINESE
        else f"{question.rstrip('? ')} in {written}?"
    )


def _absolute(year: str, as_of: date) -> int:
    if digits := re.match(r"\d{4}", year):
        return int(digits[0])
    return as_of.year + next(shift for name, shift in _RELATIVE_YEARS.items() if year.lower().startswith(name))
