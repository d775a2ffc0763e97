"""What a proposal says of itself: its number, 案由, who signed it, and whom it wishes to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest import letter
from ingest.anatomy import Anatomy, Found, group
from ingest.document import Span
from ingest.numerals import BLANK

_B: Final = BLANK
_HEAD: Final = 1500
_DIGITS: Final = r"(?P<number>[A-Za-z]?\d{1,12}(?:-\d{1,8})?)"
# 编号：2025-116, 第145088号 on a line of its own or after the session; another label may follow on the line.
_NUMBERS: Final = tuple(
    re.compile(form, re.MULTILINE)
    for form in (
        rf"^{_B}(?:(?:提案|建议|议案)?{_B}编{_B}号|(?:提案|建议|议案){_B}号|案{_B}号){_B}[：:]?{_B}(?:第{_B})?"
        rf"{_DIGITS}{_B}号?{_B}(?=$|[\u4e00-\u9fff]{{2,6}}[：:])",
        rf"(?:^|届.{{1,16}}次(?:会议)?.{{0,8}}?|[ \u3000]){_B}[（(]?第{_B}{_DIGITS}{_B}号",
    )
)
_CAUSE: Final = re.compile(rf"^{_B}案{_B}由{_B}[：:\t]{_B}(?P<cause>[^\n]{{2,120}})", re.MULTILINE)
_MEMBERS: Final = re.compile(
    rf"(?:^|[ \u3000]{{2,}}){_B}[（(]?(?P<label>(?:第一|领衔|主|联名|附议|共同|其他|集体)?{_B}"
    rf"(?:提{_B}案{_B}(?:人|者|单位|委员)|建{_B}议{_B}人|提{_B}出{_B}人|(?:领衔|联名|附议|提议)(?:委员|代表|人)|领衔|附议|联名"
    rf"|委员姓名|代表姓名|代{_B}表|委{_B}员)){_B}[：:\t]{_B}"
    rf"(?P<names>[^\n（(]{{2,200}}?)(?=$|[\n（(]|[ \u3000]{{2,}}[^\n：:]{{2,6}}[：:])",
    re.MULTILINE,
)
_JOINED: Final = re.compile("联名|附议|共同|其他")
_DEPARTMENTS: Final = re.compile(
    rf"^{_B}(?:建议)?(?:承办|办理|主办|会办|协办)(?:单位|部门)(?:建议)?{_B}[：:\t]{_B}(?P<names>[^\n]{{2,200}})",
    re.MULTILINE,
)
_BETWEEN: Final = re.compile(r"[、，,；;]|\s{2,}|[\u3000\t]")
_NAMES_BETWEEN: Final = re.compile(r"[、，,；;\s]+")


def number(anatomy: Anatomy) -> Found[str] | None:
    """提案编号, from the head: as a label or a line of its own gives it, else as a sentence does."""
    matches = (anatomy.search(form, 0, min(anatomy.head_end, _HEAD)) for form in _NUMBERS)
    labelled = next((match for match in matches if match), None)
    return group(labelled, "number") if labelled else letter.proposal_number(anatomy)


def cause(anatomy: Anatomy) -> str | None:
    """案由."""
    match = anatomy.search(_CAUSE)
    return match["cause"].strip() if match else None


def proposers(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """提案人: who made the proposal, as lines of it name them; those who joined are not among them."""
    matches = [match for match in _MEMBERS.finditer(anatomy.text) if not _JOINED.search(match["label"])]
    if not matches:
        return None
    first = matches[0]
    return Found(tuple(_names([first], _NAMES_BETWEEN)), Span(first.start("label"), first.end("names")))


def members(anatomy: Anatomy) -> tuple[str, ...]:
    """Everybody who signed, each once, those who joined after those who made it."""
    return tuple(_names(_MEMBERS.finditer(anatomy.text), _NAMES_BETWEEN))


def departments(anatomy: Anatomy) -> tuple[str, ...]:
    """建议承办单位: whom the proposal wishes to answer it."""
    return tuple(_names(_DEPARTMENTS.finditer(anatomy.text), _BETWEEN))


def _names(matches: Iterator[re.Match[str]] | list[re.Match[str]], between: re.Pattern[str]) -> Iterator[str]:
    names = (name.strip(" 。：:") for match in matches for name in between.split(match["names"]))
    yield from dict.fromkeys(name for name in names if name)
