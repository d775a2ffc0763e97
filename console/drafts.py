"""A draft, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from answer.types import Citation
from console.findings import finding_json
from console.json_output import plain
from console.terminal import Terminal
from draft.editing import item_lines, words_of
from draft.types import Draft, Form, Item, PriorAnswer, Proposal, Sentence
from ingest.numerals import chinese

_FORM_NAMES: Final = {Form.REPLY: "答复函", Form.OPINION: "会办意见"}


def draft_json(draft: Draft, path: Path | None) -> dict[str, Any]:
    """A draft as ``draft --json`` gives it.

    :param path: where the letter was written.
    """
    letter = draft.letter
    return {
        "proposal": _proposal_json(draft.proposal),
        "suggestions": [_item_json(item) for item in letter.items],
        "letter": {
            "form": letter.form,
            "reply_class": letter.reply_class,
            "issuer": letter.issuer,
            "document_number": letter.document_number,
            "title": letter.title,
            "addressees": list(letter.addressees),
            "opening": words_of(letter.opening),
            "closing": words_of(letter.closing),
            "dated": letter.dated,
            "contact": letter.contact,
            "disclosure": letter.disclosure,
            "copied_to": list(letter.copied_to),
        },
        "review": [finding_json(finding) for finding in draft.findings],
        "milestones": plain(draft.milestones),
        "as_of": draft.as_of.isoformat(),
        "generation": draft.generation,
        "written_by_model": draft.written_by_model,
        "warnings": list(draft.warnings),
        "text": letter_text(draft),
        "path": str(path) if path is not None else None,
    }


def letter_text(draft: Draft) -> str:
    """The letter as plain text, in the order of its parts."""
    letter = draft.letter
    lines = [f"（{letter.reply_class or '【待补充：办理结果】'}类）"] if letter.form is Form.REPLY else []
    lines += [letter.issuer, letter.document_number, letter.title, f"{'、'.join(letter.addressees)}："]
    lines.append(words_of(letter.opening))
    for n, item in enumerate(letter.items, start=1):
        lines.append(f"{chinese(n)}、{item.heading}")
        if letter.form is Form.REPLY:
            lines.append(f"{item.handling_status or '【待补充：办理状态】'}。")
        lines += item_lines(item)
    lines += [words_of(letter.closing), letter.issuer, letter.dated]
    lines += [f"（联系人及电话：{letter.contact}）", f"公开方式：{letter.disclosure}。"]
    if letter.copied_to:
        lines.append(f"抄送：{'、'.join(letter.copied_to)}。")
    return "\n".join(lines)


def print_draft(terminal: Terminal, draft: Draft, path: Path | None) -> None:
    """Print the letter with each item's sources and warnings, then the dates, findings, and where it was written."""
    for warning in draft.warnings:
        terminal.line((f"提醒：{warning}", "warning"))
    terminal.line((draft.letter.title, "title"))
    terminal.line(words_of(draft.letter.opening))
    for n, item in enumerate(draft.letter.items, start=1):
        _print_item(terminal, n, item)
    terminal.line(words_of(draft.letter.closing))
    terminal.blank()
    dates = draft.milestones
    if dates.received_on and dates.due_on:
        terminal.line(f"收到 {dates.received_on.isoformat()}，应于 {dates.due_on.isoformat()} 前办结")
    for finding in draft.findings:
        terminal.line((f"{finding.severity.value.upper()}  {finding.where}  {finding.message}", "warning"))
    if path is not None:
        terminal.line(f"{_FORM_NAMES[draft.letter.form]}：{path}")


def _print_item(terminal: Terminal, n: int, item: Item) -> None:
    terminal.blank()
    terminal.line((f"{chinese(n)}、{item.heading}", "title"))
    if item.handling_status:
        terminal.line(f"{item.handling_status}。")
    for line in item_lines(item):
        terminal.line(line)
    known: dict[tuple[str, int], Citation] = {}
    for paragraph in item.paragraphs:
        for citation in (c for sentence in paragraph.sentences for c in sentence.citations):
            known.setdefault((citation.document, citation.start), citation)
    for citation in known.values():
        number = f"（{citation.document_number}）" if citation.document_number else ""
        quote = " ".join(citation.quote.split())
        terminal.line(("来源：", "faint"), f"《{citation.title}》{number}：{quote}", indent=2)
    if item.lead_department:
        terminal.line(("主办：", "faint"), f"{item.lead_department}（{item.department_reason}）", indent=2)
    for warning in item.warnings:
        terminal.line((f"提醒：{warning}", "warning"), indent=2)


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "title": proposal.title,
        "body": proposal.body,
        "session": plain(proposal.session),
        "number": proposal.number,
        "cause": proposal.cause,
        "members": list(proposal.members),
        "departments": list(proposal.departments),
        "dated": plain(proposal.dated),
        "situation": proposal.situation,
        "warnings": list(proposal.warnings),
    }


def _item_json(item: Item) -> dict[str, Any]:
    suggestion = item.suggestion
    return {
        "n": suggestion.n,
        "subject": suggestion.subject,
        "text": suggestion.text,
        "spans": plain(suggestion.spans),
        "heading": item.heading,
        "prior_answers": [_prior_json(prior) for prior in item.prior_answers],
        "policies": [plain(citation) for citation in item.policies],
        "figures": [plain(figure) for figure in item.figures],
        "reply": "\n".join(item_lines(item)),
        "sentences": [_sentence_json(s) for paragraph in item.paragraphs for s in paragraph.sentences],
        "handling_status": item.handling_status,
        "lead_department": item.lead_department,
        "co_departments": list(item.co_departments),
        "department_reason": item.department_reason,
        "warnings": list(item.warnings),
    }


def _prior_json(prior: PriorAnswer) -> dict[str, Any]:
    """The sentence of the answer that comes nearest, or else the request, as a citation, with what belongs to it."""
    return {
        **plain(prior.best or prior.request),
        "score": prior.score,
        "request": plain(prior.request),
        "answers": [plain(citation) for citation in prior.answers],
        "handling_status": prior.handling_status,
        "lead_department": prior.lead_department,
        "co_departments": list(prior.co_departments),
        "is_close": prior.is_close,
        "is_likely": prior.is_likely,
    }


def _sentence_json(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "gap": sentence.gap,
        "citations": [plain(citation) for citation in sentence.citations],
    }
