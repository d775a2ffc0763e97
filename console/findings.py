"""What a review found, for people and for programs."""

from __future__ import annotations

from typing import Any, Final

from console.json_output import plain
from console.terminal import Terminal
from draft.review import Review
from draft.review.marking import LABELS
from draft.types import Finding, Severity

_STYLES: Final = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.NOTE: "faint"}


def review_json(review: Review) -> dict[str, Any]:
    """A review as ``review --json`` gives it."""
    return {
        "document": review.reply.document.path,
        "as_of": plain(review.as_of),
        "generation": review.generation,
        "form": review.reply.form,
        "counts": {severity.value: _count(review, severity) for severity in Severity},
        "findings": [finding_json(finding) for finding in review.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding; ``start`` and ``end`` are offsets into the letter's text, null where it has no place."""
    return {
        "severity": finding.severity,
        "code": finding.code,
        "where": finding.where,
        "message": finding.message,
        "quote": finding.quote,
        "start": finding.span.start if finding.span else None,
        "end": finding.span.end if finding.span else None,
        "citations": [plain(citation) for citation in finding.citations],
    }


def print_review(terminal: Terminal, review: Review) -> None:
    """Print each finding with its place and its sources, then how many there are."""
    for finding in review.findings:
        label = (f"{finding.severity.value.upper():8}", _STYLES[finding.severity])
        terminal.line(label, f"{finding.where}  {finding.message}", (f"  {finding.code}", "faint"))
        if finding.quote:
            terminal.line(("文中：", "faint"), finding.quote, indent=9)
        for citation in finding.citations:
            number = f"（{citation.document_number}）" if citation.document_number else ""
            page = f" 第{citation.page}页" if citation.page else ""
            source = f"《{citation.title or citation.document}》{number}{page}：{' '.join(citation.quote.split())}"
            terminal.line(("来源：", "faint"), source, indent=9)
    if review.findings:
        terminal.blank()
    terminal.line("、".join(f"{LABELS[severity]} {_count(review, severity)}" for severity in Severity))


def _count(review: Review, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in review.findings)
