"""What programs may ask, over HTTP and MCP alike: fields, their limits, and what is said of them.

Some are there twice: as they stand in an address, where everything is text, and, ``…Body``, as JSON, where a number
must be one. A field that is not known is refused, as a setting is: a misspelt filter must not pass for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from answer.company import Company, ProfileError
from answer.conversation import Turn
from index.types import Filters, Mode, Status
from ingest.document import DocumentKind

LONGEST_QUESTION: Final = 500
LONGEST_NAME: Final = 200
MOST_RESULTS: Final = 100
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """A date only as ISO writes it: pydantic would take seconds since 1970, too."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("expected a date like 2025-10-01")


def _whole(value: object) -> object:
    """3.0 is a whole number in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _company(value: object) -> Company:
    if not isinstance(value, Mapping):
        raise ValueError("expected the fields of a company's profile")  # noqa: TRY004 - pydantic takes only this one
    try:
        return Company.of(value)
    except ProfileError as error:
        raise ValueError(str(error)) from error


_SUM: Final = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[1-9][0-9]{0,8}(\.[0-9]{1,4})?[万亿]?元$"}]
}
_TEXTS: Final = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_PROFILE: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Company",
    "description": "A company's profile, with the fields of the file that `policykb measures --company` reads. "
    "What is left out makes conditions about it unknown.",
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "industry": {**_TEXTS, "description": "What it does, in the words that documents use: 集成电路设计."},
        "revenue": {**_SUM, "description": "Of the last year, in 元: 120000000, or 1.2亿元."},
        "employees": {"type": "integer"},
        "founded": {"type": "string", "format": "date"},
        "registered_in": {"type": "string", "description": "广东省海州市澜东区"},
        "legal_person": {"type": "boolean"},
        "r_and_d_share": {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": r"^[1-9]?[0-9](\.[0-9]{1,2})?%$"},
            ],
            "description": "Research costs over revenue: 0.08, or 8%.",
        },
        "certificates": {**_TEXTS, "description": "Labels that it holds: 高新技术企业, 专精特新中小企业."},
        "figures": {
            "type": "object",
            "additionalProperties": _SUM,
            "description": "Further sums in 元 by the name that documents give them: 固定资产投资.",
        },
    },
}

# Each holds at least one character that is not blank.
_Text = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION, pattern=r"\S")]
_Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"\S")]
_Day = Annotated[date, BeforeValidator(_day)]
# After the bounds: before them, they would not be told.
INTEGRAL: Final = BeforeValidator(_whole)
_Count = Annotated[int, Field(ge=1, le=MOST_RESULTS), INTEGRAL]
_Year = Annotated[int, Field(ge=1900, le=2999), INTEGRAL]
# In JSON, too, a value of an enumeration is its text.
_Kind = Annotated[DocumentKind, Field(strict=False)]
_Mode = Annotated[Mode, Field(strict=False)]
_Statuses = Annotated[list[Annotated[Status, Field(strict=False)]], Field(max_length=len(Status))]
_Profile = Annotated[Company, PlainValidator(_company), WithJsonSchema(_PROFILE)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Narrowed(_Request):
    """A request that says which documents count, and at which date."""

    as_of: _Day | None = Field(
        default=None, description="Judge validity at this date. Default: today.", examples=["2025-10-01"]
    )
    kind: _Kind | None = Field(default=None, description="Only documents of this kind.")
    issuer: _Name | None = Field(default=None, description="Only documents whose issuer's name contains this.")
    year: _Year | None = Field(default=None, description="Only documents issued in this year.")
    in_force: bool = Field(default=False, description="Leave out what is not yet, or no longer, in force.")

    @property
    def filters(self) -> Filters:
        return Filters(self.kind, self.issuer, self.year, self.in_force)

    @property
    def day(self) -> date:
        """The date asked for, or today: what is in force is asked in local time."""
        return self.as_of or date.today()


class AskRequest(_Narrowed):
    """A question."""

    question: _Text = Field(
        description="In Chinese or English. Chinese finds more: the documents are Chinese.",
        examples=["芯片企业有哪些支持政策？"],
    )
    top: _Count | None = Field(
        default=None,
        description="Most sentences to quote, items of a list not counted. Default: 3 to 20, as the question needs.",
    )

    @property
    def turn(self) -> Turn | None:
        """What a follow-up question may refer to."""
        return None


class PreviousTurn(_Request):
    """What was asked before."""

    model_config = ConfigDict(strict=True)

    question: _Text = Field(description="`question` of the earlier answer.")
    title: Annotated[str, Field(max_length=LONGEST_QUESTION)] = Field(
        default="", description="`title` of its first citation, if it has one."
    )


class AskBody(AskRequest):
    """A question, which may follow up an earlier one."""

    model_config = ConfigDict(strict=True)

    previous: PreviousTurn | None = Field(default=None, description="What 那审批时限呢？ or 该办法 refers to.")

    @property
    def turn(self) -> Turn | None:
        return None if self.previous is None else Turn(self.previous.question, self.previous.title)


class SearchRequest(_Narrowed):
    """A search for passages."""

    query: _Text = Field(description="What the passages should be about.", examples=["流片补助"])
    mode: _Mode = Field(default=Mode.HYBRID, description="Rank by meaning (dense), by words (lexical), or by both.")
    top: _Count = Field(default=10, description="Passages to give.")
    requests: bool = Field(
        default=False, description="Search what members asked for instead, in proposals and replies."
    )


class SearchBody(SearchRequest):
    """A search for passages."""

    model_config = ConfigDict(strict=True)


class MeasuresRequest(_Narrowed):
    """Which support measures to list."""

    topic: _Text | None = Field(
        default=None,
        description="What is supported: a field, a kind of company, an activity. Default: all.",
        examples=["流片"],
    )
    status: _Statuses = Field(
        default=[], description="Only of documents with one of these validities; former versions are then listed, too."
    )

    @property
    def profile(self) -> Company | None:
        """Whom each condition is held against."""
        return None


class MeasuresBody(MeasuresRequest):
    """Which support measures to list, and for whom."""

    model_config = ConfigDict(strict=True)

    company: _Profile | None = Field(
        default=None, description="Mark each condition as met, unmet or unknown for this company."
    )

    @property
    def profile(self) -> Company | None:
        return self.company


class ShowRequest(_Request):
    """Which document to show."""

    document: _Text = Field(description="`id` or `document` of a citation, a hit or a measure.")


class CompareRequest(_Request):
    """Which two versions of a rule to compare."""

    old: _Text = Field(description="The older one's `id` or `document`.")
    new: _Text = Field(description="The newer one's `id` or `document`.")
