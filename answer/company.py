"""Whether a company meets the conditions of a measure, as far as its profile can tell."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from index.types import DocumentCard
from ingest.errors import PolicyKBError
from ingest.figures import Figure, find_figures
from ingest.numerals import number


class ProfileError(PolicyKBError):
    """A company's profile cannot be read; the message names the file, the field and the fix."""


class WrongField(ProfileError):
    """A field of a profile has a value of the wrong kind.

    :ivar field: its name.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}. docs/measures.md shows which kind of value each field takes.")
        self.field = field


class Verdict(StrEnum):
    """What can be told of a condition."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Company:
    """A company's profile; what is left out makes conditions about it unknown.

    :ivar industry: what it does, in the words that documents use: 集成电路设计.
    :ivar revenue: of the last year, in 元.
    :ivar r_and_d_share: research costs over revenue, a fraction.
    :ivar certificates: labels that it holds: 高新技术企业, 专精特新中小企业.
    :ivar figures: further sums in 元 by the name that documents give them: 固定资产投资.
    """

    name: str = ""
    industry: tuple[str, ...] = ()
    revenue: Decimal | None = None
    employees: int | None = None
    founded: date | None = None
    registered_in: str | None = None
    legal_person: bool | None = None
    r_and_d_share: Decimal | None = None
    certificates: tuple[str, ...] = ()
    figures: dict[str, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Company:
        """A profile from values as TOML, or a form, gives them.

        :raises WrongField: a value of the wrong kind.
        :raises ProfileError: a field that is not known.
        """
        unknown = sorted(values.keys() - _FIELDS)
        if unknown:
            raise ProfileError(f"{unknown[0]!r} is no field of a profile; known are {', '.join(sorted(_FIELDS))}.")
        read: dict[str, Any] = {}
        for name, value in values.items():
            try:
                read[name] = _VALUES[name](value)
            except (TypeError, ValueError, InvalidOperation, AttributeError) as error:
                raise WrongField(name, str(error)) from error
        return cls(**read)


@dataclass(frozen=True, slots=True)
class Ground:
    """What one part of a condition came to.

    :ivar part: its words.
    :ivar field: the field of the profile that it was held against, ``figures.`` before a further sum's name; ``None``
        where no field tells of it.
    """

    part: str
    verdict: Verdict
    field: str | None = None


_FIELDS: Final = frozenset(Company.__dataclass_fields__)
_PARTS: Final = re.compile("[，；;。]|、(?=具有|依法|未|无|在|并|且)|(?<!并)并且|且(?=[^有])")
_OF_WHICH: Final = re.compile("^其中(?P<who>.{2,12}?)(?:企业|单位)(?P<rest>.*)$")
_AT_LEAST: Final = "以上|不低于|不少于|不得低于|不得少于|达到|超过|突破|高于|大于|满|至少"
_AT_MOST: Final = "以下|不超过|不高于|不得超过|不得高于|低于|少于|小于|不足|以内"
_REVENUE: Final = re.compile("营业(?:总)?收入|主营业务收入|营收|销售收入|年收入|产值")
_RESEARCH: Final = re.compile("研发(?:费用|投入|经费|支出).{0,12}?(?:占|比例|比重)")
_EMPLOYEES: Final = re.compile(r"(?:职工|员工|从业人员|人员)[^，。；]{0,10}?(?P<count>\d+)\s*人")
_AGE: Final = re.compile(
    r"(?:登记|注册|成立|设立|经营|运营)[^，。；]{0,8}?(?P<sign>满|不少于|超过|不超过|未满)\s*(?P<count>[\d一二两三四五六七八九十]+)\s*(?:周年|年)"
)
_REGISTERED: Final = re.compile(
    r"在(?P<place>本市|我市|本区|我区|本省|我省|[\u4e00-\u9fff]{2,10}?(?:市|区|县|省))(?:行政区域)?(?:范围)?内?(?:内)?[^，。；]{0,8}?(?:登记|注册)"
)
_OWN_PLACE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?省)?(?P<city>[\u4e00-\u9fff]{2,6}?市)?(?P<district>[\u4e00-\u9fff]{1,6}?[区县])?"
)
_LEGAL_PERSON: Final = re.compile("(?:独立)?法人资格")
_FIRST: Final = re.compile("首次|新(?:增|设立|引进|认定|获)")
_NEGATED: Final = re.compile("未|没有|不得|不属于|除外|无(?!人|线|偿)")
_HOLDS: Final = re.compile("获评|获得|取得|认定|评定|入选|列入|通过|属于|被评为|具有|为")
_DOES: Final = re.compile("从事|属于|主营|行业|业务|领域|企业")


def read_company(path: Path) -> Company:
    """Read a profile.

    :raises ProfileError: not TOML, a field that is not known, or a value of the wrong kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read as TOML ({error}). docs/measures.md shows an example.") from error
    try:
        return Company.of(table)
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}") from error


def verdict_of(grounds: Sequence[Ground]) -> Verdict:
    """One part that is not met decides against all; met are only those of which every part is."""
    verdicts = {ground.verdict for ground in grounds}
    if Verdict.UNMET in verdicts:
        return Verdict.UNMET
    return Verdict.MET if verdicts == {Verdict.MET} else Verdict.UNKNOWN


def grounds_of(condition: str, company: Company, card: DocumentCard, as_of: date) -> tuple[Ground, ...]:
    """What each part of a condition came to, in order."""
    parts = [part for piece in _PARTS.split(condition) if len(part := piece.strip()) > 1]
    return tuple(_ground(part, company, card, as_of) for part in parts)


def _ground(part: str, company: Company, card: DocumentCard, as_of: date) -> Ground:
    of_which = _OF_WHICH.match(part)
    if of_which:
        # 其中设计企业不低于10%: stricter for some; whether the company is one of them is told by its industry.
        if not any(of_which["who"] in industry for industry in company.industry):
            return Ground(part, Verdict.MET if company.industry else Verdict.UNKNOWN, "industry")
        if "%" not in part:
            return Ground(part, Verdict.UNKNOWN)
        return Ground(part, _bounded(of_which["rest"], company.r_and_d_share, share=True), "r_and_d_share")
    if _RESEARCH.search(part):
        return Ground(part, _bounded(part, company.r_and_d_share, share=True), "r_and_d_share")
    if _REVENUE.search(part):
        verdict = _bounded(part, company.revenue, share=False)
        # That it is the first time cannot be seen from one year's figure.
        first = verdict is Verdict.MET and _FIRST.search(part)
        return Ground(part, Verdict.UNKNOWN if first else verdict, "revenue")
    for name, value in company.figures.items():
        if name in part:
            return Ground(part, _bounded(part, value, share=False), f"figures.{name}")
    return _ground_in_register(part, company, card, as_of)


def _ground_in_register(part: str, company: Company, card: DocumentCard, as_of: date) -> Ground:
    """What a company is, rather than what it earns: its size, age, place, form, labels and line of business."""
    count = _EMPLOYEES.search(part)
    if count:
        verdict = _compared(part[count.start() :], Decimal(count["count"]), _decimal_of(company.employees))
        return Ground(part, verdict, "employees")
    age = _AGE.search(part)
    if age:
        return Ground(part, _of_age(age, company.founded, as_of), "founded")
    place = _REGISTERED.search(part)
    if place:
        return Ground(part, _is_there(place["place"], company.registered_in, card), "registered_in")
    if _LEGAL_PERSON.search(part):
        if company.legal_person is not None:
            return Ground(part, Verdict.MET if company.legal_person else Verdict.UNMET, "legal_person")
        return Ground(part, Verdict.UNKNOWN, "legal_person")
    named = None if _NEGATED.search(part) else _named_by(part, company)
    return Ground(part, Verdict.MET if named else Verdict.UNKNOWN, named)


def _named_by(part: str, company: Company) -> str | None:
    """The field that answers a part which asks for nothing but a label that the company holds, or its line of business.

    A label of some level (省级…) is another one than the same without it.
    """
    if find_figures(part) or _FIRST.search(part):
        return None
    named = any(
        label in part and not re.search(f"[家省市区]级{re.escape(label)}", part) for label in company.certificates
    )
    if named and _HOLDS.search(part):
        return "certificates"
    does = any(industry in part for industry in company.industry) and _DOES.search(part)
    return "industry" if does else None


def _bounded(part: str, value: Decimal | None, *, share: bool) -> Verdict:
    """A figure of the company against the lowest of those that a part names."""
    figures = [figure for figure in find_figures(part) if (figure.currency is None) is share]
    if not figures or value is None:
        return Verdict.UNKNOWN
    return _compared(part, _lowest(figures), value)


def _lowest(figures: list[Figure]) -> Decimal:
    return min(figure.low for figure in figures)


def _compared(part: str, bound: Decimal, value: Decimal | None) -> Verdict:
    if value is None:
        return Verdict.UNKNOWN
    if re.search(_AT_MOST, re.sub("不低于|不少于|不得低于|不得少于", "", part)):
        fits = value <= bound
    elif re.search(_AT_LEAST, part):
        fits = value > bound if re.search("(?<!不)超过|突破|高于|大于", part) else value >= bound
    else:
        return Verdict.UNKNOWN
    return Verdict.MET if fits else Verdict.UNMET


def _of_age(match: re.Match[str], founded: date | None, as_of: date) -> Verdict:
    years = number(match["count"])
    if founded is None or years is None:
        return Verdict.UNKNOWN
    age = as_of.year - founded.year - ((as_of.month, as_of.day) < (founded.month, founded.day))
    fits = age < years if match["sign"] in ("不超过", "未满") else age >= years
    return Verdict.MET if fits else Verdict.UNMET


def _is_there(place: str, registered_in: str | None, card: DocumentCard) -> Verdict:
    """Whether the place of registration lies in the one that a document means by 本市."""
    if registered_in is None:
        return Verdict.UNKNOWN
    if place[0] in "本我":
        own = next(
            (match for name in (*card.issuer, card.title) if (match := _OWN_PLACE.match(name)) and match.group()), None
        )
        wanted = (own["city"] if place[1] == "市" else own["district"]) if own and place[1] in "市区" else None
    else:
        wanted = place
    if wanted is None or re.match("外|其他|异地", wanted):
        return Verdict.UNKNOWN
    return Verdict.MET if wanted in registered_in else Verdict.UNMET


def _decimal_of(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{value!r} is no list of texts")
    return tuple(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, float) and value.is_integer():  # 85.0, which JSON does not tell from 85
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _sum(value: Any) -> Decimal:
    """In 元: 120000000, or as documents write it, 1.2亿元."""
    if isinstance(value, str):
        figures = [figure for figure in find_figures(value) if figure.currency == "元"]
        if len(figures) != 1 or figures[0].is_range:
            raise ValueError(f"{value!r} is no sum like 1.2亿元")
        return figures[0].high
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no sum in 元")
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is no sum in 元")
    return Decimal(str(value))


def _share(value: Any) -> Decimal:
    if isinstance(value, str):
        figures = [figure for figure in find_figures(value) if figure.currency is None]
        if len(figures) != 1:
            raise ValueError(f"{value!r} is no share like 12%")
        return figures[0].high
    share = _sum(value)
    if not 0 <= share <= 1:
        raise ValueError(f"{value!r} is no share; write 12% as 0.12 or as a text")
    return share


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(_text(value))


def _sums(value: Any) -> dict[str, Decimal]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no table of sums")
    return {name: _sum(one) for name, one in value.items()}


_VALUES: Final[dict[str, Callable[[Any], Any]]] = {
    "name": _text,
    "industry": _texts,
    "revenue": _sum,
    "employees": _whole,
    "founded": _day,
    "registered_in": _text,
    "legal_person": _truth,
    "r_and_d_share": _share,
    "certificates": _texts,
    "figures": _sums,
}
