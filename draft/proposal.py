"""A document as a proposal: who wants what of whom."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from draft.types import Proposal, Suggestion
from index.settings import Settings
from index.single_file import read_file
from ingest import imprint, letter
from ingest.anatomy import Anatomy
from ingest.document import Document, DocumentKind
from ingest.errors import FileError
from ingest.numerals import BLANK
from ingest.pasted import read_pasted
from ingest.suggestions import find_suggestions

_B: Final = BLANK
_HEAD: Final = 1500
_COUNCIL: Final = re.compile("政协|政治协商会议|提案")
_CONGRESS: Final = re.compile("人大|人民代表大会|代表建议|议案")
# 编号：2025-116, 第145088号 on a line of its own or after the session; another label may follow on the line.
_NUMBERS: Final = tuple(
    re.compile(form, re.MULTILINE)
    for form in (
        rf"^{_B}(?:(?:提案|建议|议案)?{_B}编{_B}号|(?:提案|建议|议案){_B}号|案{_B}号){_B}[：:]?{_B}(?:第{_B})?"
        rf"(?P<number>[A-Za-z]?\d{{1,12}}(?:-\d{{1,8}})?){_B}号?{_B}(?=$|[\u4e00-\u9fff]{{2,6}}[：:])",
        rf"(?:^|届.{{1,16}}次(?:会议)?.{{0,8}}?|[ \u3000]){_B}[（(]?第{_B}"
        rf"(?P<number>[A-Za-z]?\d{{1,12}}(?:-\d{{1,8}})?){_B}号",
    )
)
_CAUSE: Final = re.compile(rf"^{_B}案{_B}由{_B}[：:\t]{_B}(?P<cause>[^\n]{{2,120}})", re.MULTILINE)
_MEMBERS: Final = re.compile(
    rf"(?:^|[ \u3000]{{2,}}){_B}[（(]?(?:第一|领衔|主|联名|附议|共同|其他|集体)?{_B}"
    rf"(?:提{_B}案{_B}(?:人|者|单位|委员)|建{_B}议{_B}人|提{_B}出{_B}人|(?:领衔|联名|附议|提议)(?:委员|代表|人)|领衔|附议|联名"
    rf"|委员姓名|代表姓名|代{_B}表|委{_B}员){_B}[：:\t]{_B}"
    rf"(?P<names>[^\n（(]{{2,200}}?)(?=$|[\n（(]|[ \u3000]{{2,}}[^\n：:]{{2,6}}[：:])",
    re.MULTILINE,
)
_DEPARTMENTS: Final = re.compile(
    rf"^{_B}(?:建议)?(?:承办|办理|主办|会办|协办)(?:单位|部门)(?:建议)?{_B}[：:\t]{_B}(?P<names>[^\n]{{2,200}})",
    re.MULTILINE,
)
_BETWEEN: Final = re.compile(r"[、，,；;]|\s{2,}|[\u3000\t]")
_NAMES_BETWEEN: Final = re.compile(r"[、，,；;\s]+")
_UNSPLIT: Final = "未能识别出具体建议，全文作为一条，请核对。"
_UNTITLED: Final = "未能识别出提案题目，请补充。"
_OTHER_KIND: Final = "这份文件看起来是{kind}，不像提案或建议，请核对。"
_KINDS: Final = {
    DocumentKind.REPLY: "答复函",
    DocumentKind.PLAN: "方案或规划",
    DocumentKind.RULE: "管理办法",
    DocumentKind.NOTICE: "通知",
    DocumentKind.LAW: "法规",
    DocumentKind.EXPLAINER: "政策解读",
}
_PASTED: Final = "粘贴的文本"


def read_proposal(path: Path, settings: Settings) -> Proposal:
    """Read a proposal from a file of any kind, in a process of its own within the settings' limits.

    :raises FileError: the file cannot be read, or holds no text.
    """
    return proposal_of(read_file(path, settings))


def paste_proposal(text: str) -> Proposal:
    """Read a proposal from text that a person pasted.

    :raises FileError: it holds nothing but blanks.
    """
    document = read_pasted(text, _PASTED)
    if not document.text:
        raise FileError(_PASTED, "no_text", "nothing but blanks. Paste the proposal's text.")
    return proposal_of(document)


def proposal_of(document: Document) -> Proposal:
    """What a document says as a proposal."""
    anatomy = Anatomy(document.text, document.blocks)
    text, metadata = document.text, document.metadata
    found = find_suggestions(document)
    session = letter.session(anatomy)
    number = letter.proposal_number(anatomy)
    numbers = (anatomy.search(form, 0, min(anatomy.head_end, _HEAD)) for form in _NUMBERS)
    labelled = next((match for match in numbers if match), None)
    cause = anatomy.search(_CAUSE)
    issued = imprint.issued_on(anatomy.without_annexes)
    warnings = list(document.warnings)
    if metadata.kind in _KINDS:
        warnings.append(_OTHER_KIND.format(kind=_KINDS[metadata.kind]))
    if "title" not in metadata.origins:
        warnings.append(_UNTITLED)
    if not found.is_told:
        warnings.append(_UNSPLIT)
    return Proposal(
        text=text,
        title=metadata.title if "title" in metadata.origins else "",
        body=_body(text, session.value.body if session else ""),
        session=session.value if session else None,
        number=labelled["number"] if labelled else number.value if number else None,
        cause=cause["cause"].strip() if cause else None,
        members=_named(_MEMBERS, text, _NAMES_BETWEEN),
        departments=_named(_DEPARTMENTS, text, _BETWEEN),
        dated=issued.value if issued else None,
        situation=text[found.situation.start : found.situation.end] if found.situation else "",
        suggestions=tuple(
            Suggestion(n, item.subject, text[item.span.start : item.span.end], (item.span,))
            for n, item in enumerate(found.items, start=1)
        ),
        warnings=tuple(warnings),
    )


def _body(text: str, session: str) -> str | None:
    """政协 or 人大, by the session, else by the words of the head."""
    for words in (session, text[:_HEAD]):
        council, congress = _COUNCIL.search(words), _CONGRESS.search(words)
        if council and (not congress or council.start() < congress.start()):
            return "政协"
        if congress:
            return "人大"
    return None


def _named(pattern: re.Pattern[str], text: str, between: re.Pattern[str]) -> tuple[str, ...]:
    """Every name that lines of a kind list, in order, each once."""
    names = (name.strip(" 。：:") for match in pattern.finditer(text) for name in between.split(match["names"]))
    return tuple(dict.fromkeys(name for name in names if name))
