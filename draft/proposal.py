"""A document as a proposal: who wants what of whom."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from draft.types import Proposal, Suggestion
from index.settings import Settings
from index.single_file import read_file
from ingest import imprint, letter, proposal_head
from ingest.anatomy import Anatomy
from ingest.document import Document, DocumentKind
from ingest.errors import FileError
from ingest.pasted import read_pasted
from ingest.suggestions import find_suggestions

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
    number = proposal_head.number(anatomy)
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
        body=(session and proposal_head.body_named(session.value.body)) or proposal_head.body(anatomy),
        session=session.value if session else None,
        number=number.value if number else None,
        cause=proposal_head.cause(anatomy),
        members=proposal_head.members(anatomy),
        departments=proposal_head.departments(anatomy),
        dated=issued.value if issued else None,
        situation=text[found.situation.start : found.situation.end] if found.situation else "",
        suggestions=tuple(
            Suggestion(n, item.subject, text[item.span.start : item.span.end], (item.span,))
            for n, item in enumerate(found.items, start=1)
        ),
        warnings=tuple(warnings),
    )
