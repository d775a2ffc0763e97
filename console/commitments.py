"""Commitments for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from console.json_output import plain
from console.terminal import Terminal
from draft.commitments.ledger import Commitment
from page.commitment_request import State, state_of
from page.strings import CHINESE

_STYLES: Final = {State.DUE: "", State.UNDATED: "", State.MAYBE_MET: "good", State.OVERDUE: "bad"}
_STATES: Final = CHINESE.commitments.states


def commitments_json(found: Sequence[Commitment], as_of: date) -> dict[str, Any]:
    """Commitments as ``commitments --json`` gives them."""
    return {"as_of": plain(as_of), "commitments": [plain(each) for each in found]}


def print_commitments(terminal: Terminal, found: Sequence[Commitment]) -> None:
    """Print each promise with its day, who is to keep it, and what may have kept it."""
    for each in found:
        due, state = each.due.isoformat() if each.due else "—         ", state_of(each)
        terminal.line((f"{due}  ", "title"), (_STATES[state], _STYLES[state]), f"  {each.department}")
        terminal.line(" ".join(each.promise.quote.split()), indent=4)
        terminal.line((_named(each.promise.title, each.promise.document_number), "faint"), indent=4)
        if each.fulfilment is not None:
            kept = each.fulfilment
            issued = f"，{kept.issued_on.isoformat()}" if kept.issued_on else ""
            terminal.line(
                ("→ ", "good"), f"{_named(kept.title or kept.document, kept.document_number)}{issued}", indent=4
            )
    counts = [f"{_STATES[state]} {sum(state_of(each) is state for each in found)}" for state in State]
    terminal.line(f"{len(found)} 项承诺：{'、'.join(counts)}")


def _named(title: str, number: str | None) -> str:
    return f"《{title}》（{number}）" if number else f"《{title}》"
