"""The words of what a question or a search is narrowed by."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FilterStrings:
    """The filters' words in one language."""

    title: str
    kind: str
    issuer: str
    year: str
    year_option: str
    in_force: str
    as_of: str
    as_of_hint: str
    as_of_wrong: str
    any: str


CHINESE: Final = FilterStrings(
    title="筛选",
    kind="文件类型",
    issuer="发文机关",
    year="成文年份",
    year_option="{year} 年",
    in_force="只看现行有效",
    as_of="效力判断日期",
    as_of_hint="今天，或 2025-10-01",
    as_of_wrong="“{value}”不是日期，应写成 2025-10-01 这样。本次按今天判断。",
    any="不限",
)

ENGLISH: Final = FilterStrings(
    title="Filters",
    kind="Kind",
    issuer="Issued by",
    year="Year of issue",
    year_option="{year}",
    in_force="Only in force",
    as_of="Validity as of",
    as_of_hint="today, or 2025-10-01",
    as_of_wrong="“{value}” is no date; expected one like 2025-10-01. Validity was judged as of today.",
    any="Any",
)
