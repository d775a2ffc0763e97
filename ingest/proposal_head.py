"""What a proposal says of itself: its body, number, 案由, who signed it, and whom it wishes to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from unicodedata import normalize

from ingest import letter
from ingest.anatomy import Anatomy, Found, group
from ingest.document import BlockKind, Span
from ingest.numerals import BLANK

_B: Final = BLANK
_HEAD: Final = 1500
_DIGITS: Final = r"(?P<number>[A-Za-zＡ-Ｚａ-ｚ]?\d{1,12}(?:-\d{1,8})?)"
# 编号：2025-116 on a line of its own, after the session or beside another label.
_LABELLED_NUMBER: Final = re.compile(
    rf"(?:^|[ \u3000\t（(，,；;]|[届次].{{0,12}}(?=提案|建议|议案)){_B}"
    rf"(?:(?:委员|代表|集体)?(?:提案|建议|议案)?{_B}编{_B}号"
    rf"|(?:委员|代表)?(?:提案|建议|议案){_B}(?:序号|号)|案{_B}号){_B}[：:]?{_B}(?:第{_B})?"
    rf"{_DIGITS}{_B}号?{_B}(?=$|[ \u3000\t）)，,；;。]|[\u4e00-\u9fff]{{2,6}}[：:])",
    re.MULTILINE,
)
# 第145088号 likewise, or in brackets: 议案（转为建议办理，第2026007号）.
_BARE_NUMBER: Final = re.compile(
    rf"(?:^|届.{{1,16}}次(?:会议)?.{{0,8}}?|[ \u3000]|[（(][^（）()\n]{{1,16}}[，,；;]){_B}[（(]?第{_B}{_DIGITS}{_B}号",
    re.MULTILINE,
)
_CAUSE: Final = re.compile(rf"^{_B}【?案{_B}由{_B}(?:[：:\t]|】[：:]?){_B}(?P<cause>[^\n]{{2,120}})", re.MULTILINE)
#: What hands a proposal over, in front of its text: 现提交关于…的提案，请予立案。
HANDS_OVER: Final = re.compile(
    rf"^{_B}(?:[^。\n]{{0,16}}[，,])?(?:现|兹|谨|特)[^。\n]{{0,12}}?(?:提交|呈上|呈报|报送|递交|提出|将|送上)"
    r"[^。\n]*?(?P<title>关于[^。；\n]{2,80}?的(?:提案|建议|议案))[^。\n]*"
    r"请[^。\n]{0,8}(?:立案|审查|审议|收转|转办|交办|审阅|查收)[^。\n]*[。！]?$",
    re.MULTILINE,
)
_RANK: Final = r"(?:第[一二三四五六七八九十]|领衔|主要?|首席|联名|联合|附议|共同|其他|其余|集体)?"
_MEMBER: Final = r"(?:(?:(?:全国|[省市区县])?(?:政协|人大))?(?:委员|代表))"
_WHO: Final = "|".join(
    _B.join(part)
    for part in (
        *("提案人", "提案者", "提案单位", "提案委员", "提案组织", "提案团体", "提案集体", "集体提案", "主提人"),
        *("建议人", "建议者", "建议代表", "议案人", "提出人", "提出者", "提交人", "提出单位", "提交单位"),
        *("提议人", "提议代表", "提议委员", "领衔人", "联名人", "附议人", "领衔", "附议", "联名"),
    )
)
_FOLLOWING_LABEL: Final = (
    rf"[ \u3000\t，,；;]+{_RANK}"
    rf"(?:[\u4e00-\u9fff]{{2,8}}|[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){{1,4}})[ \u3000]*[：:]"
)
_MEMBERS: Final = re.compile(
    rf"(?:^|[ \u3000\t；;，,]){_B}[（(【]?(?P<label>{_RANK}{_B}"
    rf"(?:(?:{_WHO}|{_MEMBER}|代{_B}表|委{_B}员)(?:姓名|名单|签名|名称)?)){_B}(?:[：:\t]|】[：:]?){_B}"
    rf"(?P<names>[^\n]{{2,200}}?)(?=$|\n|{_FOLLOWING_LABEL}|[\t][^\t\n]{{2,8}}\t)",
    re.MULTILINE,
)
# Without a colon or a label: 提案人　温如岚; 市政协委员　高山青　乐至; 温如岚（市政协委员）; 民建海州市委员会.
_OF_THEIR_BODY: Final = r"(?:政协委员|人大代表)"
_NAMES_ALONE: Final = r"[\u4e00-\u9fff·]{1,6}(?:[ \u3000、]+[\u4e00-\u9fff·]{1,6}){0,9}"
_PARTY: Final = (
    r"(?:民革|民盟|民建|民进|农工(?:民主)?党|致公党|九三学社|台盟|[省市区县](?:工商联|总工会|妇联|侨联|科协|文联|政协))"
)
_BYLINES: Final = tuple(
    re.compile(rf"^{_B}{form}{_B}$", re.MULTILINE)
    for form in (
        rf"(?P<label>{_RANK}{_B}(?:{_WHO}|委员|代表))[ \u3000]+(?P<names>{_NAMES_ALONE})",
        rf"(?P<label>(?:[\u4e00-\u9fff]{{0,4}}[省市区县])?{_OF_THEIR_BODY})[ \u3000\t]+"
        rf"(?P<names>{_NAMES_ALONE}){_B}(?:[（(][^\n]*)?",
        rf"(?P<names>{_NAMES_ALONE}){_B}[（(](?=[^\n（()）]*(?P<label>{_OF_THEIR_BODY}))[^\n]*",
        rf"(?P<names>(?P<label>{_PARTY})(?:[\u4e00-\u9fff]{{0,14}}(?:委员会|委|支部|联合会|界别|小组))?)",
    )
)
_JOINED: Final = re.compile("联名|附议|共同|其他|其余|联合")
_ASIDE: Final = re.compile(r"[（(][^（()）]*(?:[）)]|$)")
# 王　芳: a name of two characters, spaced to the width of three.
_SPACED_NAME: Final = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_AND_OTHERS: Final = re.compile(
    r"等(?:\s*(?:\d+|[一二三四五六七八九十]+)\s*(?:名|位|人)?(?:委员|代表|人)?|委员|代表|人)?$"
)
_OFFICE: Final = re.compile(r"^[\u4e00-\u9fff]{0,8}(?:政协委员|人大代表)|(?:委员|代表|同志|先生|女士)$")
# A day or a telephone number, without a blank behind a name.
_FIGURES: Final = re.compile(r"\d.*")
# What office leaves: 老代表, 本届委员; and what is no name.
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,40}(?:·[\u4e00-\u9fff]{1,20})*")
_NO_NAME: Final = re.compile(r"(?:[省市区县]|全国|本届|连任|新任|历任|资深)?(?:政协|人大)?|.*界(?:别|组)?|.*代表团")
_DEPARTMENTS: Final = re.compile(
    rf"^{_B}(?:建议)?(?:承办|办理|主办|会办|协办)(?:单位|部门)(?:建议)?{_B}[：:\t]{_B}(?P<names>[^\n]{{2,200}})",
    re.MULTILINE,
)
COUNCIL: Final = "政协"
CONGRESS: Final = "人大"
_COUNCIL: Final = re.compile("政协|政治协商会议|提案")
_CONGRESS: Final = re.compile(
    rf"人大|人民代表大会|代表建议|议案|代表团|(?:^|[ \u3000（(])建议{_B}(?:编{_B}号|号|第{_B}\d)|建议人", re.MULTILINE
)
_BETWEEN: Final = re.compile(r"[、，,；;]|\s{2,}|[\u3000\t]")
_NAMES_BETWEEN: Final = re.compile(r"[、，,；;\s]+")


def number(anatomy: Anatomy) -> Found[str] | None:
    """提案编号, from the head: as a label or a line of its own gives it, else as a sentence does."""
    heading = next(anatomy.of_kind(BlockKind.HEADING), None)
    # A form's number stands in a row of its table.
    form_end = min(heading.start if heading else len(anatomy.text), _HEAD)
    labelled = anatomy.search(_LABELLED_NUMBER, 0, form_end) or anatomy.search(
        _BARE_NUMBER, 0, min(anatomy.head_end, _HEAD)
    )
    found = group(labelled, "number") if labelled else letter.proposal_number(anatomy)
    # Full-width digits are written as others are, so that a number is found however it was typed.
    return replace(found, value=normalize("NFKC", found.value)) if found else None


def title(anatomy: Anatomy) -> Found[str] | None:
    """What a covering letter calls the proposal that it hands over."""
    match = anatomy.search(HANDS_OVER, 0, min(anatomy.head_end, _HEAD))
    return group(match, "title") if match else None


def cause(anatomy: Anatomy) -> str | None:
    """案由."""
    match = anatomy.search(_CAUSE)
    return match["cause"].strip() if match else None


def proposers(anatomy: Anatomy) -> Found[tuple[str, ...]] | None:
    """提案人: who made the proposal, as lines of it name them; those who joined are not among them."""
    for match in _signed(anatomy):
        names = tuple(_members(match["names"]))
        if names and not _JOINED.search(match["label"]):
            start, end = zip(match.span("label"), match.span("names"), strict=True)
            return Found(names, Span(min(start), max(end)))  # 温如岚（市政协委员）: the label may stand behind
    return None


def members(anatomy: Anatomy) -> tuple[str, ...]:
    """Everybody who signed, each once, those who joined after those who made it."""
    signed = sorted(_signed(anatomy), key=lambda match: _JOINED.search(match["label"]) is not None)
    return tuple(dict.fromkeys(name for match in signed for name in _members(match["names"])))


def body(anatomy: Anatomy) -> str | None:
    """政协 or 人大: by the words of the head, whichever come first, else by who signs."""
    named = body_named(anatomy.text[:_HEAD])
    if named:
        return named
    labels = "".join(match["label"] for match in _signed(anatomy))
    if "代表" in labels:
        return CONGRESS
    return COUNCIL if "委员" in labels else None


def body_named(text: str) -> str | None:
    """政协 or 人大, whichever some words name first."""
    council, congress = _COUNCIL.search(text), _CONGRESS.search(text)
    if council and (not congress or council.start() < congress.start()):
        return COUNCIL
    return CONGRESS if congress else None


def departments(anatomy: Anatomy) -> tuple[str, ...]:
    """建议承办单位: whom the proposal wishes to answer it."""
    return tuple(_names(_DEPARTMENTS.finditer(anatomy.text), _BETWEEN))


def _signed(anatomy: Anatomy) -> list[re.Match[str]]:
    """Where names stand: labelled, with or without a colon, else on a line of their own."""
    spaced, *bylines = _BYLINES
    labelled = [match for form in (_MEMBERS, spaced) for match in form.finditer(anatomy.text)]
    if labelled:
        return sorted(labelled, key=lambda match: match.start())
    return next((matches for form in bylines if (matches := list(form.finditer(anatomy.text)))), [])


def _members(text: str) -> Iterator[str]:
    """Names alone: no office, group, day or number beside them."""
    text = _SPACED_NAME.sub(r"\1\2", _ASIDE.sub(" ", text))
    for part in _NAMES_BETWEEN.split(text):
        name = _OFFICE.sub("", _FIGURES.sub("", _AND_OTHERS.sub("", part.strip("）) 。：:"))))
        if _NAME.fullmatch(name) and not _NO_NAME.fullmatch(name):
            yield name


def _names(matches: Iterator[re.Match[str]], between: re.Pattern[str]) -> Iterator[str]:
    names = (name.strip(" 。：:") for match in matches for name in between.split(match["names"]))
    yield from dict.fromkeys(name for name in names if name)
