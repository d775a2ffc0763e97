"""What an examination found, for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from console.terminal import Terminal
from index.health import Examination, Finding


def health_json(home: Path, examination: Examination, mended: Sequence[Finding]) -> dict[str, Any]:
    """As ``doctor --json`` gives it.

    :param mended: what was found before, and was mended.
    """
    return {
        "home": str(home),
        "healthy": examination.is_healthy,
        "faults": [_row(finding) for finding in examination.faults],
        "notices": [_row(finding) for finding in examination.notices],
        "mended": [_row(finding) for finding in mended],
    }


def print_health(terminal: Terminal, examination: Examination, mended: Sequence[Finding]) -> None:
    """Print each finding with what to do about it, and one line for the whole."""
    for finding in mended:
        terminal.line(("mended", "good"), f"  {finding.subject}: {finding.message}", hanging=2)
    for finding in examination.findings:
        word = ("fault", "bad") if finding.is_fault else ("note", "faint")
        terminal.line(word, f"  {finding.code}  {finding.subject}: {finding.message}", hanging=2)
        terminal.line(finding.fix, indent=2)
    faults = len(examination.faults)
    if not faults:
        terminal.line(("healthy", "good"))
        return
    mendable = sum(finding.is_mendable for finding in examination.faults)
    advice = f"; `policykb doctor --fix` mends {mendable}" if mendable else ""
    terminal.line((f"{faults} fault{'' if faults == 1 else 's'}", "bad"), advice)


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "subject": finding.subject,
        "message": finding.message,
        "fix": finding.fix,
        "mendable": finding.is_mendable,
    }
