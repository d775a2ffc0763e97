"""Who should answer a suggestion, and who should have a part in it, by past cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from draft.filed_letters import FiledLetters
from draft.types import PriorAnswer, Proposal
from draft.wording import chinese_date

_MAJORITY = 0.5


@dataclass(frozen=True, slots=True)
class Departments:
    """Who leads, who joins, and why."""

    lead: str | None
    joint: tuple[str, ...]
    reason: str


def departments_for(proposal: Proposal, priors: Sequence[PriorAnswer]) -> Departments:
    """As the nearest past case had it; else as the proposal wishes."""
    prior = next((each for each in priors if each.is_close and each.lead_department), None)
    if prior is not None:
        request = prior.request
        number = f"（{request.document_number}）" if request.document_number else ""
        when = chinese_date(request.issued_on) if request.issued_on else "以往"
        joint = f"，会办{'、'.join(prior.co_departments)}" if prior.co_departments else ""
        reason = f"{when}的答复{number}对相近建议由{prior.lead_department}主办{joint}"
        return Departments(prior.lead_department, prior.co_departments, reason)
    if proposal.departments:
        lead, *others = proposal.departments
        return Departments(lead, tuple(others), "没有相近的办理先例，按提案所提的建议承办单位")
    return Departments(None, (), "没有相近的办理先例，提案也没有提出承办单位")


def own_name(letters: FiledLetters) -> str:
    """The body that most replies of the index come from; empty where none has more than half of them."""
    issuers = [card.issuer[0] for card in letters.replies if card.issuer]
    [(name, count)] = Counter(issuers).most_common(1) or [("", 0)]
    return name if count > _MAJORITY * len(issuers) else ""


def usual_copies(letters: FiledLetters, body: str | None) -> tuple[str, ...]:
    """Who most replies to proposals put to a body are copied to; the old letters' other receivers are left out."""
    found = [letters.metadata[card.ordinal] for card in letters.replies]
    lists = [m.copied_to for m in found if m.copied_to and m.session and body and body in m.session.body]
    counts = Counter(name for names in lists for name in dict.fromkeys(names))
    return tuple(name for name, count in counts.items() if count > _MAJORITY * len(lists))
